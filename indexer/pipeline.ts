// Imports works: sources → records → works → batches into the engine, with a report of what became of them.
import type { Readable } from 'node:stream';
import type { Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import { detectFormat, type Format, toWork } from './importers/formats.js';
import { listFiles, SourceError, type SourceFile } from './importers/list-files.js';
import { type Place, readSource } from './importers/read-source.js';

/** Large enough that a transaction's cost is spread, small enough that stopping is quick. */
const BATCH_SIZE = 500;
const REJECTIONS_KEPT = 100;

export interface Rejection extends Place {
  readonly reason: string;
}

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first of the rejected records, in their order. */
  readonly rejections: readonly Rejection[];
  /** Files that could not be read to their end, each with the reason; what came before is imported. */
  readonly failures: readonly string[];
  /** Whether `signal` ended the import before the sources did. */
  readonly stopped: boolean;
}

export interface ImportProgress {
  /** Records read so far, rejected ones included. */
  readonly records: number;
  /** Bytes read of the files, as packed. */
  readonly bytes: number;
  /** Size of all files; undefined if one of them is a pipe. */
  readonly totalBytes: number | undefined;
}

export interface ImportRequest {
  readonly engine: Pick<Engine, 'write'>;
  /** Files, folders, or `-` for `stdin`. */
  readonly sources: readonly string[];
  /** `auto`: judged for each file by its first record. */
  readonly format: Format | 'auto';
  readonly stdin?: Readable;
  /** Called about once per batch. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** When aborted, what has been read is still written. */
  readonly signal?: AbortSignal;
}

/**
 * Imports every record that can become a work. The same import again continues where a stopped one ended: works that
 * are stored already come out as unchanged.
 * @throws SourceError if a source is missing, before anything is written; the engine's errors as they are
 */
export async function importWorks(request: ImportRequest): Promise<ImportReport> {
  const files = await listFiles(request.sources);
  const run = new ImportRun(request, files);
  for (const file of files) {
    if (request.signal?.aborted === true) break;
    await run.importFile(file);
  }
  return run.finish();
}

class ImportRun {
  readonly #request: ImportRequest;
  readonly #totalBytes: number | undefined;
  readonly #outcomes = { created: 0, updated: 0, unchanged: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #failures: string[] = [];
  #rejected = 0;
  #records = 0;
  #bytes = 0;
  #batch: Work[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(request: ImportRequest, files: readonly SourceFile[]) {
    this.#request = request;
    const known = files.every((file) => file.size !== undefined);
    this.#totalBytes = known ? files.reduce((sum, file) => sum + (file.size ?? 0), 0) : undefined;
  }

  async importFile(file: SourceFile): Promise<void> {
    const { signal, stdin } = this.#request;
    let format = this.#request.format === 'auto' ? undefined : this.#request.format;
    const options = {
      onBytes: (bytes: number) => {
        this.#bytes += bytes;
      },
      ...(stdin === undefined ? {} : { stdin }),
      ...(signal === undefined ? {} : { signal }),
    };
    try {
      for await (const raw of readSource(file, options)) {
        this.#records += 1;
        if ('rejection' in raw) {
          this.#reject(raw, raw.rejection);
        } else {
          format ??= detectFormat(raw.record);
          const work = toWork(raw.record, format);
          if ('rejection' in work) this.#reject(raw, work.rejection);
          else this.#batch.push(work);
        }
        if (this.#batch.length >= BATCH_SIZE) await this.#writeBatch();
        if (signal?.aborted === true) break;
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#failures.push(error.message);
    }
  }

  async finish(): Promise<ImportReport> {
    await this.#writeBatch();
    await this.#writing;
    this.#report();
    return {
      ...this.#outcomes,
      rejected: this.#rejected,
      rejections: this.#rejections,
      failures: this.#failures,
      stopped: this.#request.signal?.aborted === true,
    };
  }

  #reject({ file, unit, number }: Place, reason: string): void {
    this.#rejected += 1;
    if (this.#rejections.length < REJECTIONS_KEPT) this.#rejections.push({ file, unit, number, reason });
  }

  /** Starts to write and returns: the next batch is read meanwhile. At most one write is under way. */
  async #writeBatch(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    await this.#writing;
    this.#writing = this.#write(batch);
    // a failure is met where the write is awaited; until then it must not count as unhandled
    this.#writing.catch(() => undefined);
    this.#report();
  }

  async #write(batch: readonly Work[]): Promise<void> {
    if (batch.length === 0) return;
    for (const outcome of await this.#request.engine.write(batch)) this.#outcomes[outcome] += 1;
  }

  #report(): void {
    this.#request.onProgress?.({ records: this.#records, bytes: this.#bytes, totalBytes: this.#totalBytes });
  }
}
