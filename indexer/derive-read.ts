// Reads what the derivation needs, in pages, without holding up the searches of the same process.
import { setImmediate } from 'node:timers/promises';
import type { Stored } from '../src/domain/catalogue.js';
import type { Work } from '../src/domain/work.js';
import type { Collection, Position } from '../src/engine/engine.js';

/** How long may be worked on end before other requests get their turn, milliseconds. */
const SLICE_MS = 8;
/** Sorting so many ids takes some 10 ms. */
const IDS_PER_RUN = 20_000;
const IDS_PER_PAGE = 1000;
/** Parsing so many works takes a few milliseconds. */
const WORKS_PER_FETCH = 200;

/** A function to call after each small piece of work: lets other requests run once the slice is used up. */
export function createBreather(): () => Promise<void> | undefined {
  let pause = performance.now() + SLICE_MS;
  const breathe = async () => {
    await setImmediate();
    pause = performance.now() + SLICE_MS;
  };
  return () => (performance.now() < pause ? undefined : breathe());
}

/** Ids in an order in which long stretches are sorted: a store reads and writes neighbours faster, and fills its pages. */
export async function inRuns(ids: Iterable<string>): Promise<string[]> {
  const all = [...ids];
  const ordered: string[] = [];
  for (let i = 0; i < all.length; i += IDS_PER_RUN) {
    for (const id of all.slice(i, i + IDS_PER_RUN).sort()) ordered.push(id);
    await setImmediate();
  }
  return ordered;
}

/** The ids of what has one of the values, by id, in pages. Sees what the last `refresh` made visible. */
export async function* idsWhere<D extends Stored>(
  collection: Collection<D>,
  field: string,
  values: readonly string[],
): AsyncGenerator<readonly string[]> {
  let after: Position | undefined;
  for (;;) {
    const order = { by: [], offset: 0, limit: IDS_PER_PAGE, ...(after === undefined ? {} : { after }) };
    const filter = { type: 'values', field, values } as const;
    const { sorted } = await collection.retrieve({ filter, lexical: false, window: 0, order, facets: [] });
    const last = sorted.at(-1);
    if (last === undefined) return;
    yield sorted;
    if (sorted.length < IDS_PER_PAGE) return;
    after = { values: [], id: last };
  }
}

/** Works that have one of the values, as they are stored now, in batches. */
export async function* worksWhere(
  works: Collection<Work>,
  field: string,
  values: readonly string[],
): AsyncGenerator<readonly Work[]> {
  for await (const ids of idsWhere(works, field, values)) {
    for (let i = 0; i < ids.length; i += WORKS_PER_FETCH) {
      const slice = ids.slice(i, i + WORKS_PER_FETCH);
      const found = await works.fetch(slice);
      // the id of a work that is gone may be an external id of another one
      yield found.filter((work, j): work is Work => work !== undefined && work.id === slice[j]);
    }
  }
}
