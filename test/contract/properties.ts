// Properties: random histories agree with the oracle, and what the design promises of every search holds on any collection.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../src/domain/fields.js';
import { and, clausesOf, type Filter } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type { Engine, RequestedOrder, Retrieval, RetrievalRequest } from '../../src/engine/engine.js';
import { positionOf } from '../../src/search/cursor.js';
import {
  arbitraryCondition,
  arbitraryFacets,
  arbitraryRequest,
  arbitrarySort,
  type RandomRequest,
} from '../support/arbitrary-requests.js';
import { arbitraryCollection, arbitraryDirection } from '../support/arbitrary-works.js';
import { type Check, embed, index, type OpenEngine, search } from '../support/engine-session.js';
import { keepsPhrases } from '../support/oracle-match.js';
import { isOwn } from '../support/oracle-retrieve.js';
import { arbitraryHistory, arbitraryVectors, MODELS, playHistory } from './histories.js';

const HISTORIES = 150;
const COLLECTIONS = 30;
/** Also ends the search for a smaller counterexample; the seed that is printed finds it again. */
const HISTORIES_LIMIT_MS = 30_000;
const COLLECTIONS_LIMIT_MS = 8_000;

const REQUESTS_PER_COLLECTION = 6;
const WIDE = 50;

/** Works and vectors of a fresh engine, and requests to try on it. */
const arbitraryCase = fc.record({
  works: arbitraryCollection,
  vectors: arbitraryVectors,
  requests: fc.array(arbitraryRequest, { minLength: 1, maxLength: REQUESTS_PER_COLLECTION, size: 'max' }),
});

type Case = Readonly<{ works: Work[]; vectors: Record<string, Float32Array>; requests: RandomRequest[] }>;

export function checkProperties(check: Check, limit?: number): void {
  check('random histories and requests agree with the oracle', async (_, open) => {
    const property = fc.asyncProperty(arbitraryHistory, (steps) => playHistory(open, steps));
    await fc.assert(property, { numRuns: HISTORIES, interruptAfterTimeLimit: limit ?? HISTORIES_LIMIT_MS });
  });
  for (const checkMore of [checkPages, checkCounts, checkSemanticLeg]) checkMore(check, claimWithin(limit));
}

type Claim = ReturnType<typeof claimWithin>;

/** Tries a claim with a random extra on every request of random collections. */
const claimWithin =
  (limit = COLLECTIONS_LIMIT_MS) =>
  async <T>(
    open: OpenEngine,
    extra: fc.Arbitrary<T>,
    holds: (engine: Engine, request: RetrievalRequest, extra: T) => Promise<void>,
  ): Promise<void> => {
    const property = fc.asyncProperty(arbitraryCase, extra, async (one: Case, more) => {
      const { engine, close } = await open();
      try {
        await index(engine, one.works);
        await embed(engine, MODELS[0], one.vectors);
        for (const request of one.requests) await holds(engine, withModel(request), more);
      } finally {
        await close();
      }
    });
    await fc.assert(property, { numRuns: COLLECTIONS, interruptAfterTimeLimit: limit });
  };

/** No oracle is asked here, so any floor will do. */
function withModel({ near, ...rest }: RandomRequest): RetrievalRequest {
  if (near === undefined) return rest;
  return { ...rest, semantic: { vector: near.direction, model: MODELS[0], floor: near.floor } };
}

