// Many growing lists of unsigned integers in one arena: a list lives in one block, of 2, 3, 4, 6, 8, 12, 16, … cells.
import { grown } from './growable.js';

/** The class of the smallest block. */
const SMALLEST = 2;

/** Blocks that lists have left, by size class. */
export type LeftBlocks = readonly (readonly number[] | undefined)[];

/**
 * Lists are contiguous, so that reading one is a plain loop. A full list moves to a block half as large again, or a third:
 * in practice a sixth of the arena is slack. Other threads read while lists grow: a length never speaks of values that
 * are not there yet, and the block that a list has left stays as it is until `reuse` is told that nobody reads it any more.
 */
export class Postings {
  private arena: Uint32Array = new Uint32Array(0);
  private used = 0;
  /** Start and length of each list side by side: an append then touches one cache line less. */
  private heads: Uint32Array = new Uint32Array(0);
  private lists = 0;
  private free: number[][] = [];
  private left: number[][] = [];

  /** Appends a value to a list; lists come into being when first written. */
  push(list: number, value: number): void {
    if (list >= this.lists) {
      this.heads = grown(this.heads, 2 * (list + 1));
      this.lists = list + 1;
    }
    const head = 2 * list;
    const length = this.heads[head + 1] as number;
    if (length === 0) this.begin(head);
    else if (isSize(length)) this.move(head, length);
    this.arena[(this.heads[head] as number) + length] = value;
    // in the order in which another thread is to see it
    Atomics.store(this.heads, head + 1, length + 1);
  }

  /** Where a list begins in the arena, and where it ends. */
  range(list: number): readonly [start: number, end: number] {
    // in this order: the block may have become another one meanwhile, but that has as many values
    const length = this.length(list);
    const start = length === 0 ? 0 : Atomics.load(this.heads, 2 * list);
    return [start, start + length];
  }

  length(list: number): number {
    return list < this.lists ? Atomics.load(this.heads, 2 * list + 1) : 0;
  }

  /** The arena that `range` points into: to be asked for after it, as a list may have moved to where there was none. */
  get data(): Uint32Array {
    const { buffer, byteLength } = this.arena;
    if (buffer.byteLength > byteLength) this.arena = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
    return this.arena;
  }

  private begin(head: number): void {
    const start = this.allocate(SMALLEST);
    this.heads[head] = start;
  }

  private move(head: number, length: number): void {
    const sizeClass = classOf(length);
    const from = this.heads[head] as number;
    const to = this.allocate(sizeClass + 1);
    this.arena.copyWithin(to, from, from + length);
    Atomics.store(this.heads, head, to);
    addTo(this.left, sizeClass, from);
  }

  private allocate(sizeClass: number): number {
    const reused = this.free[sizeClass]?.pop();
    if (reused !== undefined) return reused;
    const start = this.used;
    this.used += sizeOf(sizeClass);
    const { buffer } = this.arena;
    this.arena = grown(this.arena, this.used);
    // who reads the memory that was left goes on with heads that point into it
    if (this.arena.buffer !== buffer) this.heads = copied(this.heads);
    return start;
  }

  /** Takes the blocks that lists have left since the last time: the caller hands them to `reuse`, once nobody reads them. */
  takeLeft(): LeftBlocks {
    const { left } = this;
    this.left = [];
    return left;
  }

  reuse(blocks: LeftBlocks): void {
    for (const [sizeClass, starts = []] of blocks.entries()) {
      for (const start of starts) addTo(this.free, sizeClass, start);
    }
  }

  dump() {
    const free = Array.from({ length: Math.max(this.free.length, this.left.length) }, (_, sizeClass) =>
      Uint32Array.from([...(this.free[sizeClass] ?? []), ...(this.left[sizeClass] ?? [])]),
    );
    return { ...this.view(), free };
  }

  /** What readers need of a dump. */
  view() {
    return { arena: this.arena.subarray(0, this.used), heads: this.heads.subarray(0, 2 * this.lists) };
  }

  static load(dump: ReturnType<Postings['view']> & { free?: readonly Uint32Array[] }): Postings {
    const postings = new Postings();
    postings.arena = dump.arena;
    postings.used = dump.arena.length;
    postings.heads = dump.heads;
    postings.lists = dump.heads.length / 2;
    postings.free = (dump.free ?? []).map((blocks) => Array.from(blocks));
    return postings;
  }
}

/** Classes of sizes: 2 p are of 2^p cells, 2 p + 1 of half as many again. */
function sizeOf(sizeClass: number): number {
  const power = sizeClass >>> 1;
  return (sizeClass & 1) === 0 ? 1 << power : 3 << (power - 1);
}

/** The class of a size. */
function classOf(size: number): number {
  const power = 31 - Math.clz32(size);
  return 2 * power + ((size >>> (power - 1)) & 1);
}

/** Whether so many values fill a block: below the first two bits there is nothing. */
function isSize(length: number): boolean {
  return length > 1 && (length & ((1 << (30 - Math.clz32(length))) - 1)) === 0;
}

function addTo(lists: number[][], sizeClass: number, start: number): void {
  const list = lists[sizeClass];
  if (list) list.push(start);
  else lists[sizeClass] = [start];
}

function copied(heads: Uint32Array): Uint32Array {
  const copy = grown(new Uint32Array(0), heads.length);
  copy.set(heads);
  return copy;
}
