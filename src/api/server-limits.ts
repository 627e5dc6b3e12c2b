// What one connection, and all of them together, may take of the server, before anything of a request is understood.
import type { Server, ServerOptions } from 'node:http';

/** The longest search that a URL may carry takes 9 bytes a character in some scripts; Node's 16 KiB would refuse it. */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_HEADERS = 200;

export interface ServerLimits {
  /** Milliseconds until all headers of a request must be there. */
  readonly headersMs: number;
  /** Milliseconds until all of a request must be there: room for the longest upload over a slow line. */
  readonly requestMs: number;
  /** Milliseconds between two looks at who is late. */
  readonly lookMs: number;
}

export const SERVER_LIMITS: ServerLimits = { headersMs: 15_000, requestMs: 300_000, lookMs: 5_000 };

/** For `createServer`. Who is late is answered with 408, and the connection is closed. */
export function serverOptions({ headersMs, requestMs, lookMs } = SERVER_LIMITS): ServerOptions {
  return {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: lookMs,
  };
}

/** @param maxConnections at once; further ones are closed at once */
export function limitConnections(server: Server, maxConnections: number): void {
  server.maxConnections = maxConnections;
  server.maxHeadersCount = MAX_HEADERS;
}
