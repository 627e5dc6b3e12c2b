// Makes what is written visible to searches, again and again: works by themselves, as nobody should wait for the rest.
import { type Library, partsOf } from './engine/engine.js';
import { FailureLog } from './failure-log.js';
import type { Logger } from './logger.js';

/**
 * The treaty of the engine port: what is written becomes searchable within a second. Half of it is waited, so that the
 * other half is left for the refresh itself.
 */
const WORKS_MS = 500;
/** People and topics follow from works, and are derived in their own time. */
const OTHERS_MS = 1_000;

export interface Refreshing {
  /** Starts no refresh any more; resolves when those under way have ended. */
  stop(): Promise<void>;
}

/**
 * Refreshes all parts of a library, those of other processes' writes too; no part is overtaken by itself. The first
 * refresh builds the indexes: that of works before the others, which nobody asks for as often.
 * @param onWorks called after each refresh of works
 */
export function refreshRegularly(library: Library, logger: Logger, onWorks: () => Promise<void>): Refreshing {
  const [works, ...others] = partsOf(library);
  const ofWorks = repeat(WORKS_MS, attempts(logger, 'refreshing the index', [async () => works?.refresh(), onWorks]));
  let stopped = false;
  const refreshOthers = async () => {
    if (stopped) return;
    await Promise.all(others.map((part) => part.refresh()));
  };
  const ofOthers = repeat(
    OTHERS_MS,
    attempts(logger, 'refreshing the indexes of people and topics', [() => ofWorks.first, refreshOthers]),
  );
  return {
    stop: async () => {
      stopped = true;
      await Promise.all([ofWorks.stop(), ofOthers.stop()]);
    },
  };
}

/** Does one step after the other; what fails is logged and tried again the next time. */
function attempts(logger: Logger, what: string, steps: readonly (() => Promise<void>)[]): () => Promise<void> {
  const log = new FailureLog(logger, what);
  return async () => {
    try {
      for (const step of steps) await step();
      log.succeeded();
    } catch (error) {
      log.failed(error);
    }
  };
}

/** Runs a task now and then regularly, never two at a time. `first` is the end of the first run. */
function repeat(milliseconds: number, task: () => Promise<void>): Refreshing & { readonly first: Promise<void> } {
  let running: Promise<void> | undefined;
  const start = () => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
  const first = start();
  const timer = setInterval(start, milliseconds);
  timer.unref();
  return {
    first,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
