// Two threads compare one query with the vectors of an index: each takes the next block that nobody has taken.
import { grown } from './growable.js';
import type { SemanticMatches, Take } from './vector-index.js';

/** Places in the numbers that both threads see. */
const NEXT_BLOCK = 0;
const STATE = 1;
const FOUND = 2;

/** What the helper does: it has not begun, it compares, it has ended; or it is too late. */
const IDLE = 0;
const COMPARING = 1;
const OVER = 2;
const TOO_LATE = 3;

/** A helper that stopped dead must not stop the search: milliseconds. */
const PATIENCE = 2000;

/** As it is sent to both threads. */
export interface ShareHandle {
  readonly numbers: Int32Array;
  /** What the helper finds. */
  readonly docs: Uint32Array;
  readonly cosines: Float32Array;
}

export interface ScanShare {
  /** Makes it ready for an index of so many documents. */
  open(docs: number): void;
  readonly handle: ShareHandle;
  /** Whether the helper has ended, or will not begin. */
  readonly isOver: boolean;
}

export function openScanShare(): ScanShare {
  const numbers = new Int32Array(new SharedArrayBuffer(12));
  let docs: Uint32Array = new Uint32Array(0);
  let cosines: Float32Array = new Float32Array(0);
  return {
    open(count) {
      numbers.fill(0);
      docs = grown(docs, count);
      cosines = grown(cosines, count);
    },
    get handle() {
      return { numbers, docs, cosines };
    },
    get isOver() {
      return Atomics.load(numbers, STATE) >= OVER;
    },
  };
}

/** Gives out the blocks that are left. */
export function takeFrom({ numbers }: ShareHandle): Take {
  return () => Atomics.add(numbers, NEXT_BLOCK, 1);
}

/** The helper's part: nothing is done when the other thread is through already. */
export function help(share: ShareHandle, scan: (take: Take) => SemanticMatches): void {
  const { numbers, docs, cosines } = share;
  if (Atomics.compareExchange(numbers, STATE, IDLE, COMPARING) !== IDLE) return;
  let found = 0;
  try {
    const matches = scan(takeFrom(share));
    docs.set(matches.docs);
    cosines.set(matches.cosines);
    found = matches.docs.length;
  } finally {
    Atomics.store(numbers, FOUND, found);
    Atomics.store(numbers, STATE, OVER);
    Atomics.notify(numbers, STATE);
  }
}

/**
 * The other part: what both threads have found, in no order.
 * @throws Error if the helper has not ended after two seconds
 */
export function scanTogether(share: ShareHandle, scan: (take: Take) => SemanticMatches): SemanticMatches {
  const { numbers, docs, cosines } = share;
  const own = scan(takeFrom(share));
  if (Atomics.compareExchange(numbers, STATE, IDLE, TOO_LATE) === IDLE) return own;
  while (Atomics.load(numbers, STATE) === COMPARING) {
    const outcome = Atomics.wait(numbers, STATE, COMPARING, PATIENCE);
    if (outcome === 'timed-out') throw new Error('a search thread does not answer');
  }
  const found = Atomics.load(numbers, FOUND);
  const all = { docs: new Uint32Array(own.docs.length + found), cosines: new Float32Array(own.docs.length + found) };
  all.docs.set(own.docs);
  all.docs.set(docs.subarray(0, found), own.docs.length);
  all.cosines.set(own.cosines);
  all.cosines.set(cosines.subarray(0, found), own.docs.length);
  return all;
}
