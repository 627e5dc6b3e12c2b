// The semantic leg: works at or above the floor, by cosine, however rare the filter.
import { expect } from '@jest/globals';
import type { Filter } from '../../src/domain/query.js';
import type { RetrievalRequest } from '../../src/engine/engine.js';
import { clearlyNearer, expectLeg, safeFloor } from '../support/compare.js';
import { type Check, embed, idsOf, index, matchedIds, near, search, words } from '../support/engine-session.js';
import { createOracleEngine } from '../support/oracle-engine.js';
import { clusteredVectors, degrees, makeModel, makeWork, titled } from '../support/works.js';

const MODEL = makeModel(2);
/** Angles to the query `degrees(0)`; `none` has no vector. */
const ANGLES = { far: degrees(100), exact: degrees(0), close: degrees(20), wide: degrees(60) };
/** In many dimensions the errors of rounding nearly cancel out. */
const MARGIN_384 = 0.004;
const FIVE = titled({ far: 'a', exact: 'b', close: 'c', wide: 'd', none: 'e' });

export function checkSemantic(check: Check): void {
  checkEvidence(check);
  checkFloor(check);
  checkOrderAndWindow(check);
  checkLargeCollection(check);
}

function checkFloor(check: Check): void {
  check('the leg holds the works with cosine at or above the floor, best first', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const answer = await search(engine, { text: words('x'), lexical: false, semantic: near(degrees(0), 0.4) });
    expect(idsOf(answer.semantic)).toEqual(['exact', 'close', 'wide']);
    expect([answer.lexical, answer.total.value, answer.semanticUsed]).toEqual([[], 3, true]);
    for (const [i, angle] of [0, 20, 60].entries()) {
      expect(answer.semantic[i]?.score).toBeCloseTo(Math.cos((angle * Math.PI) / 180), 1);
    }
  });

  check('a query far from everything matches nothing rather than the nearest', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const answer = await search(engine, { text: words('x'), lexical: false, semantic: near(degrees(230), 0.4) });
    expect([answer.semantic, answer.total.value, answer.semanticUsed]).toEqual([[], 0, true]);
  });

  check('a negative floor is a floor; a work without a vector is below any', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const given = { text: words('x'), lexical: false };
    expect(await matchedIds(engine, { ...given, semantic: near(degrees(0), -0.5) })).toHaveLength(4);
    expect(await matchedIds(engine, { ...given, semantic: near(degrees(0), -0.1) })).toHaveLength(3);
  });

  check('total, facets and sorting speak of the set above the floor', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const semantic = near(degrees(0), 0.4);
    const order = { by: [], offset: 0, limit: 9 };
    const facets = [{ field: 'type', size: 3 }];
    const answer = await search(engine, { text: words('x'), lexical: false, semantic, window: 1, order, facets });
    expect(answer.sorted).toEqual(['close', 'exact', 'wide']);
    expect([answer.total.value, answer.facets.get('type')?.[0]?.count]).toEqual([3, 3]);
  });

  check('a semantic leg without a text ranks, and every work that passes the filter matches', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const answer = await search(engine, { semantic: near(degrees(0), 0.9) });
    expect([idsOf(answer.semantic), answer.total.value]).toEqual([['exact', 'close'], 5]);
  });
}

function checkOrderAndWindow(check: Check): void {
  check('equal cosines are ordered by id, also at the edge of the window', async ({ engine }) => {
    const ids = ['W9', 'w10', 'w2', 'é'];
    await index(engine, titled(Object.fromEntries([...ids].reverse().map((id) => [id, 'same']))));
    await embed(engine, MODEL, Object.fromEntries(ids.map((id) => [id, degrees(30)])));
    const given = { text: words('x'), lexical: false, semantic: near(degrees(0), 0.5) };
    expect(idsOf((await search(engine, given)).semantic)).toEqual(ids);
    expect(idsOf((await search(engine, { ...given, window: 3 })).semantic)).toEqual(ids.slice(0, 3));
    expect((await search(engine, { ...given, window: 0 })).semantic).toEqual([]);
  });

  check('a rare filter does not shorten the semantic leg', async ({ engine }) => {
    // the two that pass are farther away than all the three hundred others
    const many = Array.from({ length: 300 }, (_, i) => makeWork({ id: `m${i}` }));
    const rare = ['r1', 'r2'].map((id) => makeWork({ id, type: 'dataset' }));
    await index(engine, [...many, ...rare]);
    const angles = Object.fromEntries(many.map((work, i) => [work.id, degrees(i / 20)]));
    await embed(engine, MODEL, { ...angles, r1: degrees(50), r2: degrees(40) });
    const filter: Filter = { type: 'values', field: 'type', values: ['dataset'] };
    const given = { text: words('x'), lexical: false, semantic: near(degrees(0), 0.5), filter };
    expect(idsOf((await search(engine, given)).semantic)).toEqual(['r2', 'r1']);
    expect(idsOf((await search(engine, { ...given, window: 1 })).semantic)).toEqual(['r2']);
  });
}

