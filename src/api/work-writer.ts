// What the API asks of whoever writes works. Implemented by the indexer, whose import it is.
import type { Readable } from 'node:stream';
import type { Work } from '../domain/work.js';
import type { PlainRecord } from './plain-record.js';

/** The most that one record may take, as JSON in UTF-8: a body of its own, or a line of many. */
export const LONGEST_RECORD = 4 * 1024 * 1024;
/** The most that many records may take together, unpacked. */
export const LONGEST_UPLOAD = 256 * 1024 * 1024;

/** The formats of records that lines may have, as `ideascope import` names them; `auto` is judged by the first record. */
export const LINE_FORMATS = ['auto', 'arxiv', 'crossref', 'csl-json', 'jsonl', 'openalex', 'semantic-scholar'] as const;

export type LineFormat = (typeof LINE_FORMATS)[number];

/** What became of a record, and the work that its id leads to now: the record itself, or what it is a version of. */
export interface Written {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly work: Work;
}

/** A record that was not imported. */
export interface RefusedLine {
  /** From 1, blank lines counted. */
  readonly line: number;
  readonly reason: string;
}

export interface LinesReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first of the rejected ones, in their order. */
  readonly rejections: readonly RefusedLine[];
  /** Records that are no works although nothing is wrong with them. */
  readonly skipped: number;
  /** How many were skipped for each reason. */
  readonly skips: ReadonlyMap<string, number>;
}

/** A stream of lines. Whoever reads it may stop anywhere. */
export interface Lines {
  /** Packed with gzip or not. */
  readonly bytes: Readable;
  readonly format: LineFormat;
  /** Aborted where nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What is written is stored, and visible to reading by id, when it resolves; to searches within a second. */
export interface WorkWriter {
  /**
   * Stores a record under an id, in place of the one that stands there.
   * @param id in stored form
   * @throws IdeascopeError invalid_parameter where the record can be no work, or has a value that an import would drop
   */
  put(id: string, record: PlainRecord): Promise<Written>;
  /**
   * Removes the record with this id in stored form; resolves to the work that its other versions are, undefined without any.
   * @throws IdeascopeError not_found
   */
  remove(id: string): Promise<Work | undefined>;
  /**
   * Imports records, one a line. What was read before it ends early, by a failure or by the signal, is stored.
   * @throws IdeascopeError body_too_large, invalid_json where there are no records, malformed_request where the stream is
   * damaged, engine_unavailable where the service stops
   */
  importLines(lines: Lines): Promise<LinesReport>;
}
