// The service: config → compose → app → listen → graceful stop.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openKeys } from './access/open-keys.js';
import { Admission } from './api/admission/admission.js';
import { reportAdmission } from './api/admission/report.js';
import { createApp } from './api/app.js';
import type { Curator } from './api/curator.js';
import { limitConnections, serverOptions } from './api/server-limits.js';
import { answerUnreadable } from './api/unreadable.js';
import type { RequestObserver } from './api/watch-requests.js';
import type { WorkWriter } from './api/work-writer.js';
import { openFollowingEmbedder, openReranker, openServedLibrary } from './compose.js';
import { type Config, ConfigError } from './config.js';
import type { FollowingEmbedder } from './embedding/embedder.js';
import type { Library } from './engine/engine.js';
import type { Logger } from './logger.js';
import { Metrics } from './metrics/metrics.js';
import { requestMetrics } from './metrics/request-metrics.js';
import { addServiceMetrics, type Watched } from './metrics/service-metrics.js';
import { refreshRegularly } from './refresh-regularly.js';
import { sayingNoPlaces } from './saying-no-places.js';
import { readVersion } from './version.js';
import { WatchedService } from './watched-service.js';

/** How long requests under way may still take when the service stops: half of what a stop may take in all. */
const DRAIN_MS = 5_000;
/** A client keeps its connection after its last answer; how often such connections are closed while stopping. */
const SWEEP_MS = 50;

export interface Service {
  readonly library: Library;
  /** Follows the index: queries go to the model whose vectors it has. */
  readonly embedder: FollowingEmbedder;
  /** What is being answered, and what waits. */
  readonly admission: Admission;
  readonly url: string;
  /** Says that it is about to stop, by a 503 at `/health/ready` and `Connection: close`, and answers as before. */
  announceStop(): void;
  /**
   * Takes no new requests, lets those under way finish, then closes everything. Further calls wait for the first.
   * @param others work on the library that is coming to its end; it is closed afterwards
   */
  stop(others?: Promise<unknown>): Promise<void>;
}

/** Who writes what comes over HTTP. */
export interface Writers {
  readonly curator: Curator;
  readonly workWriter: WorkWriter;
}

/**
 * Starts the service; resolves when it listens. The index and the model may still be loading then.
 * @param writersOf makes who writes what comes over HTTP; without it such requests are refused
 * @param watch what is told of the process to those who run it
 * @throws ConfigError if the address cannot be listened on
 */
export async function startService(
  config: Config,
  logger: Logger,
  writersOf?: (library: Library) => Writers,
  watch = new WatchedService({ maxCpu: config.embedMaxCpu, paused: () => false }),
): Promise<Service> {
  const parts = await openParts(config, logger, watch);
  const { library, embedder, reranker, watching, admission } = parts;
  let draining = false;
  const app = createApp({
    draining: () => draining,
    library,
    embedder: sayingNoPlaces(embedder, config),
    wanted: embedder.wanted,
    watch,
    reranker: sayingNoPlaces(reranker, config),
    logger: logger.child({ part: 'api' }),
    ...watching.ofApp,
    access: { keys: parts.keys, readAccess: config.readAccess, rateLimits: config.rateLimits },
    trustProxy: config.trustProxy,
    admission,
    ...(config.corsOrigins ? { corsOrigins: config.corsOrigins } : {}),
    ...writersOf?.(library),
  });
  const server = serverOf(app, config);
  try {
    await listen(server, config);
  } catch (error) {
    await parts.close();
    throw error;
  }
  const refreshing = refreshRegularly(library, logger, async () => {
    const status = await library.works.status();
    void embedder.follow(status.indexedModel);
    await watch.look(library.works, status, embedder.wanted);
  });
  const url = urlOf(server);
  logger.info({ url }, 'listening');
  let stopped: Promise<void> | undefined;
  const stop = async (others?: Promise<unknown>) => {
    draining = true;
    await Promise.all([drain(server), others]);
    await refreshing.stop();
    await parts.close();
    logger.info('stopped');
  };
  return {
    library,
    embedder,
    admission,
    url,
    announceStop: () => {
      draining = true;
    },
    stop: (others) => {
      stopped ??= stop(others);
      return stopped;
    },
  };
}

function serverOf(app: RequestListener, { maxConnections }: Config): Server {
  const server = createServer(serverOptions(), app);
  limitConnections(server, maxConnections);
  server.on('clientError', answerUnreadable);
  return server;
}

/** What a service is made of, and what it is told by; `close` ends all of it. */
async function openParts(config: Config, logger: Logger, watch: WatchedService) {
  const keys = openKeys(config, logger.child({ part: 'access' }));
  const { library, close: closeStore } = await openServedLibrary(config, logger);
  const embedder = openFollowingEmbedder(config, logger);
  const reranker = openReranker(config, logger);
  const watching = await startWatching(config, logger, { library, embedder, wanted: embedder.wanted, reranker, watch });
  const admission = new Admission({
    concurrency: config.concurrency,
    searchesElsewhere: config.elasticsearch !== undefined,
  });
  const forgetAdmission = reportAdmission(admission);
  const close = async () => {
    forgetAdmission();
    keys.close();
    try {
      await Promise.all([embedder.close(), reranker.close(), watching.close()]);
    } finally {
      await closeStore();
    }
  };
  return { keys, library, embedder, reranker, watching, admission, close };
}

/** Who watches requests, and the numbers of the service. Where nobody wants traces, nothing of them is loaded. */
async function startWatching({ traces, slowQueryMs, metrics: access }: Config, logger: Logger, watched: Watched) {
  const version = readVersion();
  const metrics = new Metrics({ version, node: process.versions.node, engine: watched.library.works.name });
  addServiceMetrics(metrics, watched);
  const observers: RequestObserver[] = [requestMetrics(metrics)];
  const log = logger.child({ part: 'tracing' });
  const tracing = traces && (await import('./tracing/otlp.js')).startTracing({ ...traces, version, logger: log });
  if (tracing) observers.push(tracing);
  return {
    ofApp: { version, slowMs: slowQueryMs, observers, metrics, metricsAccess: access },
    close: async () => tracing?.close(),
  };
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(`PORT=${port} is in use on ${host}: stop what listens there, or choose another port`);
    case 'EACCES':
      return new ConfigError(`PORT=${port} may not be used by this user: choose one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new ConfigError(`HOST=${host} is no address of this machine: choose 127.0.0.1, or 0.0.0.0 for all`);
    default:
      return error;
  }
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
