// Many growing lists of unsigned integers in one arena: a list lives in one block, block sizes are powers of two.
import { grown } from './growable.js';

const SMALLEST = 2;

/**
 * Lists are contiguous, so that reading one is a plain loop. A full list moves to a block of twice the size, and its
 * old block waits in the free list of its size class: at most half of the arena is slack, in practice a third.
 */
export class Postings {
  private arena = new Uint32Array(256);
  private used = 0;
  private starts = new Uint32Array(64);
  private lengths = new Uint32Array(64);
  private lists = 0;
  private free: number[][] = [];

  /** Appends a value to a list; lists come into being when first written. */
  push(list: number, value: number): void {
    if (list >= this.lists) {
      this.starts = grown(this.starts, list + 1);
      this.lengths = grown(this.lengths, list + 1);
      this.lists = list + 1;
    }
    const length = this.lengths[list] as number;
    if (length === 0) this.starts[list] = this.allocate(0);
    else if (length >= SMALLEST && (length & (length - 1)) === 0) this.move(list, length);
    this.arena[(this.starts[list] as number) + length] = value;
    this.lengths[list] = length + 1;
  }

  start(list: number): number {
    return this.starts[list] as number;
  }

  length(list: number): number {
    return list < this.lists ? (this.lengths[list] as number) : 0;
  }

  /** The arena that `start` and `length` point into; valid until the next `push`. */
  get data(): Uint32Array {
    return this.arena;
  }

  private move(list: number, length: number): void {
    const sizeClass = Math.log2(length / SMALLEST);
    const from = this.starts[list] as number;
    const to = this.allocate(sizeClass + 1);
    this.arena.copyWithin(to, from, from + length);
    this.starts[list] = to;
    const waiting = this.free[sizeClass] ?? [];
    waiting.push(from);
    this.free[sizeClass] = waiting;
  }

  private allocate(sizeClass: number): number {
    const reused = this.free[sizeClass]?.pop();
    if (reused !== undefined) return reused;
    const start = this.used;
    this.used += SMALLEST << sizeClass;
    this.arena = grown(this.arena, this.used);
    return start;
  }

  dump() {
    return {
      arena: this.arena.subarray(0, this.used),
      starts: this.starts.subarray(0, this.lists),
      lengths: this.lengths.subarray(0, this.lists),
      free: Array.from(this.free, (blocks) => Uint32Array.from(blocks ?? [])),
    };
  }

  static load(dump: ReturnType<Postings['dump']>): Postings {
    const postings = new Postings();
    postings.arena = dump.arena;
    postings.used = dump.arena.length;
    postings.starts = dump.starts;
    postings.lengths = dump.lengths;
    postings.lists = dump.starts.length;
    postings.free = dump.free.map((blocks) => Array.from(blocks));
    return postings;
  }
}
