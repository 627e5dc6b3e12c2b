// Searching everything at once, and many searches at once.
import type { z } from 'zod';
import type { EntityKind } from '../../domain/catalogue.js';
import { IdeascopeError } from '../../errors.js';
import { currentRequest } from '../../request-scope.js';
import type { EntityOf } from '../../search/catalogues.js';
import type { LibraryDeps } from '../../search/deps.js';
import { type FoundEntities, type FoundOfKind, searchAll } from '../../search/search-all.js';
import { BatchRunner, type Outcome } from '../../search/search-batch.js';
import type { EntityHit } from '../../search/search-entities.js';
import type { WorksAnswer } from '../answers/works.js';
import { type BatchAnswer, batchQuery, type QueryAnswer, type SearchAllAnswer } from '../contract/search.js';
import type { Handlers, ROUTES } from '../contract.js';
import { unexpected } from '../error-handler.js';
import { presentDegraded, presentDidYouMean, since } from '../page-meta.js';
import { presentEntityHit } from '../present/entities.js';
import { presentUnderstood } from '../present/understood.js';
import { pickWork, presentHit } from '../present/works.js';
import { read } from '../read-request.js';
import { answerSearch } from './works.js';

/** Of each kind. */
const PER_PAGE = 5;

type SearchParameters = z.output<typeof ROUTES.search.query>;
type Select = readonly string[] | undefined;

export function searchHandlers(deps: LibraryDeps): Pick<Handlers, 'search' | 'searchByText' | 'searchBatch'> {
  const runner = new BatchRunner();
  return {
    search: ({ query }) => answerAll(deps, query),
    searchByText: ({ body }) => answerAll(deps, body),
    searchBatch: ({ body, ofOpenAlex }) => answerBatch(deps, runner, body.queries, ofOpenAlex),
  };
}

async function answerAll(deps: LibraryDeps, asked: SearchParameters): Promise<SearchAllAnswer> {
  const started = performance.now();
  const { select } = asked;
  const perPage = asked.per_page ?? PER_PAGE;
  const found = await searchAll(deps, { ...asked, perPage });
  return {
    meta: {
      per_page: perPage,
      mode: found.mode ?? null,
      degraded: presentDegraded(found.degraded),
      did_you_mean: presentDidYouMean(found.didYouMean),
      understood: presentUnderstood(found.understood),
      db_response_time_ms: since(started),
    },
    works: best(found.works, (hit) => pickWork(presentHit(hit), select)),
    authors: bestEntities('authors', found.authors, select),
    topics: bestEntities('topics', found.topics, select),
    institutions: bestEntities('institutions', found.institutions, select),
    sources: bestEntities('sources', found.sources, select),
  };
}

function bestEntities<K extends EntityKind>(kind: K, found: FoundEntities[K], select: Select) {
  return best(found as FoundOfKind<EntityHit<EntityOf[K]>>, (hit) => presentEntityHit(kind, hit, select));
}

function best<H, A>({ total, hits }: FoundOfKind<H>, present: (hit: H) => A) {
  return { meta: { count: total.value, count_relation: total.relation }, results: hits.map(present) };
}

async function answerBatch(
  deps: LibraryDeps,
  runner: BatchRunner,
  queries: readonly unknown[],
  ofOpenAlex: boolean,
): Promise<BatchAnswer> {
  const started = performance.now();
  const outcomes = await runner.run(queries.map((query) => () => answerQuery(deps, query, ofOpenAlex)));
  return {
    meta: { count: queries.length, db_response_time_ms: since(started) },
    results: outcomes.map(presentOutcome),
  };
}

async function answerQuery(deps: LibraryDeps, query: unknown, ofOpenAlex: boolean): Promise<WorksAnswer> {
  if (typeof query !== 'object' || query === null || Array.isArray(query)) {
    const message = 'each query must be an object with the parameters of POST /works/search';
    throw new IdeascopeError('invalid_parameter', message);
  }
  try {
    const asked = read({ of: 'works' }, batchQuery, { ...query });
    return await answerSearch(deps, asked, ofOpenAlex || asked.mailto !== undefined);
  } catch (error) {
    if (error instanceof IdeascopeError) throw error;
    throw unexpected(error, { method: 'POST', path: '/search/batch' }, deps.logger, currentRequest()?.id);
  }
}

function presentOutcome(outcome: Outcome<WorksAnswer>, place: number): QueryAnswer {
  if ('answer' in outcome) return outcome.answer;
  const { status, code, message, path } = outcome.error;
  return { status, error: code, message, path: ['queries', place, ...(path === undefined ? [] : [path])].join('.') };
}
