// Whether an index holds anything about a query at all: what keeps nonsense from finding its nearest neighbours.
import { ALL } from '../../domain/query.js';
import { evidenceIn, type SemanticQuery } from '../engine.js';
import { type AskedTerms, countTerms, termCounts } from './asked-terms.js';
import type { FilterBits } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';
import { NOTHING_NEAR, type SemanticMatches } from './vector-index.js';

/**
 * As the port's treaty says of `sureFloor`, whatever the filter. `near` are the documents at or above the floor that the
 * request found, `everywhere` if there are no others in the index: else all of it is searched where none of them is
 * evidence already.
 */
export function isAbout(
  index: MemoryIndex<never>,
  filters: FilterBits,
  query: SemanticQuery,
  terms: AskedTerms | undefined,
  near: SemanticMatches,
  everywhere: boolean,
): boolean {
  const evidence = evidenceIn(query, index.embedded);
  if (!evidence) return true;
  const { alone, agreed } = evidence;
  if (near.cosines.some((cosine) => cosine >= alone)) return true;
  const { docs, cosines } = everywhere ? above(near, agreed) : scanAll(index, filters, query, agreed);
  if (docs.length === 0) return false;
  if (cosines.some((cosine) => cosine >= alone)) return true;
  if (!terms || terms.ids.length === 0) return false;
  const counts = termCounts(terms, index.scratch, 'words of evidence', index.docs);
  countTerms(index.text, terms, counts);
  return docs.some((doc) => (counts[doc] as number) >= terms.required);
}

function above({ docs, cosines }: SemanticMatches, least: number): SemanticMatches {
  const holds = (_: number, place: number) => (cosines[place] as number) >= least;
  return { docs: docs.filter(holds), cosines: cosines.filter(holds) };
}

function scanAll(
  index: MemoryIndex<never>,
  filters: FilterBits,
  { vector }: SemanticQuery,
  floor: number,
): SemanticMatches {
  return index.vectors?.scan({ query: vector, floor, within: filters.of(index, ALL) }) ?? NOTHING_NEAR;
}
