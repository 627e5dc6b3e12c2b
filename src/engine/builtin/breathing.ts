// Long work on an index in small pieces: other requests get their turn in between.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { SearchPool } from './search-pool.js';

/** How long the index may be worked on before other requests get their turn, milliseconds. */
const SLICE_MS = 5;
/** How long it is left alone while threads search. */
const REST_MS = 10;

/** A function to call after each small piece of work: lets other requests run once the slice is used up. */
export type Breathe = () => Promise<void>;

export function breathing(pool: Pick<SearchPool, 'isBusy'>, onPause: () => void): Breathe {
  let pause = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < pause) return;
    onPause();
    await setImmediate();
    // searches come first: they need the cores, and this one could keep it busy for minutes
    if (pool.isBusy) await sleep(REST_MS);
    pause = performance.now() + SLICE_MS;
  };
}
