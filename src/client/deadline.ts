// How long a request may take: until its caller gives up, or until its time is over.
import { IdeascopeClientError } from './error.js';

export interface Deadline {
  /** Ends the request; it then rejects with the signal's reason, as fetch does. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the whole answer must be there. */
  readonly timeout?: number | undefined;
}

/**
 * Does something that ends with its signal.
 * @param streaming whether the answer goes on after `work` is done: the caller's signal ends it then, and no timeout
 * @throws IdeascopeClientError timeout, network_error; the reason of the caller's signal
 */
export async function withDeadline<T>(
  { signal, timeout }: Deadline,
  streaming: boolean,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // not AbortSignal.any and .timeout: in Node 20 such a signal may be collected as garbage before it fires
  const ending = new AbortController();
  const giveUp = () => ending.abort(signal?.reason);
  let isLate = false;
  const late = () => {
    isLate = true;
    ending.abort();
  };
  const timer = timeout === undefined ? undefined : setTimeout(late, timeout);
  if (signal?.aborted) giveUp();
  else signal?.addEventListener('abort', giveUp, { once: true });
  let isStreaming = false;
  try {
    const done = await work(ending.signal);
    isStreaming = streaming;
    return done;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (isLate) throw new IdeascopeClientError(0, 'timeout', `there was no answer within ${timeout} ms`);
    if (error instanceof IdeascopeClientError) throw error;
    throw new IdeascopeClientError(0, 'network_error', `the service was not reached: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    if (!isStreaming) signal?.removeEventListener('abort', giveUp);
  }
}

/** Node says `fetch failed` and keeps what happened in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message || String(error);
}
