// The answer for an id whose record was merged into another one: the same request, under the other id.
import type { ServerResponse } from 'node:http';
import { IdeascopeError } from '../errors.js';
import { errorBody, JSON_TYPE, NO_STORE } from './error-handler.js';

interface Asked {
  readonly method: string;
  readonly originalUrl: string;
}

/**
 * Redirects for good, the query kept. 301 lets clients turn any other method into GET, so writes get 308 (RFC 9110,
 * 15.4.2 and 15.4.9). Nobody may keep it all the same: a merge can be undone.
 * @param path of the route, with `{id}`
 */
export function answerMoved({ method, originalUrl }: Asked, response: ServerResponse, path: string, id: string): void {
  const at = originalUrl.indexOf('?');
  const location = path.replace('{id}', () => encodeURIComponent(id)) + (at < 0 ? '' : originalUrl.slice(at));
  const error = new IdeascopeError('moved', `this record was merged into ${id}: ask for ${location}`, 'id');
  const body = Buffer.from(errorBody(error));
  const status = method === 'GET' || method === 'HEAD' ? error.status : 308;
  response.setHeader('Location', location);
  response.setHeader('Cache-Control', NO_STORE);
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': body.length }).end(body);
}
