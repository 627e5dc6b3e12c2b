// What keeps a source from being read, in words.
import { messageOf } from '../values.js';

/** A file, folder or stream that cannot be read (any further): one line for people, naming it. */
export class SourceError extends Error {
  override name = 'SourceError';
}

/** A file that no format recognises, of which nothing was read. */
export class UnknownFormatError extends SourceError {
  readonly path: string;
  /** What it is instead. */
  readonly reason: string;

  constructor(path: string, reason: string, supported: string) {
    super(`${path}: ${reason} (supported: ${supported})`);
    this.path = path;
    this.reason = reason;
  }
}

/** More bytes than are taken at once; what came before is read. */
export class TooLargeError extends SourceError {}

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
