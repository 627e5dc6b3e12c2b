// Answers that are files: written while they are sent, as large as they may be.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as others } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { EXPORT_FORMATS, EXPORT_NAMES } from '../export/formats.js';
import type { Logger } from '../logger.js';
import { currentRequest } from '../request-scope.js';
import type { Place } from './admission/admission.js';
import { NO_STORE } from './error-handler.js';

/** The media types of exports, by what `format` calls them. */
export const DOWNLOADS: Readonly<Record<string, string>> = Object.fromEntries(
  EXPORT_NAMES.map((name) => [name, EXPORT_FORMATS[name].mediaType]),
);

/** A client that takes nothing for so long is gone, though its connection is open. */
export const STALLED_MS = 120_000;

/** A file that a handler answers with, not written yet. */
export class Download {
  readonly mediaType: string;
  readonly fileName: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces of text; asked for one by one. */
  readonly pieces: AsyncIterable<string>;

  constructor(about: Pick<Download, 'mediaType' | 'fileName' | 'headers'>, pieces: AsyncIterable<string>) {
    this.mediaType = about.mediaType;
    this.fileName = about.fileName;
    this.headers = about.headers;
    this.pieces = pieces;
  }
}

/** The same file, which works in its turn only: while a piece is on its way to the client, others have the place. */
export function inTurn(download: Download, place: Place | undefined): Download {
  return place ? new Download(download, restingBetween(download.pieces, place)) : download;
}

async function* restingBetween(pieces: AsyncIterable<string>, place: Place): AsyncIterable<string> {
  for await (const piece of pieces) {
    place.rest();
    yield piece;
    await place.goOn();
  }
}

/**
 * Sends a file as fast as the client reads it. Its length is not known before, so it goes in chunks, and only a complete
 * one has the last chunk: where a later piece fails, the connection is reset, and no client takes the part for the whole,
 * nor does a proxy that speaks HTTP/1.0, to which a closed connection is the end of a file. Where the client is gone, no
 * further piece is asked for. HEAD asks for none.
 * @throws what the first piece throws, while the answer can still be an error
 */
export async function answerDownload(
  request: Request,
  response: Response,
  download: Download,
  logger: Logger,
): Promise<void> {
  if (request.method === 'HEAD') {
    describe(response, download);
    response.end();
    return;
  }
  const all = download.pieces[Symbol.asyncIterator]();
  const first = await all.next();
  describe(response, download);
  response.setTimeout(STALLED_MS, () => request.socket.resetAndDestroy());
  const cut = (error: unknown) => {
    logger.error({ err: error, method: request.method, path: request.path }, 'a download broke off');
    const scope = currentRequest();
    if (scope) scope.noted.error = 'internal_error';
    request.socket.resetAndDestroy();
  };
  // one piece is ready while the one before is sent; an end by either side has been dealt with when it comes here
  await pipeline(Readable.from(fromFirst(first, all, cut), { highWaterMark: 1 }), response).catch(() => undefined);
}

function describe(response: Response, { mediaType, fileName, headers }: Download): void {
  // without a validator nobody could ask whether it still holds, and what somebody collects is no shared cache's business
  response.set({
    ...headers,
    'Cache-Control': NO_STORE,
    'Content-Disposition': `attachment; filename="${fileName}"`,
  });
  // set on the response itself, as Express would rewrite the parameters of the type
  response.setHeader('Content-Type', mediaType);
}

/** What is thrown at a `yield` comes from the client's side; only what a piece throws has failed here. */
async function* fromFirst(first: IteratorResult<string>, all: AsyncIterator<string>, failed: (error: unknown) => void) {
  try {
    for (let next = first; !next.done; ) {
      yield next.value;
      // whether the client is still there is only seen in between
      await others();
      next = await all.next().catch((error: unknown) => {
        failed(error);
        throw error;
      });
    }
  } finally {
    await all.return?.();
  }
}
