// A task that runs once for all who ask for its answer.
import { forAll } from '../../request-scope.js';

/** The same answer for all who ask, unless it failed. */
export function once<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= forAll(task).catch((error) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
