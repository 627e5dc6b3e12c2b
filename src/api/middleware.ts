// What happens to every request, or to all of one sort, before its handler.
import type { RequestHandler } from 'express';
import { IdeascopeError } from '../errors.js';

/**
 * Every answer names the version that gave it. While the service stops, it also ends the connection that it went through:
 * the next request of a client or load balancer then goes elsewhere.
 */
export function sayWho(version: string, draining: () => boolean = () => false): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('X-Ideascope-Version', version);
    if (draining()) response.setHeader('Connection', 'close');
    next();
  };
}

export const checkEncoding: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.originalUrl);
  } catch {
    throw new IdeascopeError('invalid_parameter', 'the URL is not percent-encoded UTF-8: write % itself as %25');
  }
  next();
};

/**
 * If-Match compares strongly, and every ETag here is weak: the condition cannot hold (RFC 9110, 13.1.1). Nor can
 * If-None-Match be looked at and kept to in one step (13.1.2). Who sends one relies on not overwriting what somebody else
 * has written meanwhile, and must not be ignored.
 */
export const refuseConditions: RequestHandler = (request, _response, next) => {
  const { 'if-match': ifMatch = '*' } = request.headers;
  if (ifMatch.trim() !== '*') {
    const message = 'If-Match cannot hold, because ETags are weak here: leave it out, or send If-Match: *';
    throw new IdeascopeError('precondition_failed', message);
  }
  if (request.headers['if-none-match'] !== undefined) {
    const message = 'If-None-Match cannot be kept to by a write: leave it out; the answer says whether it created';
    throw new IdeascopeError('precondition_failed', message);
  }
  next();
};

export const requireJson: RequestHandler = (request, _response, next) => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new IdeascopeError('unsupported_media_type', 'send JSON, with the header Content-Type: application/json');
  }
  next();
};
