// The Express application: the routes of the contract, their handlers, and what holds for every request.
import type { RequestListener } from 'node:http';
import express from 'express';
import type { EmbedderHandle } from '../embedding/embedder.js';
import type { Engine } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { listed, nearestNames, quoted } from '../search/messages.js';
import { type Handlers, ROUTES, type Route } from './contract.js';
import { answerError, errorHandler } from './error-handler.js';
import { aboutHandlers } from './handlers/about.js';
import { workHandlers } from './handlers/works.js';
import { readRequest } from './read-request.js';

const BODY_LIMIT = 256 * 1024;

export interface AppDeps {
  readonly engine: Engine;
  readonly embedder: EmbedderHandle;
  readonly logger: Logger;
  readonly version: string;
}

/** Builds the application; it listens nowhere yet. */
export function createApp(deps: AppDeps): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  // every answer carries its own duration, so that no two are equal
  app.disable('etag');
  app.set('query parser', false);
  app.use(logRequests(deps.logger), checkEncoding);
  const handlers: Handlers = { ...workHandlers(deps), ...aboutHandlers(deps) };
  for (const path of new Set(Object.values(ROUTES).map((route) => route.path))) addPath(app, path, handlers);
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
function addPath(app: express.Express, path: string, handlers: Handlers): void {
  const expressPath = path.replace('{id}', '*id');
  const named = Object.entries(ROUTES).filter(([, route]) => route.path === path) as [keyof Handlers, Route][];
  for (const [name, route] of named) {
    // each handler takes what its own route's schemas give; the pairing is by name, checked by the type of `handlers`
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    const answer: express.RequestHandler = async (request, response) => {
      response.json(await handle(readRequest(route, request)));
    };
    if (route.method === 'GET') app.get(expressPath, answer);
    else app.post(expressPath, requireJson, express.text({ limit: BODY_LIMIT, type: () => true }), answer);
  }
  const allowed = named.flatMap(([, { method }]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.all(expressPath, (request, response) => {
    response.set('Allow', allowed.join(', '));
    const message = `${request.method} is not possible at ${path}: use ${listed(allowed)}`;
    throw new IdeascopeError('method_not_allowed', message);
  });
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
