// The ten promises about a search over random collections, searches, filters and facets, through the API.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  arbitraryClause,
  arbitrarySearch,
  type Clause,
  drawCollection,
  FACETS,
  type Search,
} from '../support/arbitrary-searches.js';
import { checkMeaning } from './random-meaning.js';
import {
  type Always,
  type Ask,
  alwaysOf,
  type Check,
  idsOf,
  openSession,
  type Parameters,
  type Session,
  sorted,
} from './random-session.js';
import type { OpenLibrary } from './serve.js';

/** How much is asked of an engine: of one that answers slowly, less. */
export interface Extent {
  readonly collections: number;
  /** Of each collection, for each promise. */
  readonly searches: number;
}

const PATIENCE = 120_000;
const FIRST_SEED = Number(process.env['PROMISES_SEED'] ?? 1);

/** `PROMISES_SEED=<the seed in the name of a test>` draws the same collection first, and asks the same of it. */
export function checkRandomPromises(name: string, openLibrary: OpenLibrary, { collections, searches }: Extent): void {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + collections; seed++) {
    describe(`${name}: promises over a random collection (PROMISES_SEED=${seed})`, () => {
      let session: Session;
      beforeAll(async () => {
        session = await openSession(openLibrary, drawCollection(seed));
      }, PATIENCE);
      afterAll(() => session?.close());
      const always = alwaysOf(seed, searches);
      const check = (promise: string, body: (session: Session, always: Always) => Promise<void>) =>
        test(promise, () => body(session, always), PATIENCE);
      checkLists(check);
      checkCounts(check);
      checkMeaning(check);
    });
  }
}

const written = (clauses: readonly Clause[]) => clauses.map(({ field, value }) => `${field}:${value}`).join();
const parametersOf = ({ search, mode, clauses }: Search): Parameters => ({ search, mode, filter: written(clauses) });
const counted = { facets: FACETS.join(), facet_size: 200 };

function checkLists(check: Check): void {
  check('1, 10: pages of any size are one long page, which has each work once', async ({ ask }, always) => {
    const orders = fc.constantFrom<Parameters>(
      {},
      {},
      { rerank: true },
      { sort: 'publication_year:desc' },
      { sort: 'cited_by_count,publication_date:desc' },
    );
    await always(fc.tuple(arbitrarySearch, orders, fc.constantFrom(3, 7, 20)), async ([search, order, size]) => {
      const asked = { ...parametersOf(search), ...((await isRanked(ask, search)) ? order : {}) };
      const long = await ask({ ...asked, per_page: 200 });
      const ids = idsOf(long.results);
      const records = long.results.flatMap(({ id, versions = [] }) => [
        id,
        ...versions.map((one) => one.id).filter((one) => one !== id),
      ]);
      expect(new Set(records).size).toBe(records.length);
      expect(await walked(ask, { ...asked, per_page: size })).toEqual(ids);
      const paged: (string | undefined)[] = [];
      for (let page = 1; page <= ids.length / size + 1; page++) {
        const { meta, results } = await ask({ ...asked, per_page: size, page });
        expect([meta.count, meta.reachable]).toEqual([long.meta.count, long.meta.reachable]);
        paged.push(...idsOf(results));
      }
      expect(paged).toEqual(ids);
    });
  });

  check('2: a total is what walking meets, and what is reachable is what pages have', async ({ ask }, always) => {
    await always(arbitrarySearch, async (search) => {
      const { meta, results } = await ask({ ...parametersOf(search), per_page: 200 });
      const all = await walked(ask, { ...parametersOf(search), sort: 'publication_year', per_page: 40 });
      expect(meta).toMatchObject({ count: all.length, count_relation: 'eq', reachable: results.length });
      expect(idsOf(results).filter((id) => !all.includes(id))).toEqual([]);
      expect(new Set(all).size).toBe(all.length);
    });
  });
}

function checkCounts(check: Check): void {
  check('3: a count is what selecting the value gives, and selected values are there', async ({ ask }, always) => {
    await always(
      arbitrarySearch,
      async (search) => {
        const { facets = {} } = await ask({ ...parametersOf(search), ...counted, per_page: 1 });
        for (const [field, entries] of Object.entries(facets)) {
          const others = search.clauses.filter((clause) => clause.field !== field);
          // the largest and the smallest tell as much as all of them
          for (const { key, count } of new Set([...entries.slice(0, 1), ...entries.slice(-1)])) {
            const clauses = [...others, { field, value: inFilter(key), selects: [] }];
            const { meta } = await ask({ ...parametersOf({ ...search, clauses }), per_page: 1 });
            expect({ field, key, count: meta.count }).toEqual({ field, key, count });
          }
        }
        for (const { field, selects } of search.clauses) {
          const selected = (facets[field] ?? []).filter((one) => one.selected).map(({ key }) => String(key));
          if (FACETS.includes(field)) expect(selected).toEqual(expect.arrayContaining([...selects]));
        }
      },
      0.5,
    );
  });

  check('4: a condition more never raises a total or a count', async ({ ask }, always) => {
    await always(fc.tuple(arbitrarySearch, arbitraryClause), async ([search, clause]) => {
      const before = await ask({ ...parametersOf(search), ...counted, per_page: 200 });
      const clauses = [...search.clauses, clause];
      const after = await ask({ ...parametersOf({ ...search, clauses }), ...counted, per_page: 200 });
      expect(idsOf(before.results)).toEqual(expect.arrayContaining(idsOf(after.results)));
      expect(after.meta.count).toBeLessThanOrEqual(before.meta.count);
      for (const [field, entries] of Object.entries(after.facets ?? {})) {
        for (const { key, count } of entries) {
          const wider = before.facets?.[field]?.find((one) => one.key === key)?.count ?? 0;
          expect([field, key, count, count <= wider]).toEqual([field, key, count, true]);
        }
      }
    });
  });

  check('1–4: the answer is what the specification finds', async ({ ask, wider, narrower }, always) => {
    await always(arbitrarySearch, async (search) => {
      const asked = { ...parametersOf(search), ...counted, sort: 'publication_year', per_page: 200 };
      const [found, most, least] = await Promise.all([ask(asked), wider(asked), narrower(asked)]);
      expect(sorted(most)).toEqual(expect.arrayContaining(sorted(found)));
      expect(sorted(found)).toEqual(expect.arrayContaining(sorted(least)));
      if (most.meta.count !== least.meta.count) return;
      expect(idsOf(found.results)).toEqual(idsOf(least.results));
      if (JSON.stringify(most.facets) === JSON.stringify(least.facets)) expect(found.facets).toEqual(least.facets);
    });
  });
}

/** Whether there is an order of relevance. */
async function isRanked(ask: Ask, search: Search): Promise<boolean> {
  return (await ask({ ...parametersOf(search), per_page: 1 })).meta.mode !== null;
}

async function walked(ask: Ask, asked: Parameters): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  let cursor: string | null | undefined = '*';
  for (let pages = 0; cursor && pages < 100; pages++) {
    const { meta, results } = await ask({ ...asked, cursor });
    seen.push(...idsOf(results));
    cursor = meta.next_cursor;
  }
  expect(cursor).toBeNull();
  return seen;
}

const inFilter = (key: string | number) => (/^(?:\d+|true|false)$/.test(String(key)) ? String(key) : `"${key}"`);
