// What contract tests do with a collection of a library: search with short requests, read everything, read the marks.
import type { Stored } from '../../src/domain/catalogue.js';
import { ALL } from '../../src/domain/query.js';
import type { Collection, Engine, Mark, Retrieval, RetrievalRequest } from '../../src/engine/engine.js';

const MANY = 1000;

/** Asks for what is given; everything, no facets and a wide window otherwise. The lexical leg is on when there is a text. */
export function searchIn<D extends Stored>(
  collection: Collection<D>,
  given: Partial<RetrievalRequest>,
): Promise<Retrieval> {
  return collection.retrieve({ filter: ALL, lexical: given.text !== undefined, window: 100, facets: [], ...given });
}

/** The ids of the matched set, by id unless an order is given. */
export async function matchedIn<D extends Stored>(
  collection: Collection<D>,
  given: Partial<RetrievalRequest>,
): Promise<readonly string[]> {
  const order = { by: [], offset: 0, limit: MANY };
  return (await searchIn(collection, { order, ...given })).sorted;
}

/** All batches of a scan. */
export async function scanned<D extends Stored>(collection: Collection<D>): Promise<(readonly D[])[]> {
  const batches: (readonly D[])[] = [];
  for await (const batch of collection.scan()) batches.push(batch);
  return batches;
}

/** All marks, as `kind id`, sorted. */
export async function markedIn(works: Engine): Promise<string[]> {
  return shortMarks(await works.marked(MANY)).sort();
}

export function shortMarks(marks: readonly Mark[]): string[] {
  return marks.map(({ kind, id }) => `${kind} ${id}`);
}

/** Clears all marks. */
export async function unmarkAll(works: Engine): Promise<void> {
  for (let marks = await works.marked(MANY); marks.length > 0; marks = await works.marked(MANY)) {
    await works.clear(marks);
  }
}
