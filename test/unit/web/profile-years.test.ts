// Works by year, as bars.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { barsOf } from '../../../web/profile/years.js';

const anyCounts = fc.uniqueArray(
  fc.record({ year: fc.integer({ min: 1900, max: 2030 }), works_count: fc.integer({ min: 1, max: 99 }) }),
  { selector: ({ year }) => year, minLength: 1, maxLength: 40 },
);

describe('bars', () => {
  test('have a place for each year, also for one without works', () => {
    const bars = barsOf([
      { year: 2024, works_count: 2 },
      { year: 2021, works_count: 1 },
    ]);
    expect(bars.map(({ year, count, numbered }) => [year, count, numbered])).toEqual([
      [2021, 1, true],
      [2022, 0, false],
      [2023, 0, false],
      [2024, 2, true],
    ]);
    expect(bars.every(({ labelled }) => labelled)).toBe(true);
    expect(barsOf([])).toEqual([]);
  });

  test('lose nothing, are in order, and write few years and numbers below each other', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const bars = barsOf(counts);
        const total = counts.reduce((sum, { works_count }) => sum + works_count, 0);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        for (const [i, { year }] of bars.entries()) expect(year).toBe((bars[0]?.year ?? 0) + i);
        const labelled = bars.filter((bar) => bar.labelled);
        expect(labelled.length).toBeLessThanOrEqual(7);
        expect(labelled.at(-1)).toBe(bars.at(-1));
        const numbered = bars.filter((bar) => bar.numbered);
        expect(Math.max(...numbered.map(({ count }) => count))).toBe(Math.max(...bars.map(({ count }) => count)));
        expect(numbered.length).toBe(bars.length <= 14 ? counts.length : 1);
      }),
    );
  });
});
