// What must be known about an embedding model beyond its files: vector length, text limit, similarity floor.

export interface ModelFacts {
  /** Length of the vector; undefined: unknown, take what the model gives. */
  readonly dimension: number | undefined;
  /** Longest text in tokens, the two special ones included. */
  readonly maxTokens: number;
  /** Cosine from which on a work counts as being about the query. */
  readonly similarityFloor: number;
  /** The same for a query none of whose words occurs in the collection. */
  readonly strangeFloor: number;
}

export interface Model extends ModelFacts {
  /** Name without the owner: the same model is published by several. */
  readonly name: string;
}

/**
 * maxTokens is max_seq_length of the model's sentence_bert_config.json. The floors are calibrated by
 * `npm run bench -- floor`: the lower, the more relevant works are kept; the higher, the more often nonsense finds nothing.
 */
export const MODELS: readonly Model[] = [
  { name: 'all-MiniLM-L6-v2', dimension: 384, maxTokens: 256, similarityFloor: 0.35, strangeFloor: 0.45 },
];

/** For any other model; the floors are guesses until somebody measures. */
const UNKNOWN: ModelFacts = { dimension: undefined, maxTokens: 256, similarityFloor: 0.35, strangeFloor: 0.45 };

/** Facts about `owner/name`. */
export function modelFacts(name: string): ModelFacts {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return MODELS.find((model) => model.name === base) ?? UNKNOWN;
}
