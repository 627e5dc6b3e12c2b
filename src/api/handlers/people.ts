// Experts, and what stands around people, works, topics and institutions: related works, collaborators, graphs, profiles.
import type { z } from 'zod';
import { collaborators } from '../../search/collaborators.js';
import type { LibraryDeps } from '../../search/deps.js';
import { findExperts } from '../../search/find-experts.js';
import { getWork } from '../../search/get-work.js';
import { type GraphKind, type GraphRequest, graphAround } from '../../search/graph.js';
import { authorProfile } from '../../search/profile.js';
import { relatedToAuthor } from '../../search/related-to-author.js';
import { type RelatedAnswer, relatedWorks } from '../../search/related-works.js';
import { similarAuthors } from '../../search/similar-authors.js';
import type * as answers from '../answers/people.js';
import type { Handlers, ROUTES } from '../contract.js';
import { pageMeta, perPageOf, presentDegraded, since } from '../page-meta.js';
import * as present from '../present/people.js';
import { pick, pickWork } from '../present/works.js';
import type { Moved } from '../route.js';
import { whenHere } from './resolve.js';

type PeopleHandlers = Pick<
  Handlers,
  | 'findExperts'
  | 'findExpertsByText'
  | 'relatedWorks'
  | 'authorRelatedWorks'
  | 'collaborators'
  | 'similarAuthors'
  | 'profile'
>;
type GraphHandlers = Pick<Handlers, 'workGraph' | 'authorGraph' | 'topicGraph' | 'institutionGraph'>;
type ExpertsParameters = z.output<typeof ROUTES.findExperts.query>;
type RelatedParameters = z.output<typeof ROUTES.relatedWorks.query>;

export function peopleHandlers(deps: LibraryDeps): PeopleHandlers {
  const { library, engine } = deps;
  return {
    findExperts: ({ query }) => answerExperts(deps, query),
    findExpertsByText: ({ body }) => answerExperts(deps, body),
    relatedWorks: async ({ params, query }) => {
      const { id } = await getWork(engine, params.id);
      return answerRelated(query, (request) => relatedWorks(deps, id, request));
    },
    authorRelatedWorks: ({ params, query }) =>
      whenHere(library, 'authors', params.id, ({ id }) =>
        answerRelated(query, (request) => relatedToAuthor(deps, id, request)),
      ),
    collaborators: ({ params, query }) =>
      whenHere(library, 'authors', params.id, ({ id }) => answerCollaborators(deps, id, query)),
    similarAuthors: ({ params, query }) =>
      whenHere(library, 'authors', params.id, ({ id }) => answerSimilar(deps, id, query)),
    profile: ({ params, query }) =>
      whenHere(library, 'authors', params.id, ({ id }) => answerProfile(deps, id, query.select)),
  };
}

export function graphHandlers(deps: LibraryDeps): GraphHandlers {
  interface Input {
    readonly params: { readonly id: string };
    readonly query: GraphRequest;
  }
  const around =
    (kind: Exclude<GraphKind, 'works'>) =>
    ({ params, query }: Input): Promise<answers.GraphAnswer | Moved> =>
      whenHere(deps.library, kind, params.id, ({ id }) => answerGraph(deps, kind, id, query));
  return {
    workGraph: async ({ params, query }) => {
      const { id } = await getWork(deps.engine, params.id);
      return answerGraph(deps, 'works', id, query);
    },
    authorGraph: around('authors'),
    topicGraph: around('topics'),
    institutionGraph: around('institutions'),
  };
}

async function answerExperts(deps: LibraryDeps, asked: ExpertsParameters): Promise<answers.ExpertsAnswer> {
  const started = performance.now();
  const answer = await findExperts(deps, { ...asked, perPage: perPageOf(asked) });
  return {
    meta: pageMeta(asked, answer, started),
    results: answer.experts.map((one) => pick(present.presentExpert(one), asked.select)),
  };
}

async function answerRelated(
  { limit, filter, select }: RelatedParameters,
  find: (request: { limit: number; filter?: string }) => Promise<RelatedAnswer>,
): Promise<answers.RelatedAnswer> {
  const started = performance.now();
  const { degraded, hits } = await find({ limit, ...(filter === undefined ? {} : { filter }) });
  return {
    meta: listMeta(hits.length, degraded, started),
    results: hits.map((hit) => {
      const { reasons, ...work } = present.presentRelated(hit);
      return { ...pickWork(work, select), reasons };
    }),
  };
}

async function answerCollaborators(
  deps: LibraryDeps,
  id: string,
  asked: z.output<typeof ROUTES.collaborators.query>,
): Promise<answers.CollaboratorsAnswer> {
  const started = performance.now();
  const { page } = asked;
  const perPage = perPageOf(asked);
  const answer = await collaborators(deps, id, { page, perPage });
  return {
    meta: {
      count: answer.total.value,
      count_relation: answer.total.relation,
      close_count: answer.close,
      page,
      per_page: perPage,
      db_response_time_ms: since(started),
    },
    results: answer.collaborators.map((one) => pick(present.presentCollaborator(one), asked.select)),
  };
}

async function answerSimilar(
  deps: LibraryDeps,
  id: string,
  asked: z.output<typeof ROUTES.similarAuthors.query>,
): Promise<answers.SimilarAnswer> {
  const started = performance.now();
  const { degraded, authors } = await similarAuthors(deps, id, asked);
  return {
    meta: listMeta(authors.length, degraded, started),
    results: authors.map((one) => pick(present.presentSimilar(one), asked.select)),
  };
}

async function answerGraph(
  deps: LibraryDeps,
  kind: GraphKind,
  id: string,
  asked: GraphRequest,
): Promise<answers.GraphAnswer> {
  const started = performance.now();
  const { meta, ...graph } = present.presentGraph(await graphAround(deps, kind, id, asked));
  return { meta: { ...meta, db_response_time_ms: since(started) }, ...graph };
}

async function answerProfile(
  deps: LibraryDeps,
  id: string,
  select: readonly string[] | undefined,
): Promise<answers.ProfileAnswer> {
  const started = performance.now();
  const profile = await authorProfile(deps, id);
  const meta = { degraded: presentDegraded(profile.related.degraded), db_response_time_ms: since(started) };
  return { meta, ...pick(present.presentProfile(profile), select) };
}

function listMeta(count: number, degraded: RelatedAnswer['degraded'], started: number) {
  return { count, degraded: presentDegraded(degraded), db_response_time_ms: since(started) };
}
