// Random numbers of documents that hang on their ids and a seed: what a shuffle goes by.
import { grown } from './growable.js';
import type { StringTable } from './string-table.js';

/** So that seed 0 is none of its own. */
const SALT = 0x811c9dc5;

/** Hashes of ids, four bytes each, made when they are first asked for: most indexes are never shuffled. */
export class IdHashes {
  private hashes: Uint32Array = new Uint32Array(0);
  private known = 0;

  /** By document a number from 1 to 2^31 − 1, in `into`, which holds one for each of the ids. */
  numbers(ids: StringTable, docs: Uint32Array, seed: number, into: Uint32Array): void {
    this.learn(ids);
    const salt = mixed(seed ^ SALT);
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      into[doc] = mixed((this.hashes[doc] as number) ^ salt) >>> 1 || 1;
    }
  }

  private learn(ids: StringTable): void {
    this.hashes = grown(this.hashes, ids.size);
    for (; this.known < ids.size; this.known++) this.hashes[this.known] = ids.hash(this.known);
  }
}

/** Spreads every bit over all others: the finaliser of MurmurHash3, 32 bits (Appleby). */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
