// How a model is to be used: read from its files, from what is known of its family, and from ideascope.json beside it.
import { join } from 'node:path';
import { EmbedderError } from './embedder.js';
import { type IdeascopeFile, readIdeascopeFile } from './ideascope-file.js';
import { hiddenSize, type ModelJson, type PoolingFile, positions, readModelJson, tokenLimit } from './model-json.js';
import { type ModelFacts, modelFacts } from './models.js';
import { POOLINGS, type Pooling } from './pooling.js';
import { type DtypeChoice, requireWeights, type Weights } from './weights.js';

export interface ModelDescription {
  readonly name: string;
  readonly folder: string;
  readonly weights: Weights;
  readonly pooling: Pooling;
  /** Longest text in tokens, the special ones included. */
  readonly maxTokens: number;
  /** Length of the vector; undefined: what the graph gives. */
  readonly dimension: number | undefined;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly titleSeparator: string | undefined;
  /** Whether its vectors go through a layer behind the pooling, so that only a graph with all of it can be used. */
  readonly needsWholeGraph: boolean;
  readonly similarityFloor: number;
  readonly sureFloor: number;
  /** Identity of the model that ideascope.json's floors were measured with, where it says. */
  readonly measuredWith: string | undefined;
  /** Why pooling is a guess, if the graph leaves it to us. */
  readonly guessedPooling: string | undefined;
  /** What somebody who runs the model should know. */
  readonly notes: readonly string[];
}

type Facts = ReturnType<typeof modelFacts>;
type Reading = { readonly json: ModelJson; readonly facts: Facts; readonly own: IdeascopeFile; readonly name: string };

/**
 * Reads `<modelDir>/<name>`. What ideascope.json says counts first, then the model's own files, then its family.
 * @throws EmbedderError if a file is missing, cannot be read, or contradicts another
 */
export async function describeModel(modelDir: string, name: string, dtype: DtypeChoice): Promise<ModelDescription> {
  const folder = join(modelDir, name);
  const json = await readModelJson(folder);
  const own = await readIdeascopeFile(folder);
  const weights = await requireWeights(folder, dtype);
  const reading: Reading = { json, facts: modelFacts(name), own, name };
  requireKnownModules(reading);
  requireVocabulary(json, name);
  const { pooling, guessed } = poolingOf(reading);
  return {
    name,
    folder,
    weights,
    pooling,
    maxTokens: windowOf(reading),
    dimension: dimensionOf(reading),
    ...prefixesOf(reading),
    titleSeparator: reading.facts.titleSeparator,
    needsWholeGraph: needsWholeGraph(json),
    ...floorsOf(reading),
    measuredWith: own.measured?.model,
    guessedPooling: guessed,
    notes: notesOf(reading),
  };
}

/** A projection behind the pooling is not in the graph, and without it the vectors are others. */
function requireKnownModules({ json, name }: Reading): void {
  const odd = json.modules?.filter((type) => !['Transformer', 'Pooling', 'Normalize', 'Dropout'].includes(type)) ?? [];
  // a graph may hold the dense layers
  if (odd.length === 0 || odd.every((type) => type === 'Dense')) return;
  throw new EmbedderError(
    `model ${name}: modules.json names ${odd.join(', ')}, which cannot be run here: ` +
      'expected Transformer, Pooling and Normalize',
  );
}

function needsWholeGraph({ modules }: Pick<ModelJson, 'modules'>): boolean {
  return modules?.includes('Dense') ?? false;
}

function poolingOf({ json, facts, own, name }: Reading): { readonly pooling: Pooling; readonly guessed?: string } {
  if (own.pooling) return { pooling: own.pooling };
  if (json.pooling) return { pooling: readPooling(json.pooling.content, `model ${name}: ${json.pooling.file}`) };
  if (facts.known) return { pooling: facts.pooling };
  const guessed =
    'its files do not say how to pool, the mean over all tokens is taken: see "pooling" in docs/models.md';
  return { pooling: facts.pooling, guessed };
}

/** By the names of sentence-transformers' flags, and of its newer `pooling_mode`. */
const POOLING_NAMES: Readonly<Record<string, Pooling>> = {
  cls_token: 'cls',
  mean_tokens: 'mean',
  max_tokens: 'max',
  mean_sqrt_len_tokens: 'mean',
  weightedmean_tokens: 'weightedmean',
  mean_sqrt_len: 'mean',
  ...Object.fromEntries(POOLINGS.map((one) => [one, one])),
};

