// Every error that a caller may see: its stable code, its HTTP status, and the class that carries it.

const STATUS = {
  invalid_parameter: 400,
  unknown_parameter: 400,
  unknown_field: 400,
  invalid_filter: 400,
  invalid_json: 400,
  malformed_request: 400,
  page_out_of_reach: 400,
  semantic_unavailable: 503,
  index_not_ready: 503,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  query_too_long: 414,
  unsupported_media_type: 415,
  headers_too_large: 431,
  internal_error: 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

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
}
