// Lending weight to neighbours: examples with reasons, then properties against the formula written down plainly.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FusedHit } from '../../../src/search/fuse.js';
import { LENDERS, lendToNeighbours } from '../../../src/search/neighbours.js';

const hit = (id: string, score: number): FusedHit => ({ id, score, lexical: undefined, semantic: undefined });
const unit = (...parts: number[]): Float32Array => {
  const length = Math.hypot(...parts) || 1;
  return Float32Array.from(parts, (part) => part / length);
};
const NORTH = unit(0, 1);
const EAST = unit(1, 0);

/** Hits in falling order with a vector or none. */
const arbitraryHits = fc
  .array(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.option(
        fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: -3, max: 3 })),
      ),
    ),
    { maxLength: LENDERS + 10 },
  )
  .map((drawn) => {
    const sorted = [...drawn].sort(([a], [b]) => b - a);
    return {
      hits: sorted.map(([score], i) => hit(`w${i}`, score)),
      vectors: sorted.map(([, parts]) => (parts ? unit(...parts) : undefined)),
    };
  });

describe('lendToNeighbours', () => {
  test('of two equal hits the one among good company comes first', () => {
    const hits = [hit('best', 0.9), hit('alone', 0.5), hit('beside', 0.5), hit('last', 0.1)];
    const lent = lendToNeighbours(hits, [NORTH, EAST, NORTH, EAST]);
    expect(lent.map(({ id }) => id)).toEqual(['best', 'beside', 'alone', 'last']);
    // best lends .9 to beside; alone has the company of last only
    expect(lent.map(({ neighbours }) => neighbours)).toEqual([0.5, 0.9, 0.1, 0.5].map((x) => expect.closeTo(x, 6)));
  });

  test('a hit without vector gets the mean of all', () => {
    const [, , third] = lendToNeighbours([hit('a', 0.9), hit('b', 0.6), hit('c', 0.3)], [NORTH, NORTH, undefined]);
    expect(third).toMatchObject({ id: 'c', neighbours: expect.closeTo(0.6, 6) });
  });

  test('one or two hits have no company to speak of', () => {
    const hits = [hit('a', 0.9), hit('b', 0.6)];
    expect(lendToNeighbours(hits, [NORTH, EAST])).toBe(hits);
  });
});

describe('lendToNeighbours, for any hits', () => {
  test('the same hits, falling scores within the range that they had, and what follows untouched', () => {
    fc.assert(
      fc.property(arbitraryHits, ({ hits, vectors }) => {
        const lent = lendToNeighbours(hits, vectors);
        expect(new Set(lent.map(({ id }) => id))).toEqual(new Set(hits.map(({ id }) => id)));
        expect(lent.length).toBe(hits.length);
        expect(lent.slice(LENDERS)).toEqual(hits.slice(LENDERS));
        for (const [i, one] of lent.entries()) expect(one.score).toBeLessThanOrEqual(lent[i - 1]?.score ?? 1);
        const first = hits.slice(0, LENDERS);
        if (first.length > 0) {
          const scores = lent.slice(0, LENDERS).map(({ score }) => score);
          expect(Math.max(...scores)).toBeLessThanOrEqual(first[0]?.score ?? 0);
          expect(Math.min(...scores)).toBeGreaterThanOrEqual((first.at(-1)?.score ?? 0) - 1e-12);
        }
      }),
    );
  });

  test('the order is that of half the score and half the mean of the ten nearest', () => {
    fc.assert(
      fc.property(arbitraryHits, ({ hits, vectors }) => {
        const first = hits.slice(0, LENDERS);
        fc.pre(first.length > 2);
        const mean = first.reduce((sum, { score }) => sum + score, 0) / first.length;
        const expected = new Map(
          first.map(({ id, score }, i) => [id, 0.5 * score + 0.5 * (plainLent(i, first, vectors) ?? mean)]),
        );
        const lent = lendToNeighbours(hits, vectors).slice(0, LENDERS);
        for (const [i, { id }] of lent.entries()) {
          const before = lent[i - 1]?.id;
          if (before !== undefined)
            expect(expected.get(before)).toBeGreaterThanOrEqual((expected.get(id) as number) - 1e-6);
        }
      }),
    );
  });
});

/** By the definition, without regard to speed. */
function plainLent(
  i: number,
  hits: readonly FusedHit[],
  vectors: readonly (Float32Array | undefined)[],
): number | undefined {
  const cosine = (j: number) => {
    const [a, b] = [vectors[i], vectors[j]];
    return a && b && i !== j
      ? Math.fround(
          Math.max(
            0,
            a.reduce((sum, x, k) => sum + x * (b[k] as number), 0),
          ),
        )
      : 0;
  };
  const near = hits.map(({ score }, j) => ({ score, weight: cosine(j), j }));
  near.sort((a, b) => b.weight - a.weight || a.j - b.j);
  const ten = near.slice(0, 10);
  const weights = ten.reduce((sum, { weight }) => sum + weight, 0);
  return weights > 0 ? ten.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights : undefined;
}
