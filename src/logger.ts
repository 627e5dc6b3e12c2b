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

/**
 * A logger writing JSON lines to stderr, so that stdout stays free for a command's own output.
 * @param hide what every line goes through: what must not be written is replaced there
 */
export function createLogger(level: string, hide: (line: string) => string = (line) => line): Logger {
  const streamWrite = (line: string) => escaped(hide(line));
  return pino({ level, base: null, mixin: ofRequest, hooks: { streamWrite } }, pino.destination({ fd: 2, sync: true }));
}

/** What JSON leaves as it is, and a terminal or a viewer of logs may not: the second set of controls, ends of lines, directions. */
const COMMANDS = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Within strings, where alone they can be, an escape says the same. */
export function escaped(line: string): string {
  return line.replace(COMMANDS, (sign) => `\\u${(sign.codePointAt(0) as number).toString(16).padStart(4, '0')}`);
}
