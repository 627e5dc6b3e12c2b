// The list of everything that an import did not import, as a file: one JSON object per line.
import { closeSync, openSync, writeSync } from 'node:fs';
import { reasonOf, SourceError } from './importers/source-error.js';
import type { ImportReport, Outcome } from './pipeline.js';

/** Bytes, about: large enough that writing costs nothing beside reading. */
const BUFFER = 64 * 1024;

export class OutcomeFile {
  readonly #path: string;
  readonly #file: number;
  #lines: string[] = [];
  #size = 0;

  /** @throws SourceError if it cannot be written; before anything is imported */
  constructor(path: string) {
    this.#path = path;
    this.#file = this.#explained(() => openSync(path, 'w'));
  }

  readonly add = (outcome: Outcome): void => this.#write(outcome);

  /** Adds the files that were not read, or not to their end, and closes. */
  finish({ leftOut, failures }: Pick<ImportReport, 'leftOut' | 'failures'>): void {
    for (const { file, reason } of leftOut) this.#write({ file, outcome: 'not read', reason });
    for (const reason of failures) this.#write({ outcome: 'not read to the end', reason });
    this.#flush();
    closeSync(this.#file);
  }

  #write(line: object): void {
    const text = `${JSON.stringify(line)}\n`;
    this.#lines.push(text);
    this.#size += text.length;
    if (this.#size >= BUFFER) this.#flush();
  }

  #flush(): void {
    const text = this.#lines.join('');
    this.#lines = [];
    this.#size = 0;
    this.#explained(() => writeSync(this.#file, text));
  }

  #explained<T>(operation: () => T): T {
    try {
      return operation();
    } catch (error) {
      throw new SourceError(`${this.#path}: ${reasonOf(error)}`);
    }
  }
}
