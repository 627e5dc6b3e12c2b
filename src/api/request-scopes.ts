// Each HTTP request's scope: its id, from the client or made here, and when the client is gone.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { RequestScope } from '../request-scope.js';

/** What a client may call its request: visible ASCII without quotes or brackets, which any log carries as it is. */
const ID = /^[\w.:/+=@-]{1,128}$/;

const scopes = new WeakMap<IncomingMessage, RequestScope>();

/** What the client calls its request, or a name for it. */
export function idOf({ headers }: IncomingMessage): string {
  const asked = headers['x-request-id'];
  return typeof asked === 'string' && ID.test(asked) ? asked : randomUUID();
}

/** First of all: `X-Request-Id` is taken from the client, or made, and sent back with every answer. */
export const beginScope: RequestHandler = (request, response, next) => {
  const id = idOf(request);
  const gone = new AbortController();
  scopes.set(request, new RequestScope(id, gone.signal));
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  response.setHeader('X-Request-Id', id);
  next();
};

/** The scope of a request. @throws Error if `beginScope` has not seen it */
export function scopeOf(request: IncomingMessage): RequestScope {
  const scope = scopes.get(request);
  if (!scope) throw new Error('a request without a scope');
  return scope;
}
