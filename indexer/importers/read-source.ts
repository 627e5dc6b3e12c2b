// Reads a stream of JSON in any layout as parsed records, and one file or pipe of it as a whole.
import { messageOf } from '../values.js';
import { type Bytes, peek } from './byte-stream.js';
import type { Place, Unit } from './importer.js';
import { HEAD_SIZE, layoutOf, SUPPORTED, strangerIn } from './layout.js';
import type { SourceFile } from './list-files.js';
import { openFile, type ReadOptions, readingBytes } from './open-file.js';
import { recordsIn } from './pages.js';
import type { Piece, Splitter } from './pieces.js';
import { LineSplitter } from './read-lines.js';
import { UnknownFormatError } from './source-error.js';
import { JsonSplitter } from './split-json.js';

export type RawRecord = Place & ({ readonly record: unknown } | { readonly rejection: string });

/**
 * The records of a file of JSON in their order; those that are not JSON come as rejections. Reads only as fast as it is
 * consumed.
 * @throws SourceError if the file cannot be read (any further) or is of no known kind
 */
export async function* readSource(file: SourceFile, options: ReadOptions = {}): AsyncGenerator<RawRecord> {
  yield* readingBytes(openFile(file, options), options, (bytes) => readJson(bytes, file.path));
}

/**
 * The same of bytes that are unpacked.
 * @param file for the places
 */
export async function* readJson(bytes: Bytes, file: string): AsyncGenerator<RawRecord> {
  const inner = await peek(bytes, (head) => head.length >= HEAD_SIZE || layoutOf(head, false) !== undefined);
  const layout = layoutOf(inner.head, inner.complete || inner.head.length >= HEAD_SIZE);
  if (layout === 'empty') return;
  if (layout === undefined || layout === 'unknown') {
    throw new UnknownFormatError(file, strangerIn(inner.head), SUPPORTED);
  }
  yield* split(inner.all, layout === 'lines' ? new LineSplitter() : new JsonSplitter(layout), file);
}

/** The same of bytes of which each line is a record, whatever they look like; longer lines come as rejections. */
export function readLines(bytes: Bytes, file: string, longest: number): AsyncGenerator<RawRecord> {
  return split(bytes, new LineSplitter(longest), file);
}

async function* split(bytes: Bytes, splitter: Splitter, file: string): AsyncGenerator<RawRecord> {
  for await (const chunk of bytes) {
    for (const piece of splitter.push(chunk)) yield* parsed(piece, splitter.unit, file);
  }
  for (const piece of splitter.end()) yield* parsed(piece, splitter.unit, file);
}

function* parsed(piece: Piece, unit: Unit, file: string): Generator<RawRecord> {
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
  for (const one of recordsIn(record)) yield { ...place, record: one };
}

function parseJson(bytes: Buffer): unknown {
  // a byte order mark also stands in the middle where marked files were put together
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return JSON.parse(bytes.toString('utf8', start));
}
