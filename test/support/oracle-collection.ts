// A collection of the port in the most obvious way, over a plain map: entities in tests that need no real engine.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, Stored } from '../../src/domain/catalogue.js';
import type { Collection, WriteOutcome } from '../../src/engine/engine.js';
import { completeFrom } from './oracle-complete.js';
import { frequenciesOf } from './oracle-match.js';
import { retrieveFrom } from './oracle-retrieve.js';

const BATCH = 1000;

/** A collection over a map; two collections over one map are one that was closed and opened again. */
export function createOracleCollection<D extends Stored>(
  catalogue: Catalogue<D>,
  store: Map<string, D> = new Map(),
): Collection<D> {
  let things: readonly D[] = [];
  const refresh = async () => {
    things = [...store.values()];
  };
  return {
    prepare: async () => undefined,
    write: async (given) => given.map((thing) => writeOne(store, thing)),
    remove: async (ids) => ids.filter((id) => store.delete(id)).length,
    refresh,
    reindex: refresh,
    retrieve: async (request) => retrieveFrom({ catalogue, things, model: undefined, vectors: new Map() }, request),
    complete: async (request) => completeFrom(catalogue, things, request),
    frequencies: async (words) => frequenciesOf(catalogue, things, words),
    fetch: async (ids) => ids.map((id) => find(store, catalogue, id)),
    scan: () => batches(store),
    count: async () => store.size,
    close: async () => undefined,
  };
}

function writeOne<D extends Stored>(store: Map<string, D>, thing: D): WriteOutcome {
  const before = store.get(thing.id);
  if (before !== undefined && isDeepStrictEqual(before, copy(thing))) return 'unchanged';
  store.set(thing.id, copy(thing));
  return before === undefined ? 'created' : 'updated';
}

/** A stored thing by its id or, of several that claim an external id, the first. */
export function find<D extends Stored>(store: Map<string, D>, catalogue: Catalogue<D>, id: string): D | undefined {
  const own = store.get(id);
  if (own) return copy(own);
  const [claimed] = [...store.values()].filter((thing) => catalogue.externalIds(thing).includes(id)).sort(byId);
  return claimed && copy(claimed);
}

const byId = (a: Stored, b: Stored) => (a.id < b.id ? -1 : 1);

/** What is stored is data; what the caller does to its own object later must not reach the store. */
export function copy<D>(thing: D): D {
  return JSON.parse(JSON.stringify(thing)) as D;
}

/** Everything, in batches. */
export async function* batches<D extends Stored>(store: Map<string, D>): AsyncGenerator<readonly D[]> {
  const all = [...store.values()];
  for (let i = 0; i < all.length; i += BATCH) yield all.slice(i, i + BATCH).map(copy);
}
