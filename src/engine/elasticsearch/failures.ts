// What can go wrong between here and Elasticsearch: the client's errors as ours, and patience with those that pass.
import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@elastic/elasticsearch';
import { type ErrorCode, IdeascopeError } from '../../errors.js';

/** Failures that may be over in a moment. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'engine_unavailable',
  'engine_timeout',
  'engine_overloaded',
  'engine_read_only',
  'index_gone',
]);
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Whether waiting may help. */
export function mayPass(error: unknown): boolean {
  return error instanceof IdeascopeError && PASSING.has(error.code);
}

/**
 * Runs a call of the client; what it throws comes out as an IdeascopeError where a caller can do something about it. A
 * lost connection may only have been idle for too long, so that it is tried again once, at once: every call made here can
 * be repeated.
 */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call().catch((error) => {
      if (error instanceof errors.ConnectionError) return call();
      throw error;
    });
  } catch (error) {
    throw translate(error);
  }
}

/** Repeats a task that may be repeated, with growing pauses, until it succeeds, fails for good or runs out of time. */
export async function patiently<T>(task: () => Promise<T>, patienceMs: number, signal?: AbortSignal): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await task();
    } catch (error) {
      if (!mayPass(error) || performance.now() + pause > deadline || signal?.aborted) throw error;
      // up to a half less, so that several writers do not come back in step
      await sleep(pause * (1 - Math.random() / 2), undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) throw error;
    }
  }
}

/** The client's error as one of ours; errors that only a bug can cause stay as they are. */
export function translate(error: unknown): unknown {
  if (error instanceof errors.TimeoutError) {
    return new IdeascopeError('engine_timeout', 'Elasticsearch did not answer in time: try again in a moment');
  }
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    return new IdeascopeError('engine_unavailable', 'Elasticsearch cannot be reached at the moment: try again later');
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new IdeascopeError('engine_refused', 'what answers at ELASTICSEARCH_URL is not Elasticsearch');
  }
  if (!(error instanceof errors.ResponseError)) return error;
  return ofStatus(error.statusCode ?? 0, causeOf(error)) ?? error;
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
  if (type === 'cluster_block_exception') {
    const message =
      'the index in Elasticsearch is read-only at the moment (its disk is full, or an index is being switched)';
    return new IdeascopeError('engine_read_only', message);
  }
  if (type === 'index_not_found_exception') {
    return new IdeascopeError('index_gone', `the index is gone from Elasticsearch (${reason})`);
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
    case 503: {
      const why = reason === '' ? '' : ` (${reason})`;
      return new IdeascopeError(
        'engine_unavailable',
        `Elasticsearch cannot answer at the moment${why}: try again later`,
      );
    }
    default:
      return undefined;
  }
}
