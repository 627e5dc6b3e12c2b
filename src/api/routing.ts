// The routes of the contract → Express routes: who may call, what is read, which handler answers, and 405 for the rest.
import type express from 'express';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { forRequest, step } from '../request-scope.js';
import { listed, nearestNames, quoted } from '../search/messages.js';
import type { Admission } from './admission/admission.js';
import { admitted, receiving } from './admission/routes.js';
import { type Handlers, ROUTES } from './contract.js';
import { allowedBy, answerOptions } from './http-options.js';
import { refuseConditions, requireJson } from './middleware.js';
import { readRequest } from './read-request.js';
import { scopeOf } from './request-scopes.js';
import { respond } from './respond.js';
import type { Route } from './route.js';
import { requireLines, withUpload } from './upload.js';
import { noteAnswer } from './watch-requests.js';

const BODY_LIMIT = 256 * 1024;

export interface Serving {
  readonly handlers: Handlers;
  /** Who may call a route, and how often. */
  readonly gates: { before(route: Route): readonly express.RequestHandler[] };
  readonly logger: Logger;
  readonly admission: Admission;
}

export function addRoutes(app: express.Express, serving: Serving): void {
  for (const path of pathsInOrder()) addPath(app, path, serving);
}

/** An id takes slashes, so what comes behind one (`/authors/{id}/works`) is looked for before the bare id. */
function pathsInOrder(): string[] {
  const paths = [...new Set(Object.values(ROUTES).map((route) => route.path))];
  return [...paths.filter((path) => !path.endsWith('{id}')), ...paths.filter((path) => path.endsWith('{id}'))];
}

/** Registers all routes of one path, and 405 for every other method. */
function addPath(app: express.Express, path: string, { handlers, gates, logger, admission }: Serving): void {
  const expressPath = path.replace('{id}', '*id');
  const named = Object.entries(ROUTES).filter(([, route]) => route.path === path) as [keyof Handlers, Route][];
  for (const [name, route] of named) {
    // each handler takes what its own route's schemas give; the pairing is by name, checked by the type of `handlers`
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    const handled = admitted(admission, route, async (request, response, place) => {
      const input = await step('understand', () => readRequest(route, request));
      await place?.turnsOut(input);
      const answered = route.lines
        ? await withUpload(request, response, (upload) => handle({ ...input, upload }))
        : await handle(input);
      noteAnswer(scopeOf(request), answered);
      await respond(request, response, { route, logger, place }, answered);
    });
    const answer: express.RequestHandler = (request, response) =>
      forRequest(scopeOf(request), () => handled(request, response));
    const limit = route.bodyLimit ?? BODY_LIMIT;
    const before = [
      ...gates.before(route),
      ...(route.writes ? [refuseConditions] : []),
      ...(route.lines ? [requireLines] : []),
      ...(route.body ? [requireJson, receiving(admission, route, limit)] : []),
    ];
    app[METHODS[route.method]](expressPath, ...before, answer);
  }
  const routes = named.map(([, route]) => route);
  app.options(expressPath, answerOptions(routes));
  app.all(expressPath, (request, response) => {
    const allowed = allowedBy(routes);
    response.set('Allow', allowed.join(', '));
    const useful = allowed.filter((method) => method !== 'OPTIONS');
    const message = `${request.method} is not possible at ${path}: use ${listed(useful)}`;
    throw new IdeascopeError('method_not_allowed', message);
  });
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const satisfies Record<
  Route['method'],
  string
>;

/** Paths of OpenAlex that are not there: what to ask instead. */
const OF_OPENALEX: Readonly<Record<string, string>> = {
  concepts: 'OpenAlex has replaced concepts by topics: ask /topics',
  keywords: 'keywords are counted by /works?group_by=keywords.id',
  people: 'people are at /authors',
  journals: 'journals are at /sources',
  venues: 'venues are at /sources',
  publishers: 'publishers are not stored; journals are at /sources',
  funders: 'funders are not stored',
  awards: 'awards are not stored',
  domains: 'topics have no hierarchy: ask /topics',
  subfields: 'topics have no hierarchy: ask /topics',
  text: 'POST /topics/suggest finds the topics of a text',
};

export function noSuchPath(path: string): IdeascopeError {
  const [, first = ''] = path.split(/[/?]/);
  const advice = Object.hasOwn(OF_OPENALEX, first) ? OF_OPENALEX[first] : undefined;
  if (advice) return new IdeascopeError('not_found', `there is nothing at ${quoted(path)}: ${advice}`);
  const paths = Object.values(ROUTES).map((route) => route.path);
  const [near] = nearestNames(
    path,
    paths.filter((one) => one !== '/'),
    1,
  );
  const hint = near === undefined ? '/ lists all routes' : `the nearest is ${near}, and / lists all`;
  return new IdeascopeError('not_found', `there is nothing at ${quoted(path)}: ${hint}`);
}
