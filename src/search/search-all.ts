// One search over everything: the best few works, authors, topics, institutions and sources, each with its total.
import { ENTITY_KINDS, type EntityKind } from '../domain/catalogue.js';
import { MAX_NAME } from '../domain/query.js';
import type { Collection, Total } from '../engine/engine.js';
import type { EntityOf } from './catalogues.js';
import type { LibraryDeps } from './deps.js';
import { fetchByIds } from './fetch-by-id.js';
import { pastedId } from './pasted-id.js';
import { namesIn, understoodIds } from './read-search.js';
import { type EntityHit, searchEntities } from './search-entities.js';
import { type SearchHit, searchWorks } from './search-works.js';
import type { Degradation, SearchMode } from './semantic-leg.js';
import type { DidYouMean } from './spelling.js';
import type { Understood } from './understood.js';

export interface SearchAllRequest {
  readonly search: string;
  /** Of works: names have no meaning that could be searched. */
  readonly mode: SearchMode;
  /** Of works. */
  readonly highlight: boolean;
  /** Hits of each kind. */
  readonly perPage: number;
}

export interface FoundOfKind<H> {
  readonly total: Total;
  readonly hits: readonly H[];
}

export type FoundEntities = { readonly [K in EntityKind]: FoundOfKind<EntityHit<EntityOf[K]>> };

export interface SearchAllAnswer extends FoundEntities {
  /** The mode actually used for works; undefined where an id was pasted. */
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  /** The search as it was probably meant, if it has likely typos, judged by works. */
  readonly didYouMean: DidYouMean | undefined;
  /** How the text was read; of authors and the others, as a name. */
  readonly understood: Understood | undefined;
  readonly works: FoundOfKind<SearchHit>;
}

const NONE: FoundOfKind<never> = { total: { value: 0, relation: 'eq' }, hits: [] };
/** Nobody looked: there may be some. */
const NOT_SEARCHED: FoundOfKind<never> = { total: { value: 0, relation: 'gte' }, hits: [] };

/**
 * The best of each kind: works as `searchWorks` finds them, the others by their names. A pasted id that is known is
 * answered with its record alone. A text longer than any name is searched in works only, and the answer says so.
 * @throws IdeascopeError invalid_parameter, semantic_unavailable, index_not_ready; what fails for one kind fails for all
 */
export async function searchAll(deps: LibraryDeps, request: SearchAllRequest): Promise<SearchAllAnswer> {
  const { search, mode, highlight, perPage } = request;
  const pasted = await byId(deps, search);
  if (pasted) return pasted;
  const page = { search, page: 1, perPage, facets: [], facetSize: 1 };
  const isName = search.trim().length <= MAX_NAME;
  const names = namesIn(search);
  const [works, authors, topics, institutions, sources] = await Promise.all([
    searchWorks(deps, { ...page, mode, highlight }),
    ...ENTITY_KINDS.map((kind) => {
      if (!isName) return NOT_SEARCHED;
      return names === undefined ? NONE : searchEntities(deps.library, kind, { ...page, search: names });
    }),
  ]);
  const entities = { authors, topics, institutions, sources } as FoundEntities;
  const degraded = isName ? works.degraded : [...works.degraded, notSearched(search)];
  return { mode: works.mode, degraded, didYouMean: works.didYouMean, understood: works.understood, works, ...entities };
}

function notSearched(search: string): Degradation {
  const message = `a text of ${search.trim().length} characters is no name: authors, topics, institutions and sources are searched by up to ${MAX_NAME}`;
  return { code: 'names_not_searched', message };
}

/** The record with a pasted id, of whichever kind; a person who was merged, where the record is now. */
async function byId({ library }: LibraryDeps, search: string): Promise<SearchAllAnswer | undefined> {
  const id = pastedId(search);
  if (id === undefined) return undefined;
  const only = async <E>(collection: Pick<Collection<E & { readonly id: string }>, 'fetch'>) =>
    (await fetchByIds(collection, [id]))[0];
  const [work, author, topic, institution, source] = await Promise.all([
    only(library.works),
    only(library.authors),
    only(library.topics),
    only(library.institutions),
    only(library.sources),
  ]);
  if (!(work || author || topic || institution || source)) return undefined;
  return {
    mode: undefined,
    degraded: [],
    didYouMean: undefined,
    understood: understoodIds([id], []),
    works: work ? one({ work }) : NONE,
    authors: author ? one({ entity: author }) : NONE,
    topics: topic ? one({ entity: topic }) : NONE,
    institutions: institution ? one({ entity: institution }) : NONE,
    sources: source ? one({ entity: source }) : NONE,
  };
}

function one<H>(hit: H): FoundOfKind<H> {
  return { total: { value: 1, relation: 'eq' }, hits: [hit] };
}
