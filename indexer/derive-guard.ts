// One thing at a time: what reads and writes curation or authors in several steps, within this process.
import type { Library } from '../src/engine/engine.js';

/** Runs a task when those before it have ended. */
export type Guard = <T>(task: () => Promise<T>) => Promise<T>;

const guards = new WeakMap<Library, Guard>();

/** The guard of a library, the same for all who ask. */
export function guardOf(library: Library): Guard {
  const known = guards.get(library);
  if (known) return known;
  let last: Promise<unknown> = Promise.resolve();
  const guard: Guard = (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
  guards.set(library, guard);
  return guard;
}

/** For those who hold the guard already. */
export const WITHIN: Guard = (task) => task();
