// What can go wrong between here and Elasticsearch: the client's errors as ours, and patience with those that pass.
import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@elastic/elasticsearch';
import { IdeascopeError, mayPass } from '../../errors.js';
import { goneError } from '../../request-scope.js';

export const BLOCKED = 'cluster_block_exception';
/** A connection that was idle for too long fails at once; what takes longer is no such thing. */
const AT_ONCE_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Runs a call of the client; what it throws comes out as an IdeascopeError where a caller can do something about it. A
 * lost connection may only have been idle for too long, so that it is tried again once, at once: every call made here can
 * be repeated.
 */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await call().catch((error) => {
      if (error instanceof errors.ConnectionError && performance.now() - began < AT_ONCE_MS) return call();
      throw error;
    });
  } catch (error) {
    throw translate(error);
  }
}

/**
 * Repeats a task that may be repeated, with growing pauses, until it succeeds, fails for good or runs out of time. A long
 * task calls `progress` while it gets on: time counts from the last such call.
 */
export async function patiently<T>(
  task: (progress: () => void) => Promise<T>,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<T> {
  let deadline = performance.now() + patienceMs;
  let pause = FIRST_PAUSE_MS;
  const progress = () => {
    deadline = performance.now() + patienceMs;
    pause = FIRST_PAUSE_MS;
  };
  for (;;) {
    try {
      return await task(progress);
    } catch (error) {
      if (!mayPass(error) || performance.now() + pause > deadline || signal?.aborted) throw error;
      // up to a half less, so that several writers do not come back in step
      await sleep(pause * (1 - Math.random() / 2), undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) throw error;
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }
}

/** The client's error as one of ours; errors that only a bug can cause stay as they are. */
export function translate(error: unknown): unknown {
  // only by the signal of the request that it was for
  if (error instanceof errors.RequestAbortedError) return goneError();
  if (error instanceof errors.TimeoutError) {
    return new IdeascopeError('engine_timeout', 'Elasticsearch did not answer in time: try again in a moment');
  }
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    return because(
      error.message,
      new IdeascopeError('engine_unavailable', 'Elasticsearch cannot be reached at the moment: try again later'),
    );
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new IdeascopeError('engine_refused', 'what answers at ELASTICSEARCH_URL is not Elasticsearch');
  }
  if (!(error instanceof errors.ResponseError)) return error;
  return ofStatus(error.statusCode ?? 0, causeOf(error)) ?? error;
}

/**
 * The cause is for logs: a wrong certificate and a wrong host must be told from a server that is away. Who asks does not
 * hear it, because it names addresses, nodes and indices.
 */
function because(reason: string, failure: IdeascopeError): IdeascopeError {
  return reason === '' ? failure : Object.defineProperty(failure, 'cause', { value: new Error(reason) });
}

function causeOf(error: errors.ResponseError): Cause {
  const cause = (error.body as { error?: { type?: string; reason?: string } } | undefined)?.error;
  return { type: cause?.type ?? '', reason: cause?.reason ?? '' };
}

/** What Elasticsearch says of a failure. */
export interface Cause {
  readonly type: string;
  readonly reason: string;
}

/** Of a whole answer, of one item of a bulk request, or of one search of several. */
export function ofStatus(status: number, { type, reason }: Cause): IdeascopeError | undefined {
  if (type === BLOCKED) {
    const message =
      'the index in Elasticsearch is read-only at the moment (its disk is full, or an index is being switched)';
    return new IdeascopeError('engine_read_only', message);
  }
  switch (type) {
    case 'index_not_found_exception':
      return because(reason, new IdeascopeError('index_gone', 'the index is gone from Elasticsearch'));
    case 'aliases_not_found_exception':
      return because(reason, new IdeascopeError('index_gone', 'the index has been switched by another process'));
    case 'index_closed_exception':
      return new IdeascopeError('engine_unavailable', 'the index is closed in Elasticsearch: open it');
    case 'no_shard_available_action_exception':
      return unavailable('a part of the index is not there');
    case 'search_context_missing_exception':
      return new IdeascopeError('engine_unavailable', 'Elasticsearch was restarted in the middle of a reading');
  }
  switch (status) {
    case 401:
    case 403:
      return new IdeascopeError(
        'engine_refused',
        'Elasticsearch refuses these credentials: check ELASTICSEARCH_URL, ELASTICSEARCH_API_KEY and the privileges',
      );
    case 429:
      return new IdeascopeError('engine_overloaded', 'Elasticsearch has too much to do: try again in a moment');
    case 408:
    case 504:
      return new IdeascopeError('engine_timeout', 'Elasticsearch did not answer in time: try again in a moment');
    case 502:
    case 503:
      return unavailable(reason);
    default:
      return undefined;
  }
}

function unavailable(reason: string): IdeascopeError {
  const failure = new IdeascopeError(
    'engine_unavailable',
    'Elasticsearch cannot answer at the moment: try again later',
  );
  return because(reason, failure);
}

/** Whether the index may have been deleted, as happens to the old one after a switch: searches under way are cut off. */
export function mayBeGone(error: unknown): boolean {
  return error instanceof IdeascopeError && ['index_gone', 'engine_unavailable'].includes(error.code);
}

/** What is read from an index that the first write makes; `otherwise` as long as there is none. */
export async function ifThere<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof IdeascopeError && error.code === 'index_gone') return otherwise;
    throw error;
  }
}
