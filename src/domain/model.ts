// The identity of an embedding model: which model made a vector.

/** Two vectors may be compared only if all four parts are equal. `dimension` is the length of the vector. */
export interface ModelIdentity {
  readonly name: string;
  /** Content hash of the weights in use, so that the same name with other weights is another model. */
  readonly revision: string;
  readonly dtype: string;
  readonly dimension: number;
}

/** Whether vectors of the two may be compared; two absent models are the same. */
export function sameModel(a: ModelIdentity | null | undefined, b: ModelIdentity | null | undefined): boolean {
  return a && b ? modelKey(a) === modelKey(b) : (a ?? null) === (b ?? null);
}

/** One string for an identity, for use as a storage key and in answers. */
export function modelKey(identity: ModelIdentity): string {
  return `${identity.name}@${identity.revision}:${identity.dtype}:${identity.dimension}`;
}

/**
 * Number formats in which the weights of a model are published, by transformers.js's names; `auto`: whatever is there,
 * small whole numbers first, which are fastest on a CPU.
 */
export const DTYPES = ['auto', 'q8', 'int8', 'uint8', 'fp32', 'fp16', 'q4', 'q4f16', 'bnb4'] as const;
export type DtypeChoice = (typeof DTYPES)[number];

/** As on the Hugging Face hub; it becomes a path, so that no part of it may lead out of its folder. */
export const MODEL_NAME = /^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/;
