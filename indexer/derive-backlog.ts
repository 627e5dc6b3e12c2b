// Keeps the entities of a running service true: derives whatever is marked, unless another process is at it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Library } from '../src/engine/engine.js';
import { FailureLog } from '../src/failure-log.js';
import type { Logger } from '../src/logger.js';
import { derive, Rests } from './derive.js';

export interface DeriveBacklogRequest {
  readonly library: Library;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks for marks. */
  readonly idle?: number;
  /** Milliseconds for which nothing may have changed before many marks are worked on. */
  readonly quiet?: number;
  /** So many marks come from an import, whose process derives them at its end. */
  readonly many?: number;
}

/** How often quiet is waited for: an import that goes on for hours should not keep entities from being derived. */
const MOST_WAITS = 10;

/**
 * Runs until `signal` is aborted. A few marks are worked on at once. Many of them are an import's: while it goes on,
 * what is derived would soon be derived again, and at its end it derives by itself (`ideascope import`); so they are
 * worked on when neither works nor people have changed for a while. So are those of single writes that come faster than
 * they can be worked off: finding what was written comes first. Never rejects: what fails is logged once and tried
 * again.
 */
export async function deriveBacklog(request: DeriveBacklogRequest): Promise<void> {
  const { library, logger, signal, idle = 1000, quiet = 15_000, many = 5000 } = request;
  const log = new FailureLog(logger, 'deriving researchers and topics');
  const rests = new Rests();
  const watch = new QuietWatch(quiet);
  // a store of before entities is derived although nothing is marked
  let first = true;
  while (!signal.aborted) {
    try {
      const marked = await library.works.countMarked();
      const busy = marked > many && !watch.isQuiet(marked, await library.authors.count());
      if (!busy && (first || marked > 0)) {
        const { derived } = await derive(library, { signal, rests, once: true });
        if (derived > many) logger.info({ derived }, 'derived researchers and topics');
        watch.reset();
        first = false;
      }
      log.succeeded();
    } catch (error) {
      log.failed(error);
    }
    await sleep(idle, undefined, { signal }).catch(() => undefined);
  }
}

/** Tells whether somebody else is at work, by numbers that change by themselves. */
class QuietWatch {
  readonly #quiet: number;
  #seen = '';
  #since = 0;
  #began: number | undefined;

  constructor(quiet: number) {
    this.#quiet = quiet;
  }

  isQuiet(...numbers: readonly number[]): boolean {
    const now = performance.now();
    this.#began ??= now;
    const seen = numbers.join(' ');
    if (seen !== this.#seen) this.#since = now;
    this.#seen = seen;
    return now - this.#since >= this.#quiet || now - this.#began >= this.#quiet * MOST_WAITS;
  }

  reset(): void {
    this.#seen = '';
    this.#began = undefined;
  }
}
