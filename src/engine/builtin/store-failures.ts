// What can go wrong between here and the disk: LMDB's and the system's errors as ours, where somebody can do something.
import { statfs } from 'node:fs/promises';
import { types } from 'node:util';
import { type ErrorCode, IdeascopeError } from '../../errors.js';

/** A commit may need a few pages more than what is written: below so many free bytes the disk counts as full. */
const FULL_BYTES = 1024 * 1024;

const SIGNS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/no space left|ENOSPC|MDB_MAP_FULL|disk quota|EDQUOT/i, 'storage_full'],
  [/read-only file system|EROFS|permission denied|EACCES|EPERM/i, 'storage_read_only'],
  [/MDB_[A-Z_]+|page \d+ not found|input\/output error|EIO\b|commit failed/i, 'storage_failed'],
];

/** What to do, by code. */
const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  storage_full: 'make room on the disk; then writing goes on by itself, and nothing that was acknowledged is lost',
  storage_read_only: 'let the user of this process write to the folder and its files',
  storage_failed: '`ideascope check` says what is damaged, and docs/faults.md what to do then',
};

const WHAT: Readonly<Partial<Record<ErrorCode, string>>> = {
  storage_full: 'the disk is full',
  storage_read_only: 'the store cannot be written',
  storage_failed: 'the store cannot be read or written',
};

/** An error with a code; `folder` is that of the store. Errors that have nothing to do with the disk stay as they are. */
export async function storeFailure(error: unknown, folder: string): Promise<unknown> {
  // lmdb's errors are of the context that loaded it first, which need not be this one
  if (error instanceof IdeascopeError || !types.isNativeError(error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  return describe(code === 'storage_failed' && (await isFull(folder)) ? 'storage_full' : code, error, folder);
}

/** A part of a library whose failures have codes. */
export function withKnownFailures<P extends object>(part: P, folder: string): P {
  const failed = async (error: unknown) => {
    throw await storeFailure(error, folder);
  };
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        if (result instanceof Promise) return result.catch(failed);
        return isBatches(result) ? readThrough(result, failed) : result;
      };
    },
  });
}

function isBatches(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* readThrough(batches: AsyncIterable<unknown>, failed: (error: unknown) => Promise<never>) {
  try {
    yield* batches;
  } catch (error) {
    await failed(error);
  }
}

/** What a commit fails with says nothing of the reason: only the disk does. */
async function isFull(folder: string): Promise<boolean> {
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
  return free < FULL_BYTES;
}

function codeOf(error: Error): ErrorCode | undefined {
  // of what stands in the store: everything else is parsed before it comes here
  if (error instanceof SyntaxError) return 'storage_failed';
  const { code } = error as NodeJS.ErrnoException;
  const text = `${error.message} ${typeof code === 'string' ? code : ''}`;
  return SIGNS.find(([sign]) => sign.test(text))?.[1];
}

function describe(code: ErrorCode, error: Error, folder: string): IdeascopeError {
  const [reason] = error.message.split('\n', 1);
  const known = new IdeascopeError(code, `${WHAT[code]} (${folder}: ${reason}): ${ADVICE[code]}`);
  known.cause = error;
  return known;
}
