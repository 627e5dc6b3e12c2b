// Works by year, as bars.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { barsOf } from '../../../web/ui/years.js';

const anyCounts = fc.uniqueArray(
  fc.record({ year: fc.integer({ min: 1900, max: 2030 }), count: fc.integer({ min: 1, max: 99 }) }),
  { selector: ({ year }) => year, minLength: 1, maxLength: 40 },
);

describe('bars', () => {
  test('have a place for each year, also for one without works', () => {
    const bars = barsOf([
      { year: 2024, count: 2 },
      { year: 2021, count: 1 },
    ]);
    expect(bars.map(({ from, count, numbered }) => [from, count, numbered])).toEqual([
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
        const total = counts.reduce((sum, { count }) => sum + count, 0);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        for (const [i, { from }] of bars.slice(1).entries()) expect(from).toBe((bars[i]?.to ?? 0) + 1);
        const labelled = bars.filter((bar) => bar.labelled);
        expect(labelled.length).toBeLessThanOrEqual(7);
        expect(labelled.at(-1)).toBe(bars.at(-1));
        const numbered = bars.filter((bar) => bar.numbered);
        expect(Math.max(...numbered.map(({ count }) => count))).toBe(Math.max(...bars.map(({ count }) => count)));
        expect(numbered.length).toBe(bars.length <= 14 ? bars.filter(({ count }) => count > 0).length : 1);
      }),
    );
  });
});
