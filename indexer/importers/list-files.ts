// Turns what the user named (files, folders, `-`) into the list of files to read, checked before anything is read.
import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../values.js';

/** A file, folder or stream that cannot be read (any further): one line for people, naming it. */
export class SourceError extends Error {
  override name = 'SourceError';
}

export interface SourceFile {
  /** The path as it can be opened, or `-` for standard input. */
  readonly path: string;
  /** In bytes, as packed; undefined for pipes. */
  readonly size: number | undefined;
}

const READABLE = /\.(jsonl|json|gz)$/i;

/**
 * The files of the sources in the order given; those of a folder, at any depth, by path (code unit order), without
 * hidden ones.
 * @throws SourceError if a source is missing or unreadable, or a folder has no file that could be imported
 */
export async function listFiles(sources: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const source of sources) {
    if (source === '-') {
      files.push({ path: '-', size: undefined });
      continue;
    }
    const info = await explained(source, stat(source));
    if (info.isDirectory()) {
      files.push(...(await filesOfFolder(source)));
    } else {
      await explained(source, access(source, constants.R_OK));
      files.push({ path: source, size: info.isFile() ? info.size : undefined });
    }
  }
  return files;
}

async function filesOfFolder(folder: string): Promise<SourceFile[]> {
  const entries = await explained(folder, readdir(folder, { recursive: true }));
  const names = entries.filter((name) => READABLE.test(name) && !/(^|[\\/])\./.test(name)).sort();
  const files: SourceFile[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const info = await explained(path, stat(path));
    if (info.isFile()) files.push({ path, size: info.size });
  }
  if (files.length === 0) throw new SourceError(`${folder}: no .jsonl, .json or .gz file in this folder`);
  return files;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'no such file or folder',
  EISDIR: 'is a folder',
};

/** The code of an error of Node's, such as ENOENT; empty if there is none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** The reason of a failed file operation, in words. */
export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? messageOf(error);
}

async function explained<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw new SourceError(`${path}: ${reasonOf(error)}`);
  }
}
