// Vectors as both engines compare them: eight bits per component, so that both find the same works.
import type { ModelIdentity } from '../domain/model.js';
import type { StoredVector } from './engine.js';

/** Vectors of another length than their model's, or of what is no number, are a programming error. @throws Error naming the first one */
export function requireDimension(model: ModelIdentity, vectors: readonly StoredVector[]): void {
  const wrong = vectors.find(({ vector }) => vector.length !== model.dimension);
  if (wrong) throw new Error(`the vector of ${wrong.id} has ${wrong.vector.length} components, not ${model.dimension}`);
  const odd = vectors.find(({ vector }) => !vector.every(Number.isFinite));
  if (odd) throw new Error(`the vector of ${odd.id} has components that are no numbers`);
}

/** An int8 vector and the factor that makes its length 1. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scale: number;
}

/**
 * Scalar quantisation: the largest component becomes ±127. A similarity is the cosine of two such vectors; for MiniLM it
 * differs from that of the originals by about 0.001, which moves no ranking measure (bench/README.md).
 */
export function quantise(vector: Float32Array): Quantised {
  let largest = 0;
  for (const component of vector) largest = Math.max(largest, Math.abs(component));
  const step = largest / 127;
  const values = Int8Array.from(vector, (component) => (step === 0 ? 0 : Math.round(component / step)));
  const length = Math.hypot(...values);
  return { values, scale: length === 0 ? 0 : 1 / length };
}
