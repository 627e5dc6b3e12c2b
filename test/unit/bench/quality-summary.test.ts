// Summaries of single queries: means, what hybrid gains over the better leg, and means over collections.
import { expect, test } from '@jest/globals';
import type { Outcome } from '../../../bench/quality-outcomes.js';
import { differences, overall, summarise, tableOf } from '../../../bench/quality-summary.js';

/** The same value for every measure, one query each. */
function queries(...values: number[]): Record<string, Outcome> {
  const outcomes = values.map((value, i): [string, Outcome] => {
    return [`q${i}`, { 'nDCG@10': value, MAP: value, 'Recall@100': value, matched: i }];
  });
  return Object.fromEntries(outcomes);
}

test('hybrid is compared with the better leg, query by query', () => {
  const outcomes = { keyword: queries(0.2, 0.4, 0.6), semantic: queries(0.1, 0.9, 0.8), hybrid: queries(0.2, 1, 0.9) };
  const { modes, hybridMinusBestLeg } = summarise(50, outcomes);
  expect(modes.semantic).toMatchObject({ 'nDCG@10': { mean: 0.6 }, matched: 1, empty: 1 });
  // the gain is .1 for each query: no resample says anything else
  expect(hybridMinusBestLeg?.MAP).toEqual({ over: 'semantic', mean: 0.1, low: 0.1, high: 0.1 });
  expect(summarise(50, { hybrid: outcomes.hybrid }).hybridMinusBestLeg).toBeUndefined();
});

test('two runs are compared over the queries that both asked', () => {
  const { q0: _, ...later } = queries(0.5, 0.7);
  expect(differences(later, queries(0.1, 0.4), 'MAP')).toEqual([expect.closeTo(0.3)]);
});

test('collections with few queries do not count in the mean of all', () => {
  const many = (value: number) => summarise(9, { keyword: queries(...Array.from({ length: 30 }, () => value)) });
  const few = summarise(9, { keyword: queries(0.1, 0.2) });
  const all = { one: many(0.4), few, other: many(0.6) };
  expect(overall(all)).toMatchObject({ collections: ['one', 'other'], modes: { keyword: { MAP: 0.5 } } });
  expect(tableOf(all)).toContain('| mean of one, other | keyword | .500 | .500 | .500 |');
  expect(tableOf({ few })).not.toContain('mean of');
});
