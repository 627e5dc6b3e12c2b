// Samples: some of what matches, drawn at random, the same for the same seed.
import { createHash, randomInt } from 'node:crypto';
import type { RetrievalRequest, Total } from '../engine/engine.js';
import type { Paging } from './paging.js';

/** Seeds that an engine takes: below 2 ** 31. */
const SEEDS = 2 ** 31;

/** How many, and which ones. */
export interface Sample {
  readonly size: number;
  readonly seed: number;
}

/** @param seed any text; without one every call draws anew */
export function sampleOf(size: number, seed: string | undefined): Sample {
  const drawn =
    seed === undefined ? randomInt(SEEDS) : createHash('sha256').update(seed).digest().readUInt32LE() % SEEDS;
  return { size, seed: drawn };
}

/** What a page of a sample asks of the engine. */
export function sampledPart({ size, seed }: Sample, { offset, limit }: Paging): Pick<RetrievalRequest, 'order'> {
  return { order: { by: { seed }, offset, limit: Math.max(0, Math.min(limit, size - offset)) } };
}

/** How many things the sample holds. */
export function sampledTotal({ size }: Sample, { value, relation }: Total): Total {
  return value >= size ? { value: size, relation: 'eq' } : { value, relation };
}