function checkPages(check: Check, claim: Claim): void {
  const paging = fc.record({ by: arbitrarySort, limit: fc.integer({ min: 1, max: 4 }) });

  check('pages put together are one long page', async (_, open) => {
    await claim(open, paging, async (engine, request, { by, limit }) => {
      const page = (offset: number, size: number) =>
        engine.retrieve({ ...request, order: { by, offset, limit: size } }).then((answer) => answer.sorted);
      const long = await page(0, WIDE);
      const pages: string[] = [];
      for (let offset = 0; offset < long.length + limit; offset += limit) pages.push(...(await page(offset, limit)));
      expect(pages).toEqual(long);
    });
  });

  check('pages that go on behind the last work are one long page', async (_, open) => {
    await claim(open, paging, async (engine, request, { by, limit }) => {
      const page = (order: Partial<RequestedOrder>) =>
        engine
          .retrieve({ ...request, order: { by, offset: 0, limit, ...order } })
          .then((answer) => engine.fetch(answer.sorted));
      const long = await page({ limit: WIDE });
      const walked: (Work | undefined)[] = [];
      for (let more = await page({}); more.length > 0; ) {
        walked.push(...more);
        more = await page({ after: positionOf(more.at(-1) as Work, by, WORKS) });
      }
      expect(walked).toEqual(long);
    });
  });

  check('a wider window only adds hits at the end', async (_, open) => {
    await claim(open, fc.integer({ min: 0, max: 8 }), async (engine, request, window) => {
      const wide = await engine.retrieve({ ...request, window: WIDE });
      const narrow = await engine.retrieve({ ...request, window });
      expect(narrow.lexical).toEqual(wide.lexical.slice(0, window));
      expect(narrow.semantic).toEqual(wide.semantic.slice(0, window));
    });
  });
}

function checkCounts(check: Check, claim: Claim): void {
  check('a facet count is the total after selecting the value instead, selected values included', async (_, open) => {
    await claim(open, arbitraryFacets, async (engine, request, facets) => {
      const answer = await engine.retrieve({ ...request, facets });
      for (const [field, buckets] of answer.facets) {
        const others = clausesOf(request.filter).filter((clause) => !isOwn(clause, field));
        for (const { key, count } of buckets) {
          const instead: Filter = { type: 'and', filters: [...others, { type: 'values', field, values: [key] }] };
          const { total } = await engine.retrieve({ ...request, facets: [], filter: instead });
          expect({ field, key, count }).toEqual({ field, key, count: total.value });
        }
      }
    });
  });

  check('a further condition never raises a total or a count', async (_, open) => {
    await claim(open, fc.tuple(arbitraryCondition, arbitraryFacets), async (engine, request, [condition, asked]) => {
      const facets = asked.map((facet) => ({ ...facet, size: WIDE }));
      const before = await engine.retrieve({ ...request, facets });
      const after = await engine.retrieve({ ...request, facets, filter: and([request.filter, condition]) });
      expect(after.total.value).toBeLessThanOrEqual(before.total.value);
      for (const { field } of facets) {
        const old = countsOf(before, field);
        const raised = [...countsOf(after, field)].filter(([key, count]) => count > (old.get(key) ?? 0));
        expect(raised).toEqual([]);
      }
    });
  });
}

function countsOf(answer: Retrieval, field: string): Map<string | number, number> {
  return new Map((answer.facets.get(field) ?? []).map((bucket) => [bucket.key, bucket.count]));
}

function checkSemanticLeg(check: Check, claim: Claim): void {
  const semantic = fc.record({ vector: arbitraryDirection, floor: fc.constantFrom(-1.1, 0, 0.45) });

  check('phrases and exclusions hold for every hit of either leg', async (_, open) => {
    await claim(open, semantic, async (engine, request, query) => {
      const { text } = request;
      if (text === undefined) return;
      const answer = await engine.retrieve({ ...request, semantic: { ...query, model: MODELS[0] }, window: WIDE });
      const found = await engine.fetch([...answer.lexical, ...answer.semantic].map((hit) => hit.id));
      expect(found.filter((work) => work === undefined || !keepsPhrases(text, work))).toEqual([]);
    });
  });

  check('a filtered semantic leg returns min(window, matching)', async (_, open) => {
    await claim(open, semantic, async (engine, request, query) => {
      const text = request.text ?? { text: 'x', loose: 'x', phrases: [], excluded: [] };
      const leg = { text, lexical: false, semantic: { ...query, model: MODELS[0] } };
      const answer = await search(engine, { ...request, ...leg });
      expect(answer.semantic).toHaveLength(Math.min(request.window, answer.total.value));
    });
  });
}
