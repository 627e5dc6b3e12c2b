// The only place that makes loggers: one root, one named child per subsystem.
import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * A logger writing JSON lines to stderr, so that stdout stays free for a command's own output.
 * @param hide what every line goes through: what must not be written is replaced there
 */
export function createLogger(level: string, hide: (line: string) => string = (line) => line): Logger {
  return pino({ level, base: null, hooks: { streamWrite: hide } }, pino.destination({ fd: 2, sync: true }));
}
