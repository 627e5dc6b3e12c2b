// Content codings: brotli, gzip or deflate, as the client prefers (RFC 9110, 8.4 and 12.5.3).
import { constants } from 'node:zlib';
import compression from 'compression';
import type { Request, RequestHandler } from 'express';

/** Bytes from which it pays; less fits in a packet or two, and somebody is typing. */
const LEAST = 4_096;
/** Formats of text that the table of media types does not know as such. */
const TEXTUAL = /^application\/(?:jsonl|x-ndjson|x-bibtex|x-research-info-systems)\b/i;

/**
 * Compresses whatever is text, streams too: those hold back what they are given while the client does not read, and
 * `response.flush()` sends what has been gathered. The levels are the fastest that come within a tenth of the size of the
 * defaults; docs/http.md has the figures.
 */
export function compressed(): RequestHandler {
  const compress = compression({
    threshold: LEAST,
    level: 3,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (request, response) =>
      TEXTUAL.test(String(response.getHeader('Content-Type'))) || compression.filter(request, response),
  });
  return (request, response, next) => {
    // the answer to HEAD has the headers of GET; its body, compressed or not, goes nowhere
    const asGet = () => Object.create(request, { method: { value: 'GET' } }) as Request;
    compress(request.method === 'HEAD' ? asGet() : request, response, next);
  };
}
