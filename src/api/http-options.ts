// OPTIONS: what can be done at a path (RFC 9110, 9.3.7; Accept-Post by Linked Data Platform, 7.1; Accept-Patch by RFC 5789).
import type { RequestHandler } from 'express';
import type { Route } from './route.js';
import { LINES_TYPES } from './upload.js';

const JSON_TYPE = 'application/json';

/** Every method that these routes, all of one path, take; GET brings HEAD, and every path takes OPTIONS. */
export function allowedBy(routes: readonly Route[]): string[] {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...methods, 'OPTIONS'])];
}

/** Answers OPTIONS at the path of these routes: 204 with Allow, and what may be sent there. */
export function answerOptions(routes: readonly Route[]): RequestHandler {
  return (_request, response) => {
    response.set('Allow', allowedBy(routes).join(', '));
    const posted = routes.filter(({ method }) => method === 'POST').flatMap(typesOf);
    if (posted.length > 0) response.set('Accept-Post', posted.join(', '));
    if (routes.some(({ method }) => method === 'PATCH')) response.set('Accept-Patch', JSON_TYPE);
    response.status(204).end();
  };
}

/** The media types of what may be sent to a route. */
function typesOf({ body, lines }: Route): readonly string[] {
  return lines ? LINES_TYPES : body ? [JSON_TYPE] : [];
}
