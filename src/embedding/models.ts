// What is known of embedding models beyond their files: how they pool, what they want before a text, their floors.
import type { Pooling } from './pooling.js';

export interface ModelFacts {
  /** Length of the vector; undefined: what the files say. */
  readonly dimension?: number;
  /** Longest text in tokens, the special ones included. */
  readonly maxTokens: number;
  readonly pooling: Pooling;
  /** What stands before a text that is searched for, with its blank. */
  readonly queryPrefix: string;
  /** What stands before the text of a work. */
  readonly documentPrefix: string;
  /** What stands between title and abstract; undefined: a line break. */
  readonly titleSeparator?: string;
  /** Cosine from which on a work counts as being about the query. */
  readonly similarityFloor: number;
  /** Cosine of a work that shows by itself that a collection holds something about the query. */
  readonly sureFloor: number;
  /** Whether the floors are measured, or guessed from what cosines the family is known for. */
  readonly measured: boolean;
}

type Family = readonly [pattern: RegExp, facts: Partial<ModelFacts>];

/**
 * More is possible with many models, but an abstract fits, and the time that a text takes grows with the square of it:
 * `maxTokens` in ideascope.json raises it.
 */
const WINDOW = 512;

const NOTHING_KNOWN: ModelFacts = {
  maxTokens: WINDOW,
  pooling: 'mean',
  queryPrefix: '',
  documentPrefix: '',
  similarityFloor: 0.25,
  sureFloor: 0.5,
  measured: false,
};

const PASSAGES = 'Represent this sentence for searching relevant passages: ';
const WEB_TASK = 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:';

/** Trained with a low temperature, these give any two texts a high cosine. */
const HIGH = { similarityFloor: 0.8, sureFloor: 0.83 };
const MIDDLE = { similarityFloor: 0.6, sureFloor: 0.65 };

/**
 * By name without the owner, as the same model is published by several; the first that fits counts. Pooling, prefixes
 * and windows are those of the models' public cards and sentence-transformers configurations; the floors of
 * all-MiniLM-L6-v2 are calibrated by `npm run bench -- floor`.
 */
const FAMILIES: readonly Family[] = [
  [/^all-MiniLM-L6-v2$/i, { dimension: 384, maxTokens: 256, measured: true }],
  [/^all-MiniLM-L12-v[12]$/i, { dimension: 384, maxTokens: 128 }],
  [/^all-mpnet-base-v[12]$/i, { dimension: 768, maxTokens: 384 }],
  [/^all-distilroberta-v1$/i, { dimension: 768 }],
  [/^paraphrase-multilingual-mpnet-base-v2$/i, { dimension: 768, maxTokens: 128 }],
  [/^paraphrase-.*MiniLM-L\d+-v2$/i, { dimension: 384, maxTokens: 128 }],
  [/^multi-qa-.*dot-v1$/i, { pooling: 'cls', dimension: 768 }],
  [/^multi-qa-MiniLM-L6-cos-v1$/i, { dimension: 384 }],
  [/^multi-qa-.*cos-v1$/i, { dimension: 768 }],
  [/^bge-m3$/i, { pooling: 'cls', dimension: 1024, similarityFloor: 0.45, sureFloor: 0.5 }],
  [/^bge-.*-zh(-v1\.5)?$/i, { pooling: 'cls', queryPrefix: '为这个句子生成表示以用于检索相关文章：', ...MIDDLE }],
  [/^bge-small-en(-v1\.5)?$/i, { pooling: 'cls', dimension: 384, queryPrefix: PASSAGES, ...MIDDLE }],
  [/^bge-base-en(-v1\.5)?$/i, { pooling: 'cls', dimension: 768, queryPrefix: PASSAGES, ...MIDDLE }],
  [/^bge-large-en(-v1\.5)?$/i, { pooling: 'cls', dimension: 1024, queryPrefix: PASSAGES, ...MIDDLE }],
  [/^mxbai-embed-large-v1$/i, { pooling: 'cls', dimension: 1024, queryPrefix: PASSAGES, ...MIDDLE }],
  [/^multilingual-e5-large-instruct$/i, { dimension: 1024, queryPrefix: `${WEB_TASK} `, ...HIGH }],
  [
    /^(multilingual-)?e5-small(-v2)?$/i,
    { dimension: 384, queryPrefix: 'query: ', documentPrefix: 'passage: ', ...HIGH },
  ],
  [
    /^(multilingual-)?e5-base(-v2)?$/i,
    { dimension: 768, queryPrefix: 'query: ', documentPrefix: 'passage: ', ...HIGH },
  ],
  [
    /^(multilingual-)?e5-large(-v2)?$/i,
    { dimension: 1024, queryPrefix: 'query: ', documentPrefix: 'passage: ', ...HIGH },
  ],
  [/^gte-(small|base|large)$/i, HIGH],
  [/^gte-(base|large)-en-v1\.5$/i, { pooling: 'cls', ...MIDDLE }],
  [/^gte-(multilingual|modernbert)-base$/i, { pooling: 'cls', dimension: 768, ...MIDDLE }],
  [
    /^(nomic-embed-text-v1(\.5)?|modernbert-embed-base)$/i,
    { dimension: 768, queryPrefix: 'search_query: ', documentPrefix: 'search_document: ', ...MIDDLE },
  ],
  [/^snowflake-arctic-embed-[ml]-v2\.0$/i, { pooling: 'cls', queryPrefix: 'query: ' }],
  [/^snowflake-arctic-embed-/i, { pooling: 'cls', queryPrefix: PASSAGES }],
  [/^specter2?(_|-|$)|^allenai-specter$/i, { pooling: 'cls', dimension: 768, titleSeparator: '[SEP]', ...HIGH }],
  [/^scincl$/i, { pooling: 'cls', dimension: 768, titleSeparator: '[SEP]', ...HIGH }],
  [/^granite-embedding-(30m-english|107m-multilingual)$/i, { pooling: 'cls', dimension: 384, ...MIDDLE }],
  [/^granite-embedding-(125m-english|278m-multilingual)$/i, { pooling: 'cls', dimension: 768, ...MIDDLE }],
  [/^jina-embeddings-v2-small-en$/i, { dimension: 512, ...MIDDLE }],
  [/^jina-embeddings-v2-base-/i, { dimension: 768, ...MIDDLE }],
  [/^Qwen3-Embedding-0\.6B/i, { pooling: 'lasttoken', dimension: 1024, queryPrefix: WEB_TASK }],
  [
    /^embeddinggemma-300m/i,
    { dimension: 768, queryPrefix: 'task: search result | query: ', documentPrefix: 'title: none | text: ' },
  ],
];

/** Facts about `owner/name`; `known` is false for a model of no family above. */
export function modelFacts(name: string): ModelFacts & { readonly known: boolean } {
  // an export is often published under the name of the model with a word for its form behind it
  const base = name.slice(name.lastIndexOf('/') + 1).replace(/-onnx$/i, '');
  const family = FAMILIES.find(([pattern]) => pattern.test(base));
  return { ...NOTHING_KNOWN, ...family?.[1], known: family !== undefined };
}
