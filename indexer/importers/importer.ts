// The port of the formats: what one importer says of itself, and what it makes of the records of a file.
// A new format is one file that exports an object of this shape, and one entry in `formats.ts`.
import type { PlainSupplement, PlainWork, Rejected } from '../plain-work.js';
import type { Bytes } from './byte-stream.js';

/** What an importer makes of one record. Every record of a file gets exactly one. */
export type Reading = PlainWork | PlainSupplement | Rejected;

/** What a record's number counts: lines of the file, elements of an array or of XML, entries of a bibliography. */
export type Unit = 'line' | 'element' | 'entry';

/** Where a record stands: the n-th line, element or entry of a file, from 1. */
export interface Place {
  /** The path, of a member of an archive with the archive's before it; `-` for standard input. */
  readonly file: string;
  readonly unit: Unit;
  readonly number: number;
}

/** One record of a file and what became of it. */
export interface Entry {
  readonly unit: Unit;
  readonly number: number;
  readonly reading: Reading;
}

/** What is known of a file besides its bytes. */
export interface Surroundings {
  /** As in `Place.file`. */
  readonly file: string;
  /**
   * A file beside this one or above it, as `../yaml/people.yaml`: its text, read once per import; undefined if there is
   * none, as always for standard input.
   */
  readonly beside: (path: string) => Promise<string | undefined>;
}

interface Named {
  /** As in `--format`. */
  readonly name: string;
  /** The endings of files that belong to it in folders, in lower case without the dot; `.gz` may follow them. */
  readonly endings: readonly string[];
}

/** A format whose records are JSON objects, in any layout that `readSource` knows: lines, an array, pages of an API. */
export interface JsonImporter extends Named {
  readonly medium: 'json';
  /** Whether an object has this shape. Asked once per file, of its first record, in the order of the table. */
  readonly recognises: (record: object) => boolean;
  /** The records that one record holds, such as the papers of an author; undefined: it is one itself. */
  readonly within?: (record: unknown) => readonly unknown[] | undefined;
  /** Never throws; undefined: not an object. */
  readonly read: (record: unknown) => Reading | undefined;
}

/** Any other format: it cuts the bytes of a file into records itself. */
export interface TextImporter extends Named {
  readonly medium: 'text';
  /** @param head the first bytes, unpacked, 64 KiB of them or the whole file, each as one character (latin1) */
  readonly recognises: (head: string, file: string) => boolean;
  /**
   * The records in their order, damaged ones as rejections. Reads only as fast as it is consumed, holds no more than one
   * record, ends when the bytes do, and passes on the errors of `bytes`; of its own it throws SourceError alone, for a
   * file that cannot be read any further.
   */
  readonly entries: (bytes: Bytes, around: Surroundings) => AsyncIterable<Entry>;
}

export type Importer = JsonImporter | TextImporter;
