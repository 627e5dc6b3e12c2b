// A search over authors, topics, institutions or sources, in the steps of a search over works, without a semantic leg.
import type { Catalogue, EntityKind } from '../domain/catalogue.js';
import type { FacetRequest, Filter, SortKey, TextQuery } from '../domain/query.js';
import type { Collection, FacetBucket, Library, Retrieval, Total } from '../engine/engine.js';
import { step } from '../request-scope.js';
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
} from './paging.js';
import { parseFacets } from './parse-facets.js';
import { parseFilter } from './parse-filter.js';
import { type Order, parseSort } from './parse-sort.js';
import { type Named, rankByWords, rankPeople } from './rank-names.js';
import type { Degradation } from './semantic-leg.js';
import { readStrictly } from './understand.js';
import {
  groupsOf,
  NO_PAGE,
  totalOf,
  UNORDERED,
  unknownGroup,
  type View,
  type ViewRequest,
  viewOf,
  viewPart,
} from './view.js';

/**
 * How many candidates are ranked by their names: the best by words, and as many of those with most works, since very
 * common names fill any window. The same for every page.
 */
export const NAMES_WINDOW = 250;

const MOST_WORKS: readonly SortKey[] = [{ field: 'works_count', direction: 'desc' }];

export interface EntityRequest extends PageRequest, ViewRequest {
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
  /** The groups that `groupBy` asks for. */
  readonly groups: readonly FacetBucket[];
}

interface Understood extends View {
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
  const asked = await step('understand', () => understandRequest(request, catalogue));
  const [retrieval, unknown] = await retrieve(collection, asked);
  const ranked = asked.groupBy ? NO_PAGE : await rank(collection, catalogue, asked, retrieval);
  return { ...presentReady(catalogue, asked, retrieval, ranked), groups: groupsOf(asked, retrieval, unknown) };
}

function understandRequest<E extends Named>(request: EntityRequest, catalogue: Catalogue<E>): Understood {
  const { search, filter, sort } = request;
  const text = search === undefined ? undefined : readStrictly(search);
  const view = viewOf(request, catalogue);
  const order = view.sample ? UNORDERED : parseSort(sort, text !== undefined, catalogue);
  return {
    ...view,
    text,
    filter: parseFilter(filter ?? '', catalogue),
    order,
    facets: parseFacets(request.facets, request.facetSize, catalogue),
    paging: pagingOf(request, order, [catalogue.kind, search, filter, sort]),
  };
}

function retrieve<E extends Named>(collection: Collection<E>, asked: Understood) {
  const { text, filter, order, groupBy } = asked;
  const matching = { filter, ...(text ? { text } : {}), lexical: true };
  const byName = order === 'relevance' && !groupBy ? { order: { by: MOST_WORKS, offset: 0, limit: NAMES_WINDOW } } : {};
  return Promise.all([
    collection.retrieve({ ...matching, ...viewPart(asked, NAMES_WINDOW), ...byName }),
    unknownGroup(collection, asked, matching),
  ]);
}

async function rank<E extends Named>(
  collection: Collection<E>,
  catalogue: Catalogue<E>,
  asked: Understood,
  retrieval: Retrieval,
): Promise<Ranked<E>> {
  const { text, order, paging } = asked;
  if (order !== 'relevance' || !text) {
    const { reachable, more, page } = sortedPage(paging, { ...retrieval, total: totalOf(asked, retrieval) });
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
  asked: Understood,
  retrieval: Retrieval,
  ranked: Ranked<E>,
): Omit<EntityAnswer<E>, 'groups'> {
  const entities = ranked.page.map(({ entity }) => entity);
  return {
    total: totalOf(asked, retrieval),
    reachable: ranked.reachable,
    nextCursor: nextCursor(asked.order, asked.paging, ranked, entities, catalogue),
    degraded: inexactFacets(retrieval),
    hits: ranked.page.flatMap(({ entity, score }) =>
      entity ? [{ entity, ...(score === undefined ? {} : { score: roundedScore(score) }) }] : [],
    ),
    facets: retrieval.facets,
  };
}
