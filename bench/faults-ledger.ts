// What a library must hold after a crash: of each record the content that was acknowledged, or what was under way.
import { readRecord } from '../indexer/importers/formats.js';
import { jsonl } from '../indexer/importers/jsonl.js';
import { asImported, type Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import type { PlainRecord } from './faults-records.js';

/** The JSON of a record as it is stored; undefined: it is not there. */
type Content = string | undefined;

/** Reads so many records at once. */
const BATCH = 200;

/** The work that an import makes of a record. */
export function workOf(record: PlainRecord): Work {
  const read = readRecord(jsonl, record);
  if (!('work' in read)) throw new Error(`no work: ${JSON.stringify(record)}`);
  return read.work;
}

export interface Found {
  /** Records that are stored. */
  readonly stored: number;
  /** Of the writes that were under way: how many were there, and how many were not. */
  readonly kept: number;
  readonly dropped: number;
}

export class Ledger {
  /** The last one is what came last. */
  readonly #possible = new Map<string, Content[]>();

  /** A write that has begun: from now on either content may be found. */
  begun(id: string, record: PlainRecord | undefined): void {
    const content = record && JSON.stringify(workOf(record));
    this.#possible.set(id, [...(this.#possible.get(id) ?? [undefined]), content]);
  }

  /** The write that was begun last is acknowledged: nothing else may be found. */
  acknowledged(id: string): void {
    this.#possible.set(id, (this.#possible.get(id) ?? []).slice(-1));
  }

  /**
   * Holds what is stored against what may be, and takes it as what must be from now on.
   * @throws Error naming the records that were lost, changed or made up
   */
  async settle(engine: Pick<Engine, 'records'>): Promise<Found> {
    const wrong: string[] = [];
    let [stored, kept, dropped] = [0, 0, 0];
    const ids = [...this.#possible.keys()];
    for (let at = 0; at < ids.length; at += BATCH) {
      const some = ids.slice(at, at + BATCH);
      for (const [i, record] of (await engine.records(some)).entries()) {
        const id = some[i] as string;
        const possible = this.#possible.get(id) as Content[];
        const actual = record && JSON.stringify(asImported(record));
        if (!possible.includes(actual)) wrong.push(`${id}: ${actual ?? 'missing'}; right: ${possible.join(' or ')}`);
        if (actual !== undefined) stored++;
        const isOpen = new Set(possible).size > 1;
        if (isOpen && actual === possible.at(-1)) kept++;
        else if (isOpen) dropped++;
        this.#possible.set(id, [actual]);
      }
    }
    if (wrong.length > 0) throw new Error(`${wrong.length} records are wrong: ${wrong.slice(0, 3).join('\n')}`);
    return { stored, kept, dropped };
  }
}
