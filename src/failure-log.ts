// Logs a failure that comes again and again once, and once that it is over.
import { IdeascopeError } from './errors.js';
import type { Logger } from './logger.js';

export class FailureLog {
  readonly #logger: Logger;
  readonly #what: string;
  /** What failed last; undefined: all is well. */
  #last: string | undefined;

  /** @param what names the task: `refreshing the index` */
  constructor(logger: Logger, what: string) {
    this.#logger = logger;
    this.#what = what;
  }

  failed(error: unknown): void {
    const kind = error instanceof IdeascopeError ? error.code : String(error);
    if (kind !== this.#last) this.#logger.error({ err: error }, `${this.#what} failed`);
    this.#last = kind;
  }

  succeeded(): void {
    if (this.#last !== undefined) this.#logger.info(`${this.#what} works again`);
    this.#last = undefined;
  }
}
