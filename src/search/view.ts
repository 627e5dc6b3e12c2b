// How a matched set is looked at, for any kind of thing: page by page, as a sample, or counted by the values of a field.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import { and, type FacetRequest, type SortKey } from '../domain/query.js';
import type { Collection, FacetBucket, Retrieval, RetrievalRequest, Total } from '../engine/engine.js';
import { facetOf, type Grouping, parseGroupBy, UNKNOWN_GROUP } from './group-by.js';
import { type Page, type Paging, sortedPart } from './paging.js';
import type { Order } from './parse-sort.js';
import { type Sample, sampledPart, sampledTotal, sampleOf } from './sample.js';

/** The largest groups are answered, at most so many. */
const MAX_GROUPS = 200;

/** The order of what comes as it was drawn. */
export const UNORDERED: readonly SortKey[] = [];
/** Groups have no hits. */
export const NO_PAGE = { reachable: 0, page: [], more: false } as const satisfies Page;

export interface ViewRequest {
  /** `field` or `field:include_unknown`. */
  readonly groupBy?: string | undefined;
  /** At most so many groups. */
  readonly groups?: number | undefined;
  /** How many things to draw. */
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
}

export interface View {
  readonly groupBy: Grouping | undefined;
  readonly sample: Sample | undefined;
}

/** @throws IdeascopeError unknown_field, invalid_parameter */
export function viewOf<D extends Stored>(request: ViewRequest, catalogue: Catalogue<D>): View {
  const { groupBy, groups = MAX_GROUPS, sample, seed } = request;
  return {
    groupBy: groupBy === undefined ? undefined : parseGroupBy(groupBy, groups, catalogue),
    sample: sample === undefined ? undefined : sampleOf(sample, seed),
  };
}

interface Viewed extends View {
  readonly order: Order;
  readonly paging: Paging;
  readonly facets: readonly FacetRequest[];
}

/** What the view asks of the engine; `window` is that of a search in order of relevance. */
export function viewPart(
  { groupBy, sample, order, paging, facets }: Viewed,
  window: number,
): Pick<RetrievalRequest, 'window' | 'order' | 'facets'> {
  if (groupBy) return { window: 0, facets: [facetOf(groupBy)] };
  if (sample) return { window: 0, facets, ...sampledPart(sample, paging) };
  return { window: order === 'relevance' ? window : 0, facets, ...sortedPart(order, paging) };
}

/** How many things the answer speaks of. */
export function totalOf({ sample }: View, { total }: Pick<Retrieval, 'total'>): Total {
  return sample ? sampledTotal(sample, total) : total;
}

/** The group of what has no value, where it is asked for; none where everything has one. */
export async function unknownGroup<D extends Stored>(
  collection: Pick<Collection<D>, 'retrieve'>,
  { groupBy }: View,
  matching: Omit<RetrievalRequest, 'window' | 'facets'>,
): Promise<FacetBucket[]> {
  if (!groupBy?.unknown) return [];
  const without = { type: 'not', filter: { type: 'exists', field: groupBy.field } } as const;
  const filter = and([matching.filter, without]);
  const { total } = await collection.retrieve({ ...matching, filter, window: 0, facets: [] });
  return total.value === 0 ? [] : [{ ...UNKNOWN_GROUP, count: total.value }];
}

/** The groups, the largest first; the one of what has no value is as good as any other. */
export function groupsOf({ groupBy }: View, retrieval: Retrieval, unknown: readonly FacetBucket[]): FacetBucket[] {
  if (!groupBy) return [];
  const known = retrieval.facets.get(groupBy.field) ?? [];
  return [...known, ...unknown].sort((a, b) => b.count - a.count).slice(0, groupBy.size);
}
