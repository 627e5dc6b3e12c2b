// Reads one file in whatever format it is in, and says of each of its records what it is.

import type { Work } from '../../src/domain/work.js';
import type { Incoming, Supplement } from '../complete.js';
import type { Part, Rejected } from '../plain-work.js';
import { type Bytes, peek } from './byte-stream.js';
import { type Format, importerOf, judged, readRecord, recogniseJson, recogniseText } from './formats.js';
import type { JsonImporter, Place, Surroundings, TextImporter } from './importer.js';
import { jsonl } from './jsonl.js';
import { HEAD_SIZE } from './layout.js';
import { type OpenFile, type ReadOptions, readingBytes } from './open-file.js';
import { type RawRecord, readJson, readLines } from './read-source.js';

/** A record and what it is. */
export interface ReadWork extends Place {
  readonly work: Work | Supplement | Rejected;
  /** Of a work: what its record does not tell whole. */
  readonly partial?: readonly Part[] | undefined;
}

export interface ReadWorksOptions extends ReadOptions {
  /** `auto`: judged for each file by its first bytes or its first record. */
  readonly format: Format | 'auto';
  readonly beside: Surroundings['beside'];
  /** Called with the name of the format when it is known. */
  readonly onFormat?: (name: string) => void;
}

/**
 * The records of a file in their order. Reads only as fast as it is consumed.
 * @throws SourceError if the file cannot be read (any further) or is of no known kind
 */
export async function* readWorks(open: OpenFile, options: ReadWorksOptions): AsyncGenerator<ReadWork> {
  const around: Surroundings = { file: open.path, beside: options.beside };
  yield* readingBytes(open, options, (bytes) => worksOf(bytes, around, options));
}

async function* worksOf(
  packed: Bytes,
  around: Surroundings,
  { format, inLines, onFormat }: Pick<ReadWorksOptions, 'format' | 'inLines' | 'onFormat'>,
): AsyncGenerator<ReadWork> {
  const importer = format === 'auto' ? undefined : importerOf(format);
  if (importer) onFormat?.(importer.name);
  if (inLines) {
    if (importer?.medium === 'text') throw new Error(`${importer.name} has no lines of JSON`);
    yield* ofJson(readLines(packed, around.file, inLines.longest), around.file, { importer, onFormat });
    return;
  }
  if (importer) {
    yield* importer.medium === 'text'
      ? ofText(importer, packed, around)
      : ofJson(readJson(packed, around.file), around.file, { importer });
    return;
  }
  const { head, all } = await peek(packed, (bytes) => bytes.length >= HEAD_SIZE || beginsJson(bytes));
  const text = beginsJson(head) ? undefined : recogniseText(head.toString('latin1', 0, HEAD_SIZE), around.file);
  if (text !== undefined) onFormat?.(text.name);
  yield* text === undefined ? ofJson(readJson(all, around.file), around.file, { onFormat }) : ofText(text, all, around);
}

/** Whether JSON begins here: no other format begins with a bracket or a brace. */
function beginsJson(head: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*[[{]/.test(head.toString('latin1', 0, 64));
}

function found(incoming: Incoming | Rejected): Omit<ReadWork, keyof Place> {
  return 'work' in incoming ? incoming : { work: incoming };
}

const isObject = (record: unknown) => typeof record === 'object' && record !== null;

interface JsonOptions {
  /** undefined: judged by the first record. */
  readonly importer?: JsonImporter | undefined;
  readonly onFormat?: ReadWorksOptions['onFormat'];
}

async function* ofJson(
  records: AsyncIterable<RawRecord>,
  file: string,
  options: JsonOptions,
): AsyncGenerator<ReadWork> {
  let { importer } = options;
  for await (const raw of records) {
    const { unit, number } = raw;
    if ('rejection' in raw) {
      yield { file, unit, number, work: { rejection: raw.rejection } };
      continue;
    }
    // what is no object says nothing of the format: answers to lists of ids have null where there is no record
    if (importer === undefined && isObject(raw.record)) {
      importer = recogniseJson(raw.record);
      options.onFormat?.(importer.name);
    }
    for (const record of importer?.within?.(raw.record) ?? [raw.record]) {
      yield { file, unit, number, ...found(readRecord(importer ?? jsonl, record)) };
    }
  }
}

async function* ofText(importer: TextImporter, bytes: Bytes, around: Surroundings): AsyncGenerator<ReadWork> {
  for await (const { unit, number, reading } of importer.entries(bytes, around)) {
    yield { file: around.file, unit, number, ...found(judged(reading)) };
  }
}
