// The index on disk: a cache that makes restarts fast. Anything wrong with it means rebuilding, never a wrong answer.
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { roomyBuffer } from './growable.js';

/** Bump when the shape of the index or the way text is read changes: older snapshots are then rebuilt. */
export const FORMAT = 8;
const MAGIC = 'ideascope-index';
/** Of WebAssembly: bytes, and the most that there can be. */
export const MEMORY_PAGE = 65_536;
export const MEMORY_PAGES = 65_536;
const BYTES_PER_STEP = 8 * 1024 * 1024;

/** What the snapshot must belong to in order to be used. */
export interface SnapshotKey {
  readonly store: string;
  /** What the index depends on besides the store: the field catalogue. */
  readonly basis: string;
}

type Leaf = Uint8Array | Uint32Array | Float32Array | Float64Array | WebAssembly.Memory;
interface ArrayConstructor {
  new (buffer: ArrayBufferLike, offset: number, length: number): Leaf;
  readonly BYTES_PER_ELEMENT: number;
}
const TYPES = { Uint8Array, Uint32Array, Float32Array, Float64Array };

interface Section {
  readonly type: keyof typeof TYPES | 'memory';
  readonly bytes: number;
  readonly crc: number;
}

interface Header extends SnapshotKey {
  readonly magic: typeof MAGIC;
  readonly format: number;
  readonly seq: number;
  /** The dumped tree, with `{$: section}` in place of each leaf. */
  readonly tree: unknown;
  readonly sections: readonly Section[];
}

/**
 * Writes a tree of plain objects, numbers, typed arrays and memories of WebAssembly. It must not change meanwhile.
 * The file appears under its name only when complete.
 */
export async function writeSnapshot(path: string, key: SnapshotKey, seq: number, tree: unknown): Promise<void> {
  await removeAbandoned(path);
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, 'w');
  try {
    const sections: Section[] = [];
    const marked = await writeLeaves(file, tree, sections);
    const header: Header = { magic: MAGIC, format: FORMAT, ...key, seq, tree: marked, sections };
    const json = Buffer.from(JSON.stringify(header));
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(json.length, 0);
    tail.writeUInt32LE(crc32(json), 4);
    await file.writev([json, tail]);
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    // closed twice it is closed once
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

/** Removes what processes that were killed while writing have left. */
async function removeAbandoned(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(basename(path)) ? /\.(\d+)\.partial$/.exec(name)?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dirname(path), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    // a process of another user may not be signalled, but it is there
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function writeLeaves(file: FileHandle, tree: unknown, sections: Section[]): Promise<unknown> {
  if (isLeaf(tree)) {
    const [type, bytes] = encodeLeaf(tree);
    sections.push({ type, ...(await writeBytes(file, bytes)) });
    return { $: sections.length - 1 };
  }
  if (Array.isArray(tree)) {
    const marked: unknown[] = [];
    for (const part of tree) marked.push(await writeLeaves(file, part, sections));
    return marked;
  }
  if (typeof tree !== 'object' || tree === null) return tree;
  const marked: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(tree)) marked[name] = await writeLeaves(file, part, sections);
  return marked;
}

function isLeaf(value: unknown): value is Leaf {
  return ArrayBuffer.isView(value) || value instanceof WebAssembly.Memory;
}

function encodeLeaf(leaf: Leaf): [Section['type'], Uint8Array] {
  if (leaf instanceof WebAssembly.Memory) return ['memory', new Uint8Array(leaf.buffer)];
  const type = leaf.constructor.name as keyof typeof TYPES;
  return [type, new Uint8Array(leaf.buffer, leaf.byteOffset, leaf.byteLength)];
}

async function writeBytes(file: FileHandle, bytes: Uint8Array): Promise<{ bytes: number; crc: number }> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += BYTES_PER_STEP) {
    const step = bytes.subarray(at, at + BYTES_PER_STEP);
    crc = crc32(step, crc);
    await file.write(step);
  }
  await setImmediate();
  return { bytes: bytes.length, crc };
}

/**
 * Reads a snapshot back. Resolves to undefined when there is none, or when it belongs to something else or is damaged;
 * `reason` then says which, for the log.
 */
export async function readSnapshot(
  path: string,
  key: SnapshotKey,
): Promise<{ tree: unknown; seq: number } | { reason: string }> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch {
    return { reason: 'there is none' };
  }
  try {
    const header = await readHeader(file);
    if (typeof header === 'string') return { reason: header };
    if (header.store !== key.store || header.basis !== key.basis) return { reason: 'it belongs to another state' };
    const leaves: Leaf[] = [];
    let start = 0;
    for (const section of header.sections) {
      const leaf = await readSection(file, section, start);
      if (!leaf) return { reason: 'it is damaged' };
      leaves.push(leaf);
      start += section.bytes;
    }
    return { tree: restore(header.tree, leaves), seq: header.seq };
  } catch (error) {
    return { reason: `it cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle): Promise<Header | string> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(8);
  if (size < tail.length) return 'it is cut short';
  await file.read(tail, 0, tail.length, size - tail.length);
  const length = tail.readUInt32LE(0);
  if (length > size - tail.length) return 'it is cut short';
  const json = Buffer.alloc(length);
  await file.read(json, 0, length, size - tail.length - length);
  if (crc32(json) !== tail.readUInt32LE(4)) return 'it is damaged';
  const header = JSON.parse(json.toString()) as Header;
  if (header.magic !== MAGIC || header.format !== FORMAT) return 'it has another format';
  return header;
}

async function readSection(file: FileHandle, section: Section, start: number): Promise<Leaf | undefined> {
  const { type, bytes } = section;
  const memory = type === 'memory' ? memoryOf(bytes) : undefined;
  const buffer = memory?.buffer ?? roomyBuffer(bytes);
  let crc = 0;
  for (let at = 0; at < bytes; at += BYTES_PER_STEP) {
    const step = new Uint8Array(buffer, at, Math.min(BYTES_PER_STEP, bytes - at));
    const { bytesRead } = await file.read(step, 0, step.length, start + at);
    if (bytesRead !== step.length) return undefined;
    crc = crc32(step, crc);
  }
  if (crc !== section.crc) return undefined;
  if (type === 'memory') return memory;
  const Type: ArrayConstructor = TYPES[type];
  return new Type(buffer, 0, bytes / Type.BYTES_PER_ELEMENT);
}

function memoryOf(bytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: bytes / MEMORY_PAGE, maximum: MEMORY_PAGES, shared: true });
}

/** Puts the leaves back into the tree. */
function restore(marked: unknown, leaves: readonly Leaf[]): unknown {
  if (Array.isArray(marked)) return marked.map((part) => restore(part, leaves));
  if (typeof marked !== 'object' || marked === null) return marked;
  if ('$' in marked) return leaves[marked.$ as number];
  return Object.fromEntries(Object.entries(marked).map(([name, part]) => [name, restore(part, leaves)]));
}
