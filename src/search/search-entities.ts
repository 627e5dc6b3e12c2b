// A search over authors, topics, institutions or sources, in the steps of a search over works, without a semantic leg.
import type { Catalogue, EntityKind } from '../domain/catalogue.js';
import type { FacetRequest, Filter, SortKey, TextQuery } from '../domain/query.js';
import type { Collection, FacetBucket, Library, Retrieval, Total } from '../engine/engine.js';
import { ENTITY_CATALOGUES, type EntityOf } from './catalogues.js';
import {
  inexactFacets,
  nextCursor,
  type PageRequest,
  type Paging,
  pagingOf,
  relevancePage,
  roundedScore,
  sortedPage,
  sortedPart,
} from './paging.js';
import { parseFacets } from './parse-facets.js';
import { parseFilter } from './parse-filter.js';
import { type Order, parseSort } from './parse-sort.js';
import { type Named, rankByWords, rankPeople } from './rank-names.js';
import type { Degradation } from './semantic-leg.js';
import { understand } from './understand.js';

/**
 * How many candidates are ranked by their names: the best by words, and as many of those with most works, since very
 * common names fill any window. The same for every page.
 */
export const NAMES_WINDOW = 250;

const MOST_WORKS: readonly SortKey[] = [{ field: 'works_count', direction: 'desc' }];

export interface EntityRequest extends PageRequest {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  /** Names or aliases of facetable fields. */
  readonly facets: readonly string[];
  readonly facetSize: number;
}

export interface EntityHit<E> {
  readonly entity: E;
  /** Only with a search in order of relevance: how well the name answers it, 0–1. */
  readonly score?: number;
}

export interface EntityAnswer<E> {
  readonly total: Total;
  readonly reachable: number;
  /** Where the next page begins; undefined at the end, and without a cursor. */
  readonly nextCursor: string | undefined;
  readonly degraded: readonly Degradation[];
  readonly hits: readonly EntityHit<E>[];
  readonly facets: ReadonlyMap<string, readonly FacetBucket[]>;
}

interface Understood {
  readonly text: TextQuery | undefined;
  readonly filter: Filter;
  readonly order: Order;
  readonly facets: readonly FacetRequest[];
  readonly paging: Paging;
}

interface Ranked<E> {
  readonly reachable: number;
  readonly more: boolean;
  /** Undefined where it was removed after the last refresh: still in the index, no longer in the store. */
  readonly page: readonly { readonly entity: E | undefined; readonly score?: number }[];
}

/**
 * Answers one page of a search by name; everything of the kind without a search, most works first.
 * @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field, page_out_of_reach, index_not_ready
 */
export async function searchEntities<K extends EntityKind>(
  library: Library,
  kind: K,
  request: EntityRequest,
): Promise<EntityAnswer<EntityOf[K]>> {
  const catalogue = ENTITY_CATALOGUES[kind] as unknown as Catalogue<EntityOf[K]>;
  const collection = library[kind] as unknown as Collection<EntityOf[K]>;
  const asked = understandRequest(request, catalogue);
  const retrieval = await retrieve(collection, asked);
  const ranked = await rank(collection, catalogue, asked, retrieval);
  return presentReady(catalogue, asked, retrieval, ranked);
}

function understandRequest<E extends Named>(request: EntityRequest, catalogue: Catalogue<E>): Understood {
  const { search, filter, sort } = request;
  const text = search === undefined ? undefined : understand(search);
  const order = parseSort(sort, text !== undefined, catalogue);
  return {
    text,
    filter: parseFilter(filter ?? '', catalogue),
    order,
    facets: parseFacets(request.facets, request.facetSize, catalogue),
    paging: pagingOf(request, order, [catalogue.kind, search, filter, sort]),
  };
}

function retrieve<E extends Named>(collection: Collection<E>, asked: Understood): Promise<Retrieval> {
  const { text, filter, order, paging, facets } = asked;
  const byName = order === 'relevance';
  return collection.retrieve({
    filter,
    ...(text ? { text } : {}),
    lexical: true,
    window: byName ? NAMES_WINDOW : 0,
    ...(byName ? { order: { by: MOST_WORKS, offset: 0, limit: NAMES_WINDOW } } : sortedPart(order, paging)),
    facets,
  });
}

async function rank<E extends Named>(
  collection: Collection<E>,
  catalogue: Catalogue<E>,
  { text, order, paging }: Understood,
  retrieval: Retrieval,
): Promise<Ranked<E>> {
  if (order !== 'relevance' || !text) {
    const { reachable, more, page } = sortedPage(paging, retrieval);
    const entities = await fetchAll(
      collection,
      page.map(({ id }) => id),
    );
    return { reachable, more, page: entities.map((entity) => ({ entity })) };
  }
  const ids = [...new Set([...retrieval.lexical.map(({ id }) => id), ...retrieval.sorted])];
  const found = (await fetchAll(collection, ids)).flatMap((entity) => (entity ? [entity] : []));
  const scores = new Map(retrieval.lexical.map(({ id, score }) => [id, score]));
  const hits = catalogue.analysis === 'names' ? rankPeople(text.text, found) : rankByWords(text.text, found, scores);
  const placed = hits.map(({ named, quality }) => ({ id: named.id, entity: named, score: quality }));
  return relevancePage(paging, placed, retrieval.total.value);
}

async function fetchAll<E extends Named>(collection: Collection<E>, ids: readonly string[]) {
  return ids.length === 0 ? [] : collection.fetch(ids);
}

function presentReady<E extends Named>(
  catalogue: Catalogue<E>,
  { order, paging }: Understood,
  retrieval: Retrieval,
  ranked: Ranked<E>,
): EntityAnswer<E> {
  const entities = ranked.page.map(({ entity }) => entity);
  return {
    total: retrieval.total,
    reachable: ranked.reachable,
    nextCursor: nextCursor(order, paging, ranked, entities, catalogue),
    degraded: inexactFacets(retrieval),
    hits: ranked.page.flatMap(({ entity, score }) =>
      entity ? [{ entity, ...(score === undefined ? {} : { score: roundedScore(score) }) }] : [],
    ),
    facets: retrieval.facets,
  };
}
