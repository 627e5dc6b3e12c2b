// The best k without a full sort, against a full sort.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Ranking, selectByScore, selectByValue, selectTop } from '../../../src/engine/builtin/select-top.js';

const arbitraryCount = fc.nat(320);
/** Any total order that is not the order of the numbers. */
const ties: Ranking = (a, b) => ((a * 37) % 301) - ((b * 37) % 301);

describe('selectTop', () => {
  test('is the beginning of the sorted list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(300), { maxLength: 300 }), arbitraryCount, (docs, k) => {
        expect(selectTop(docs, k, ties)).toEqual([...docs].sort(ties).slice(0, k));
      }),
    );
  });
});

/** Counts, or scores of which many are equal, or any scores. */
const arbitraryScores = fc.oneof(
  fc.array(fc.nat(5), { maxLength: 300 }).map((counts) => Uint32Array.from(counts)),
  fc.array(fc.nat(5), { maxLength: 300 }).map((levels) => Float32Array.from(levels, (level) => level / 7)),
  fc.float32Array({ noNaN: true, maxLength: 300 }),
);

describe('selectByScore', () => {
  test('is the beginning of the list sorted by score, then by the ties, without zeros', () => {
    const property = fc.property(arbitraryScores, arbitraryCount, (scores, k) => {
      const docs = Array.from(scores.keys()).reverse();
      const ranking: Ranking = (a, b) => (scores[b] as number) - (scores[a] as number) || ties(a, b);
      const sorted = docs.filter((doc) => (scores[doc] as number) > 0).sort(ranking);
      expect(selectByScore(docs, scores, k, ties)).toEqual(sorted.slice(0, k));
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('scores are looked up by document, so a subset has its own best', () => {
    const scores = Float32Array.from([9, 1, 8, 2, 7]);
    expect(selectByScore([1, 3, 4], scores, 2, ties)).toEqual([4, 3]);
    expect(selectByScore([], scores, 2, ties)).toEqual([]);
    expect(selectByScore([1, 3], scores, 0, ties)).toEqual([]);
  });

  test('neither the docs nor the scores are changed', () => {
    const docs = [0, 1, 2, 3];
    const scores = Float32Array.from([1, 4, 2, 3]);
    selectByScore(docs, scores, 2, ties);
    selectTop(docs, 2, ties);
    expect(docs).toEqual([0, 1, 2, 3]);
    expect(Array.from(scores)).toEqual([1, 4, 2, 3]);
  });
});

describe('selectByValue', () => {
  const arbitraryValues = fc
    .array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noDefaultInfinity: true })), { maxLength: 300 })
    .map((values) => Float64Array.from(values));

  test('is the beginning of the list sorted by value in either direction, without a value last', () => {
    const property = fc.property(
      arbitraryValues,
      fc.constantFrom('asc', 'desc'),
      arbitraryCount,
      (values, direction, k) => {
        const ranking: Ranking = (a, b) => {
          const [x, y] = [values[a] as number, values[b] as number];
          if (Number.isNaN(x) || Number.isNaN(y))
            return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || ties(a, b);
          return (direction === 'asc' ? x - y : y - x) || ties(a, b);
        };
        const docs = Array.from(values.keys()).reverse();
        expect(selectByValue(docs, values, direction, k, ranking)).toEqual([...docs].sort(ranking).slice(0, k));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
