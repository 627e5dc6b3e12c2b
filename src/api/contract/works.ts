// The routes of works.

import { relatedAnswer } from '../answers/people.js';
import { workAnswer, workFields } from '../answers/works.js';
import type { Route } from '../route.js';
import { graphOf } from './graphs.js';
import * as take from './parameters.js';
import { randomOf } from './random.js';
import { nothing, only, params, selectable, toWork, worksList } from './shared.js';

const works = selectable(workFields);

export const WORK_ROUTES = {
  searchWorks: {
    method: 'GET',
    path: '/works',
    summary: 'Searches works by words, meaning, or both, with filters and facets; all works without a search.',
    example: '/works?search=graph+neural+networks&filter=publication_year:>2019&facets=type,publication_year',
    query: take.exportableParameters(take.MAX_GET_SEARCH, works),
    ...worksList,
  },
  searchWorksByText: {
    method: 'POST',
    path: '/works/search',
    summary: 'The same search with its parameters as JSON, for long texts such as an abstract.',
    example: '/works/search with {"search": "an abstract …", "filter": "type:article", "facets": ["type"]}',
    query: nothing,
    body: take.exportableParameters(take.MAX_POST_SEARCH, works),
    ...worksList,
  },
  relatedWorks: {
    method: 'GET',
    path: '/works/{id}/related',
    summary: 'Works near a work in meaning, in words and by citations, each with the reasons why.',
    example: '/works/W2000000101/related?limit=5',
    params,
    query: take.rankedParameters(works),
    response: relatedAnswer,
    of: 'works',
    links: toWork('/results/0/id'),
  },
  workGraph: graphOf('/works/{id}/graph', '/works/W2000000101/graph?depth=1&limit=30'),
  randomWork: randomOf('/works/random', 'work', {
    query: only(workFields),
    response: workAnswer,
    choice: '?select=id,display_name',
  }),
  getWork: {
    method: 'GET',
    path: '/works/{id}',
    summary: 'One work by any of its ids: OpenAlex, DOI, arXiv or its own, as URLs or short.',
    example: '/works/doi:10.1145/3394486.3406703',
    params,
    query: only(workFields),
    response: workAnswer,
    links: toWork('/id'),
  },
} as const satisfies Readonly<Record<string, Route>>;
