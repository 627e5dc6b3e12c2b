// Keys as the setting API_KEYS has them: themselves, or their SHA-256 with what they are good for.
import { digestOf, type KeyEntry } from './key-entries.js';
import type { Scope } from './scopes.js';

const LEAST_KEY = 16;
/** Visible ASCII, which a header carries as it is. */
const PLAIN = new RegExp(`^[!-+\\--~]{${LEAST_KEY},}$`);
const HASHED = /^(?:(?<scope>read|write|admin):)?sha256:(?<sha256>[0-9a-f]{64})$/i;
/** What is meant to be a hash is not taken for a key. */
const MEANT_AS_HASH = /^(?:(?:read|write|admin):)?sha256:/i;

export const GIVEN_KEYS = `keys joined by commas, each of at least ${LEAST_KEY} letters, digits or signs without blanks, or [read:|write:|admin:]sha256:<64 hex digits>`;

export function isGivenKey(text: string): boolean {
  return MEANT_AS_HASH.test(text) ? HASHED.test(text) : PLAIN.test(text);
}

/**
 * The keys of API_KEYS, named by their places. Keys themselves have every scope, as they always had: they write, and see
 * the state of the service.
 */
export function givenEntries(keys: readonly string[]): KeyEntry[] {
  return keys.map((key, i) => {
    const { scope, sha256 } = HASHED.exec(key)?.groups ?? {};
    return {
      name: `API_KEYS:${i + 1}`,
      scope: (scope?.toLowerCase() as Scope | undefined) ?? 'admin',
      digest: sha256 === undefined ? digestOf(key) : Buffer.from(sha256, 'hex'),
      expires: undefined,
    };
  });
}

/** Those that are themselves, not hashes. */
export function plainKeys(keys: readonly string[]): string[] {
  return keys.filter((key) => !MEANT_AS_HASH.test(key));
}
