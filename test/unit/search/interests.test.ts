// Interests: how many groups there are, that order does not matter, that everything is near its own centre, recency.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupByMeaning, interestsOf, MOST_INTERESTS, type Point } from '../../../src/search/interests.js';
import { cosine } from '../../../src/search/near-duplicates.js';
import { deriveFrom, workBy } from '../../support/derived-library.js';
import { clusteredVectors, degrees, unit } from '../../support/works.js';

const SAME = 0.5;

const point = (id: string, vector: Float32Array, weight = 1): Point => ({ id, vector, weight });

const points: fc.Arbitrary<Point[]> = fc
  .record({
    seed: fc.integer(),
    clusters: fc.integer({ min: 1, max: 8 }),
    weights: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
  })
  .map(({ seed, clusters, weights }) => {
    const vectors = clusteredVectors(weights.length, 12, clusters, seed);
    return weights.map((weight, i) => point(`w${i}`, vectors[i] as Float32Array, weight));
  });

describe('groupByMeaning', () => {
  test('nothing has no interests, and equal vectors are one', () => {
    expect(groupByMeaning([], SAME)).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: -1, max: 0.99, noNaN: true }), (n, same) => {
        const all = Array.from({ length: n }, (_, i) => point(`w${i}`, unit(1, 2, 3)));
        const found = groupByMeaning(all, same);
        expect(found.map(({ weight, works }) => [weight, works.length])).toEqual([[1, n]]);
      }),
    );
  });

  test('two directions are two interests, the weightier one first', () => {
    const found = groupByMeaning(
      [point('a', degrees(0)), point('b', degrees(90)), point('c', degrees(80)), point('d', degrees(10), 0.5)],
      SAME,
    );
    expect(found.map(({ works }) => works)).toEqual([
      ['b', 'c'],
      ['a', 'd'],
    ]);
    expect(found.map(({ weight }) => weight)).toEqual([2 / 3.5, 1.5 / 3.5]);
    // between the two, at the middle of equal weights
    expect(cosine(found[0]?.vector, degrees(85))).toBeCloseTo(1, 6);
  });

  test('groups whose mean cosine is below the bound stay apart, others do not', () => {
    const two = [point('a', degrees(0)), point('b', degrees(59))];
    expect(groupByMeaning(two, 0.52)).toHaveLength(2);
    expect(groupByMeaning(two, SAME)).toHaveLength(1);
  });

  test('every work is in one interest, that whose centre is nearest; weights add up', () => {
    fc.assert(
      fc.property(points, (all) => {
        const found = groupByMeaning(all, SAME);
        expect(found.length).toBeLessThanOrEqual(MOST_INTERESTS);
        expect(found.flatMap(({ works }) => works).sort()).toEqual(all.map(({ id }) => id).sort());
        expect(found.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        for (const { works, vector } of found) {
          expect(cosine(vector, vector)).toBeCloseTo(1, 5);
          for (const id of works) {
            const own = all.find((one) => one.id === id)?.vector;
            const best = Math.max(...found.map((other) => cosine(other.vector, own)));
            expect(cosine(vector, own)).toBeCloseTo(best, 9);
          }
        }
      }),
    );
  });

  test('the order of the works is of no account', () => {
    const shuffled = points.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        expect(groupByMeaning(others, SAME)).toEqual(groupByMeaning(all, SAME));
      }),
    );
  });
});

describe('interestsOf', () => {
  test('newer works weigh more, and works without a vector show nothing', async () => {
    const works = [
      workBy('old', ['me'], { publication_year: 2010 }),
      workBy('new', ['me'], { publication_year: 2020 }),
      workBy('unread', ['me'], { publication_year: 2021 }),
    ];
    const deps = await deriveFrom(works, { old: degrees(0), new: degrees(90) });
    const found = await interestsOf(deps, works);
    expect(found.map((one) => one.works)).toEqual([['new'], ['old']]);
    // ten years are two half-lives
    expect((found[0]?.weight ?? 0) / (found[1]?.weight ?? 0)).toBeCloseTo(4, 6);
    expect(await interestsOf(deps, [])).toEqual([]);
  });
});
