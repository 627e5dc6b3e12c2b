// Errors → JSON with a stable code; never a stack.
import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { scopeOf } from './request-scopes.js';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** Some errors may be kept unless told otherwise (RFC 9110, 15.1), and redirects: but what is wrong now may be right soon. */
export const NO_STORE = 'no-store';

export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const scope = scopeOf(request);
    const known = asKnown(error) ?? unexpected(error, request, logger, scope.id);
    scope.noted.error = known.code;
    answerError(response, known);
  };
}

/** The body of an answer that reports an error. */
export function errorBody({ code, message, path }: IdeascopeError): string {
  return JSON.stringify({ error: code, message, path });
}

export function answerError(response: ServerResponse, error: IdeascopeError): void {
  const body = Buffer.from(errorBody(error));
  if (error.retryAfter !== undefined) response.setHeader('Retry-After', error.retryAfter);
  if (error.code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Bearer');
  // it was meant for the answer that failed
  response.removeHeader('ETag');
  response.setHeader('Cache-Control', NO_STORE);
  response.writeHead(error.status, { 'Content-Type': JSON_TYPE, 'Content-Length': body.length }).end(body);
}

/** Logs what should not have happened; who asked hears the number under which it is logged. */
export function unexpected(
  error: unknown,
  { method, path }: { readonly method: string; readonly path: string },
  logger: Logger,
  requestId: string | undefined,
): IdeascopeError {
  logger.error({ err: error, requestId, method, path }, 'request failed');
  return new IdeascopeError('internal_error', `something went wrong here, not in the request; request id ${requestId}`);
}

/** What the body parser reports, by its error types (expressjs/body-parser, README, "Errors"). */
function asKnown(error: unknown): IdeascopeError | undefined {
  if (error instanceof IdeascopeError) return error;
  const { type, status, message, limit } = error as {
    type?: string;
    status?: number;
    message?: string;
    limit?: number;
  };
  switch (type) {
    case 'request.aborted':
      return new IdeascopeError('client_gone', 'the client went away before its request was here');
    case 'entity.too.large':
      return new IdeascopeError('body_too_large', `the body is larger than ${(limit ?? 0) / 1024} KiB`);
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new IdeascopeError('unsupported_media_type', `${message}: send JSON in UTF-8, plain, gzip or deflate`);
    default:
      // any other complaint about what was sent: a body cut short, a damaged gzip stream
      return status === 400 ? new IdeascopeError('invalid_parameter', `the request is damaged: ${message}`) : undefined;
  }
}
