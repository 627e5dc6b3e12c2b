// All keys of the service, whichever place they come from; they may change while it runs.
import { timingSafeEqual } from 'node:crypto';
import { digestOf, type KeyEntry } from './key-entries.js';

/** What the API asks of whoever has the keys. */
export interface KeyRing {
  /** Those of now. */
  entries(): readonly KeyEntry[];
  /** Takes over at once what has changed: a key that was made just now is no guess. */
  look(): void;
  /** Why the key file cannot be read, so that older keys are in force; undefined: nothing is wrong with it. */
  trouble(): string | undefined;
}

export function fixedRing(entries: readonly KeyEntry[]): KeyRing {
  return { entries: () => entries, look: () => undefined, trouble: () => undefined };
}

/**
 * The entry of a key that was sent, expired or not; undefined: there is none. It takes the same time whichever key was
 * sent: digests are compared, and all of them.
 */
export function entryOf(key: string, entries: readonly KeyEntry[]): KeyEntry | undefined {
  const sent = digestOf(key);
  return entries.filter(({ digest }) => timingSafeEqual(digest, sent))[0];
}

export function isExpired({ expires }: KeyEntry, now = new Date()): boolean {
  return expires !== undefined && expires <= now;
}