function checkLargeCollection(check: Check): void {
  check('in 384 dimensions and a thousand works, sets and order are those of exact cosines', async ({ engine }) => {
    const model = makeModel(384);
    const [...vectors] = clusteredVectors(1200, 384, 12, 7);
    const queries = vectors.splice(0, 8);
    const works = vectors.map((_, i) => makeWork({ id: `w${i}`, display_name: `work ${i}`, cited_by_count: i % 9 }));
    const byId = Object.fromEntries(works.map((work, i) => [work.id, vectors[i] ?? degrees(0)]));
    const oracle = createOracleEngine();
    for (const one of [engine, oracle]) {
      await index(one, works);
      await embed(one, model, byId);
    }
    const rare: Filter = { type: 'values', field: 'cited_by_count', values: [5] };
    for (const [i, vector] of queries.entries()) {
      const floor = await safeFloor(oracle, { vector, model, floor: 0.2 + 0.05 * i }, MARGIN_384);
      const request = { text: words('x'), lexical: false, semantic: { vector, model, floor } };
      for (const filter of [{ type: 'all' } as const, rare]) {
        const full = await search(oracle, { ...request, filter, window: works.length });
        const answer = await search(engine, { ...request, filter, window: 40 });
        expect(answer.total.value).toBe(full.total.value);
        expectLeg(answer.semantic, full.semantic, { window: 40, clearlyBetter: clearlyNearer, isTie: () => false });
      }
    }
  });
}

/** The floor that asks for a cosine in an index of a few works, where a quarter of the way is enough. */
const sureOfFew = (floor: number, cosine: number) => floor + 4 * (cosine - floor);

function checkEvidence(check: Check): void {
  // cosines to 0°: exact 1, close .94, wide .5
  check(
    'nothing is near enough without evidence that the index holds something about the query',
    async ({ engine }) => {
      await index(engine, FIVE);
      await embed(engine, MODEL, ANGLES);
      const asked = { ...near(degrees(0), 0.4), sureFloor: sureOfFew(0.4, 0.9) };
      const found = async (text: string, more: Partial<RetrievalRequest> = {}) =>
        idsOf((await search(engine, { text: words(text), semantic: asked, ...more })).semantic);
      expect(await found('zxqv')).toEqual(['exact', 'close', 'wide']);
      // evidence is looked for in all of the index, not in what a filter leaves
      const onlyWide: Filter = { type: 'values', field: 'id', values: ['wide'] };
      expect(await found('zxqv', { filter: onlyWide })).toEqual(['wide']);
      await engine.remove(['exact', 'close']);
      await engine.refresh();
      expect(await found('zxqv')).toEqual([]);
      expect(await found('zxqv', { lexical: false })).toEqual([]);
    },
  );

  check('a work with the words is evidence halfway to the cosine that is evidence alone', async ({ engine }) => {
    await index(engine, FIVE);
    await embed(engine, MODEL, ANGLES);
    const found = async (text: string, sureFloor: number) => {
      const semantic = { ...near(degrees(0), 0.4), sureFloor: sureOfFew(0.4, sureFloor) };
      return idsOf((await search(engine, { text: words(text), semantic })).semantic);
    };
    // none reaches 1.01 alone; halfway is .705, which exact and close reach
    expect(await found('b', 1.01)).toEqual(['exact', 'close', 'wide']);
    expect(await found('zxqv', 1.01)).toEqual([]);
    expect(await found('b zxqv', 1.01)).toEqual([]);
    // halfway is 1.2
    expect(await found('b', 2)).toEqual([]);
  });
}
