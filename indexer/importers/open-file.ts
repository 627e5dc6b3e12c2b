// Opens a file, a pipe or a member of an archive as a stream of unpacked bytes, with its errors in words.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Bytes, gunzip, peek } from './byte-stream.js';
import { isGzip } from './layout.js';
import type { SourceFile } from './list-files.js';
import { codeOf, reasonOf, SourceError, TooLargeError } from './source-error.js';

/** Bounds of lines from whoever may send anything. */
export interface InLines {
  /** Bytes of a line: a longer one is rejected. */
  readonly longest: number;
  /** Bytes of all of them, unpacked: the rest is not read. */
  readonly most: number;
}

export interface ReadOptions {
  /** Read for the path `-`. */
  readonly stdin?: Readable;
  /** Called with the size of each chunk read, in bytes, before unpacking. */
  readonly onBytes?: (bytes: number) => void;
  /** Whatever the bytes look like, each line is a record. */
  readonly inLines?: InLines;
  /** Called with the size of each chunk, in bytes, when it is unpacked. */
  readonly onUnpacked?: (bytes: number) => void;
  /** Ends the stream quietly, also while it waits for input. */
  readonly signal?: AbortSignal;
}

/** A stream of bytes that can be read once, gzipped or not. */
export interface OpenFile {
  /** For messages and places. */
  readonly path: string;
  readonly stream: Readable;
  /** Of a member of an archive: how many bytes of it this is. */
  readonly packed?: number;
}

const CHUNK_SIZE = 256 * 1024;

/** @throws SourceError if there is no standard input; a file that cannot be opened shows when it is read */
export function openFile(file: SourceFile, { stdin }: ReadOptions): OpenFile {
  const stream = file.path === '-' ? stdin : createReadStream(file.path, { highWaterMark: CHUNK_SIZE });
  if (stream === undefined) throw new SourceError('-: there is no standard input');
  return { path: file.path, stream };
}

/**
 * What `read` makes of the unpacked bytes, as fast as it is consumed; the stream is closed at the end, however it comes.
 * @throws SourceError if the file cannot be read (any further); what `read` throws, as it is
 */
export async function* readingBytes<T>(
  { path, stream }: OpenFile,
  { onBytes, onUnpacked, inLines, signal }: ReadOptions,
  read: (bytes: Bytes) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const stop = () => stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  let records = 0;
  try {
    const packed = await peek(counted(stream, onBytes), (head) => head.length >= 2);
    const unpacked = isGzip(packed.head) ? gunzip(packed.all) : packed.all;
    for await (const one of read(limited(unpacked, path, inLines?.most, onUnpacked))) {
      records += 1;
      yield one;
    }
  } catch (error) {
    if (signal?.aborted !== true) throw explain(error, path, records);
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
  }
}

function explain(error: unknown, path: string, records: number): unknown {
  if (error instanceof SourceError) return error;
  const code = codeOf(error);
  if (!/^(Z_|E[A-Z]+$)/.test(code)) return error;
  const what = code.startsWith('Z_') ? `broken gzip (${reasonOf(error)})` : reasonOf(error);
  return new SourceError(`${path}: ${what}; ${records} records were read before`);
}

async function* counted(stream: Readable, onBytes: ReadOptions['onBytes']): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    onBytes?.(bytes.length);
    yield bytes;
  }
}

async function* limited(
  bytes: Bytes,
  path: string,
  most: number | undefined,
  onUnpacked: ReadOptions['onUnpacked'],
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (most !== undefined && size > most) throw new TooLargeError(`${path} is too large`);
    onUnpacked?.(chunk.length);
    yield chunk;
  }
}
