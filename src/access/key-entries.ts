// A key as it is kept: never itself, only its SHA-256; and the lines of a key file, one JSON object each.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SCOPES, type Scope } from './scopes.js';

/** Programs that look for leaked secrets know keys by how they begin; so does the log, which hides them. */
const BEGINNING = 'isk_';
/** 256 bits: nobody guesses them, so that one round of SHA-256 is enough to keep them by (NIST SP 800-63B, 5.1.1.2 is about what people choose). */
const RANDOM_BYTES = 32;
/** Every key that `makeKey` makes. */
export const MADE_KEY = new RegExp(`${BEGINNING}[\\w-]{43}`, 'g');
export const KEY_NAME = /^[\w.@-]{1,64}$/;
const MAX_ENTRIES = 10_000;

export interface KeyEntry {
  /** What it is called in messages and limits; says nothing of the key itself. */
  readonly name: string;
  readonly scope: Scope;
  /** SHA-256 of the key, 32 bytes. */
  readonly digest: Buffer;
  /** From when on it opens nothing. */
  readonly expires: Date | undefined;
  /** As the file says it. */
  readonly created?: string | undefined;
}

/** A key file that cannot be used; the message names the line, and nothing that stands in it. */
export class KeyFileError extends Error {
  override name = 'KeyFileError';
}

const moment = z.string().refine((value) => /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)));
const WRONG = {
  name: 'name must have 1 to 64 letters, digits, _ . @ or -',
  scope: `scope must be one of ${SCOPES.join(', ')}`,
  sha256: 'sha256 must have 64 digits from 0 to f',
  created: 'created must be a moment such as 2026-01-31T12:00:00Z',
  expires: 'expires must be a moment such as 2026-01-31T12:00:00Z',
} as const;
const line = z.strictObject({
  name: z.string().regex(KEY_NAME),
  scope: z.enum(SCOPES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/i),
  created: moment.optional(),
  expires: moment.optional(),
});

export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

export function makeKey(): string {
  return BEGINNING + randomBytes(RANDOM_BYTES).toString('base64url');
}

/**
 * The entries of a key file: one JSON object a line; blank lines, and lines that begin with #, are passed over.
 * @throws KeyFileError naming the first line that is not right
 */
export function readEntries(text: string): KeyEntry[] {
  const entries = new Map<string, KeyEntry>();
  for (const [i, raw] of text.split('\n').entries()) {
    if (!holdsEntry(raw)) continue;
    const entry = readEntry(raw, i + 1);
    if (entries.has(entry.name)) throw new KeyFileError(`line ${i + 1}: there are two keys named ${entry.name}`);
    entries.set(entry.name, entry);
    if (entries.size > MAX_ENTRIES) throw new KeyFileError(`there are more than ${MAX_ENTRIES} keys`);
  }
  return [...entries.values()];
}

/** Whether a line of the file is about a key. */
export function holdsEntry(raw: string): boolean {
  return raw.trim() !== '' && !raw.trimStart().startsWith('#');
}

/** @throws KeyFileError */
export function readEntry(raw: string, number: number): KeyEntry {
  const { name, scope, sha256, created, expires } = fieldsOf(raw, number);
  return {
    name,
    scope,
    digest: Buffer.from(sha256, 'hex'),
    created,
    expires: expires === undefined ? undefined : new Date(expires),
  };
}

function fieldsOf(raw: string, number: number) {
  const result = line.safeParse(parsed(raw));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path[0];
  const wrong =
    typeof field === 'string' && Object.hasOwn(WRONG, field) ? WRONG[field as keyof typeof WRONG] : undefined;
  const whole = 'expected one JSON object with name, scope and sha256, and created and expires if you like';
  throw new KeyFileError(`line ${number}: ${wrong ?? whole}`);
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}

export function writtenEntry({ name, scope, digest, created, expires }: KeyEntry): string {
  return JSON.stringify({ name, scope, sha256: digest.toString('hex'), created, expires: expires?.toISOString() });
}
