// Searching works, all of them or those of one person, page by page or as a file, and reading one.
import type { z } from 'zod';
import { WORKS } from '../../domain/fields.js';
import type { Work } from '../../domain/work.js';
import type { LibraryDeps } from '../../search/deps.js';
import { getWork } from '../../search/get-work.js';
import { NEWEST_FIRST, writtenBy } from '../../search/own-works.js';
import { type Part, type SearchRequest, searchWorks } from '../../search/search-works.js';
import type { WorkAnswer, WorksAnswer } from '../answers/works.js';
import type { Handlers, ROUTES } from '../contract.js';
import type { Download } from '../download.js';
import { pageMeta, perPageOf } from '../page-meta.js';
import { pickWork, presentFacets, presentGroups, presentHit, presentWork } from '../present/works.js';
import { exportWorks } from './export-works.js';
import { atRandom, groupTypeOf, ONE_AT_RANDOM, viewParameters } from './lists.js';
import { whenHere } from './resolve.js';

type ExportableParameters = z.output<typeof ROUTES.searchWorks.query>;
type SearchParameters = Omit<ExportableParameters, 'format' | 'page' | 'rerank'> & {
  readonly page: number;
  readonly rerank?: boolean;
};
type WorkHandlers = Pick<Handlers, 'searchWorks' | 'searchWorksByText' | 'getWork' | 'randomWork' | 'authorWorks'>;

export function workHandlers(deps: LibraryDeps): WorkHandlers {
  return {
    searchWorks: ({ query, ofOpenAlex }) => answer(deps, query, ofOpenAlex),
    searchWorksByText: ({ body, ofOpenAlex }) => answer(deps, body, ofOpenAlex),
    getWork: async ({ params, query, ofOpenAlex }) =>
      answerWork(await getWork(deps.engine, params.id), query.select, ofOpenAlex),
    randomWork: async ({ query, ofOpenAlex }) =>
      answerWork(atRandom('work', (await searchWorks(deps, ONE_AT_RANDOM)).hits).work, query.select, ofOpenAlex),
    authorWorks: ({ params, query, ofOpenAlex }) =>
      whenHere(deps.library, 'authors', params.id, ({ id }) =>
        answer(deps, query, ofOpenAlex, { within: writtenBy(id), order: NEWEST_FIRST }),
      ),
  };
}

type Selection = readonly string[] | undefined;

function answerWork(work: Work, select: Selection, ofOpenAlex: boolean): WorkAnswer {
  return pickWork(presentWork(work), select, ofOpenAlex);
}

async function answer(
  deps: LibraryDeps,
  asked: ExportableParameters,
  ofOpenAlex: boolean,
  part?: Part,
): Promise<WorksAnswer | Download> {
  const { format, ...others } = asked;
  const parameters = { ...others, page: others.page ?? 1 };
  if (format === 'json') return answerSearch(deps, parameters, ofOpenAlex, part);
  return exportWorks(deps, { ...requestOf(parameters), format, select: asked.select }, part);
}

/** One page of a search over works, as it is answered. */
export async function answerSearch(
  deps: LibraryDeps,
  asked: SearchParameters,
  ofOpenAlex: boolean,
  part?: Part,
): Promise<WorksAnswer> {
  const started = performance.now();
  const { select } = asked;
  const answer = await searchWorks(deps, requestOf(asked), part);
  return {
    meta: pageMeta(asked, answer, started),
    results: answer.hits.map((hit) => pickWork(presentHit(hit), select, ofOpenAlex)),
    group_by: presentGroups(answer.groups, groupTypeOf(WORKS, asked)),
    ...(asked.facets.length > 0 ? { facets: presentFacets(answer.facets, WORKS) } : {}),
  };
}

/** OpenAlex's `search.semantic` is a search by meaning alone. */
function requestOf(asked: SearchParameters): SearchRequest {
  const byMeaning = asked['search.semantic'];
  const search = byMeaning === undefined ? {} : { search: byMeaning, mode: 'semantic' as const };
  return { ...asked, ...search, ...viewParameters(asked), perPage: perPageOf(asked), facetSize: asked.facet_size };
}
