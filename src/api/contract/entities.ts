// The routes of topics, institutions and sources.
import { ENTITY_ANSWERS, ENTITY_FIELDS, ENTITY_LISTS } from '../answers/entities.js';
import type { Route } from '../route.js';
import { graphOf } from './graphs.js';
import * as take from './parameters.js';
import { randomOf } from './random.js';
import { only, params, selectable, toInstitution, toSource, toTopic } from './shared.js';

const topics = selectable(ENTITY_FIELDS.topics);
const institutions = selectable(ENTITY_FIELDS.institutions);
const sources = selectable(ENTITY_FIELDS.sources);

export const ENTITY_ROUTES = {
  searchTopics: {
    method: 'GET',
    path: '/topics',
    summary: 'Finds topics by name; all without a search, most works first.',
    example: '/topics?search=graph+learning',
    query: take.entityParameters(topics),
    response: ENTITY_LISTS.topics,
    of: 'topics',
    links: toTopic('/results/0/id'),
  },
  topicGraph: graphOf('/topics/{id}/graph', '/topics/T10320/graph'),
  randomTopic: randomOf('/topics/random', 'topic', {
    query: only(ENTITY_FIELDS.topics),
    response: ENTITY_ANSWERS.topics,
  }),
  getTopic: {
    method: 'GET',
    path: '/topics/{id}',
    summary: 'One topic.',
    example: '/topics/T10320',
    params,
    query: only(ENTITY_FIELDS.topics),
    response: ENTITY_ANSWERS.topics,
    links: toTopic('/id'),
  },
  searchInstitutions: {
    method: 'GET',
    path: '/institutions',
    summary: 'Finds institutions by name; all without a search, most works first.',
    example: '/institutions?search=uppsala&filter=country_code:SE',
    query: take.entityParameters(institutions),
    response: ENTITY_LISTS.institutions,
    of: 'institutions',
    links: toInstitution('/results/0/id'),
  },
  institutionGraph: graphOf('/institutions/{id}/graph', '/institutions/I27837315/graph'),
  randomInstitution: randomOf('/institutions/random', 'institution', {
    query: only(ENTITY_FIELDS.institutions),
    response: ENTITY_ANSWERS.institutions,
  }),
  getInstitution: {
    method: 'GET',
    path: '/institutions/{id}',
    summary: 'One institution.',
    example: '/institutions/ror:05a28rw58',
    params,
    query: only(ENTITY_FIELDS.institutions),
    response: ENTITY_ANSWERS.institutions,
    links: toInstitution('/id'),
  },
  searchSources: {
    method: 'GET',
    path: '/sources',
    summary: 'Finds journals, conferences and repositories by name; all without a search, most works first.',
    example: '/sources?search=learning+representations',
    query: take.entityParameters(sources),
    response: ENTITY_LISTS.sources,
    of: 'sources',
    links: toSource('/results/0/id'),
  },
  randomSource: randomOf('/sources/random', 'journal, conference or repository', {
    query: only(ENTITY_FIELDS.sources),
    response: ENTITY_ANSWERS.sources,
  }),
  getSource: {
    method: 'GET',
    path: '/sources/{id}',
    summary: 'One journal, conference or repository.',
    example: '/sources/S137773608',
    params,
    query: only(ENTITY_FIELDS.sources),
    response: ENTITY_ANSWERS.sources,
  },
} as const satisfies Readonly<Record<string, Route>>;
