// An index together with what it reflects, in memory and as a snapshot holds it.
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import type { ModelIdentity } from '../../domain/model.js';
import { emptyOrder, type NameOrder } from './completion/name-order.js';
import { FilterBits } from './filter-bits.js';
import { type IndexDump, MemoryIndex } from './memory-index.js';

/** Dead documents beyond this share, and this number, are worth a rebuild. */
const DEAD_SHARE = 0.3;
const DEAD_LEAST = 1000;

/** An index together with the model and the points in the orders of writes and of vectors that it reflects. */
export interface State<D extends Stored> {
  readonly index: MemoryIndex<D>;
  /** Of this index only: another one numbers its documents differently. */
  readonly filters: FilterBits;
  /** Of the names of this index; it may lack those that came last. */
  names: NameOrder;
  model: ModelIdentity | undefined;
  /** The store's name for the vectors in use. */
  vectors: string | undefined;
  writes: number;
  embeddings: number;
}

/** What a snapshot holds. */
export interface Dump {
  readonly index: IndexDump;
  readonly model: ModelIdentity | null;
  readonly vectors: string | null;
  readonly writes: number;
  readonly embeddings: number;
}

/** A state that reflects no change yet. */
export function emptyState<D extends Stored>(index: MemoryIndex<D>): State<D> {
  const names = emptyOrder(index.names);
  return { index, filters: new FilterBits(), names, model: undefined, vectors: undefined, writes: 0, embeddings: 0 };
}

/** Takes over what a snapshot holds. */
export function loadState<D extends Stored>(
  catalogue: Catalogue<D>,
  { index, model, vectors, writes, embeddings }: Dump,
): State<D> {
  return {
    ...emptyState(MemoryIndex.load(catalogue, index)),
    model: model ?? undefined,
    vectors: vectors ?? undefined,
    writes,
    embeddings,
  };
}

/** The last change that a state reflects. */
export function lastOf({ writes, embeddings }: Pick<Dump, 'writes' | 'embeddings'>): number {
  return Math.max(writes, embeddings);
}

/** Names that are not in order yet, beyond this number and this share, are worth ordering all anew. */
const UNORDERED_LEAST = 256;
const UNORDERED_SHARE = 1 / 32;

/** Whether so many names have come in that completing reads too many of them one by one. */
export function worthOrdering({ index, names }: Pick<State<never>, 'index' | 'names'>): boolean {
  return index.docs - names.docs > Math.max(UNORDERED_LEAST, UNORDERED_SHARE * index.docs);
}

/** Whether removed and replaced documents take up enough room to build the index anew. */
export function worthRebuilding(index: MemoryIndex<never>): boolean {
  return index.dead > Math.max(DEAD_LEAST, DEAD_SHARE * index.docs);
}
