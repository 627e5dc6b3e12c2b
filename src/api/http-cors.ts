// Which pages of other sites may read answers: CORS (fetch.spec.whatwg.org, "CORS protocol").
import cors from 'cors';
import type { RequestHandler } from 'express';
import { ROUTES } from './contract.js';
import { EXPORT_HEADERS } from './export-headers.js';

/** `*`: pages of any site; else those of these origins, as browsers write them. */
export type CorsOrigins = '*' | readonly string[];

/** What scripts may read beyond the few headers that every script may. */
const EXPOSED = [
  ...['Allow', 'Content-Disposition', 'ETag', 'Link', 'Location', 'Retry-After', 'WWW-Authenticate'],
  ...['RateLimit-Limit', 'RateLimit-Policy', 'RateLimit-Remaining', 'RateLimit-Reset'],
  ...['X-Ideascope-Version', 'X-Request-Id'],
  ...Object.keys(EXPORT_HEADERS),
].sort();
/** Seconds for which a browser need not ask again; more than two hours no browser but one would keep. */
const MAX_AGE = 7_200;

/**
 * Adds what browsers look for, to errors too. Preflights go on to be answered as any OPTIONS request. The headers that a
 * script may send are those it asks for, Authorization among them: no header does anything here that needs to be kept from
 * it. Cookies are never asked for, so that an origin is trusted with nothing but what it holds itself.
 */
export function crossOrigin(origins: CorsOrigins): RequestHandler {
  const methods = new Set(['GET', 'HEAD', ...Object.values(ROUTES).map(({ method }) => method)]);
  return cors({
    origin: origins === '*' ? origins : [...origins],
    methods: [...methods],
    exposedHeaders: EXPOSED,
    maxAge: MAX_AGE,
    preflightContinue: true,
  });
}
