// Who may write: whoever sends one of the configured keys.
import { createHash, timingSafeEqual } from 'node:crypto';
import { IdeascopeError } from '../errors.js';

const OFF =
  'writing over HTTP is off here: start the service with API_KEYS set, and send one of its keys as Authorization: Bearer <key>';
const WRONG = 'writing takes a key of this service: send it as Authorization: Bearer <key>';

/** Checks an Authorization header. */
export type KeyCheck = (authorization: string | undefined) => void;

/**
 * A check against these keys; without keys nobody may write. It takes the same time whichever key was sent: digests are
 * compared, and all of them.
 */
export function keyCheck(keys: readonly string[]): KeyCheck {
  const digests = keys.map(digestOf);
  /** @throws IdeascopeError writes_off, unauthorized */
  return (authorization) => {
    if (digests.length === 0) throw new IdeascopeError('writes_off', OFF);
    const sent = digestOf(/^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '');
    const fits = digests.map((digest) => timingSafeEqual(digest, sent));
    if (!fits.includes(true)) throw new IdeascopeError('unauthorized', WRONG);
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
