// Searching authors, topics, institutions and sources, and reading one of them.
import type { EntityKind } from '../../domain/catalogue.js';
import type { Author } from '../../domain/entities.js';
import { ENTITY_CATALOGUES, SINGULAR } from '../../search/catalogues.js';
import type { LibraryDeps } from '../../search/deps.js';
import { type HeaderCounts, headerCounts } from '../../search/header-counts.js';
import { searchEntities } from '../../search/search-entities.js';
import type { AuthorAnswer, EntityAnswers } from '../answers/entities.js';
import type { FacetsAnswer, GroupsAnswer, PageMeta } from '../answers/works.js';
import type { Handlers } from '../contract.js';
import { type Asked, pageMeta, perPageOf } from '../page-meta.js';
import { presentAuthor, presentEntity, presentEntityHit } from '../present/entities.js';
import { pick, presentFacets, presentGroups } from '../present/works.js';
import { atRandom, groupTypeOf, ONE_AT_RANDOM, viewParameters } from './lists.js';
import { whenHere } from './resolve.js';

interface EntityParameters extends Asked {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly facets: readonly string[];
  readonly facet_size: number;
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
  readonly select?: readonly string[] | undefined;
}

interface EntityList<K extends EntityKind> {
  meta: PageMeta;
  results: Partial<EntityAnswers[K]>[];
  group_by: GroupsAnswer;
  facets?: FacetsAnswer;
}

type EntityHandlers = Pick<
  Handlers,
  | 'searchAuthors'
  | 'searchTopics'
  | 'searchInstitutions'
  | 'searchSources'
  | 'getAuthor'
  | 'getTopic'
  | 'getInstitution'
  | 'getSource'
  | 'randomAuthor'
  | 'randomTopic'
  | 'randomInstitution'
  | 'randomSource'
>;

export function entityHandlers(deps: LibraryDeps): EntityHandlers {
  const get =
    <K extends EntityKind>(kind: K) =>
    ({ params, query }: { params: { id: string }; query: { select?: string[] | undefined } }) =>
      whenHere(deps.library, kind, params.id, (entity) => pick(presentEntity(kind, entity), query.select));
  const random = async <K extends EntityKind>(kind: K) =>
    atRandom(SINGULAR[kind], (await searchEntities(deps.library, kind, ONE_AT_RANDOM)).hits).entity;
  const randomOf =
    <K extends EntityKind>(kind: K) =>
    async ({ query }: { query: { select?: string[] | undefined } }) =>
      pick(presentEntity(kind, await random(kind)), query.select);
  return {
    randomAuthor: async ({ query }) => answerAuthor(deps, await random('authors'), query.select),
    randomTopic: randomOf('topics'),
    randomInstitution: randomOf('institutions'),
    randomSource: randomOf('sources'),
    searchAuthors: ({ query }) => answerSearch(deps, 'authors', query),
    searchTopics: ({ query }) => answerSearch(deps, 'topics', query),
    searchInstitutions: ({ query }) => answerSearch(deps, 'institutions', query),
    searchSources: ({ query }) => answerSearch(deps, 'sources', query),
    getAuthor: ({ params, query }) =>
      whenHere(deps.library, 'authors', params.id, (author) => answerAuthor(deps, author, query.select)),
    getTopic: get('topics'),
    getInstitution: get('institutions'),
    getSource: get('sources'),
  };
}

const COUNTED = ['topics_count', 'close_collaborators_count'];

/** With the counts that take a look at all works of the person, unless they are not wanted. */
export async function answerAuthor(
  deps: LibraryDeps,
  author: Author,
  select: readonly string[] | undefined,
): Promise<AuthorAnswer> {
  const wanted = !select || select.length === 0 || select.some((field) => COUNTED.includes(field));
  const counts = wanted ? presentCounts(await headerCounts(deps, author)) : {};
  return pick({ ...presentAuthor(author), ...counts }, select);
}

function presentCounts({ topics, closeCollaborators }: HeaderCounts) {
  return { topics_count: topics, close_collaborators_count: closeCollaborators };
}

async function answerSearch<K extends EntityKind>(
  { library }: LibraryDeps,
  kind: K,
  asked: EntityParameters,
): Promise<EntityList<K>> {
  const started = performance.now();
  const perPage = perPageOf(asked);
  const request = { ...asked, ...viewParameters(asked), perPage, facetSize: asked.facet_size };
  const answer = await searchEntities(library, kind, request);
  const mode = asked.search === undefined ? undefined : 'keyword';
  return {
    meta: pageMeta(asked, { ...answer, mode }, started),
    results: answer.hits.map((hit) => presentEntityHit(kind, hit, asked.select)),
    group_by: presentGroups(answer.groups, groupTypeOf(ENTITY_CATALOGUES[kind], asked)),
    ...(asked.facets.length > 0 ? { facets: presentFacets(answer.facets, ENTITY_CATALOGUES[kind]) } : {}),
  };
}
