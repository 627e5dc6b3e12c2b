// Random histories of works and people, and the check that what was derived bit by bit is what a fresh start derives.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { createCurator } from '../../indexer/curate.js';
import { derive, deriveAll } from '../../indexer/derive.js';
import { ENTITY_KINDS, type Stored } from '../../src/domain/catalogue.js';
import type { Curation } from '../../src/domain/entities.js';
import { asImported, type Work } from '../../src/domain/work.js';
import { type Collection, type Library, partsOf } from '../../src/engine/engine.js';
import { IdeascopeError } from '../../src/errors.js';
import { arbitraryCollection, arbitraryWork, WORK_IDS } from './arbitrary-works.js';
import { createOracleLibrary } from './oracle-engine.js';

/** What happens to a library; the ids that need not exist are numbers into what there is. */
export type Event =
  | { readonly type: 'write'; readonly works: readonly Work[] }
  | { readonly type: 'remove'; readonly ids: readonly string[] }
  /** `steps`: how far it comes before it is stopped. */
  | { readonly type: 'derive'; readonly all: boolean; readonly steps: number | undefined }
  | { readonly type: 'merge'; readonly from: number; readonly into: number }
  | { readonly type: 'split'; readonly author: number; readonly works: number; readonly to: number | undefined }
  | { readonly type: 'undo'; readonly author: number }
  | { readonly type: 'patch'; readonly author: number; readonly bio: string | null; readonly trust: number };

/** People without an id have a key: of two names of one key some are the same person. */
function withKeys(work: Work): Work {
  const authorships = work.authorships.map((one) =>
    one.author.id === undefined
      ? { ...one, author: { ...one.author, name_key: one.author.display_name[0] ?? '' } }
      : one,
  );
  return { ...work, authorships };
}

const number = fc.nat({ max: 12 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('write' as const), works: works(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), ids: fc.subarray([...WORK_IDS]) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('derive' as const),
      all: fc.boolean(),
      steps: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('merge' as const), from: number, into: number }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('split' as const),
      author: number,
      works: fc.integer({ min: 1, max: 3 }),
      to: fc.option(number, { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('undo' as const), author: number }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('patch' as const),
      author: number,
      bio: fc.constantFrom('one', 'two', null),
      trust: fc.nat({ max: 3 }),
    }),
  },
);

function works(maxLength: number): fc.Arbitrary<Work[]> {
  return fc.array(arbitraryWork.map(withKeys), { minLength: 1, maxLength });
}

async function contentOf<D extends Stored>(collection: Collection<D>): Promise<D[]> {
  const all: D[] = [];
  for await (const batch of collection.scan()) all.push(...batch);
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Author ids that there are or were. */
async function authorIds(library: Library): Promise<string[]> {
  const ids = (await contentOf(library.authors)).map(({ id }) => id);
  return [...new Set([...ids, ...(await contentOf(library.curation)).map(({ id }) => id), 'nobody'])];
}

async function apply(library: Library, happened: Event): Promise<void> {
  const curator = createCurator(library);
  const ids = await authorIds(library);
  const idAt = (place: number) => ids[place % ids.length] as string;
  switch (happened.type) {
    case 'write':
      await library.works.write(happened.works);
      return;
    case 'remove':
      await library.works.remove(happened.ids);
      return;
    case 'derive': {
      const stop = new AbortController();
      let steps = 0;
      const onProgress = () => {
        if (++steps > (happened.steps ?? steps)) stop.abort();
      };
      await (happened.all ? deriveAll : derive)(library, { signal: stop.signal, onProgress });
      return;
    }
    case 'merge':
      await curator.mergeAuthors(idAt(happened.from), idAt(happened.into));
      return;
    case 'undo': {
      const merged = (await contentOf(library.curation)).filter((one) => one.merged_into !== undefined);
      await curator.splitAuthor(merged[happened.author % (merged.length + 1)]?.id ?? idAt(happened.author));
      return;
    }
    case 'patch':
      await curator.patchAuthor(idAt(happened.author), { bio: happened.bio, trust_score: happened.trust });
      return;
    case 'split':
      await splitSome(
        library,
        idAt(happened.author),
        happened.works,
        happened.to === undefined ? undefined : idAt(happened.to),
      );
  }
}

/** Splits some works off, after which they stand under the other record, unless who is who was waiting to be told. */
async function splitSome(library: Library, id: string, count: number, to: string | undefined): Promise<void> {
  const under = (work: Work, author: string) => work.authorships.some((one) => one.author.id === author);
  const own = (await contentOf(library.works)).filter((work) => under(work, id)).slice(0, count);
  const ids = own.map((work) => work.id);
  const pending = await library.works.countMarked();
  const split = await createCurator(library).splitAuthor(id, ids, ...(to ? [to] : []));
  const after = await library.works.fetch(ids);
  if (pending > 0) return;
  expect(after.map((work) => work && [under(work, id), under(work, split.to.id)])).toEqual(
    ids.map(() => [false, true]),
  );
}

async function refused(attempt: Promise<void>): Promise<void> {
  await attempt.catch((error: unknown) => {
    if (!(error instanceof IdeascopeError && ['not_found', 'invalid_parameter'].includes(error.code))) throw error;
  });
}

async function entitiesOf(library: Library) {
  return Promise.all(ENTITY_KINDS.map((kind) => contentOf<Stored>(library[kind])));
}

/** A library that was told the same at once: works as their sources have them, and what people said. */
async function derivedAfresh(stored: readonly Work[], curation: readonly Curation[]): Promise<Library> {
  const library = createOracleLibrary();
  await library.works.write([...stored].reverse().map(asImported));
  await library.curation.write(curation);
  await deriveAll(library);
  return library;
}

/** Lets everything happen to an empty library, derives what is left to derive, and compares. */
export async function checkHistory(library: Library, events: readonly Event[]): Promise<void> {
  for (const part of partsOf(library)) await part.prepare();
  for (const happened of events) await refused(apply(library, happened));
  await derive(library);
  expect(await library.works.countMarked()).toBe(0);
  const stored = await contentOf(library.works);
  const fresh = await derivedAfresh(stored, await contentOf(library.curation));
  expect(stored).toEqual(await contentOf(fresh.works));
  expect(await entitiesOf(library)).toEqual(await entitiesOf(fresh));
  await deriveAll(library);
  expect(await entitiesOf(library)).toEqual(await entitiesOf(fresh));
}

/** Begins with works whose people are known, so that there is somebody to merge and split. */
export const history: fc.Arbitrary<Event[]> = fc
  .tuple(arbitraryCollection, fc.array(event, { minLength: 3, maxLength: 16, size: 'max' }))
  .map(([first, then]) => [
    { type: 'write', works: first.map(withKeys) },
    { type: 'derive', all: false, steps: undefined },
    ...then,
  ]);
