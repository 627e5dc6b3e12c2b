// What the store can take as a key: found out before a transaction, which would keep the half of a batch that fails.
import { externalIds, type Work } from '../../domain/work.js';

/** LMDB's limit at its page size of 4 KiB. */
const MOST_BYTES = 1978;
/** Half a surrogate pair: as UTF-8 it comes back as another id. */
const HALF = /\p{Surrogate}/u;

/** @throws if an id of a work, its own or an external one, is too long for the store or no Unicode. */
export function requireStorable(works: readonly Work[]): void {
  for (const work of works) {
    for (const id of [work.id, ...externalIds(work)]) {
      if (HALF.test(id)) throw new Error(`the id ${id.slice(0, 60)} contains half a surrogate pair`);
      // no UTF-16 unit takes more than three bytes: ids of usual length are not measured
      if (id.length * 3 < MOST_BYTES || Buffer.byteLength(id) < MOST_BYTES) continue;
      throw new Error(
        `the id ${id.slice(0, 60)}… has ${Buffer.byteLength(id)} bytes, fewer than ${MOST_BYTES} are needed`,
      );
    }
  }
}
