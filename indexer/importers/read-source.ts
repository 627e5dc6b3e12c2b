// Reads one file or pipe as a stream of parsed records, whatever its packing and layout.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { messageOf } from '../values.js';
import { type Bytes, gunzip, peek } from './byte-stream.js';
import { HEAD_SIZE, isGzip, layoutOf, SUPPORTED, strangerIn } from './layout.js';
import { codeOf, reasonOf, SourceError, type SourceFile } from './list-files.js';
import type { Piece, Splitter } from './pieces.js';
import { LineSplitter } from './read-lines.js';
import { JsonSplitter } from './split-json.js';

/** Where a record stands: the n-th line or the n-th element of a file. */
export interface Place {
  readonly file: string;
  readonly unit: Splitter['unit'];
  readonly number: number;
}

export type RawRecord = Place & ({ readonly record: unknown } | { readonly rejection: string });

export interface ReadOptions {
  /** Read for the path `-`. */
  readonly stdin?: Readable;
  /** Called with the size of each chunk read, in bytes, before unpacking. */
  readonly onBytes?: (bytes: number) => void;
  /** Ends the stream quietly, also while it waits for input. */
  readonly signal?: AbortSignal;
}

const CHUNK_SIZE = 256 * 1024;

/**
 * The records of a file in their order; those that are not JSON come as rejections. Reads only as fast as it is
 * consumed.
 * @throws SourceError if the file cannot be read (any further) or is of no known kind
 */
export async function* readSource(file: SourceFile, options: ReadOptions = {}): AsyncGenerator<RawRecord> {
  const { signal } = options;
  const stream = file.path === '-' ? options.stdin : createReadStream(file.path, { highWaterMark: CHUNK_SIZE });
  if (stream === undefined) throw new SourceError('-: there is no standard input');
  const stop = () => stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  let records = 0;
  try {
    for await (const raw of recordsOf(counted(stream, options.onBytes), file.path)) {
      records += 1;
      yield raw;
    }
  } catch (error) {
    if (signal?.aborted !== true) throw explain(error, file.path, records);
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

async function* recordsOf(packed: Bytes, file: string): AsyncGenerator<RawRecord> {
  const outer = await peek(packed, (head) => head.length >= 2);
  const bytes = isGzip(outer.head) ? gunzip(outer.all) : outer.all;
  const inner = await peek(bytes, (head) => head.length >= HEAD_SIZE || layoutOf(head, false) !== undefined);
  const layout = layoutOf(inner.head, inner.complete || inner.head.length >= HEAD_SIZE);
  if (layout === 'empty') return;
  if (layout === undefined || layout === 'unknown') {
    throw new SourceError(`${file}: ${strangerIn(inner.head)} (supported: ${SUPPORTED})`);
  }
  const splitter = layout === 'lines' ? new LineSplitter() : new JsonSplitter(layout);
  for await (const chunk of inner.all) {
    for (const piece of splitter.push(chunk)) yield* parsed(piece, splitter.unit, file);
  }
  for (const piece of splitter.end()) yield* parsed(piece, splitter.unit, file);
}

function* parsed(piece: Piece, unit: Splitter['unit'], file: string): Generator<RawRecord> {
  const place = { file, unit, number: piece.number };
  if ('problem' in piece) {
    yield { ...place, rejection: piece.problem };
    return;
  }
  let record: unknown;
  try {
    record = parseJson(piece.text);
  } catch (error) {
    yield { ...place, rejection: `not JSON: ${messageOf(error)}` };
    return;
  }
  if (isPage(record)) for (const one of record.results) yield { ...place, record: one };
  else yield { ...place, record };
}

/** An answer of an OpenAlex API, saved as it came. */
function isPage(record: unknown): record is { readonly results: readonly unknown[] } {
  return (
    typeof record === 'object' &&
    record !== null &&
    'meta' in record &&
    'results' in record &&
    Array.isArray(record.results)
  );
}

function parseJson(bytes: Buffer): unknown {
  // a byte order mark also stands in the middle where marked files were put together
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return JSON.parse(bytes.toString('utf8', start));
}
