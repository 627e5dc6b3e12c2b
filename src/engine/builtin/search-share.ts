// Two threads answer one search: each compares the next block of vectors, and counts the next facet, that nobody has taken.
import type { Bits } from './bitset.js';
import { grown } from './growable.js';
import type { SemanticMatches, Take } from './vector-index.js';

/** Places in the numbers that both threads see. */
const NEXT_BLOCK = 0;
const COMPARING = 1;
const FOUND = 2;
const MATCHED = 3;
const NEXT_FACET = 4;
const PLACES = 5;

/** What the helper does with vectors: it has not begun, it compares, it has ended; or it is too late. */
const IDLE = 0;
const BUSY = 1;
const OVER = 2;
const TOO_LATE = 3;

/** What is known of the matched documents: nothing yet, all, or that there will be none. */
const KNOWN = 1;
const GIVEN_UP = 2;

/** A thread that stopped dead must not stop the other one: milliseconds. */
const PATIENCE = 2000;

/** As it is sent to both threads. */
export interface ShareHandle {
  readonly numbers: Int32Array;
  /** What the helper finds by meaning. */
  readonly docs: Uint32Array;
  readonly cosines: Float32Array;
  /** The matched documents, which the other thread finds. */
  readonly matched: Bits;
}

/** The memory of one helper, used for one search after the other. */
export class SearchShare {
  private readonly numbers = new Int32Array(new SharedArrayBuffer(4 * PLACES));
  private docs: Uint32Array = new Uint32Array(0);
  private cosines: Float32Array = new Float32Array(0);
  private matched: Bits = new Uint32Array(0);

  /** Makes it ready for a search in so many documents. */
  open(docs: number): ShareHandle {
    this.numbers.fill(0);
    this.docs = grown(this.docs, docs);
    this.cosines = grown(this.cosines, docs);
    this.matched = grown(this.matched, (docs + 31) >>> 5);
    const { numbers, cosines, matched } = this;
    return { numbers, docs: this.docs, cosines, matched };
  }
}

/** Gives out the blocks that are left. */
function blocksOf({ numbers }: ShareHandle): Take {
  return () => Atomics.add(numbers, NEXT_BLOCK, 1);
}

/** Gives out the facets that are left, by their place in the request. */
export function facetsOf({ numbers }: ShareHandle): Take {
  return () => Atomics.add(numbers, NEXT_FACET, 1);
}

/** The helper's part in comparing: nothing is done when the other thread is through already. */
export function helpComparing(share: ShareHandle, scan: (take: Take) => SemanticMatches): void {
  const { numbers, docs, cosines } = share;
  if (Atomics.compareExchange(numbers, COMPARING, IDLE, BUSY) !== IDLE) return;
  let found = 0;
  try {
    const matches = scan(blocksOf(share));
    docs.set(matches.docs);
    cosines.set(matches.cosines);
    found = matches.docs.length;
  } finally {
    Atomics.store(numbers, FOUND, found);
    Atomics.store(numbers, COMPARING, OVER);
    Atomics.notify(numbers, COMPARING);
  }
}

/**
 * The other part: what both threads have found, in no order.
 * @throws Error if the helper has not ended after two seconds
 */
export function compareTogether(share: ShareHandle, scan: (take: Take) => SemanticMatches): SemanticMatches {
  const { numbers, docs, cosines } = share;
  const own = scan(blocksOf(share));
  if (Atomics.compareExchange(numbers, COMPARING, IDLE, TOO_LATE) === IDLE) return own;
  if (!waitWhile(numbers, COMPARING, BUSY)) throw new Error('a search thread does not answer');
  const found = Atomics.load(numbers, FOUND);
  const all = { docs: new Uint32Array(own.docs.length + found), cosines: new Float32Array(own.docs.length + found) };
  all.docs.set(own.docs);
  all.docs.set(docs.subarray(0, found), own.docs.length);
  all.cosines.set(own.cosines);
  all.cosines.set(cosines.subarray(0, found), own.docs.length);
  return all;
}

/** Tells the helper which documents match; undefined: it is not to wait for them. */
export function announce({ numbers, matched }: ShareHandle, bits: Bits | undefined): void {
  if (Atomics.load(numbers, MATCHED) !== 0) return;
  if (bits) matched.set(bits);
  Atomics.store(numbers, MATCHED, bits ? KNOWN : GIVEN_UP);
  Atomics.notify(numbers, MATCHED);
}

/** Waits for the matched documents; undefined if there will be none. The caller owns the result. */
export function awaitMatched({ numbers, matched }: ShareHandle, docs: number): Bits | undefined {
  if (!waitWhile(numbers, MATCHED, 0) || Atomics.load(numbers, MATCHED) !== KNOWN) return undefined;
  return matched.slice(0, (docs + 31) >>> 5);
}

/** Returns false when it has taken too long. */
function waitWhile(numbers: Int32Array, place: number, value: number): boolean {
  while (Atomics.load(numbers, place) === value) {
    if (Atomics.wait(numbers, place, value, PATIENCE) === 'timed-out') return false;
  }
  return true;
}
