// Whether an index holds anything about a query at all: what keeps nonsense from finding its nearest neighbours.
import { ALL } from '../../domain/query.js';
import { evidenceIn, type SemanticQuery } from '../engine.js';
import { type AskedTerms, countTerms } from './asked-terms.js';
import type { FilterBits } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';
import type { SemanticMatches } from './vector-index.js';

/**
 * As the port's treaty says of `sureFloor`, whatever the filter. `near` are the documents at or above the floor that the
 * request found: the whole index is only searched where none of them is evidence already.
 */
export function isAbout(
  index: MemoryIndex<never>,
  filters: FilterBits,
  query: SemanticQuery,
  terms: AskedTerms | undefined,
  near: SemanticMatches,
): boolean {
  const evidence = evidenceIn(query, index.embedded);
  if (!evidence) return true;
  const { alone, agreed } = evidence;
  if (near.cosines.some((cosine) => cosine >= alone)) return true;
  const { docs, cosines } =
    index.vectors?.scan({ query: query.vector, floor: agreed, within: filters.of(index, ALL) }) ?? near;
  if (docs.length === 0) return false;
  if (cosines.some((cosine) => cosine >= alone)) return true;
  if (!terms || terms.ids.length === 0) return false;
  const counts = index.scratch.zeros('words of evidence', Uint32Array, index.docs);
  countTerms(index.text, terms, counts);
  return docs.some((doc) => (counts[doc] as number) >= terms.required);
}
