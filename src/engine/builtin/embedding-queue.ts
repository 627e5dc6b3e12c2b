// The order in which works get their vectors, beside the works: by rank, then by writing.
import type { Database, RootDatabase } from 'lmdb';
import type { Change, Entry } from './records.js';

/** The greatest rank first: LMDB reads upwards. */
type Place = [rank: number, seq: number];
type Placed = Pick<Entry, 'rank' | 'written'>;

/** How far a reader has got: everything before `place` had its vector when change `seen` was the last one. */
export interface QueueMark {
  readonly place: Readonly<Place>;
  readonly seen: number;
}

const START: Readonly<Place> = [Number.NEGATIVE_INFINITY, 0];

function placeOf({ rank = 0, written }: Placed): Place {
  // not -rank: the store orders -0 after everything
  return [0 - rank, written];
}

function isBefore(a: Readonly<Place>, b: Readonly<Place>): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

export class EmbeddingQueue {
  private readonly ids: Database<string, Place>;
  /** Per name of vectors. */
  private readonly marks = new Map<string, QueueMark>();

  constructor(root: RootDatabase) {
    this.ids = root.openDB({ name: 'embedding-queue', encoding: 'string', keyEncoding: 'ordered-binary' });
  }

  /** Moves a work from where it stood to where it stands. Within a transaction; entries without a rank stand nowhere. */
  move(id: string, before: Placed | undefined, now: Placed | undefined): void {
    if (before?.rank !== undefined) this.ids.remove(placeOf(before));
    if (now?.rank !== undefined) this.ids.put(placeOf(now), id);
  }

  clear(): void {
    this.ids.clearSync();
  }

  /** Up to `limit` works from a place on, that place included. */
  from(place: Readonly<Place>, limit: number): { readonly place: Place; readonly id: string }[] {
    return Array.from(this.ids.getRange({ start: [...place], limit }), ({ key, value }) => ({ place: key, id: value }));
  }

  /** Where reading for vectors of this name begins. @param seen the last change that the reader knows of */
  markFor(name: string | undefined, seen: number): QueueMark {
    return (name !== undefined && this.marks.get(name)) || { place: START, seen };
  }

  /** A mark that takes in what was written after it: works that came to stand before it lack their vectors. */
  caughtUp(mark: QueueMark, changes: readonly Change[], entryOf: (id: string) => Entry | undefined): QueueMark {
    let { place } = mark;
    for (const { id } of changes) {
      const entry = entryOf(id);
      if (entry?.rank === undefined) continue;
      const at = placeOf(entry);
      if (isBefore(at, place)) place = at;
    }
    return { place, seen: changes.at(-1)?.seq ?? mark.seen };
  }

  remember(name: string | undefined, mark: QueueMark): void {
    if (name !== undefined) this.marks.set(name, mark);
  }
}
