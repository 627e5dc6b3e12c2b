// Keeps the journal's note of an import: what it is at, while it is, at most once a second. Nothing waits for it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportNote, ImportStep } from '../src/domain/journal.js';
import type { Shelf } from '../src/engine/engine.js';
import type { Logger } from '../src/logger.js';
import { RateWindow } from '../src/rate-window.js';
import type { ImportProgress, Outcome } from './pipeline.js';
import { fileName, withoutFolders } from './shown-names.js';

/** Milliseconds between two notes of something new. */
const NOTE_MS = 1_000;
/** Milliseconds after which a process says that it is still at it, although nothing is new. */
const BEAT_MS = 5_000;
/** The last note may take so long; an engine that is away keeps no command from ending. */
const LAST_NOTE_MS = 5_000;
/** Milliseconds over which the pace of reading is measured. */
const WINDOW_MS = 10_000;
const MOST_REJECTIONS = 20;
const LONGEST_TEXT = 500;

/** How far a step is. */
export interface StepProgress {
  readonly step: ImportStep;
  /** From 0 to 1; undefined: not known. */
  readonly share?: number | undefined;
  /** Milliseconds; undefined: not known. */
  readonly left?: number | undefined;
}

export interface ImportLogOptions {
  readonly shelf: Pick<Shelf<ImportNote>, 'put'>;
  readonly logger: Logger;
  readonly command: ImportNote['command'];
  /** As the user gave them; what they are called in the note is `name`. */
  readonly sources: readonly string[];
  readonly name: string;
  readonly format: string;
}

/** How an import ended. */
export interface Ending {
  readonly state: 'finished' | 'failed' | 'stopped';
  readonly message?: string | undefined;
}

export class ImportLog {
  readonly #options: ImportLogOptions;
  readonly #records = new RateWindow(WINDOW_MS);
  /** Of the whole, in parts of it. */
  readonly #share = new RateWindow(WINDOW_MS);
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #note: ImportNote;
  #new = true;
  #notedAt = Number.NEGATIVE_INFINITY;
  #noting: Promise<void> | undefined;
  #readFor: number | undefined;
  #complained = false;

  constructor(options: ImportLogOptions) {
    this.#options = options;
    this.#note = beginning(options);
    this.#timer = setInterval(() => this.#tick(), NOTE_MS);
    this.#timer.unref();
    this.#tick();
  }

  /** For an import's records and bytes; of a harvest `total` is the records of the list. */
  readonly read = ({ formats, counts, records, bytes, totalBytes }: ImportProgress, total?: number): void => {
    this.#records.saw(records);
    const share = shareOf(totalBytes === undefined ? records : bytes, totalBytes ?? total);
    if (share !== undefined) this.#share.saw(share);
    const pace = this.#share.perSecond;
    this.#set({
      ...counts,
      read: records,
      bytes,
      total_bytes: totalBytes ?? null,
      ...(formats.length > 0 ? { format: formats.join(', ') } : {}),
      percent: share === undefined ? null : 100 * share,
      seconds_left: share === undefined || !pace ? null : (1 - share) / pace,
      records_per_second: this.#records.perSecond ?? null,
    });
  };

  /** For records that were not imported. */
  readonly outcome = ({ outcome, file, unit, number, reason }: Outcome): void => {
    const { rejections } = this.#note;
    if (outcome !== 'rejected' || rejections.length >= MOST_REJECTIONS) return;
    const { sources } = this.#options;
    const one = { file: fileName(file, sources), unit, number, reason: cut(withoutFolders(reason, sources)) };
    this.#set({ rejections: [...rejections, one] });
  };

  readonly step = ({ step, share, left }: StepProgress): void => {
    this.#endReading();
    this.#set({
      step,
      percent: share === undefined ? null : 100 * Math.min(1, share),
      seconds_left: left === undefined ? null : left / 1000,
    });
  };

  /** Writes the last note; resolves when it is written, or could not be. */
  async end({ state, message }: Ending): Promise<void> {
    clearInterval(this.#timer);
    this.#endReading();
    const words = message === undefined ? null : cut(withoutFolders(message, this.#options.sources));
    const over = state === 'finished' ? { step: null, percent: null } : {};
    const finished_at = new Date().toISOString();
    this.#set({ state, message: words, finished_at, seconds_left: null, ...over });
    await Promise.race([this.#noteLast(), sleep(LAST_NOTE_MS, undefined, { ref: false })]);
  }

  async #noteLast(): Promise<void> {
    await this.#noting;
    await this.#write();
  }

  /** The pace of the whole reading, once it is over. */
  #endReading(): void {
    if (this.#readFor !== undefined) return;
    this.#readFor = performance.now() - this.#began;
    const { read } = this.#note;
    if (read > 0) this.#set({ records_per_second: (read * 1000) / Math.max(1, this.#readFor) });
  }

  #set(change: Partial<ImportNote>): void {
    this.#note = { ...this.#note, ...change };
    this.#new = true;
  }

  #tick(): void {
    const silent = performance.now() - this.#notedAt;
    if (this.#noting || !(this.#new || silent >= BEAT_MS)) return;
    this.#noting = this.#write().finally(() => {
      this.#noting = undefined;
    });
  }

  /** Never rejects: an import does not fail because nobody can watch it. */
  async #write(): Promise<void> {
    this.#new = false;
    this.#notedAt = performance.now();
    try {
      await this.#options.shelf.put([{ ...this.#note, heard_at: new Date().toISOString() }]);
    } catch (error) {
      this.#new = true;
      if (!this.#complained) this.#options.logger.warn({ err: error }, 'the journal of this import cannot be written');
      this.#complained = true;
    }
  }
}

function beginning({ command, name, format }: ImportLogOptions): ImportNote {
  const started_at = new Date().toISOString();
  const nothing = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0, bytes: 0 };
  return {
    id: randomUUID(),
    command,
    source: cut(name),
    format,
    started_at,
    heard_at: started_at,
    finished_at: null,
    state: 'running',
    message: null,
    step: 'reading',
    percent: null,
    seconds_left: null,
    ...nothing,
    total_bytes: null,
    records_per_second: null,
    rejections: [],
  };
}

function shareOf(done: number, total: number | undefined): number | undefined {
  return total === undefined || total === 0 ? undefined : Math.min(1, done / total);
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
