// The very first look at a request: while its class is shut it is refused before anything is done for it, since what a
// refusal costs is taken from those who are let in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../logger.js';
import { ROUTES } from '../contract.js';
import { answerError } from '../error-handler.js';
import { idOf } from '../request-scopes.js';
import type { Route } from '../route.js';
import type { Admission } from './admission.js';
import { type Cost, costOfSent } from './costs.js';

/** An incident must not fill the disk with lines: so often it is said how many were refused. */
const TELL_MS = 10_000;

interface Known {
  readonly method: string;
  readonly path: RegExp;
  readonly route: Route;
}

/** Those behind an id, which may hold slashes, come before the bare id, as they do in routing. */
const KNOWN: readonly Known[] = Object.values(ROUTES)
  .map((route: Route): Known => {
    const path = new RegExp(`^${route.path.replaceAll('.', '\\.').replace('{id}', '.+')}/?$`, 'i');
    return { method: route.method, path, route };
  })
  .sort((a, b) => Number(a.route.path.endsWith('{id}')) - Number(b.route.path.endsWith('{id}')));

/** The class of a request as far as its first lines tell; undefined: it has none, or there is no such route. */
export function costOfArriving({ method = 'GET', url = '/', headers }: IncomingMessage): Cost | undefined {
  const [path = '/'] = url.split('?', 1);
  const asked = method === 'HEAD' ? 'GET' : method;
  const known = KNOWN.find((one) => one.method === asked && one.path.test(path));
  return known && costOfSent(known.route, url, Number(headers['content-length'] ?? 0));
}

/** @returns whether the request was answered here, with 503 */
export function doorOf(admission: Admission, logger: Logger) {
  let refused = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    // pages of other sites are to read why, which takes headers that are set behind this
    if (!admission.isShut || request.headers.origin !== undefined) return false;
    const cost = costOfArriving(request);
    const refusal = cost && admission.refusal(cost);
    if (!refusal) return false;
    response.setHeader('X-Request-Id', idOf(request));
    answerError(response, refusal);
    refused++;
    const now = performance.now();
    if (now - toldAt > TELL_MS) {
      logger.warn({ refused, classes: admission.state }, 'too much to do: requests are refused before they are read');
      toldAt = now;
      refused = 0;
    }
    return true;
  };
}
