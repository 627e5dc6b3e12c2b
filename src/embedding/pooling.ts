// From the hidden states of a text's tokens to one vector, in the ways in which embedding models are trained.

/**
 * As sentence-transformers' Pooling module has them (https://sbert.net/docs/package_reference/sentence_transformer/models.html);
 * the mean over the square root of the length points where the mean points, and all vectors are brought to unit length.
 */
export const POOLINGS = ['mean', 'cls', 'lasttoken', 'max', 'weightedmean'] as const;
export type Pooling = (typeof POOLINGS)[number];

/**
 * Pools `hidden`, [tokens, dimension] row by row, of one text without padding. Means are left undivided: only the
 * direction counts. @returns a new array of `dimension`
 */
export function pool(hidden: Float32Array, dimension: number, pooling: Pooling): Float32Array {
  switch (pooling) {
    case 'cls':
      return hidden.slice(0, dimension);
    case 'lasttoken':
      return hidden.slice(hidden.length - dimension);
    case 'max':
      return largest(hidden, dimension);
    default:
      return sum(hidden, dimension, pooling === 'weightedmean');
  }
}

/** Weighted: the first token counts once, the second twice, … (SGPT, Muennighoff 2022). */
function sum(hidden: Float32Array, dimension: number, weighted: boolean): Float32Array {
  const total = new Float32Array(dimension);
  for (let row = 0; row * dimension < hidden.length; row++) {
    const weight = weighted ? row + 1 : 1;
    const from = row * dimension;
    for (let c = 0; c < dimension; c++) total[c] = (total[c] as number) + weight * (hidden[from + c] as number);
  }
  return total;
}

function largest(hidden: Float32Array, dimension: number): Float32Array {
  const most = hidden.slice(0, dimension);
  for (let i = dimension; i < hidden.length; i++) {
    const c = i % dimension;
    if ((hidden[i] as number) > (most[c] as number)) most[c] = hidden[i] as number;
  }
  return most;
}

/** A copy of length 1. @throws Error for a vector without direction */
export function normalise(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  if (!(norm > 0 && Number.isFinite(norm))) throw new Error('the model gave a vector without length');
  return vector.map((value) => value / norm);
}
