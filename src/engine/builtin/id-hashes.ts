// Random numbers of documents that hang on their ids and a seed: what a shuffle goes by.
import { grown } from './growable.js';

// FNV-1a, 32 bits (Fowler, Noll & Vo).
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Hashes of ids, four bytes each, made when they are first asked for: most indexes are never shuffled. */
export class IdHashes {
  private hashes = new Uint32Array(0);
  private known = 0;

  /** By document a number from 1 to 2^31 − 1, in `into`, which holds one for each of the ids. */
  numbers(ids: readonly string[], docs: Uint32Array, seed: number, into: Uint32Array): void {
    this.learn(ids);
    const salt = mixed(seed ^ FNV_START);
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      into[doc] = mixed((this.hashes[doc] as number) ^ salt) >>> 1 || 1;
    }
  }

  private learn(ids: readonly string[]): void {
    this.hashes = grown(this.hashes, ids.length);
    for (; this.known < ids.length; this.known++) this.hashes[this.known] = hashOf(ids[this.known] as string);
  }
}

function hashOf(id: string): number {
  let hash = FNV_START;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** Spreads every bit over all others: the finaliser of MurmurHash3, 32 bits (Appleby). */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
