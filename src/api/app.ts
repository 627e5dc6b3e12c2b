// The Express application: the routes of the contract, their handlers, and what holds for every request.
import type { RequestListener } from 'node:http';
import express from 'express';
import type { EmbedderHandle } from '../embedding/embedder.js';
import type { Library } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { listed, nearestNames, quoted } from '../search/messages.js';
import { type Handlers, ROUTES } from './contract.js';
import type { Curator } from './curator.js';
import { answerError, errorHandler } from './error-handler.js';
import { aboutHandlers } from './handlers/about.js';
import { autocompleteHandlers } from './handlers/autocomplete.js';
import { entityHandlers } from './handlers/entities.js';
import { graphHandlers, peopleHandlers } from './handlers/people.js';
import { workHandlers } from './handlers/works.js';
import { writingHandlers } from './handlers/writing.js';
import { type KeyCheck, keyCheck } from './keys.js';
import { answerMoved } from './moved.js';
import { readRequest } from './read-request.js';
import { Moved, type Route } from './route.js';

const BODY_LIMIT = 256 * 1024;

export interface AppDeps {
  readonly library: Library;
  readonly embedder: EmbedderHandle;
  readonly logger: Logger;
  readonly version: string;
  /** Who puts records of people right; without one, writing over HTTP is off. */
  readonly curator?: Curator;
  /** Keys that may write; without any, writing over HTTP is off. */
  readonly apiKeys: readonly string[];
}

/** Builds the application; it listens nowhere yet. */
export function createApp(deps: AppDeps): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  // every answer carries its own duration, so that no two are equal
  app.disable('etag');
  app.set('query parser', false);
  app.use(logRequests(deps.logger), checkEncoding);
  const handlers = handlersOf(deps);
  const requireKey = keyGate(keyCheck(deps.curator ? deps.apiKeys : []));
  for (const path of pathsInOrder()) addPath(app, path, handlers, requireKey);
  app.use((request) => {
    throw noSuchPath(request.path);
  });
  app.use(errorHandler(deps.logger));
  // what the router cannot even read (`GET http://[`) would get a page of Express's own
  return (request, response) => {
    const unroutable = () => answerError(response, noSuchPath(request.url ?? ''));
    app(request as express.Request, response as express.Response, unroutable);
  };
}

function handlersOf(deps: AppDeps): Handlers {
  const all = { ...deps, engine: deps.library.works };
  return {
    ...workHandlers(all),
    ...entityHandlers(all),
    ...peopleHandlers(all),
    ...graphHandlers(all),
    ...autocompleteHandlers(all.library),
    ...writingHandlers(all),
    ...aboutHandlers(all),
  };
}

/** An id takes slashes, so what comes behind one (`/authors/{id}/works`) is looked for before the bare id. */
function pathsInOrder(): string[] {
  const paths = [...new Set(Object.values(ROUTES).map((route) => route.path))];
  return [...paths.filter((path) => !path.endsWith('{id}')), ...paths.filter((path) => path.endsWith('{id}'))];
}

function logRequests(logger: Logger): express.RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    // the query is what somebody thinks about: not for everyday logs
    const { method, path, originalUrl } = request;
    response.once('close', () => {
      const ms = Math.round(performance.now() - started);
      logger.info({ method, path, status: response.statusCode, ms }, 'request');
      logger.debug({ method, url: originalUrl, body: request.body as unknown }, 'request in full');
    });
    next();
  };
}

const checkEncoding: express.RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.originalUrl);
  } catch {
    throw new IdeascopeError('invalid_parameter', 'the URL is not percent-encoded UTF-8: write % itself as %25');
  }
  next();
};

/** Registers all routes of one path, and 405 for every other method. */
function addPath(app: express.Express, path: string, handlers: Handlers, requireKey: express.RequestHandler): void {
  const expressPath = path.replace('{id}', '*id');
  const named = Object.entries(ROUTES).filter(([, route]) => route.path === path) as [keyof Handlers, Route][];
  for (const [name, route] of named) {
    // each handler takes what its own route's schemas give; the pairing is by name, checked by the type of `handlers`
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    const answer: express.RequestHandler = async (request, response) => {
      const answered = await handle(readRequest(route, request));
      if (answered instanceof Moved) answerMoved(request, response, path, answered.to);
      else response.json(answered);
    };
    const before = [
      ...(route.writes ? [requireKey] : []),
      ...(route.body ? [requireJson, express.text({ limit: BODY_LIMIT, type: () => true })] : []),
    ];
    app[METHODS[route.method]](expressPath, ...before, answer);
  }
  const allowed = named.flatMap(([, { method }]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.all(expressPath, (request, response) => {
    response.set('Allow', allowed.join(', '));
    const message = `${request.method} is not possible at ${path}: use ${listed(allowed)}`;
    throw new IdeascopeError('method_not_allowed', message);
  });
}

const METHODS = { GET: 'get', POST: 'post', PATCH: 'patch' } as const satisfies Record<Route['method'], string>;

/** Before the body is read: who may not write need not send it. */
function keyGate(check: KeyCheck): express.RequestHandler {
  return (request, _response, next) => {
    check(request.headers.authorization);
    next();
  };
}

const requireJson: express.RequestHandler = (request, _response, next) => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new IdeascopeError('unsupported_media_type', 'send JSON, with the header Content-Type: application/json');
  }
  next();
};

function noSuchPath(path: string): IdeascopeError {
  const paths = Object.values(ROUTES).map((route) => route.path);
  const [near] = nearestNames(
    path,
    paths.filter((one) => one !== '/'),
    1,
  );
  const hint = near === undefined ? '/ lists all routes' : `the nearest is ${near}, and / lists all`;
  return new IdeascopeError('not_found', `there is nothing at ${quoted(path)}: ${hint}`);
}
