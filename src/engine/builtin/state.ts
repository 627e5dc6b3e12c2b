// An index together with what it reflects, in memory and as a snapshot holds it.
import type { ModelIdentity } from '../../domain/model.js';
import type { FilterBits } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';

/** Dead documents beyond this share, and this number, are worth a rebuild. */
const DEAD_SHARE = 0.3;
const DEAD_LEAST = 1000;

/** An index together with the model and the points in the orders of writes and of vectors that it reflects. */
export interface State {
  readonly index: MemoryIndex;
  /** Of this index only: another one numbers its documents differently. */
  readonly filters: FilterBits;
  model: ModelIdentity | undefined;
  /** The store's name for the vectors in use. */
  vectors: string | undefined;
  writes: number;
  embeddings: number;
}

/** What a snapshot holds. */
export interface Dump {
  readonly index: ReturnType<MemoryIndex['dump']>;
  readonly model: ModelIdentity | null;
  readonly vectors: string | null;
  readonly writes: number;
  readonly embeddings: number;
}

/** The last change that a state reflects. */
export function lastOf({ writes, embeddings }: State): number {
  return Math.max(writes, embeddings);
}

/** Whether removed and replaced documents take up enough room to build the index anew. */
export function worthRebuilding(index: MemoryIndex): boolean {
  return index.dead > Math.max(DEAD_LEAST, DEAD_SHARE * index.docs);
}
