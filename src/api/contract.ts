// Every route once: method, path, what it takes, what it answers. Validation, routing and the index page derive from it.
import { z } from 'zod';
import { ENTITY_KINDS } from '../domain/catalogue.js';
import { fieldsAnswer, indexAnswer, liveAnswer, readyAnswer, workAnswer, workFields, worksAnswer } from './answers.js';
import { ENTITY_ANSWERS, ENTITY_FIELDS, ENTITY_LISTS, splitAnswer } from './answers-entities.js';
import { collaboratorsAnswer, expertsAnswer, profileAnswer, relatedAnswer, similarAnswer } from './answers-people.js';
import { attributesBody, mergeBody, splitBody } from './attributes.js';
import { AUTOCOMPLETE_ROUTES } from './contract-autocomplete.js';
import { graphOf } from './contract-graphs.js';
import * as take from './parameters.js';
import type { Handler, Route } from './route.js';

const selectable = (fields: z.ZodObject, ...without: string[]) =>
  Object.keys(fields.shape).filter((field) => !['highlight', ...without].includes(field));
const works = selectable(workFields);
const authors = selectable(ENTITY_FIELDS.authors, 'topics_count', 'close_collaborators_count');
const topics = selectable(ENTITY_FIELDS.topics);
const institutions = selectable(ENTITY_FIELDS.institutions);
const sources = selectable(ENTITY_FIELDS.sources);
const nothing = z.strictObject({});
const params = z.strictObject({ id: z.string() });
/** One thing: nothing was searched, so that nothing is relevant. */
const only = (fields: z.ZodObject) => z.strictObject({ select: take.selection(selectable(fields, 'relevance_score')) });
const oneAuthor = only(ENTITY_FIELDS.authors);
const ofKind = z.strictObject({
  of: z
    .enum(['works', ...ENTITY_KINDS], { error: 'of must be works, authors, topics, institutions or sources' })
    .default('works'),
});

