// The one error that a client throws: what the service said, or why it could not be heard.
import type { ErrorCode } from '../errors.js';

/**
 * The service's own codes, and four of the client: `invalid_argument` (not sent at all), `network_error` (the service
 * was not reached), `timeout`, `unexpected_answer` (what came was not written by Ideascope, but by a proxy, say).
 * A newer service may have further ones.
 */
export type ClientErrorCode =
  | ErrorCode
  | 'invalid_argument'
  | 'network_error'
  | 'timeout'
  | 'unexpected_answer'
  | (string & Record<never, never>);

interface Said {
  readonly path?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

export class IdeascopeClientError extends Error {
  override name = 'IdeascopeClientError';
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly code: ClientErrorCode;
  /** The parameter or field that is wrong, where one is. */
  readonly path: string | undefined;
  /** Seconds after which asking again may help, where the service says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: ClientErrorCode, message: string, { path, retryAfter, cause }: Said = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.path = path;
    this.retryAfter = retryAfter;
  }
}

/** Reads the answer to a request that failed. */
export async function errorOf(response: Response): Promise<IdeascopeClientError> {
  const { status, statusText, headers } = response;
  const retryAfter = secondsOf(headers.get('retry-after'));
  const body = parsed(await response.text());
  if (!isErrorBody(body)) {
    const message = `${status} ${statusText}: this is no answer of Ideascope; is baseUrl its address?`;
    return new IdeascopeClientError(status, 'unexpected_answer', message, { retryAfter });
  }
  return new IdeascopeClientError(status, body.error, body.message, { path: body.path, retryAfter });
}

/** The JSON of an answer that succeeded; undefined where it has no content. */
export async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  const body = parsed(text);
  if (body !== undefined) return body;
  const { status, headers } = response;
  const isFile = headers.has('content-disposition');
  const hint = isFile ? 'it is a file, which client.raw gives' : 'is baseUrl that of Ideascope?';
  throw new IdeascopeClientError(status, 'unexpected_answer', `the answer is not JSON: ${hint}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isErrorBody(body: unknown): body is { error: string; message: string; path?: string } {
  if (typeof body !== 'object' || body === null || !('error' in body) || !('message' in body)) return false;
  return typeof body.error === 'string' && typeof body.message === 'string';
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
