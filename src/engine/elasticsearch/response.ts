// The answers of one `_msearch` → a retrieval. Pure.
import type { estypes } from '@elastic/elasticsearch';
import { compareKeys } from '../../domain/order.js';
import {
  certainValues,
  type FacetRequest,
  type Filter,
  isShuffle,
  type SortKey,
  selectedValues,
} from '../../domain/query.js';
import type { FacetBucket, Position, RetrievalRequest, Scored, Total } from '../engine.js';
import { type AnyCatalogue, fromBucket } from './field-values.js';
import { type Leg, missingValue, NEIGHBOURS, type Part } from './request.js';

export type SearchAnswer = estypes.MsearchMultiSearchItem<unknown>;

/** A facet's value and its count; the label is looked up afterwards. */
export type Bucket = Omit<FacetBucket, 'label'>;

export interface Answers {
  readonly lexical: readonly Scored[];
  readonly semantic: readonly Scored[];
  readonly sorted: readonly string[];
  readonly last?: Position;
  readonly total: Total;
  readonly facets: ReadonlyMap<string, readonly Bucket[]>;
  readonly inexactFacets: readonly string[];
}

/** Puts the answers together, in the order of the parts that asked for them. */
export function readAnswers(
  catalogue: AnyCatalogue,
  parts: readonly Part[],
  answers: readonly SearchAnswer[],
  { filter, order }: Pick<RetrievalRequest, 'filter' | 'order'>,
): Answers {
  const legs: Record<Leg, Scored[]> = { lexical: [], semantic: [], sorted: [] };
  const counts = { matched: 0, near: 0 };
  const facets = new Map<string, Bucket[]>();
  const cut: string[] = [];
  let last: Position | undefined;
  parts.forEach((part, i) => {
    const answer = answers[i] as SearchAnswer;
    if (part.hits) legs[part.hits] = readLeg(part.hits, answer);
    if (part.hits === 'sorted' && order && !isShuffle(order.by)) last = readLast(catalogue, order.by, answer);
    if (part.counts) counts[part.counts] = totalOf(answer);
    for (const facet of part.facets) {
      facets.set(facet.field, readFacet(catalogue, facet, answer, filter));
      if (errorOf(facet, answer) > 0) cut.push(facet.field);
    }
  });
  const stoppedShort = counts.near >= NEIGHBOURS;
  return {
    lexical: legs.lexical,
    semantic: legs.semantic,
    sorted: legs.sorted.map((hit) => hit.id),
    ...(last ? { last } : {}),
    total: { value: counts.matched, relation: stoppedShort ? 'gte' : 'eq' },
    facets,
    inexactFacets: stoppedShort ? [...facets.keys()] : cut,
  };
}

/** Hits with a score of 0 matched in another way than the leg's. */
function readLeg(leg: Leg, { hits }: SearchAnswer): Scored[] {
  const all = hits?.hits ?? [];
  if (leg === 'sorted') return all.map(({ sort }) => ({ id: sort?.at(-1) as string, score: 0 }));
  return all.flatMap(({ sort }) => {
    const [score, id] = sort as [number, string];
    // Elasticsearch's score of a cosine c is (1 + c) / 2
    return score > 0 ? [{ id, score: leg === 'semantic' ? 2 * score - 1 : score }] : [];
  });
}

/** The sort values of the last hit; the one that stands for no value is none. */
function readLast(catalogue: AnyCatalogue, by: readonly SortKey[], { hits }: SearchAnswer): Position | undefined {
  const sort = hits?.hits?.at(-1)?.sort;
  if (!sort) return undefined;
  const values = by.map(({ field, direction }, i) => {
    const value = sort[i] as number;
    return value === missingValue(direction) ? undefined : (fromBucket(catalogue.known(field), value) as number);
  });
  return { values, id: sort.at(-1) as string };
}

/** How many a search counted. */
export function totalOf({ hits }: SearchAnswer): number {
  const total = hits?.total;
  return typeof total === 'number' ? total : (total?.value ?? 0);
}

interface TermsAnswer {
  readonly buckets: readonly { readonly key: string | number; readonly doc_count: number }[];
  readonly doc_count_error_upper_bound?: number;
}

/** By how much the counts of a facet may be too small: shards only send their own most frequent values. */
function errorOf({ field }: FacetRequest, { aggregations }: SearchAnswer): number {
  return (aggregations?.[`top ${field}`] as TermsAnswer | undefined)?.doc_count_error_upper_bound ?? 0;
}

function readFacet(
  catalogue: AnyCatalogue,
  { field: name, selection }: FacetRequest,
  { aggregations }: SearchAnswer,
  filter: Filter,
): Bucket[] {
  const field = catalogue.known(name);
  const top = aggregations?.[`top ${name}`] as TermsAnswer | undefined;
  const chosen = aggregations?.[`selected ${name}`] as { buckets: readonly { doc_count: number }[] } | undefined;
  const counts = new Map(top?.buckets.map(({ key, doc_count }) => [fromBucket(field, key), doc_count]));
  const selected = selectedValues(filter, name);
  if (selection !== 'kept') {
    const certain = certainValues(filter, name);
    for (const [i, key] of selected.entries()) {
      const count = chosen?.buckets[i]?.doc_count ?? 0;
      if (count > 0 || certain.includes(key)) counts.set(key, count);
    }
  }
  const isSelected = new Set(selected);
  return [...counts]
    .map(([key, count]) => ({ key, count, selected: isSelected.has(key) }))
    .sort((a, b) => b.count - a.count || compareKeys(a.key, b.key));
}
