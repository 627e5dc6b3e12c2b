// Imports works: sources → records → works → batches into the engine, with a report of what became of them.
import type { Readable } from 'node:stream';
import type { Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import { complete, type Incoming } from './complete.js';
import { Companions } from './importers/companions.js';
import type { Format } from './importers/formats.js';
import type { Place } from './importers/importer.js';
import { type FileList, type LeftOut, listFiles, type SourceFile } from './importers/list-files.js';
import { isArchive, membersOf } from './importers/open-archive.js';
import { type InLines, type OpenFile, openFile } from './importers/open-file.js';
import { readWorks } from './importers/read-works.js';
import { SourceError, UnknownFormatError } from './importers/source-error.js';
import type { Rejected } from './plain-work.js';

/** Large enough that a transaction's cost is spread, small enough that stopping is quick. */
const BATCH_SIZE = 500;
/** Records that are longer than others make smaller batches: a batch is held in memory, and the one before it. */
const BATCH_BYTES = 16 * 1024 * 1024;
const REJECTIONS_KEPT = 100;

export interface Rejection extends Place {
  readonly reason: string;
}

/** A record that was not imported. */
export interface Outcome extends Rejection {
  readonly outcome: 'rejected' | 'skipped';
}

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first of the rejected records, in their order. */
  readonly rejections: readonly Rejection[];
  /** Records that are no works although nothing is wrong with them. */
  readonly skipped: number;
  /** How many were skipped for each reason, in the order in which the reasons came up. */
  readonly skips: ReadonlyMap<string, number>;
  /** Files of folders and archives that were not read, as no format is theirs. */
  readonly leftOut: readonly LeftOut[];
  /** Files that could not be read to their end, each with the reason; what came before is imported. */
  readonly failures: readonly string[];
  /** Whether `signal` ended the import before the sources did. */
  readonly stopped: boolean;
}

/** What became of records so far; those that are being written count later. */
export type ImportCounts = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped'>;

export interface ImportProgress {
  /** The formats that files were found to have, in the order in which they came up. */
  readonly formats: readonly string[];
  readonly counts: ImportCounts;
  /** Records read so far, rejected and skipped ones included. */
  readonly records: number;
  /** Bytes read of the files, as packed. */
  readonly bytes: number;
  /** Size of all files; undefined if one of them is a pipe. */
  readonly totalBytes: number | undefined;
}

export interface RunRequest {
  readonly engine: Pick<Engine, 'write' | 'records'>;
  /** `auto`: judged for each file by its first bytes or its first record. */
  readonly format: Format | 'auto';
  /** Told of each record that is not imported: the report has the first ones only. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Called about once per batch. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Lines of JSON from whoever may send anything; `format` must be one of JSON then. */
  readonly inLines?: InLines;
  /** Records that are written at once. */
  readonly batchSize?: number;
  /** When aborted, what has been read is still written. */
  readonly signal?: AbortSignal;
}

export interface ImportRequest extends RunRequest {
  /** Files, folders, zip archives, or `-` for `stdin`. */
  readonly sources: readonly string[];
  readonly stdin?: Readable;
}

/**
 * Imports every record that can become a work. The same import again continues where a stopped one ended: works that
 * are stored already come out as unchanged.
 * @throws SourceError if a source is missing, before anything is written; the engine's errors as they are
 */
export async function importWorks(request: ImportRequest): Promise<ImportReport> {
  const list = await listFiles(request.sources);
  const run = new ImportRun(request, list);
  for (const file of list.files) {
    if (request.signal?.aborted === true) break;
    await run.importFile(file, request.stdin);
  }
  return run.finish();
}

