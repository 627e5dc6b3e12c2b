// OPTIONS: what can be done at a path (RFC 9110, 9.3.7; Accept-Post by Linked Data Platform, 7.1; Accept-Patch by RFC 5789).
import type { RequestHandler } from 'express';
import type { Route } from './route.js';

/** Every method that these routes, all of one path, take; GET brings HEAD, and every path takes OPTIONS. */
export function allowedBy(routes: readonly Route[]): string[] {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...methods, 'OPTIONS'])];
}

/** Answers OPTIONS at the path of these routes: 204 with Allow, and what may be sent there. */
export function answerOptions(routes: readonly Route[]): RequestHandler {
  const taking = new Set(routes.filter(({ body }) => body !== undefined).map(({ method }) => method));
  return (_request, response) => {
    response.set('Allow', allowedBy(routes).join(', '));
    if (taking.has('POST')) response.set('Accept-Post', 'application/json');
    if (taking.has('PATCH')) response.set('Accept-Patch', 'application/json');
    response.status(204).end();
  };
}
