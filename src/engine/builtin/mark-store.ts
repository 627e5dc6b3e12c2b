// Marks in LMDB: what must be derived anew, each with a stamp that is another one if it was set again since it was read.
import type { Database, RootDatabase } from 'lmdb';
import type { Mark, MarkKey } from '../engine.js';
import { MARK_ORDER } from '../touched.js';
import { isMarkable } from './keys.js';

/** Beyond so many marks of one stamp and kind they are written again; their names take some 20 MB. */
const MOST_REMEMBERED = 200_000;

/** Ids of things that are marked or to be marked. */
export type IdsByKind = Map<MarkKey['kind'], Set<string>>;

/** The ids of one kind; new ones may be added. */
export function idsOf(all: IdsByKind, kind: MarkKey['kind']): Set<string> {
  let ids = all.get(kind);
  if (!ids) {
    ids = new Set();
    all.set(kind, ids);
  }
  return ids;
}

/** Place of the kind in the order in which marks are given out, id. */
type Key = [number, string];

/** Kinds have kept their places since there were no marks of versions, which stand before 0. */
const FIRST_PLACE = -1;

export class MarkStore {
  private readonly marks: Database<number, Key>;
  private readonly meta: Database<unknown, string>;

  /** Marks that were set under this stamp: as long as it is the present one, nobody has read and so cleared them. */
  private readonly standing: IdsByKind = new Map();
  private standingStamp = 0;

  constructor(root: RootDatabase, meta: Database<unknown, string>) {
    this.marks = root.openDB({ name: 'marks', encoding: 'ordered-binary' });
    this.meta = meta;
  }

  /** The stamp of marks that are set now: a higher one than that of any mark that was read. */
  private get stamp(): number {
    return (this.meta.get('stamp') as number | undefined) ?? 1;
  }

  /** Sets marks. Within a transaction. Those that stand and that nobody has read are not written: an import sets many. */
  set(touched: IdsByKind): void {
    const { stamp } = this;
    if (stamp !== this.standingStamp) this.forget();
    this.standingStamp = stamp;
    for (const [kind, ids] of touched) {
      const standing = idsOf(this.standing, kind);
      if (standing.size > MOST_REMEMBERED) standing.clear();
      for (const id of ids) {
        if (standing.has(id)) continue;
        standing.add(id);
        if (isMarkable(id)) this.marks.put(keyOf({ kind, id }), stamp);
      }
    }
  }

  /** Remembers nothing of what was set: a transaction has failed. */
  forget(): void {
    this.standing.clear();
  }

  /**
   * Marks in the order of kinds, then of ids, from behind a key on. Within a transaction: marks that are set from now on
   * have another stamp.
   */
  read(limit: number, after?: MarkKey): Mark[] {
    const { stamp: current } = this;
    const from = after === undefined ? {} : { start: keyOf(after), exclusiveStart: true };
    const marks = Array.from(this.marks.getRange({ ...from, limit }), ({ key: [place, id], value: stamp }): Mark => {
      return { kind: MARK_ORDER[place - FIRST_PLACE] as MarkKey['kind'], id, stamp };
    });
    if (marks.some(({ stamp }) => stamp === current)) this.meta.put('stamp', current + 1);
    return marks;
  }

  get count(): number {
    return (this.marks.getStats() as { entryCount: number }).entryCount;
  }

  /** Clears those whose stamps are still the same. Within a transaction. */
  clear(marks: readonly Mark[]): void {
    for (const mark of marks) {
      const key = keyOf(mark);
      if (isMarkable(mark.id) && this.marks.get(key) === mark.stamp) this.marks.remove(key);
    }
  }
}

function keyOf({ kind, id }: MarkKey): Key {
  return [MARK_ORDER.indexOf(kind) + FIRST_PLACE, id];
}