function readPooling(file: PoolingFile, where: string): Pooling {
  const { pooling_mode: mode } = file;
  const flags = Object.entries(file).flatMap(([key, value]) =>
    key.startsWith('pooling_mode_') && value === true ? [key.slice('pooling_mode_'.length)] : [],
  );
  const named = mode === undefined ? flags : [mode].flat();
  const [first = '', ...more] = named;
  const pooling = Object.hasOwn(POOLING_NAMES, first) ? POOLING_NAMES[first] : undefined;
  if (pooling && more.length === 0) return pooling;
  const said = named.length === 0 ? 'no pooling' : `the pooling ${named.join(' with ')}`;
  throw new EmbedderError(`${where} names ${said}: expected one of ${POOLINGS.join(', ')}, in it or in ideascope.json`);
}

/** The least of what model, tokeniser and family allow. @throws EmbedderError if ideascope.json asks for more than there is */
function windowOf({ json, facts, own, name }: Reading): number {
  const most = positions(json.config) ?? Number.POSITIVE_INFINITY;
  if (own.maxTokens !== undefined) {
    if (own.maxTokens <= most) return own.maxTokens;
    throw new EmbedderError(`model ${name}: ideascope.json asks for ${own.maxTokens} tokens, the model reads ${most}`);
  }
  return Math.min(json.maxSeqLength ?? tokenLimit(json), most, facts.maxTokens);
}

/** @throws EmbedderError if two files, or a file and the family, name different lengths */
function dimensionOf({ json, facts, name }: Reading): number | undefined {
  const pool = json.pooling?.content;
  const said: [string, number | undefined][] = [
    ['config.json', hiddenSize(json.config)],
    [json.pooling?.file ?? '', pool?.word_embedding_dimension ?? pool?.embedding_dimension],
    [
      `the model known as ${name.slice(name.lastIndexOf('/') + 1)}`,
      needsWholeGraph(json) ? undefined : facts.dimension,
    ],
  ];
  const given = said.filter((one): one is [string, number] => one[1] !== undefined);
  const [first] = given;
  const other = given.find(([, size]) => size !== first?.[1]);
  if (first && other) {
    throw new EmbedderError(
      `model ${name}: vectors of length ${first[1]} by ${first[0]}, of ${other[1]} by ${other[0]}: files of two models?`,
    );
  }
  return needsWholeGraph(json) ? undefined : first?.[1];
}

const QUERY_PROMPTS = ['query', 'search_query', 's2p_query', 'Retrieval-query', 'web_search_query'];
const DOCUMENT_PROMPTS = ['document', 'passage', 'corpus', 'search_document', 'text', 'Retrieval-document'];

/**
 * Prompts of config_sentence_transformers.json, or else the family's. Prompts that are all empty are written by default
 * and say nothing.
 */
function prefixesOf({ json, facts, own }: Reading): Pick<ModelFacts, 'queryPrefix' | 'documentPrefix'> {
  const { prompts, defaultPrompt } = json;
  const named = (names: readonly string[]) => names.find((name) => Object.hasOwn(prompts, name));
  const says = Object.values(prompts).some((prompt) => prompt !== '');
  const fallback = says && defaultPrompt !== undefined ? prompts[defaultPrompt] : undefined;
  const query = named(QUERY_PROMPTS);
  const document = named(DOCUMENT_PROMPTS);
  const used = says && (query !== undefined || document !== undefined || fallback !== undefined);
  const of = (name: string | undefined) => (name === undefined ? (fallback ?? '') : (prompts[name] ?? ''));
  return {
    queryPrefix: own.queryPrefix ?? (used ? of(query) : facts.queryPrefix),
    documentPrefix: own.documentPrefix ?? (used ? of(document) : facts.documentPrefix),
  };
}

function floorsOf({ facts, own }: Reading): Pick<ModelFacts, 'similarityFloor' | 'sureFloor'> {
  const { similarityFloor = facts.similarityFloor, sureFloor = facts.sureFloor } = own;
  return { similarityFloor, sureFloor };
}

function notesOf({ json, facts, own }: Reading): string[] {
  const notes: string[] = [];
  if (!facts.measured && own.similarityFloor === undefined) {
    const floors = `${facts.similarityFloor} and ${facts.sureFloor}`;
    notes.push(`its similarity floors (${floors}) are guessed, so that searches may find too much or too little`);
  }
  if (json.similarity === 'dot' && !json.modules?.includes('Normalize')) {
    notes.push('it was trained for dot products, and is compared by cosine here');
  }
  return notes;
}

/** @throws EmbedderError if the tokeniser has words that the model has no vectors for */
function requireVocabulary({ config, vocabulary = 0 }: ModelJson, name: string): void {
  const { vocab_size: size } = config;
  if (size === undefined || vocabulary <= size) return;
  throw new EmbedderError(
    `model ${name}: tokenizer.json has ${vocabulary} words, config.json ${size}: files of two models?`,
  );
}
