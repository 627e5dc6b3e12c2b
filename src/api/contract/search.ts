// The routes that search everything at once, and many searches at once: their parameters, and the shapes of the answers.
import { z } from 'zod';
import { ENTITY_ANSWERS, ENTITY_FIELDS } from '../answers/entities.js';
import { understood } from '../answers/understood.js';
import {
  count,
  countRelation,
  degraded,
  didYouMean,
  errorAnswer,
  milliseconds,
  workAnswer,
  workFields,
  worksAnswer,
} from '../answers/works.js';
import type { Route } from '../route.js';
import * as take from './parameters.js';
import { nothing, selectable } from './shared.js';
import { readBy } from './wire.js';

/** Whatever any kind has: each keeps those that it has. */
const anyField = [
  ...new Set([
    ...selectable(workFields),
    ...selectable(ENTITY_FIELDS.authors, 'topics_count', 'close_collaborators_count'),
    ...selectable(ENTITY_FIELDS.topics),
    ...selectable(ENTITY_FIELDS.institutions),
    ...selectable(ENTITY_FIELDS.sources),
  ]),
];

/** All that are found are counted, the best few are answered. */
const bestOf = <S extends z.ZodType>(answer: S) =>
  z.strictObject({ meta: z.strictObject({ count, count_relation: countRelation }), results: z.array(answer) });

export const searchAllAnswer = z.strictObject({
  meta: z.strictObject({
    per_page: z.int().positive().describe('How many of each kind at most.'),
    mode: z
      .enum(['hybrid', 'keyword', 'semantic'])
      .nullable()
      .describe('The mode actually used for works; null where an id was pasted, or where there is nothing to rank by.'),
    degraded,
    did_you_mean: didYouMean,
    understood,
    db_response_time_ms: milliseconds,
  }),
  works: bestOf(workAnswer),
  authors: bestOf(ENTITY_ANSWERS.authors),
  topics: bestOf(ENTITY_ANSWERS.topics),
  institutions: bestOf(ENTITY_ANSWERS.institutions),
  sources: bestOf(ENTITY_ANSWERS.sources),
});

const MAX_QUERIES = 50;
/** Works of one query: all of a batch are written into one answer, and nothing else is answered meanwhile. */
const MAX_BATCH_PER_PAGE = 50;
/** The longest texts, with each character escaped as JSON may (6 bytes), and room for their other parameters. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** A query of a batch, by which its handler reads each: a bad one must not spoil the others. */
export const batchQuery = take.searchParameters(take.MAX_POST_SEARCH, selectable(workFields), MAX_BATCH_PER_PAGE);

const queriesError = `queries must be 1 to ${MAX_QUERIES} objects, each with the parameters of POST /works/search`;
const batchBody = z.strictObject({
  queries: z
    .array(readBy(z.custom<z.input<typeof batchQuery>>(), batchQuery), { error: queriesError })
    .min(1, { error: queriesError })
    .max(MAX_QUERIES, { error: queriesError })
    .describe('The parameters of each search. One that is not right spoils no other: it is answered with its error.'),
});

/** What is wrong with one query: as an error of its own request, with the status that it would have had. */
const queryError = errorAnswer.extend({ status: z.int() });

export const batchAnswer = z.strictObject({
  meta: z.strictObject({ count, db_response_time_ms: milliseconds }),
  results: z.array(z.union([worksAnswer, queryError])).describe('One for each query, in order.'),
});

export type QueryAnswer = z.infer<typeof batchAnswer>['results'][number];
export type BatchAnswer = z.infer<typeof batchAnswer>;
export type SearchAllAnswer = z.infer<typeof searchAllAnswer>;

export const SEARCH_ROUTES = {
  search: {
    method: 'GET',
    path: '/search',
    summary: 'Searches everything: the best few works, authors, topics, institutions and sources, each with its total.',
    example: '/search?search=graph+learning&per_page=3&select=id,display_name',
    query: take.searchAllParameters(take.MAX_GET_SEARCH, anyField),
    response: searchAllAnswer,
  },
  searchByText: {
    method: 'POST',
    path: '/search',
    summary:
      'The same with its parameters as JSON, for long texts; one longer than any name is searched in works only.',
    example: '/search with {"search": "an abstract …", "per_page": 3}',
    query: nothing,
    body: take.searchAllParameters(take.MAX_POST_SEARCH, anyField),
    response: searchAllAnswer,
  },
  searchBatch: {
    method: 'POST',
    path: '/search/batch',
    summary: 'Up to 50 searches over works in one request, answered in order; a bad one has an error of its own.',
    example:
      '/search/batch with {"queries": [{"search": "graph learning"}, {"filter": "type:dataset", "per_page": 5}]}',
    query: nothing,
    body: batchBody,
    bodyLimit: BATCH_BYTES,
    response: batchAnswer,
    of: 'works',
    cost: 'heavy',
  },
} as const satisfies Readonly<Record<string, Route>>;
