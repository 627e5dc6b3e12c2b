// Who may call a route: whoever sends a key whose scope it takes; and how many wrong keys an address may try.
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { KeyEntry } from '../access/key-entries.js';
import { entryOf, isExpired, type KeyRing } from '../access/key-ring.js';
import { includes, type Scope } from '../access/scopes.js';
import { IdeascopeError } from '../errors.js';
import { type MetricsAccess, metricsOff } from './metrics.js';
import { addressOf, counted, type RateLimits, secondsUntil, tooMany } from './rate-limits.js';
import type { Route } from './route.js';

const SEND = 'as Authorization: Bearer <key>';
/** What is said where there are no keys, and to whom has none that does. */
const SAID: Readonly<Record<Scope, { readonly off: string; readonly wrong: string }>> = {
  read: {
    off: 'reading takes a key here, and there are none',
    wrong: 'reading takes a key of this service',
  },
  write: { off: 'writing over HTTP is off here', wrong: 'writing takes a key of this service' },
  admin: {
    off: 'the state of the service is not shown over HTTP here',
    wrong: 'seeing the state of the service takes a key of it',
  },
};
/** Wrong keys of one address in a minute; a right one is not looked at then. Who mistypes has enough with these. */
export const MOST_WRONG_KEYS = 20;

export interface Access {
  readonly keys: KeyRing;
  /** `key`: only who has one reads. */
  readonly readAccess?: 'open' | 'key';
  readonly rateLimits?: RateLimits;
}

interface Gates {
  /** Before the body of a request is read: who may not call need not send it. */
  before(route: Route): readonly RequestHandler[];
}

const known = new WeakMap<IncomingMessage, KeyEntry>();

/** The key that a request came with, where it is one; its name may be logged. */
export function keyOf(request: IncomingMessage): KeyEntry | undefined {
  return known.get(request);
}

/** What a route takes; undefined: no key. */
export function neededScope({ writes, guarded, open }: Route, readAccess: Access['readAccess']): Scope | undefined {
  if (writes) return 'write';
  if (guarded) return 'admin';
  return readAccess === 'key' && !open ? 'read' : undefined;
}

interface Surroundings {
  /** Whether anybody is there to write. */
  readonly writable: boolean;
  readonly metrics: MetricsAccess;
}

export function gatesOf({ keys, readAccess, rateLimits }: Access, { writable, metrics }: Surroundings): Gates {
  const counts = counted(rateLimits);
  const identify = identifier(keys);
  return {
    before: (route) => {
      if (route.metrics && metrics === 'off') return [metricsOff];
      const takes = neededScope(route, route.metrics && metrics === 'key' ? 'key' : readAccess);
      const check: RequestHandler = async (request, response, next) => {
        const entry = await identify(request, response, route.writes && !writable ? 'nobody' : takes);
        if (entry) known.set(request, entry);
        next();
      };
      const limit: RequestHandler = (request, response, next) =>
        counts(route, keyOf(request)?.name)(request, response, next);
      return [check, limit];
    },
  };
}

/**
 * Finds the key of a request. Where none is needed, a wrong one is none; it counts as a guess all the same, because the
 * limits of the answer tell a right one.
 */
function identifier(keys: KeyRing) {
  const guesses = counted.store();
  return async (request: Request, response: Response, takes: Scope | 'nobody' | undefined) => {
    const entries = takes === 'nobody' ? [] : keys.entries();
    if (takes !== undefined && entries.length === 0) throw off(takes === 'nobody' ? 'write' : takes);
    const [, sent] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (takes === undefined && (sent === undefined || entries.length === 0)) return undefined;
    const needed = takes as Scope | undefined;
    if (sent === undefined) throw unauthorized(needed);
    const address = addressOf(request);
    // counted before it is looked at, so that many at once are no way around
    const { totalHits, resetTime } = await guesses.increment(address);
    if (totalHits > MOST_WRONG_KEYS) {
      if (needed === undefined) return undefined;
      response.setHeader('Retry-After', secondsUntil(resetTime));
      throw tooMany(`there were too many wrong keys from this address: wait a minute`);
    }
    const entry = entryOf(sent, entries) ?? entryNow(sent, keys);
    if (!entry) {
      if (needed === undefined) return undefined;
      throw unauthorized(needed);
    }
    await guesses.decrement(address);
    return needed === undefined ? unexpired(entry) : allowed(entry, needed);
  };
}

/** A key that is not known yet may have been made within the last second. */
function entryNow(sent: string, keys: KeyRing): KeyEntry | undefined {
  keys.look();
  return entryOf(sent, keys.entries());
}

function unexpired(entry: KeyEntry): KeyEntry | undefined {
  return isExpired(entry) ? undefined : entry;
}

/** @throws IdeascopeError unauthorized, forbidden */
function allowed(entry: KeyEntry, takes: Scope): KeyEntry {
  if (isExpired(entry)) {
    const at = entry.expires?.toISOString();
    throw new IdeascopeError('unauthorized', `this key has expired (${at}): send another one ${SEND}`);
  }
  if (!includes(entry.scope, takes)) {
    const message = `this takes a key of scope ${takes}, and the key that was sent has scope ${entry.scope}`;
    throw new IdeascopeError('forbidden', message);
  }
  return entry;
}

function off(takes: Scope): IdeascopeError {
  const how = `start the service with API_KEY_FILE or API_KEYS set, and send one of its keys ${SEND}`;
  return new IdeascopeError('writes_off', `${SAID[takes].off}: ${how}`);
}

function unauthorized(takes: Scope | undefined): IdeascopeError {
  return new IdeascopeError('unauthorized', `${SAID[takes ?? 'read'].wrong}: send it ${SEND}`);
}
