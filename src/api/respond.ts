// What a handler answered → the HTTP response: a validator on what may be kept, and 304 to who has it already.
import type { Request, Response } from 'express';
import type { Logger } from '../logger.js';
import { step } from '../request-scope.js';
import type { Place } from './admission/admission.js';
import { answerDownload, Download, inTurn, STALLED_MS } from './download.js';
import { JSON_TYPE, NO_STORE } from './error-handler.js';
import { etagOf, namesETag } from './http-etag.js';
import { answerMoved } from './moved.js';
import { Created, isKept, Moved, PlainText, type Route } from './route.js';

/**
 * An answer may be other a second later, as soon as a write is visible: clients may keep it and ask whether it still
 * holds. Shared caches may not: what somebody searches for is nobody else's business.
 */
const REVALIDATE = 'private, no-cache';

interface Asked {
  readonly route: Route;
  readonly logger: Logger;
  /** Given back while a file waits for its reader. */
  readonly place?: Place | undefined;
}

/** Resolves when the answer is sent or, where it is a file, has ended in whatever way. */
export async function respond(
  request: Request,
  response: Response,
  { route, logger, place }: Asked,
  answered: unknown,
) {
  if (answered instanceof Moved) answerMoved(request, response, route.path, answered.to);
  else if (answered instanceof Download) await answerDownload(request, response, inTurn(answered, place), logger);
  else if (answered instanceof PlainText) answerText(response, answered);
  else if (answered instanceof Created) answerJson(request, response.status(201), route, await jsonOf(answered.answer));
  else answerJson(request, response, route, await jsonOf(answered));
}

/** Speaks of this moment: nobody is to keep it. */
function answerText(response: Response, { mediaType, text }: PlainText): void {
  const bytes = Buffer.from(text);
  response.set('Cache-Control', NO_STORE).set('Content-Length', String(bytes.length));
  // Express would answer 304 to whoever names a tag
  response.setHeader('Content-Type', mediaType).end(bytes);
}

function jsonOf(answered: unknown): Promise<Buffer> {
  return step('present', () => Buffer.from(JSON.stringify(answered)));
}

function answerJson(request: Request, response: Response, route: Route, json: Buffer): void {
  // what is computed waits for nobody who does not read it
  response.setTimeout(STALLED_MS, () => request.socket.destroy());
  const kept = isKept(route);
  response.set('Cache-Control', kept ? REVALIDATE : NO_STORE);
  if (kept) {
    const etag = etagOf(json);
    response.set('ETag', etag);
    if (namesETag(request.headers['if-none-match'] ?? '', etag)) {
      response.vary('Accept-Encoding').status(304).end();
      return;
    }
  }
  response.set('Content-Type', JSON_TYPE).set('Content-Length', String(json.length)).end(json);
}
