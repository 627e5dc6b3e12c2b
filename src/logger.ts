// The only place that makes loggers: one root, one named child per subsystem.
import { type Logger, pino } from 'pino';

export type { Logger };

/** A logger writing JSON lines to stderr, so that stdout stays free for a command's own output. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
}
