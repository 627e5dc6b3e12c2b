// A task that runs once for all who ask for its answer.

/** The same answer for all who ask, unless it failed. */
export function once<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= task().catch((error) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
