// Searching works, all of them or those of one person, and reading one.
import type { z } from 'zod';
import { WORKS } from '../../domain/fields.js';
import type { LibraryDeps } from '../../search/deps.js';
import { getWork } from '../../search/get-work.js';
import { NEWEST_FIRST, writtenBy } from '../../search/own-works.js';
import { type Part, searchWorks } from '../../search/search-works.js';
import type { WorksAnswer } from '../answers/works.js';
import type { Handlers, ROUTES } from '../contract.js';
import { pageMeta, perPageOf } from '../page-meta.js';
import { pick, presentFacets, presentHit, presentWork } from '../present/works.js';
import { whenHere } from './resolve.js';

type SearchParameters = z.output<typeof ROUTES.searchWorks.query>;
type WorkHandlers = Pick<Handlers, 'searchWorks' | 'searchWorksByText' | 'getWork' | 'authorWorks'>;

export function workHandlers(deps: LibraryDeps): WorkHandlers {
  return {
    searchWorks: ({ query }) => answerSearch(deps, query),
    searchWorksByText: ({ body }) => answerSearch(deps, body),
    getWork: async ({ params, query }) => pick(presentWork(await getWork(deps.engine, params.id)), query.select),
    authorWorks: ({ params, query }) =>
      whenHere(deps.library, 'authors', params.id, ({ id }) =>
        answerSearch(deps, query, { within: writtenBy(id), order: NEWEST_FIRST }),
      ),
  };
}

/** One page of a search over works, as it is answered. */
export async function answerSearch(deps: LibraryDeps, asked: SearchParameters, part?: Part): Promise<WorksAnswer> {
  const started = performance.now();
  const request = { ...asked, perPage: perPageOf(asked), facetSize: asked.facet_size };
  const answer = await searchWorks(deps, request, part);
  return {
    meta: pageMeta(asked, answer, started),
    results: answer.hits.map((hit) => pick(presentHit(hit), asked.select)),
    ...(asked.facets.length > 0 ? { facets: presentFacets(answer.facets, WORKS) } : {}),
  };
}
