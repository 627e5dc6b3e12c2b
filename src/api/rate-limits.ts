// How many requests a minute: of an address without a key, and of a key for reading and for writing.
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { IdeascopeError } from '../errors.js';
import type { Route } from './route.js';

const WINDOW_MS = 60_000;
/** What one household or one machine is given: counting single addresses of IPv6 would count nothing (RFC 6177). */
const IPV6_SUBNET = 64;
/** What a trusted proxy has forwarded may be anything; addresses are shorter. */
const LONGEST_ADDRESS = 64;

/** Requests per minute; 0: no limit. */
export interface RateLimits {
  /** Without a key, of each address. */
  readonly perAddress: number;
  /** That read, with each key. */
  readonly perKey: number;
  /** That write, with each key. */
  readonly writes: number;
}

/** Who asks, as TRUST_PROXY lets it be known; of IPv6 the network. */
export function addressOf({ ip = '' }: Pick<Request, 'ip'>): string {
  return ipKeyGenerator(ip.slice(0, LONGEST_ADDRESS), IPV6_SUBNET);
}

/**
 * Counts requests: each against one limit only, so that the headers of its answer speak of that one. They are those of
 * draft-ietf-httpapi-ratelimit-headers-06 (`RateLimit-Limit`, `-Remaining`, `-Reset`, `-Policy`), the last with a header
 * for each figure, which more programs read than the structured ones of later drafts.
 */
export function counted({ perAddress, perKey, writes }: RateLimits = { perAddress: 0, perKey: 0, writes: 0 }) {
  const byAddress = limiter(perAddress, 'from this address without a key');
  const reading = limiter(perKey, 'that read with this key');
  const writing = limiter(writes, 'that write with this key');
  /** @param name of the key that the request came with */
  return (route: Route, name: string | undefined): RequestHandler => {
    // who watches a service asks for its health, and must hear of it whoever else asks from there
    if (route.path.startsWith('/health/')) return unlimited;
    const count = name === undefined ? byAddress : route.writes ? writing : reading;
    return count(name);
  };
}

/** Counts what is not a request: `increment` says how often, `decrement` takes one back. */
counted.store = (): MemoryStore => {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MS } as Options);
  return store;
};

const unlimited: RequestHandler = (_request, _response, next) => next();

function limiter(limit: number, what: string): (name: string | undefined) => RequestHandler {
  if (limit === 0) return () => unlimited;
  const names = new WeakMap<Request, string>();
  const count = rateLimit({
    windowMs: WINDOW_MS,
    limit,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    // it would write to the console what proxies send; TRUST_PROXY is documented instead
    validate: false,
    keyGenerator: (request) => names.get(request) ?? addressOf(request),
    handler: (_request, response, next) => {
      next(
        tooMany(
          `there were more than ${limit} requests ${what} in a minute: wait ${response.getHeader('Retry-After')} s`,
        ),
      );
    },
  });
  return (name) => (request, response, next) => {
    if (name !== undefined) names.set(request, name);
    return count(request, response, next);
  };
}

export function tooMany(message: string): IdeascopeError {
  return new IdeascopeError('rate_limited', message);
}

export function secondsUntil(moment: Date | undefined): number {
  return Math.max(1, Math.ceil(((moment?.getTime() ?? 0) - Date.now()) / 1000));
}
