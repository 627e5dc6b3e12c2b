// Changes a key file: adds a key, takes one away. The file is replaced as a whole, so that nobody reads half of one.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { digestOf, holdsEntry, type KeyEntry, makeKey, readEntries, readEntry, writtenEntry } from './key-entries.js';
import type { Scope } from './scopes.js';

/** Its owner reads and writes it, nobody else does anything. */
const MODE = 0o600;

export interface WantedKey {
  readonly name: string;
  readonly scope: Scope;
  readonly expires: Date | undefined;
}

/**
 * Makes a key and adds it; the file need not be there yet. What else stands in it stays as it is, comments too.
 * @returns the key itself, which nothing keeps
 * @throws KeyFileError if the file is damaged; Error if there is a key of this name
 */
export async function addKey(path: string, { name, scope, expires }: WantedKey): Promise<string> {
  const text = (await textOf(path)) ?? '';
  if (readEntries(text).some((entry) => entry.name === name)) {
    throw new Error(`there is a key named ${name} already: choose another name, or revoke it first`);
  }
  const key = makeKey();
  const entry: KeyEntry = { name, scope, digest: digestOf(key), created: new Date().toISOString(), expires };
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await replace(path, `${before}${writtenEntry(entry)}\n`);
  return key;
}

/** @returns whether there was such a key @throws KeyFileError if the file is damaged */
export async function removeKey(path: string, name: string): Promise<boolean> {
  const text = (await textOf(path)) ?? '';
  if (!readEntries(text).some((entry) => entry.name === name)) return false;
  const kept = text.split('\n').filter((raw, i) => !holdsEntry(raw) || readEntry(raw, i + 1).name !== name);
  await replace(path, kept.join('\n'));
  return true;
}

/** @throws KeyFileError if the file is damaged */
export async function listKeys(path: string): Promise<KeyEntry[]> {
  return readEntries((await textOf(path)) ?? '');
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** On the disk before it takes the old one's place: a loss of power leaves one of both. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Some systems cannot, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
