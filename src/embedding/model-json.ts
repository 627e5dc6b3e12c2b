// The JSON files beside a model's weights, as Hugging Face and sentence-transformers lay them out: only what is used here.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbedderError } from './embedder.js';

const size = z.int().positive();

/** config.json: the names that architectures give the length of a token's vector differ. */
const config = z.looseObject({
  model_type: z.string().optional(),
  hidden_size: size.optional(),
  dim: size.optional(),
  d_model: size.optional(),
  n_embd: size.optional(),
  max_position_embeddings: z.int().optional(),
  pad_token_id: z.int().nullish(),
  vocab_size: size.optional(),
  num_labels: size.optional(),
  id2label: z.record(z.string(), z.unknown()).optional(),
});
const tokenizerConfig = z.looseObject({ model_max_length: z.number().nullish() });
/** Only the size of the vocabulary; an object of words, or a list of pieces with their scores. */
const tokenizer = z.looseObject({
  model: z.looseObject({ vocab: z.union([z.record(z.string(), z.int()), z.array(z.unknown())]).optional() }),
});
const modules = z.array(z.looseObject({ type: z.string(), path: z.string() }));
const pooling = z.looseObject({
  word_embedding_dimension: size.optional(),
  embedding_dimension: size.optional(),
  pooling_mode: z.union([z.string(), z.array(z.string())]).optional(),
});
const sentenceBert = z.looseObject({ max_seq_length: z.int().positive().nullish() });
const sentenceTransformers = z.looseObject({
  prompts: z.record(z.string(), z.string()).optional(),
  default_prompt_name: z.string().nullish(),
  similarity_fn_name: z.string().nullish(),
});

/** The name of a folder: no path may lead out of that of the model. */
const WITHIN = /^(?!\.{1,2}$)[\w.-]*$/;

export type ModelConfig = z.infer<typeof config>;
export type PoolingFile = z.infer<typeof pooling>;

export interface ModelJson {
  readonly config: ModelConfig;
  /** Ids that the tokeniser may give, from 0 to this without it; undefined: not said. */
  readonly vocabulary: number | undefined;
  readonly modelMaxLength: number | undefined;
  /** The last names of the modules' types; undefined without modules.json. */
  readonly modules: readonly string[] | undefined;
  /** `name` is where it stands. */
  readonly pooling: { readonly file: string; readonly content: PoolingFile } | undefined;
  readonly maxSeqLength: number | undefined;
  readonly prompts: Readonly<Record<string, string>>;
  readonly defaultPrompt: string | undefined;
  readonly similarity: string | undefined;
}

/** The content of a file; undefined where there is none. @throws EmbedderError naming the file and what is wrong */
async function read<S extends z.ZodType>(folder: string, file: string, schema: S): Promise<z.output<S> | undefined> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new EmbedderError(`${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const reason = issue ? `${issue.path.join('.')}: ${issue.message}` : (error as Error).message;
    throw new EmbedderError(`${path} is not usable: ${reason}`);
  }
}

async function demand<S extends z.ZodType>(folder: string, file: string, schema: S): Promise<z.output<S>> {
  const content = await read(folder, file, schema);
  if (content === undefined) throw new EmbedderError(`${join(folder, file)} is missing`);
  return content;
}

/** The words of the tokeniser, whichever way they are listed. */
function vocabularySize(vocab: Readonly<Record<string, number>> | readonly unknown[] | undefined): number | undefined {
  if (vocab === undefined) return undefined;
  if (Array.isArray(vocab)) return vocab.length;
  // a loop: hundreds of thousands of words are too many arguments
  let largest = -1;
  for (const id of Object.values(vocab as Readonly<Record<string, number>>)) largest = Math.max(largest, id);
  return largest + 1;
}

/** @throws EmbedderError if a needed file is missing, or any cannot be read */
export async function readModelJson(folder: string): Promise<ModelJson> {
  const listed = await read(folder, 'modules.json', modules);
  const path = listed?.find(({ type }) => type.endsWith('.Pooling'))?.path ?? '1_Pooling';
  if (!WITHIN.test(path)) {
    throw new EmbedderError(`${join(folder, 'modules.json')} is not usable: ${path} is no folder beside it`);
  }
  const poolingFile = join(path, 'config.json');
  const [main, forTokenizer, words, pool, bert, prompted] = await Promise.all([
    demand(folder, 'config.json', config),
    demand(folder, 'tokenizer_config.json', tokenizerConfig),
    demand(folder, 'tokenizer.json', tokenizer),
    read(folder, poolingFile, pooling),
    read(folder, 'sentence_bert_config.json', sentenceBert),
    read(folder, 'config_sentence_transformers.json', sentenceTransformers),
  ]);
  return {
    config: main,
    vocabulary: vocabularySize(words.model.vocab),
    modelMaxLength: forTokenizer.model_max_length ?? undefined,
    modules: listed?.map(({ type }) => type.slice(type.lastIndexOf('.') + 1)),
    pooling: pool && { file: poolingFile, content: pool },
    maxSeqLength: bert?.max_seq_length ?? undefined,
    prompts: prompted?.prompts ?? {},
    defaultPrompt: prompted?.default_prompt_name ?? undefined,
    similarity: prompted?.similarity_fn_name ?? undefined,
  };
}

/** The length of a token's vector, as config.json has it. */
export function hiddenSize({ hidden_size, dim, d_model, n_embd }: ModelConfig): number | undefined {
  return hidden_size ?? dim ?? d_model ?? n_embd;
}

/** Positions that the model has: RoBERTa's first ones stand for padding. */
export function positions({ max_position_embeddings: most, model_type, pad_token_id }: ModelConfig) {
  if (most === undefined || most <= 0) return undefined;
  const padded = ['roberta', 'xlm-roberta', 'camembert', 'mpnet'].includes(model_type ?? '');
  return padded ? most - (pad_token_id ?? 1) - 1 : most;
}

/** Tokenisers without a limit say so by a huge number. */
const LIMITLESS = 1_000_000;

/** The longest text in tokens that model and tokeniser allow; infinity where neither says. */
export function tokenLimit({ config: main, modelMaxLength = LIMITLESS }: Pick<ModelJson, 'config' | 'modelMaxLength'>) {
  const most = positions(main) ?? Number.POSITIVE_INFINITY;
  return modelMaxLength >= 1 && modelMaxLength < LIMITLESS ? Math.min(modelMaxLength, most) : most;
}
