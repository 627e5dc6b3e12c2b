// What starts beside the service: a state that others look at while it is being loaded.

export interface InBackground<S> {
  state(): S;
  settled(): Promise<S>;
  close(): Promise<void>;
}

/**
 * Returns at once, in state `first`.
 * @param load never rejects; what it resolves with is the last state. undefined: the first one stays
 * @param release lets go of what the last state holds
 */
export function inBackground<S>(
  first: S,
  load: ((signal: AbortSignal) => Promise<S>) | undefined,
  release: (last: S) => Promise<void>,
): InBackground<S> {
  const closing = new AbortController();
  let state = first;
  const settled = (async () => {
    if (load) state = await load(closing.signal);
    return state;
  })();
  return {
    state: () => state,
    settled: () => settled,
    async close() {
      closing.abort(new Error('the service is closing'));
      await release(await settled);
    },
  };
}
