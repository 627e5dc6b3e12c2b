// The Express application: the routes of the contract, their handlers, and what holds for every request.
import type { RequestListener } from 'node:http';
import express from 'express';
import { fixedRing } from '../access/key-ring.js';
import type { EmbedderHandle } from '../embedding/embedder.js';
import type { RerankerHandle } from '../embedding/reranker.js';
import type { Library } from '../engine/engine.js';
import type { Logger } from '../logger.js';
import { type Access, gatesOf } from './access.js';
import { Admission } from './admission/admission.js';
import { doorOf } from './admission/door.js';
import type { Handlers } from './contract.js';
import type { Curator } from './curator.js';
import { addDocs } from './docs.js';
import { answerError, errorHandler } from './error-handler.js';
import { aboutHandlers } from './handlers/about.js';
import { adminHandlers } from './handlers/admin.js';
import { autocompleteHandlers } from './handlers/autocomplete.js';
import { entityHandlers } from './handlers/entities.js';
import { graphHandlers, peopleHandlers } from './handlers/people.js';
import { searchHandlers } from './handlers/search.js';
import { topicHandlers } from './handlers/topics.js';
import { workHandlers } from './handlers/works.js';
import { workWritingHandlers } from './handlers/write-works.js';
import { writingHandlers } from './handlers/writing.js';
import { compressed } from './http-compression.js';
import { type CorsOrigins, crossOrigin } from './http-cors.js';
import { type MetricsAccess, type MetricsText, uncounted } from './metrics.js';
import { checkEncoding, sayWho } from './middleware.js';
import { requestLog } from './request-log.js';
import { beginScope } from './request-scopes.js';
import { addRoutes, noSuchPath } from './routing.js';
import { securityHeaders } from './security-headers.js';
import { type ServiceWatch, unwatched } from './service-watch.js';
import { siteOf } from './site.js';
import { timedLibrary } from './timed-library.js';
import { type RequestObserver, watchRequests } from './watch-requests.js';
import type { WorkWriter } from './work-writer.js';

export interface AppDeps {
  readonly library: Library;
  readonly embedder: EmbedderHandle;
  /** The second stage of searches that ask for it. */
  readonly reranker?: RerankerHandle;
  readonly logger: Logger;
  readonly version: string;
  /** Who puts records of people right; without one, writing over HTTP is off. */
  readonly curator?: Curator;
  /** Who writes works; without one, writing over HTTP is off. */
  readonly workWriter?: WorkWriter;
  /** The model that is set, where `embedder` follows that of the index. */
  readonly wanted?: EmbedderHandle;
  /** What the process knows of itself. */
  readonly watch?: ServiceWatch;
  /** Whether the service is about to stop: it answers, and asks to be sent nothing more. */
  readonly draining?: () => boolean;
  /** Who may do what, by which keys, and how often; without keys, writing and the state of the service are off. */
  readonly access?: Access;
  /** How many proxies stand in front, or which: whose word on addresses is taken. */
  readonly trustProxy?: number | readonly string[] | undefined;
  /** From so many milliseconds on a request has a line of its own in the log; 0: none has. */
  readonly slowMs?: number;
  /** Who else is told of each request: metrics, traces. */
  readonly observers?: readonly RequestObserver[];
  /** What `GET /metrics` answers, and whom: everybody, unless it is said otherwise. */
  readonly metrics?: MetricsText;
  readonly metricsAccess?: MetricsAccess;
  /** Who may begin; not given: as the machine allows. */
  readonly admission?: Admission;
  /** Whose pages may read answers; not given: those of the same origin only. */
  readonly corsOrigins?: CorsOrigins;
}

/** Builds the application; it listens nowhere yet. */
export function createApp(deps: AppDeps): RequestListener {
  const { logger } = deps;
  const app = express();
  app.disable('x-powered-by');
  // Express would hash the duration of each answer, too: `respond` leaves it out
  app.disable('etag');
  app.set('query parser', false);
  if (deps.trustProxy !== undefined) app.set('trust proxy', deps.trustProxy);
  const observers = [requestLog(logger, deps.slowMs), ...(deps.observers ?? [])];
  app.use(beginScope, sayWho(deps.version, deps.draining), watchRequests(observers), securityHeaders(), compressed());
  if (deps.corsOrigins) app.use(crossOrigin(deps.corsOrigins));
  app.use(checkEncoding);
  const writable = deps.curator !== undefined && deps.workWriter !== undefined;
  const metrics = deps.metrics ? (deps.metricsAccess ?? 'open') : 'off';
  const gates = gatesOf(deps.access ?? { keys: fixedRing([]) }, { writable, metrics });
  const site = siteOf(app);
  app.use(site.pages);
  const { admission = new Admission() } = deps;
  addRoutes(app, { handlers: handlersOf(deps), gates, logger, admission });
  addDocs(app);
  app.use(site.nowhere);
  app.use((request) => {
    throw noSuchPath(request.path);
  });
  app.use(errorHandler(logger));
  // what the router cannot even read (`GET http://[`) would get a page of Express's own
  const refusedAtDoor = doorOf(admission, logger);
  return (request, response) => {
    if (refusedAtDoor(request, response)) return;
    const unroutable = () => answerError(response, noSuchPath(request.url ?? ''));
    app(request as express.Request, response as express.Response, unroutable);
  };
}

function handlersOf(deps: AppDeps): Handlers {
  const library = timedLibrary(deps.library);
  const all = { ...deps, library, engine: library.works };
  return {
    ...workHandlers(all),
    ...entityHandlers(all),
    ...peopleHandlers(all),
    ...graphHandlers(all),
    ...autocompleteHandlers(all.library),
    ...searchHandlers(all),
    ...topicHandlers(all),
    ...writingHandlers(all),
    ...workWritingHandlers(all),
    ...aboutHandlers({ metrics: uncounted, ...all }),
    ...adminHandlers({ wanted: all.embedder, watch: unwatched(), ...all }),
  };
}
