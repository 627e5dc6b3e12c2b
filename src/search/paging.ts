// Pages of an answer, by number or by cursor, over any kind of thing: where a page begins, and how far paging reaches.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import type { Position, Retrieval, RetrievalRequest } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { decodeCursor, encodeCursor, FIRST, fingerprint, positionOf } from './cursor.js';
import type { LegHit } from './fuse.js';
import type { Order } from './parse-sort.js';
import type { Degradation } from './semantic-leg.js';

/** The deepest rank of a sorted answer: deeper pages cost the engine a sort of all that comes before. */
export const SORTED_REACH = 10_000;

const SCORE_DIGITS = 6;

export interface PageRequest {
  /** From 1; ignored with a cursor. */
  readonly page: number;
  /** `*` for the first page, then the `nextCursor` of the page before: reaches everything of a sorted answer. */
  readonly cursor?: string | undefined;
  readonly perPage: number;
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
  /** Set when the request has a cursor. */
  readonly walk: { readonly of: string; readonly after: Position | undefined } | undefined;
}

/** A hit at its place; what its legs have of it where there are two. */
export interface Placed {
  readonly id: string;
  readonly score?: number;
  readonly lexical?: LegHit | undefined;
  readonly semantic?: LegHit | undefined;
  /** What its neighbours among the first hits lend it. */
  readonly neighbours?: number;
}

export interface Page {
  /** How many of the matched things paging can reach. */
  readonly reachable: number;
  readonly page: readonly Placed[];
  /** Whether things follow that paging can reach. */
  readonly more: boolean;
}

/**
 * The place of a page; `parts` are what a cursor belongs to.
 * @throws IdeascopeError page_out_of_reach, invalid_parameter for a cursor of another search
 */
export function pagingOf(request: PageRequest, order: Order, parts: readonly (string | undefined)[]): Paging {
  const { cursor, page, perPage } = request;
  if (cursor !== undefined) return placeOf(cursor, perPage, order, fingerprint(parts));
  const offset = (page - 1) * perPage;
  if (offset >= SORTED_REACH) throw outOfReach(page, SORTED_REACH);
  const limit = order === 'relevance' ? perPage : Math.min(perPage, SORTED_REACH - offset);
  return { offset, limit, walk: undefined };
}

function placeOf(cursor: string, limit: number, order: Order, of: string): Paging {
  const place = decodeCursor(cursor, of, order);
  const offset = place && 'rank' in place ? place.rank : 0;
  return { offset, limit, walk: { of, after: place && 'after' in place ? place.after : undefined } };
}

/** What a sorted page asks of the engine: with a cursor one more, to know whether there is another page. */
export function sortedPart(order: Order, { offset, limit, walk }: Paging): Pick<RetrievalRequest, 'order'> {
  if (order === 'relevance') return {};
  if (!walk) return { order: { by: order, offset, limit } };
  return { order: { by: order, offset, limit: limit + 1, ...(walk.after ? { after: walk.after } : {}) } };
}

/** The page of a sorted answer. @throws IdeascopeError page_out_of_reach */
export function sortedPage(paging: Paging, { total, sorted }: Pick<Retrieval, 'total' | 'sorted'>): Page {
  const reachable = paging.walk ? total.value : Math.min(total.value, SORTED_REACH);
  requireReach(paging, reachable, total.value);
  return {
    reachable,
    page: sorted.slice(0, paging.limit).map((id) => ({ id })),
    more: sorted.length > paging.limit,
  };
}

/** The page of all hits in order of relevance. @throws IdeascopeError page_out_of_reach */
export function relevancePage<H extends { readonly id: string }>(paging: Paging, hits: readonly H[], total: number) {
  const { offset, limit, walk } = paging;
  if (!walk) requireReach(paging, hits.length, total);
  return { reachable: hits.length, page: hits.slice(offset, offset + limit), more: hits.length > offset + limit };
}

/** A page behind the last hit is empty, as clients that page to the end expect; a page that hides hits is refused. */
function requireReach({ offset, limit }: Paging, reachable: number, total: number): void {
  if (offset >= reachable && reachable < total) throw outOfReach(Math.floor(offset / limit) + 1, reachable);
}

function outOfReach(page: number, reachable: number): IdeascopeError {
  const message = `page ${page} begins behind the last result that paging reaches, ${reachable}: narrow the search, or ask for an earlier page`;
  return new IdeascopeError('page_out_of_reach', message, 'page');
}

/** Behind the last thing of the page that is still there; the same place again if all are gone meanwhile. */
export function nextCursor<D extends Stored>(
  order: Order,
  { walk, offset, limit }: Paging,
  { more }: Pick<Page, 'more'>,
  things: readonly (D | undefined)[],
  catalogue: Catalogue<D>,
): string | undefined {
  if (!walk || !more) return undefined;
  if (order === 'relevance') return encodeCursor(walk.of, { rank: offset + limit });
  const last = things.findLast((thing) => thing !== undefined);
  const after = last ? positionOf(last, order, catalogue) : walk.after;
  return after ? encodeCursor(walk.of, { after }) : FIRST;
}

export function inexactFacets({ inexactFacets: fields }: Pick<Retrieval, 'inexactFacets'>): Degradation[] {
  if (fields.length === 0) return [];
  return [{ code: 'facets_inexact', message: `the counts of ${fields.join(', ')} are lower bounds` }];
}

/** As answered. */
export function roundedScore(score: number): number {
  const factor = 10 ** SCORE_DIGITS;
  return Math.round(score * factor) / factor;
}
