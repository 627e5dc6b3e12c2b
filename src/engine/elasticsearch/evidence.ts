// Whether an index holds anything about a query at all: one more search, and only where the answer itself is no evidence.
import { evidenceIn, type RetrievalRequest, type Scored } from '../engine.js';
import { anyOf } from './clauses.js';
import type { AnyCatalogue } from './field-values.js';
import { counting, encodeVector, nearQuery, type Part, type VectorIndexing } from './request.js';
import { type SearchAnswer, totalOf } from './response.js';
import { enoughWords } from './text-query.js';

/**
 * The search that finds a work that is evidence, as the port's treaty says of `sureFloor`; undefined where none is asked
 * for, or `hits`, the best by meaning, show it already.
 */
export function planEvidence(
  catalogue: AnyCatalogue,
  { text, semantic }: RetrievalRequest,
  hits: readonly Scored[],
  vectors: VectorIndexing & { readonly count: number },
): Part | undefined {
  const evidence = semantic && evidenceIn(semantic, vectors.count);
  if (!evidence || (hits[0]?.score ?? -1) >= evidence.alone) return undefined;
  const vector = encodeVector(semantic.vector, vectors);
  const alone = nearQuery(vector, evidence.alone, vectors, []);
  const words = text && enoughWords(catalogue, text.text);
  const agreeing = words && {
    bool: { must: [nearQuery(vector, evidence.agreed, vectors, [words])], filter: [words] },
  };
  const body = { ...counting(agreeing ? anyOf([alone, agreeing]) : alone), terminate_after: 1, track_total_hits: true };
  return { counts: 'matched', facets: [], body };
}

export function holdsAny(answers: readonly SearchAnswer[]): boolean {
  return answers.some((answer) => totalOf(answer) > 0);
}

/** The request with a cosine that no work reaches: the leg takes part, and finds nothing. */
export function withoutMeaning({ semantic, ...request }: RetrievalRequest): RetrievalRequest {
  if (!semantic) return request;
  const { sureFloor: _, ...rest } = semantic;
  return { ...request, semantic: { ...rest, floor: 2 } };
}
