// A search over works, told in five steps: understand → retrieve → fuse → hydrate → present-ready answer.
import type { FacetRequest, Filter, TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, FacetBucket, Position, Retrieval, RetrievalRequest, Scored, Total } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { decodeCursor, encodeCursor, FIRST, fingerprint, positionOf } from './cursor.js';
import { fuse } from './fuse.js';
import { type Highlight, highlighter } from './highlight.js';
import { parseFacets } from './parse-facets.js';
import { parseFilter } from './parse-filter.js';
import { type Order, parseSort } from './parse-sort.js';
import {
  type Degradation,
  missingVectors,
  type SearchMode,
  type SemanticDeps,
  semanticLeg,
  semanticUnavailable,
} from './semantic-leg.js';
import { understand } from './understand.js';

/** Hits of each leg that are fused. The same for every page: a window that grew with the page would reorder page 1. */
export const WINDOW = 1000;

/** The deepest rank of a sorted answer: deeper pages cost the engine a sort of all that comes before. */
export const SORTED_REACH = 10_000;

const SCORE_DIGITS = 6;

export interface SearchRequest {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly mode: SearchMode;
  /** From 1; ignored with a cursor. */
  readonly page: number;
  /** `*` for the first page, then the `nextCursor` of the page before: reaches every work of a sorted answer. */
  readonly cursor?: string | undefined;
  readonly perPage: number;
  /** Names or aliases of facetable fields. */
  readonly facets: readonly string[];
  readonly facetSize: number;
  readonly highlight: boolean;
}

export interface SearchHit {
  readonly work: Work;
  /** Only with a search in order of relevance: fused (0–1), or the score of the one leg in use. */
  readonly score?: number;
  readonly highlight?: Highlight;
}

export interface SearchAnswer {
  readonly total: Total;
  /** How many of the matched works paging can reach. */
  readonly reachable: number;
  /** Where the next page begins; undefined at the end, and without a cursor. */
  readonly nextCursor: string | undefined;
  /** The mode actually used; undefined without a search. */
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  readonly hits: readonly SearchHit[];
  readonly facets: ReadonlyMap<string, readonly FacetBucket[]>;
}

interface Understood {
  readonly text: TextQuery | undefined;
  readonly filter: Filter;
  readonly order: Order;
  readonly facets: readonly FacetRequest[];
  readonly mode: SearchMode;
  readonly offset: number;
  readonly limit: number;
  /** Set when the request has a cursor. */
  readonly walk: { readonly of: string; readonly after: Position | undefined } | undefined;
}

interface Retrieved {
  readonly retrieval: Retrieval;
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
}

interface Ranked {
  readonly reachable: number;
  readonly page: readonly { readonly id: string; readonly score?: number }[];
  /** Whether works follow that paging can reach. */
  readonly more: boolean;
}

/**
 * Answers one page of a search.
 * @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field, page_out_of_reach, semantic_unavailable
 *   (mode `semantic` without model or vectors), index_not_ready
 */
export async function searchWorks(deps: SemanticDeps, request: SearchRequest): Promise<SearchAnswer> {
  const asked = understandRequest(request);
  const retrieved = await retrieve(deps, asked);
  const ranked = rank(asked, retrieved);
  const works = await hydrate(deps.engine, ranked);
  return presentReady(request, asked, retrieved, ranked, works);
}

function understandRequest(request: SearchRequest): Understood {
  const text = request.search === undefined ? undefined : understand(request.search);
  const order = parseSort(request.sort, text !== undefined);
  return {
    text,
    filter: parseFilter(request.filter ?? ''),
    order,
    facets: parseFacets(request.facets, request.facetSize),
    mode: request.mode,
    ...(request.cursor === undefined ? pageOf(request, order) : placeOf(request, request.cursor, order)),
  };
}

function pageOf({ page, perPage }: SearchRequest, order: Order): Pick<Understood, 'offset' | 'limit' | 'walk'> {
  const offset = (page - 1) * perPage;
  if (offset >= SORTED_REACH) throw outOfReach(page, SORTED_REACH);
  const limit = order === 'relevance' ? perPage : Math.min(perPage, SORTED_REACH - offset);
  return { offset, limit, walk: undefined };
}

function placeOf(request: SearchRequest, cursor: string, order: Order): Pick<Understood, 'offset' | 'limit' | 'walk'> {
  const { search, filter, sort, mode, perPage } = request;
  const of = fingerprint([search, filter, sort, mode]);
  const place = decodeCursor(cursor, of, order);
  const offset = place && 'rank' in place ? place.rank : 0;
  return { offset, limit: perPage, walk: { of, after: place && 'after' in place ? place.after : undefined } };
}

