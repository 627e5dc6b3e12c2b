// Candidates for a reader, one shelf per interest, and the order in which the shelves are taken from.
import { compareText } from '../domain/order.js';
import type { Work } from '../domain/work.js';
import type { Scored } from '../engine/engine.js';

/** A candidate that was read and compared with the reader's own works. */
export interface Judged {
  readonly work: Work;
  readonly vector: Float32Array | undefined;
  /** From 0 to 1. */
  readonly score: number;
  /** The own work that it is nearest to. */
  readonly near: string | undefined;
}

/** Reads and judges candidates; those that are gone are left out. */
export type Judge = (ids: readonly string[]) => Promise<readonly Judged[]>;

/** The candidates of one interest, nearest first. */
export interface Shelf {
  readonly hits: readonly Scored[];
  /** The share of the list that it should have, above 0. */
  readonly weight: number;
  readonly judge: Judge;
}

/** A shelf while it is emptied: candidates up to `at` were judged, `queue` holds those of them that wait. */
interface Open extends Shelf {
  at: number;
  queue: Judged[];
  taken: number;
}

/**
 * Gives out the candidates of several shelves so that each has its share at every length of the list: the next one comes
 * from the shelf with the highest weight / (2 × taken + 1) (Webster and Sainte-Laguë's method; of equal ones the first).
 * A shelf is read and judged block by block, the best of a block first, so that little is read of what is not shown, and
 * a longer list begins like a shorter one. `taken` counts what the caller kept.
 */
export class Shelves {
  private readonly open: Open[];
  private readonly block: number;

  constructor(shelves: readonly Shelf[], block: number) {
    this.open = shelves.map((shelf) => ({ ...shelf, at: 0, queue: [], taken: 0 }));
    this.block = block;
  }

  /** Offers candidates until all shelves are empty or `keep` has kept `limit` of them. */
  async walk(limit: number, keep: (candidate: Judged) => boolean): Promise<void> {
    await Promise.all(this.open.map((shelf) => this.fill(shelf)));
    for (let kept = 0; kept < limit; ) {
      const shelf = this.next();
      if (!shelf) return;
      const candidate = shelf.queue.shift();
      if (candidate && keep(candidate)) {
        shelf.taken++;
        kept++;
      }
      await this.fill(shelf);
    }
  }

  private next(): Open | undefined {
    let best = 0;
    let found: Open | undefined;
    for (const shelf of this.open) {
      const claim = shelf.weight / (2 * shelf.taken + 1);
      if (shelf.queue.length > 0 && claim > best) [best, found] = [claim, shelf];
    }
    return found;
  }

  /** Reads on until something waits or nothing is left. */
  private async fill(shelf: Open): Promise<void> {
    while (shelf.queue.length === 0 && shelf.at < shelf.hits.length) {
      const ids = shelf.hits.slice(shelf.at, shelf.at + this.block).map(({ id }) => id);
      shelf.at += this.block;
      const judged = await shelf.judge(ids);
      shelf.queue = [...judged].sort((a, b) => b.score - a.score || compareText(a.work.id, b.work.id));
    }
  }
}
