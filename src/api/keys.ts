// Who may write, and read what is not for everybody: whoever sends one of the configured keys.
import { createHash, timingSafeEqual } from 'node:crypto';
import { IdeascopeError } from '../errors.js';

const SEND = 'as Authorization: Bearer <key>';
/** What is said where there are no keys, and to whom has none. */
const SAID = {
  write: { off: 'writing over HTTP is off here', wrong: 'writing takes a key of this service' },
  read: {
    off: 'the state of the service is not shown over HTTP here',
    wrong: 'seeing the state of the service takes a key of it',
  },
} as const;

/** Checks an Authorization header. */
export type KeyCheck = (authorization: string | undefined) => void;

/**
 * A check against these keys; without keys nobody may. It takes the same time whichever key was sent: digests are
 * compared, and all of them.
 */
export function keyCheck(keys: readonly string[], to: keyof typeof SAID = 'write'): KeyCheck {
  const off = `${SAID[to].off}: start the service with API_KEYS set, and send one of its keys ${SEND}`;
  const wrong = `${SAID[to].wrong}: send it ${SEND}`;
  const digests = keys.map(digestOf);
  /** @throws IdeascopeError writes_off, unauthorized */
  return (authorization) => {
    if (digests.length === 0) throw new IdeascopeError('writes_off', off);
    const sent = digestOf(/^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '');
    const fits = digests.map((digest) => timingSafeEqual(digest, sent));
    if (!fits.includes(true)) throw new IdeascopeError('unauthorized', wrong);
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