export const ROUTES = {
  index: {
    method: 'GET',
    path: '/',
    summary: 'What there is.',
    example: '/',
    query: nothing,
    response: indexAnswer,
  },
  searchWorks: {
    method: 'GET',
    path: '/works',
    summary: 'Searches works by words, meaning, or both, with filters and facets; all works without a search.',
    example: '/works?search=graph+neural+networks&filter=publication_year:>2019&facets=type,publication_year',
    query: take.searchParameters(take.MAX_GET_SEARCH, works),
    response: worksAnswer,
    of: 'works',
  },
  searchWorksByText: {
    method: 'POST',
    path: '/works/search',
    summary: 'The same search with its parameters as JSON, for long texts such as an abstract.',
    example: '/works/search with {"search": "an abstract …", "filter": "type:article", "facets": ["type"]}',
    query: nothing,
    body: take.searchParameters(take.MAX_POST_SEARCH, works),
    response: worksAnswer,
    of: 'works',
  },
  relatedWorks: {
    method: 'GET',
    path: '/works/{id}/related',
    summary: 'Works near a work in meaning, in words and by citations, each with the reasons why.',
    example: '/works/W2000000101/related?limit=5',
    params,
    query: take.relatedParameters(works),
    response: relatedAnswer,
    of: 'works',
  },
  workGraph: graphOf('/works/{id}/graph', '/works/W2000000101/graph?depth=1&limit=30'),
  getWork: {
    method: 'GET',
    path: '/works/{id}',
    summary: 'One work by any of its ids: OpenAlex, DOI, arXiv or its own, as URLs or short.',
    example: '/works/doi:10.1145/3394486.3406703',
    params,
    query: only(workFields),
    response: workAnswer,
  },
  findExperts: {
    method: 'GET',
    path: '/experts',
    summary: 'Finds people for a topic or an idea: the works about it vote, and are shown.',
    example: '/experts?search=forecasting+rainfall&filter=open_to_collaborate:true,publication_year:>2019',
    query: take.expertsParameters(take.MAX_GET_SEARCH),
    response: expertsAnswer,
    of: 'authors',
  },
  findExpertsByText: {
    method: 'POST',
    path: '/experts',
    summary: 'The same with its parameters as JSON, for long texts.',
    example: '/experts with {"search": "an abstract …", "filter": "last_known_institutions.country_code:SE"}',
    query: nothing,
    body: take.expertsParameters(take.MAX_POST_SEARCH),
    response: expertsAnswer,
    of: 'authors',
  },
  searchAuthors: {
    method: 'GET',
    path: '/authors',
    summary: 'Finds people by name, with filters and facets; everybody without a search, most works first.',
    example: '/authors?search=j+rasley&filter=open_to_collaborate:true&facets=last_known_institutions.id',
    query: take.entityParameters(authors),
    response: ENTITY_LISTS.authors,
    of: 'authors',
  },
  authorWorks: {
    method: 'GET',
    path: '/authors/{id}/works',
    summary: 'The works of a person, newest first, searched and filtered like /works.',
    example: '/authors/A5023888391/works?filter=type:article',
    params,
    query: take.searchParameters(take.MAX_GET_SEARCH, works),
    response: worksAnswer,
    of: 'works',
  },
  authorRelatedWorks: {
    method: 'GET',
    path: '/authors/{id}/related-works',
    summary: 'What a person would want to read next: near each of their interests, not their own.',
    example: '/authors/A5023888391/related-works?limit=10',
    params,
    query: take.relatedParameters(works),
    response: relatedAnswer,
    of: 'works',
  },
  collaborators: {
    method: 'GET',
    path: '/authors/{id}/collaborators',
    summary: 'Whom a person has written works with: close ones first, then by strength.',
    example: '/authors/A5023888391/collaborators',
    params,
    query: take.pageParameters,
    response: collaboratorsAnswer,
  },
  similarAuthors: {
    method: 'GET',
    path: '/authors/{id}/similar',
    summary: 'People with the same interests who have never worked with this person.',
    example: '/authors/A5023888391/similar?filter=open_to_collaborate:true',
    params,
    query: take.similarParameters,
    response: similarAnswer,
    of: 'authors',
  },
  authorGraph: graphOf('/authors/{id}/graph', '/authors/A5023888391/graph?depth=2&limit=60'),
  profile: {
    method: 'GET',
    path: '/authors/{id}/profile',
    summary: 'Everything that the page of a person shows, in one answer.',
    example: '/authors/A5023888391/profile',
    params,
    query: nothing,
    response: profileAnswer,
  },
  mergeAuthors: {
    method: 'POST',
    path: '/authors/{id}/merge',
    summary: 'Takes this record of a person into another one of the same person. Takes a key.',
    example: '/authors/A5023888391/merge with {"into": "A5100000001"}',
    params,
    query: oneAuthor,
    body: mergeBody,
    response: ENTITY_ANSWERS.authors,
    writes: true,
  },
  splitAuthor: {
    method: 'POST',
    path: '/authors/{id}/split',
    summary: 'Undoes a merge of this record, or gives some of its works to somebody else. Takes a key.',
    example: '/authors/A5023888391/split with {"works": ["W2000000101"]}, or with {}',
    params,
    query: nothing,
    body: splitBody,
    response: splitAnswer,
    writes: true,
  },
  getAuthor: {
    method: 'GET',
    path: '/authors/{id}',
    summary: 'One person, with the counts that a page begins with.',
    example: '/authors/orcid:0000-0002-1825-0097?select=id,display_name,works_count',
    params,
    query: oneAuthor,
    response: ENTITY_ANSWERS.authors,
  },
  patchAuthor: {
    method: 'PATCH',
    path: '/authors/{id}',
    summary: 'Sets what the platform knows of a person; null takes it away. Takes a key.',
    example: '/authors/A5023888391 with {"open_to_collaborate": true, "bio": null}',
    params,
    query: oneAuthor,
    body: attributesBody,
    response: ENTITY_ANSWERS.authors,
    writes: true,
  },
  searchTopics: {
    method: 'GET',
    path: '/topics',
    summary: 'Finds topics by name; all without a search, most works first.',
    example: '/topics?search=graph+learning',
    query: take.entityParameters(topics),
    response: ENTITY_LISTS.topics,
    of: 'topics',
  },
  topicGraph: graphOf('/topics/{id}/graph', '/topics/T10320/graph'),
  getTopic: {
    method: 'GET',
    path: '/topics/{id}',
    summary: 'One topic.',
    example: '/topics/T10320',
    params,
    query: only(ENTITY_FIELDS.topics),
    response: ENTITY_ANSWERS.topics,
  },
  searchInstitutions: {
    method: 'GET',
    path: '/institutions',
    summary: 'Finds institutions by name; all without a search, most works first.',
    example: '/institutions?search=uppsala&filter=country_code:SE',
    query: take.entityParameters(institutions),
    response: ENTITY_LISTS.institutions,
    of: 'institutions',
  },
  institutionGraph: graphOf('/institutions/{id}/graph', '/institutions/I27837315/graph'),
  getInstitution: {
    method: 'GET',
    path: '/institutions/{id}',
    summary: 'One institution.',
    example: '/institutions/ror:05a28rw58',
    params,
    query: only(ENTITY_FIELDS.institutions),
    response: ENTITY_ANSWERS.institutions,
  },
  searchSources: {
    method: 'GET',
    path: '/sources',
    summary: 'Finds journals, conferences and repositories by name; all without a search, most works first.',
    example: '/sources?search=learning+representations',
    query: take.entityParameters(sources),
    response: ENTITY_LISTS.sources,
    of: 'sources',
  },
  getSource: {
    method: 'GET',
    path: '/sources/{id}',
    summary: 'One journal, conference or repository.',
    example: '/sources/S137773608',
    params,
    query: only(ENTITY_FIELDS.sources),
    response: ENTITY_ANSWERS.sources,
  },
  ...AUTOCOMPLETE_ROUTES,
  listFields: {
    method: 'GET',
    path: '/fields',
    summary: 'The fields that filter, count and sort works or entities, and those searched by words.',
    example: '/fields?of=authors',
    query: ofKind,
    response: fieldsAnswer,
  },
  live: {
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process answers.',
    example: '/health/live',
    query: nothing,
    response: liveAnswer,
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether searches are answered; 503 with what is not ready.',
    example: '/health/ready',
    query: nothing,
    response: readyAnswer,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof ROUTES;

/** One handler per route, by its name. */
export type Handlers = { readonly [N in RouteName]: Handler<(typeof ROUTES)[N]> };
