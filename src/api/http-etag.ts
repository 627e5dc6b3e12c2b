// Validators: the ETag of an answer, and whether a request names it (RFC 9110, 8.8.3 and 13.1.2).
import { createHash } from 'node:crypto';

/** No text of a value can look so in JSON, which escapes its quotes. */
const TIMING = Buffer.from('"db_response_time_ms":');
const [COMMA, BRACE] = [',', '}'].map((sign) => sign.charCodeAt(0));
/** In signs of base64url: 132 bits. */
const LENGTH = 22;

/**
 * The ETag of a JSON answer in UTF-8. It is weak: answers that differ in their `db_response_time_ms` alone have the same
 * one, however many of them there are, and so has the same answer in every content coding (RFC 9110, 8.8.1).
 */
export function etagOf(json: Buffer): string {
  const hash = createHash('sha256');
  let from = 0;
  for (let at = json.indexOf(TIMING); at >= 0; at = json.indexOf(TIMING, from)) {
    hash.update(json.subarray(from, at));
    from = at + TIMING.length;
    while (from < json.length && json[from] !== COMMA && json[from] !== BRACE) from++;
  }
  return `W/"${hash.update(json.subarray(from)).digest('base64url').slice(0, LENGTH)}"`;
}

/** An entity tag or nothing, up to the next comma; the tag itself may hold commas. */
const ELEMENT = /[ \t]*(?:(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*)?(?:,|$)/y;

/**
 * Whether If-None-Match names this ETag by weak comparison, or everything by `*`. A field that breaks the grammar names
 * nothing: sending an answer once more does no harm.
 *
 * Express's `request.fresh` would take `Cache-Control: no-cache` for a wish not to be told 304, and that is what `fetch`
 * adds by itself wherever a program sets If-None-Match (fetch.spec.whatwg.org, "HTTP-network-or-cache fetch").
 */
export function namesETag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  let named = false;
  ELEMENT.lastIndex = 0;
  while (ELEMENT.lastIndex < ifNoneMatch.length) {
    const element = ELEMENT.exec(ifNoneMatch);
    if (!element) return false;
    named ||= element[1] === opaque;
  }
  return named;
}
