// Many growing lists of unsigned integers in one arena: a list lives in one block, block sizes are powers of two.
import { grown, withRoom } from './growable.js';

const SMALLEST = 2;

/**
 * Lists are contiguous, so that reading one is a plain loop. A full list moves to a block of twice the size, and its
 * old block waits in the free list of its size class: at most half of the arena is slack, in practice a third.
 */
export class Postings {
  private arena = new Uint32Array(256);
  private used = 0;
  /** Start and length of each list side by side: an append then touches one cache line less. */
  private heads = new Uint32Array(128);
  private lists = 0;
  private free: number[][] = [];

  /** Appends a value to a list; lists come into being when first written. */
  push(list: number, value: number): void {
    if (list >= this.lists) {
      this.heads = grown(this.heads, 2 * (list + 1));
      this.lists = list + 1;
    }
    const head = 2 * list;
    const length = this.heads[head + 1] as number;
    if (length === 0) this.heads[head] = this.allocate(0);
    else if (length >= SMALLEST && (length & (length - 1)) === 0) this.move(head, length);
    this.arena[(this.heads[head] as number) + length] = value;
    this.heads[head + 1] = length + 1;
  }

  start(list: number): number {
    return this.heads[2 * list] as number;
  }

  length(list: number): number {
    return list < this.lists ? (this.heads[2 * list + 1] as number) : 0;
  }

  /** The arena that `start` and `length` point into; valid until the next `push`. */
  get data(): Uint32Array {
    return this.arena;
  }

  private move(head: number, length: number): void {
    const sizeClass = 31 - Math.clz32(length / SMALLEST);
    const from = this.heads[head] as number;
    const to = this.allocate(sizeClass + 1);
    this.arena.copyWithin(to, from, from + length);
    this.heads[head] = to;
    let waiting = this.free[sizeClass];
    if (!waiting) {
      waiting = [];
      this.free[sizeClass] = waiting;
    }
    waiting.push(from);
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
      heads: this.heads.subarray(0, 2 * this.lists),
      free: Array.from(this.free, (blocks) => Uint32Array.from(blocks ?? [])),
    };
  }

  static load(dump: ReturnType<Postings['dump']>): Postings {
    const postings = new Postings();
    postings.arena = withRoom(dump.arena);
    postings.used = dump.arena.length;
    postings.heads = dump.heads;
    postings.lists = dump.heads.length / 2;
    postings.free = dump.free.map((blocks) => Array.from(blocks));
    return postings;
  }
}
