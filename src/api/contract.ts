// Every route once: method, path, what it takes, what it answers. Validation, routing and the index page derive from it.
import { z } from 'zod';
import { fieldsAnswer, indexAnswer, liveAnswer, readyAnswer, workAnswer, workFields, worksAnswer } from './answers.js';
import { MAX_GET_SEARCH, MAX_POST_SEARCH, searchParameters, selection } from './parameters.js';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** As in OpenAPI; `{id}` takes slashes too, so that URLs are ids. */
  readonly path: string;
  readonly summary: string;
  /** A request to try. */
  readonly example: string;
  /** Parts of the path. */
  readonly params?: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly response: z.ZodType;
}

const selectable = Object.keys(workFields.shape).filter((field) => field !== 'highlight');
const nothing = z.strictObject({});

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
    query: searchParameters(MAX_GET_SEARCH, selectable),
    response: worksAnswer,
  },
  searchWorksByText: {
    method: 'POST',
    path: '/works/search',
    summary: 'The same search with its parameters as JSON, for long texts such as an abstract.',
    example: '/works/search with {"search": "an abstract …", "filter": "type:article", "facets": ["type"]}',
    query: nothing,
    body: searchParameters(MAX_POST_SEARCH, selectable),
    response: worksAnswer,
  },
  getWork: {
    method: 'GET',
    path: '/works/{id}',
    summary: 'One work by any of its ids: OpenAlex, DOI, arXiv or its own, as URLs or short.',
    example: '/works/doi:10.1145/3394486.3406703',
    params: z.strictObject({ id: z.string() }),
    query: z.strictObject({ select: selection(selectable) }),
    response: workAnswer,
  },
  listFields: {
    method: 'GET',
    path: '/fields',
    summary: 'The fields that filter, count and sort works, and those searched by words.',
    example: '/fields',
    query: nothing,
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
type Read<S> = S extends z.ZodType ? z.output<S> : undefined;
type PartOf<R, P extends string> = P extends keyof R ? Read<R[P]> : undefined;

/** What a handler is given: the validated parts of its request. */
export interface RouteInput<R> {
  readonly params: PartOf<R, 'params'>;
  readonly query: PartOf<R, 'query'>;
  readonly body: PartOf<R, 'body'>;
}

export type Handler<R extends Route> = (input: RouteInput<R>) => Promise<z.output<R['response']>>;

/** One handler per route, by its name. */
export type Handlers = { readonly [N in RouteName]: Handler<(typeof ROUTES)[N]> };
