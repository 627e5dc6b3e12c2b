// The key file of a running service: read again when it changes, so that keys come and go without a restart.
import { readFileSync, type Stats, statSync } from 'node:fs';
import { ConfigError } from '../config.js';
import type { Logger } from '../logger.js';
import { type KeyEntry, readEntries } from './key-entries.js';
import type { KeyRing } from './key-ring.js';

/**
 * How often the file is looked at. Asking for its state works where watching does not: editors put a new file in place of
 * the old one, and so do mounted secrets.
 */
const LOOK_MS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;
const WRITABLE_BY_OTHERS = 0o022;

export class KeyFile implements KeyRing {
  readonly #path: string;
  readonly #given: readonly KeyEntry[];
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #entries: readonly KeyEntry[];
  #seen: string;
  #trouble: string | undefined;

  /**
   * @param given keys that are there besides those of the file
   * @throws ConfigError if the file cannot be used now: nothing older could be in force
   */
  constructor(path: string, given: readonly KeyEntry[], logger: Logger, lookMs = LOOK_MS) {
    this.#path = path;
    this.#given = given;
    this.#logger = logger;
    try {
      this.#seen = stateOf(statSync(path));
      this.#entries = this.#read();
    } catch (error) {
      const hint = "'ideascope keys create' makes one";
      throw new ConfigError(`API_KEY_FILE=${path} cannot be used: ${reasonOf(error)}; ${hint}`);
    }
    this.#timer = setInterval(() => this.look(), lookMs);
    this.#timer.unref();
  }

  entries(): readonly KeyEntry[] {
    return this.#entries;
  }

  trouble(): string | undefined {
    return this.#trouble;
  }

  /** Takes the file over if it has changed. A damaged one changes nothing, and is complained about once. */
  look(): void {
    try {
      const state = stateOf(statSync(this.#path));
      if (state === this.#seen) return;
      this.#seen = state;
      this.#entries = this.#read();
      this.#trouble = undefined;
      this.#logger.info({ keys: this.#entries.length }, 'keys have changed');
    } catch (error) {
      const trouble = `${reasonOf(error)}; the keys of before stay in force`;
      if (trouble !== this.#trouble)
        this.#logger.error({ file: this.#path }, `the key file cannot be used: ${trouble}`);
      this.#trouble = trouble;
      // what is not there has no state: the next one that is there is a new one
      if (isAbsent(error)) this.#seen = '';
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #read(): readonly KeyEntry[] {
    const { size, mode } = statSync(this.#path);
    if (size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES / 1024 / 1024} MiB`);
    if ((mode & WRITABLE_BY_OTHERS) !== 0 && process.platform !== 'win32') {
      this.#logger.warn({ file: this.#path }, 'others may write the key file, and so make keys: chmod 600');
    }
    return [...this.#given, ...readEntries(readFileSync(this.#path, 'utf8'))];
  }
}

/** Two files are the same if nothing that a write changes differs. */
function stateOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Without the path, which is not for everybody who hears of it. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return isAbsent(error) ? 'there is no such file' : `it cannot be read (${code})`;
}
