// What starts beside the service: a state that others look at while it is being loaded.

import { setTimeout as sleep } from 'node:timers/promises';

export interface InBackground<S> {
  state(): S;
  settled(): Promise<S>;
  close(): Promise<void>;
}

/** What is tried again when it fails, or breaks later. */
export interface Again<S> {
  /** Milliseconds before each further try. */
  readonly pause: number;
  /** Resolves with the state of what broke; undefined: this state is a failure already. */
  untilBroken(state: S): Promise<S> | undefined;
}

/**
 * Returns at once, in state `first`.
 * @param load never rejects; what it resolves with is the state from then on. undefined: the first one stays
 * @param release lets go of what a state holds
 * @param again unless it is given, the first load is the last one
 */
export function inBackground<S>(
  first: S,
  load: ((signal: AbortSignal) => Promise<S>) | undefined,
  release: (last: S) => Promise<void>,
  again?: Again<S>,
): InBackground<S> {
  const closing = new AbortController();
  const { signal } = closing;
  let state = first;
  const settled = (async () => {
    if (load) state = await load(signal);
    return state;
  })();
  const keeping = settled.then(async () => {
    while (load && again && !signal.aborted) {
      const broken = again.untilBroken(state);
      if (broken) {
        const last = state;
        state = await untilClosed(broken, state, signal);
        if (signal.aborted) return;
        await release(last);
      }
      await sleep(again.pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) state = await load(signal);
    }
  });
  return {
    state: () => state,
    settled: () => settled,
    async close() {
      closing.abort(new Error('the service is closing'));
      await keeping;
      await release(state);
    },
  };
}

/** What a promise resolves with, or `otherwise` when the signal is aborted before. */
function untilClosed<S>(promise: Promise<S>, otherwise: S, signal: AbortSignal): Promise<S> {
  return new Promise((resolve) => {
    const stop = () => resolve(otherwise);
    signal.addEventListener('abort', stop, { once: true });
    void promise.then((value) => {
      signal.removeEventListener('abort', stop);
      resolve(value);
    });
  });
}
