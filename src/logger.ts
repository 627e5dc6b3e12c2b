// The only place that makes loggers: one root, one named child per subsystem.
import { type Logger, pino } from 'pino';
import { currentRequest } from './request-scope.js';

export type { Logger };

/** What every line says of the request that is being answered where it is written, if there is one. */
export function ofRequest(): object {
  const request = currentRequest();
  if (!request) return {};
  return { requestId: request.id, ...(request.traceId === undefined ? {} : { traceId: request.traceId }) };
}

/** A logger writing JSON lines to stderr, so that stdout stays free for a command's own output. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, mixin: ofRequest }, pino.destination({ fd: 2, sync: true }));
}
