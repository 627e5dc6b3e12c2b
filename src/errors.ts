// Every error that a caller may see: its stable code, its HTTP status, and the class that carries it.

/** The HTTP status of each code. */
export const STATUS = {
  moved: 301,
  invalid_parameter: 400,
  unknown_parameter: 400,
  unknown_field: 400,
  invalid_filter: 400,
  invalid_json: 400,
  malformed_request: 400,
  page_out_of_reach: 400,
  semantic_unavailable: 503,
  index_not_ready: 503,
  index_foreign: 503,
  index_outdated: 503,
  index_gone: 503,
  engine_unavailable: 503,
  stopping: 503,
  engine_timeout: 503,
  engine_overloaded: 503,
  engine_read_only: 503,
  engine_refused: 503,
  overloaded: 503,
  storage_full: 503,
  storage_read_only: 503,
  storage_failed: 503,
  unauthorized: 401,
  writes_off: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  gone: 410,
  precondition_failed: 412,
  body_too_large: 413,
  query_too_long: 414,
  unsupported_media_type: 415,
  rate_limited: 429,
  headers_too_large: 431,
  // nobody hears it: for logs, by the number that nginx has made common
  client_gone: 499,
  internal_error: 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** Seconds after which a client may ask again, for what can pass by itself. */
const RETRY_AFTER: Readonly<Partial<Record<ErrorCode, number>>> = {
  index_not_ready: 1,
  index_gone: 2,
  engine_unavailable: 5,
  stopping: 5,
  engine_timeout: 5,
  engine_overloaded: 2,
  engine_read_only: 10,
  overloaded: 1,
  storage_full: 10,
  storage_read_only: 10,
};

/** An error with a stable code; `message` says what is wrong and what would be right, `path` names the offending input. */
export class IdeascopeError extends Error {
  override name = 'IdeascopeError';
  readonly code: ErrorCode;
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, path?: string) {
    super(message);
    this.code = code;
    this.path = path;
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** Seconds to wait before asking again; undefined where waiting does not help. */
  get retryAfter(): number | undefined {
    return RETRY_AFTER[this.code];
  }
}

/** Whether waiting may help. */
export function mayPass(error: unknown): boolean {
  return error instanceof IdeascopeError && error.retryAfter !== undefined;
}