/** One import, however its records come. */
export class ImportRun {
  readonly #request: RunRequest;
  readonly #totalBytes: number | undefined;
  readonly #outcomes = { created: 0, updated: 0, unchanged: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #skips = new Map<string, number>();
  readonly #leftOut: LeftOut[];
  readonly #failures: string[] = [];
  readonly #companions = new Companions();
  readonly #formats = new Set<string>();
  #rejected = 0;
  #records = 0;
  #bytes = 0;
  /** Of the batch, unpacked. */
  #batchBytes = 0;
  #batch: (Place & { readonly incoming: Incoming })[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(request: RunRequest, { files, leftOut }: FileList) {
    this.#request = request;
    const known = files.every((file) => file.size !== undefined);
    this.#totalBytes = known ? files.reduce((sum, file) => sum + (file.size ?? 0), 0) : undefined;
    this.#leftOut = [...leftOut];
  }

  async importFile(file: SourceFile, stdin?: Readable): Promise<void> {
    if (await isArchive(file)) return this.#importArchive(file);
    await this.#reporting(file.found === true, () =>
      this.importOpen(openFile(file, stdin === undefined ? {} : { stdin })),
    );
  }

  async #importArchive({ path }: SourceFile): Promise<void> {
    await this.#reporting(false, async () => {
      for await (const member of membersOf(path)) {
        if (this.#request.signal?.aborted === true) break;
        if ('reason' in member) this.#leftOut.push(member);
        else await this.#reporting(true, () => this.importOpen(member));
        this.#bytes += 'packed' in member ? (member.packed ?? 0) : 0;
      }
    });
  }

  /** @param found whether nobody said of the file that it holds works: then it may as well hold something else */
  async #reporting(found: boolean, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (found && error instanceof UnknownFormatError) this.#leftOut.push({ file: error.path, reason: error.reason });
      else this.#failures.push(error.message);
    }
  }

  /** @throws SourceError if it cannot be read (any further); what came before is imported */
  async importOpen(open: OpenFile): Promise<void> {
    const { signal, format, inLines, batchSize = BATCH_SIZE } = this.#request;
    const options = {
      format,
      beside: this.#companions.of(open.path),
      onFormat: (name: string) => void this.#formats.add(name),
      onBytes: (bytes: number) => {
        if (open.packed === undefined) this.#bytes += bytes;
      },
      onUnpacked: (bytes: number) => {
        this.#batchBytes += bytes;
      },
      ...(inLines === undefined ? {} : { inLines }),
      ...(signal === undefined ? {} : { signal }),
    };
    for await (const { work, partial, ...place } of readWorks(open, options)) {
      this.#records += 1;
      if ('rejection' in work) this.#reject(place, work);
      else if ('supplements' in work) this.#batch.push({ ...place, incoming: work });
      else this.#batch.push({ ...place, incoming: { work, partial } });
      if (this.#batch.length >= batchSize || this.#batchBytes >= BATCH_BYTES) await this.#writeBatch();
      if (signal?.aborted === true) break;
    }
  }

  /** How many have been read, rejected and skipped ones included. */
  get records(): number {
    return this.#records;
  }

  /** Writes what has been read. */
  async flush(): Promise<void> {
    await this.#writeBatch();
    await this.#writing;
  }

  async finish(): Promise<ImportReport> {
    await this.flush();
    this.#report();
    return {
      ...this.#counts,
      rejections: this.#rejections,
      skips: this.#skips,
      leftOut: this.#leftOut.map((one) => this.#companions.explain(one)),
      failures: this.#failures,
      stopped: this.#request.signal?.aborted === true,
    };
  }

  #reject({ file, unit, number }: Place, { rejection, skipped }: Rejected): void {
    const outcome = skipped === true ? 'skipped' : 'rejected';
    this.#request.onOutcome?.({ file, unit, number, outcome, reason: rejection });
    if (skipped === true) {
      this.#skips.set(rejection, (this.#skips.get(rejection) ?? 0) + 1);
      return;
    }
    this.#rejected += 1;
    if (this.#rejections.length < REJECTIONS_KEPT) this.#rejections.push({ file, unit, number, reason: rejection });
  }

  /** Starts to write and returns: the next batch is read meanwhile. At most one write is under way. */
  async #writeBatch(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    await this.#writing;
    this.#writing = this.#write(batch);
    // a failure is met where the write is awaited; until then it must not count as unhandled
    this.#writing.catch(() => undefined);
    this.#report();
  }

  async #write(batch: readonly (Place & { readonly incoming: Incoming })[]): Promise<void> {
    if (batch.length === 0) return;
    const { engine } = this.#request;
    const made = await complete(
      batch.map(({ incoming }) => incoming),
      engine,
    );
    const works: Work[] = [];
    for (const [i, one] of made.entries()) {
      if ('rejection' in one) this.#reject(batch[i] as Place, one);
      else works.push(one);
    }
    for (const outcome of await engine.write(works)) this.#outcomes[outcome] += 1;
  }

  #report(): void {
    this.#request.onProgress?.({
      formats: [...this.#formats],
      counts: this.#counts,
      records: this.#records,
      bytes: this.#bytes,
      totalBytes: this.#totalBytes,
    });
  }

  get #counts(): ImportCounts {
    const skipped = [...this.#skips.values()].reduce((sum, count) => sum + count, 0);
    return { ...this.#outcomes, rejected: this.#rejected, skipped };
  }
}
