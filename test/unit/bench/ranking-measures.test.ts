// The measures of rankings: cases computed by hand, and a naive oracle over random judgements.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averagePrecision, type Grades, hasRelevant, ndcg, recall } from '../../../bench/ranking-measures.js';

const grades = (of: Record<string, number>): Grades => new Map(Object.entries(of));

describe('by hand', () => {
  // ideal: 3, 2, 1; got: 2, (unjudged), 3
  const judged = grades({ a: 3, b: 2, c: 1, d: 0 });

  test('nDCG has a linear gain and the discount log2(rank + 1)', () => {
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcg(['b', 'x', 'a'], judged, 10)).toBeCloseTo((2 + 3 / 2) / ideal, 12);
    expect(ndcg(['a', 'b', 'c'], judged, 10)).toBe(1);
  });

  test('nDCG is cut, and so is its ideal', () => {
    expect(ndcg(['b', 'a'], judged, 1)).toBeCloseTo(2 / 3, 12);
    expect(ndcg(['a', 'x', 'y'], judged, 1)).toBe(1);
    expect(ndcg(['x', 'a'], judged, 1)).toBe(0);
  });

  test('average precision divides by all that is relevant, found or not', () => {
    // relevant at ranks 1 and 3 of three relevant ones: (1/1 + 2/3) / 3
    expect(averagePrecision(['c', 'd', 'a'], judged)).toBeCloseTo((1 + 2 / 3) / 3, 12);
    expect(averagePrecision(['d', 'x'], judged)).toBe(0);
  });

  test('recall counts what is relevant among the first', () => {
    expect(recall(['a', 'd', 'b', 'c'], judged, 3)).toBeCloseTo(2 / 3, 12);
    expect(recall(['a', 'b', 'c'], judged, 100)).toBe(1);
  });

  test('a grade of 0 or less is irrelevant, and gains nothing', () => {
    const some = grades({ a: 1, b: -2, c: 0 });
    expect(ndcg(['b', 'c', 'a'], some, 10)).toBeCloseTo(1 / 2, 12);
    expect(averagePrecision(['b', 'a'], some)).toBeCloseTo(1 / 2, 12);
    expect(recall(['b', 'c'], some, 10)).toBe(0);
  });

  test('where nothing is relevant, everything is 0', () => {
    const none = grades({ a: 0 });
    expect(hasRelevant(none)).toBe(false);
    expect(hasRelevant(judged)).toBe(true);
    expect([ndcg(['a'], none, 10), averagePrecision(['a'], none), recall(['a'], none, 10)]).toEqual([0, 0, 0]);
    expect([ndcg([], judged, 10), averagePrecision([], judged), recall([], judged, 10)]).toEqual([0, 0, 0]);
  });
});

const IDS = [...'abcdefghijkl'];

/** The ideal gain by trying every order of at most `k` of the grades. */
function bestGain(left: readonly number[], k: number, rank = 1): number {
  if (k === 0 || left.length === 0) return 0;
  const gains = left.map((grade, i) => {
    const rest = left.filter((_, j) => j !== i);
    return Math.max(0, grade) / Math.log2(rank + 1) + bestGain(rest, k - 1, rank + 1);
  });
  return Math.max(...gains);
}

function oracle(ranking: readonly string[], judged: Grades, k: number) {
  const relevant = IDS.filter((id) => (judged.get(id) ?? 0) > 0);
  let gain = 0;
  for (let rank = 1; rank <= Math.min(k, ranking.length); rank++) {
    gain += Math.max(0, judged.get(ranking[rank - 1] as string) ?? 0) / Math.log2(rank + 1);
  }
  const precisions = relevant.map((id) => {
    const rank = ranking.indexOf(id) + 1;
    return rank === 0 ? 0 : ranking.slice(0, rank).filter((one) => relevant.includes(one)).length / rank;
  });
  const found = relevant.filter((id) => ranking.slice(0, k).includes(id)).length;
  const share = (of: number, all: number) => (all === 0 ? 0 : of / all);
  return {
    ndcg: share(gain, bestGain([...judged.values()], k)),
    averagePrecision: share(
      precisions.reduce((sum, one) => sum + one, 0),
      relevant.length,
    ),
    recall: share(found, relevant.length),
  };
}

const judgements = fc.dictionary(fc.constantFrom(...IDS), fc.integer({ min: -1, max: 4 }), { maxKeys: 6 }).map(grades);
const rankings = fc.shuffledSubarray(IDS);
const cuts = fc.integer({ min: 1, max: 12 });

describe('any ranking and judgements', () => {
  test('agree with the definitions written out', () => {
    fc.assert(
      fc.property(rankings, judgements, cuts, (ranking, judged, k) => {
        const wanted = oracle(ranking, judged, k);
        expect(ndcg(ranking, judged, k)).toBeCloseTo(wanted.ndcg, 10);
        expect(averagePrecision(ranking, judged)).toBeCloseTo(wanted.averagePrecision, 10);
        expect(recall(ranking, judged, k)).toBeCloseTo(wanted.recall, 10);
      }),
    );
  });

  test('moving a better work up never lowers a measure', () => {
    fc.assert(
      fc.property(rankings, judgements, cuts, fc.nat(), (ranking, judged, k, at) => {
        const i = ranking.length < 2 ? 0 : at % (ranking.length - 1);
        const [one = '', next = ''] = ranking.slice(i, i + 2);
        fc.pre((judged.get(next) ?? 0) > Math.max(0, judged.get(one) ?? 0));
        const better = ranking.with(i, next).with(i + 1, one);
        expect(ndcg(better, judged, k)).toBeGreaterThanOrEqual(ndcg(ranking, judged, k) - 1e-12);
        expect(averagePrecision(better, judged)).toBeGreaterThanOrEqual(averagePrecision(ranking, judged) - 1e-12);
        expect(recall(better, judged, k)).toBeGreaterThanOrEqual(recall(ranking, judged, k));
      }),
    );
  });
});
