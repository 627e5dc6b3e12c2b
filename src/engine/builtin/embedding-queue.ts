// The order in which works get their vectors, beside the works: by rank, then by writing.
import type { Database, RootDatabase } from 'lmdb';
import type { Change, Entry } from './records.js';

/** The greatest rank first: LMDB reads upwards. */
type Place = [rank: number, seq: number];
type Placed = Pick<Entry, 'rank' | 'written'>;

/**
 * How far a reader has got: everything before `place` had its vector when change `seen` was the last one, `late` aside:
 * these were lacking when they were passed, or were written since.
 */
export interface QueueMark {
  readonly place: Readonly<Place>;
  readonly seen: number;
  readonly late: ReadonlySet<string>;
}

/** What more works come late is found again by reading from the start: thousands are sorted in milliseconds. */
const MOST_LATE = 10_000;

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
    return (name !== undefined && this.marks.get(name)) || { place: START, seen, late: new Set() };
  }

  /** A mark that takes in what was written after it. */
  caughtUp(mark: QueueMark, changes: readonly Change[], entryOf: (id: string) => Entry | undefined): QueueMark {
    if (changes.length === 0) return mark;
    const late = new Set(mark.late);
    for (const { id } of changes) {
      const entry = entryOf(id);
      if (entry?.rank !== undefined && isBefore(placeOf(entry), mark.place)) late.add(id);
    }
    const seen = changes.at(-1)?.seq ?? mark.seen;
    return late.size > MOST_LATE ? { place: START, seen, late: new Set() } : { place: mark.place, seen, late };
  }

  /** The late ones that are still before the mark's place, in their order. */
  lateOf(mark: QueueMark, entryOf: (id: string) => Entry | undefined): string[] {
    const found = [...mark.late].flatMap((id) => {
      const entry = entryOf(id);
      return entry?.rank === undefined ? [] : [{ id, place: placeOf(entry) }];
    });
    return found
      .filter(({ place }) => isBefore(place, mark.place))
      .sort((a, b) => (isBefore(a.place, b.place) ? -1 : 1))
      .map(({ id }) => id);
  }

  remember(name: string | undefined, mark: QueueMark): void {
    if (name === undefined) return;
    if (mark.late.size > MOST_LATE) this.marks.delete(name);
    else this.marks.set(name, mark);
  }
}
