// What the store can take as a key: found out before a transaction, which would keep the half of a batch that fails.
import type { Stored } from '../../domain/catalogue.js';

/** LMDB's limit at its page size of 4 KiB. */
const MOST_BYTES = 1978;
/** A key of two parts is a little longer than its id. */
const MOST_BYTES_MARKED = MOST_BYTES - 16;
/** Half a surrogate pair: as UTF-8 it comes back as another id. */
const HALF = /\p{Surrogate}/u;

/** @throws if an id of a thing, its own or an external one, is too long for the store or no Unicode. */
export function requireStorable<D extends Stored>(
  things: readonly D[],
  externalIds: (thing: D) => readonly string[],
): void {
  for (const thing of things) {
    for (const id of [thing.id, ...externalIds(thing)]) {
      if (HALF.test(id)) throw new Error(`the id ${id.slice(0, 60)} contains half a surrogate pair`);
      if (isShorter(id, MOST_BYTES)) continue;
      throw new Error(
        `the id ${id.slice(0, 60)}… has ${Buffer.byteLength(id)} bytes, fewer than ${MOST_BYTES} are needed`,
      );
    }
  }
}

/** Whether the store can be asked for this key: a longer one is in no store, and LMDB throws. */
export function isAskable(id: string): boolean {
  return id !== '' && isShorter(id, MOST_BYTES);
}

/** Whether something can be marked under this id; what cannot could not be stored under it either. */
export function isMarkable(id: string): boolean {
  return isShorter(id, MOST_BYTES_MARKED) && !HALF.test(id);
}

/** No UTF-16 unit takes more than three bytes: ids of usual length are not measured. */
function isShorter(id: string, bytes: number): boolean {
  return id.length * 3 < bytes || Buffer.byteLength(id) < bytes;
}