async function retrieve(deps: SemanticDeps, asked: Understood): Promise<Retrieved> {
  const { text, mode } = asked;
  const leg = text && mode !== 'keyword' ? await semanticLeg(deps, text) : undefined;
  const missing = leg && 'missing' in leg ? leg.missing : undefined;
  if (missing && mode === 'semantic') throw semanticUnavailable(missing);
  const semantic = leg && 'query' in leg ? leg.query : undefined;
  const retrieval = await deps.engine.retrieve({
    filter: asked.filter,
    ...(text ? { text } : {}),
    lexical: mode !== 'semantic',
    ...(semantic ? { semantic } : {}),
    window: asked.order === 'relevance' ? WINDOW : 0,
    ...sortedPart(asked),
    facets: asked.facets,
  });
  const lacking = missing ?? (semantic ? missingVectors(retrieval) : undefined);
  if (mode === 'semantic' && lacking?.code === 'vectors_missing') throw semanticUnavailable(lacking);
  return {
    retrieval,
    mode: text && (semantic && retrieval.semanticUsed ? mode : 'keyword'),
    degraded: [...(lacking ? [lacking] : []), ...inexactFacets(retrieval)],
  };
}

function inexactFacets({ inexactFacets: fields }: Retrieval): Degradation[] {
  if (fields.length === 0) return [];
  return [{ code: 'facets_inexact', message: `the counts of ${fields.join(', ')} are lower bounds` }];
}

/** One more than a page, to know whether there is another one. */
function sortedPart({ order, offset, limit, walk }: Understood): Pick<RetrievalRequest, 'order'> {
  if (order === 'relevance') return {};
  if (!walk) return { order: { by: order, offset, limit } };
  return { order: { by: order, offset, limit: limit + 1, ...(walk.after ? { after: walk.after } : {}) } };
}

function rank(asked: Understood, { retrieval, mode }: Retrieved): Ranked {
  const { offset, limit, walk } = asked;
  if (asked.order !== 'relevance') {
    const reachable = walk ? retrieval.total.value : Math.min(retrieval.total.value, SORTED_REACH);
    requireReach(asked, reachable, retrieval.total.value);
    const page = retrieval.sorted.slice(0, limit).map((id) => ({ id }));
    return { reachable, page, more: retrieval.sorted.length > limit };
  }
  const hits: readonly Scored[] =
    mode === 'hybrid' ? fuse(retrieval.lexical, retrieval.semantic) : retrieval[legOf(mode)];
  if (!walk) requireReach(asked, hits.length, retrieval.total.value);
  return { reachable: hits.length, page: hits.slice(offset, offset + limit), more: hits.length > offset + limit };
}

function legOf(mode: SearchMode | undefined): 'lexical' | 'semantic' {
  return mode === 'semantic' ? 'semantic' : 'lexical';
}

/** A page behind the last work is empty, as clients that page to the end expect; a page that hides works is refused. */
function requireReach({ offset, limit }: Understood, reachable: number, total: number): void {
  if (offset >= reachable && reachable < total) throw outOfReach(Math.floor(offset / limit) + 1, reachable);
}

function outOfReach(page: number, reachable: number): IdeascopeError {
  const message = `page ${page} begins behind the last work that paging reaches, ${reachable}: narrow the search, or ask for an earlier page`;
  return new IdeascopeError('page_out_of_reach', message, 'page');
}

async function hydrate(engine: Engine, ranked: Ranked): Promise<(Work | undefined)[]> {
  return ranked.page.length === 0 ? [] : engine.fetch(ranked.page.map((hit) => hit.id));
}

/** Behind the last work of the page that is still there; the same place again if all are gone meanwhile. */
function nextCursor(asked: Understood, { more }: Ranked, works: readonly (Work | undefined)[]): string | undefined {
  const { walk, order, offset, limit } = asked;
  if (!walk || !more) return undefined;
  if (order === 'relevance') return encodeCursor(walk.of, { rank: offset + limit });
  const last = works.findLast((work) => work !== undefined);
  const after = last ? positionOf(last, order) : walk.after;
  return after ? encodeCursor(walk.of, { after }) : FIRST;
}

function presentReady(
  request: SearchRequest,
  asked: Understood,
  { retrieval, mode, degraded }: Retrieved,
  ranked: Ranked,
  works: readonly (Work | undefined)[],
): SearchAnswer {
  const { text } = asked;
  const { reachable, page } = ranked;
  const mark = request.highlight && text ? highlighter(text) : undefined;
  const hits = page.flatMap(({ score }, i): SearchHit[] => {
    const work = works[i];
    // removed after the last refresh: still in the index, no longer in the store
    if (!work) return [];
    return [
      {
        work,
        ...(score === undefined ? {} : { score: rounded(score) }),
        ...(mark ? { highlight: mark(work) } : {}),
      },
    ];
  });
  const { total, facets } = retrieval;
  return { total, reachable, nextCursor: nextCursor(asked, ranked, works), mode, degraded, hits, facets };
}

function rounded(score: number): number {
  const factor = 10 ** SCORE_DIGITS;
  return Math.round(score * factor) / factor;
}
