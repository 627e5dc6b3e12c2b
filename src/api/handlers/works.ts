// Searching works and reading one.
import type { z } from 'zod';
import { getWork } from '../../search/get-work.js';
import { searchWorks } from '../../search/search-works.js';
import type { SemanticDeps } from '../../search/semantic-leg.js';
import type { WorksAnswer } from '../answers.js';
import type { Handlers, ROUTES } from '../contract.js';
import { pick, presentFacets, presentHit, presentWork } from '../present.js';

const PER_PAGE = 25;

type SearchParameters = z.output<typeof ROUTES.searchWorks.query>;

export function workHandlers(deps: SemanticDeps): Pick<Handlers, 'searchWorks' | 'searchWorksByText' | 'getWork'> {
  return {
    searchWorks: ({ query }) => answerSearch(deps, query),
    searchWorksByText: ({ body }) => answerSearch(deps, body),
    getWork: async ({ params, query }) => pick(presentWork(await getWork(deps.engine, params.id)), query.select),
  };
}

async function answerSearch(deps: SemanticDeps, asked: SearchParameters): Promise<WorksAnswer> {
  const started = performance.now();
  const perPage = asked.per_page ?? asked['per-page'] ?? PER_PAGE;
  const answer = await searchWorks(deps, { ...asked, perPage, facetSize: asked.facet_size });
  return {
    meta: {
      count: answer.total.value,
      count_relation: answer.total.relation,
      reachable: answer.reachable,
      page: asked.cursor === undefined ? asked.page : null,
      per_page: perPage,
      ...(asked.cursor === undefined ? {} : { next_cursor: answer.nextCursor ?? null }),
      mode: answer.mode ?? null,
      degraded: answer.degraded.map(({ code, message }) => ({ code, message })),
      db_response_time_ms: Math.round(performance.now() - started),
    },
    results: answer.hits.map((hit) => pick(presentHit(hit), asked.select)),
    ...(asked.facets.length > 0 ? { facets: presentFacets(answer.facets) } : {}),
  };
}
