// A body that is too long to be held: records in lines, read from the connection as fast as they are worked on.
import { Readable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { IdeascopeError } from '../errors.js';
import { LONGEST_UPLOAD } from './work-writer.js';

/** Of lines of JSON, as they are known (jsonlines.org, github.com/ndjson). */
export const LINES_TYPES = ['application/x-ndjson', 'application/jsonl'] as const;

/** As many bytes as are worked on before others get their turn: a few milliseconds. */
const PIECE = 16 * 1024;

/** The body of a request while it arrives. */
export interface Upload {
  readonly bytes: Readable;
  /** Aborted when the client goes away before it has its answer. */
  readonly signal: AbortSignal;
}

/** Before the body is read: that it can be one. */
export const requireLines: RequestHandler = (request, _response, next) => {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (!LINES_TYPES.some((one) => one === type)) {
    const message = `send JSON objects, one a line, with the header Content-Type: ${LINES_TYPES[0]}`;
    throw new IdeascopeError('unsupported_media_type', message);
  }
  if (!/^(?:identity|(?:x-)?gzip)?$/i.test(request.headers['content-encoding'] ?? '')) {
    throw new IdeascopeError('unsupported_media_type', 'send lines plain or packed with gzip');
  }
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_UPLOAD) throw tooLarge();
  next();
};

export function tooLarge(stored = ''): IdeascopeError {
  const message = `the body is larger than ${LONGEST_UPLOAD / 1024 / 1024} MiB${stored}: send it in parts`;
  return new IdeascopeError('body_too_large', message);
}

/** What `work` makes of the body. What it leaves unread is read and dropped, so that the client comes to hear the answer. */
export async function withUpload<T>(
  request: Request,
  response: Response,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  try {
    return await work({ bytes: Readable.from(piecesOf(request), { highWaterMark: 1 }), signal: gone.signal });
  } finally {
    response.off('close', leave);
    request.resume();
  }
}

/** The request outlives its reader: to destroy it would cut the connection. */
async function* piecesOf(request: Request): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      yield chunk.subarray(at, at + PIECE);
      await others();
    }
  }
}
