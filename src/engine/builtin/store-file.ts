// What a file of LMDB says of itself, read before it is mapped: a damaged one would end the process without a word.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { IdeascopeError } from '../../errors.js';

/** Two meta pages come first; each has, behind the header of a page: magic, version, address, map size, two trees. */
const META_BYTES = 144;
const AT = { magic: 24, pageSize: 48, lastPage: 144 } as const;
const MAGIC = 0xbeefc0de;
const PAGE_SIZES = { least: 512, most: 65_536 };

export const storePath = (folder: string, kind: string) => `${folder}/${kind}.lmdb`;

/** @throws IdeascopeError storage_failed for a file that is no store */
export function requireStoreFile(folder: string, kind: string): void {
  const path = storePath(folder, kind);
  if (!existsSync(path)) return;
  const reason = statSync(path).size === 0 ? emptied(folder) : readMeta(path).reason;
  if (reason === undefined) return;
  const advice = 'put a copy in its place, or remove it to begin anew (docs/faults.md)';
  throw new IdeascopeError('storage_failed', `${path} is damaged: ${reason}: ${advice}`);
}

/** Whether a file is so short that something of it may be missing: then only reading all of it tells. */
export function mayBeShort(folder: string, kind: string): boolean {
  const path = storePath(folder, kind);
  if (!existsSync(path) || statSync(path).size === 0) return false;
  const { needed } = readMeta(path);
  return needed !== undefined && statSync(path).size < needed;
}

/** One that was just made may be empty; but where there is a snapshot there was something in it. */
function emptied(folder: string): string | undefined {
  return existsSync(`${folder}/index.snapshot`) ? 'it is empty' : undefined;
}

interface Meta {
  /** What is wrong. */
  readonly reason?: string;
  /** Bytes up to the last page that was ever used; the last ones may never have been written. */
  readonly needed?: number;
}

function readMeta(path: string): Meta {
  const file = openSync(path, 'r');
  try {
    const first = readBytes(file, 0);
    if (!isMeta(first)) return { reason: 'it does not begin as a store does' };
    const pageSize = first.readUInt32LE(AT.pageSize);
    if (pageSize < PAGE_SIZES.least || pageSize > PAGE_SIZES.most) return { reason: 'its first page is damaged' };
    const second = readBytes(file, pageSize);
    if (!isMeta(second)) return { reason: 'its second page is damaged' };
    const last = [first, second].map((page) => Number(page.readBigUInt64LE(AT.lastPage)));
    return { needed: (Math.max(...last) + 1) * pageSize };
  } finally {
    closeSync(file);
  }
}

function readBytes(file: number, position: number): Buffer {
  const bytes = Buffer.alloc(META_BYTES + 8);
  const read = readSync(file, bytes, 0, bytes.length, position);
  return bytes.subarray(0, read);
}

const isMeta = (page: Buffer) => page.length === META_BYTES + 8 && page.readUInt32LE(AT.magic) === MAGIC;
