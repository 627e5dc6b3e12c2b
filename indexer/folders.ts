// What backups ask of folders: whether they are empty, whether there is room, and that what was written lasts.
import { open, readdir, statfs } from 'node:fs/promises';
import { messageOf } from './values.js';

/** What a file system puts into its own root. */
const NOT_OURS = new Set(['lost+found']);
const MIB = 1024 * 1024;

/** The names in a folder; none if it is not there. @throws Error if it is no folder or cannot be read */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !NOT_OURS.has(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** @throws Error saying how much is missing */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new Error(`no room in ${folder}: ${mib(bytes)} are needed, ${mib(free)} are free`);
}

const mib = (bytes: number) => `${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`;

/** Resolves when a file or the names in a folder would survive the loss of power. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What went wrong, in words that say what would be right. */
export function inPlainWords(error: unknown, folder: string): Error {
  const message = messageOf(error);
  if (/ENOSPC|no space left/i.test(message))
    return new Error(`no room in ${folder}: free some, or name another folder`);
  if (/EACCES|EPERM|EROFS|permission denied|read-only/i.test(message)) {
    return new Error(`${folder} may not be written: give this user the right to, or name another folder`);
  }
  return error instanceof Error ? error : new Error(message);
}
