// The histogram of years: every work is drawn or told of, whatever the years.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  countWithin,
  endsOn,
  histogramOf,
  nearestBar,
  openRange,
  yearAt,
} from '../../../web/search/facets/histogram.js';
import type { YearCount } from '../../../web/ui/years.js';

const counts = (...pairs: [year: number, count: number][]): YearCount[] =>
  pairs.map(([year, count]) => ({ year, count }));

const someYears = (min: number, max: number) =>
  fc.uniqueArray(fc.record({ year: fc.integer({ min, max }), count: fc.integer({ min: 0, max: 500 }) }), {
    selector: ({ year }) => year,
    maxLength: 200,
  });
const anyYears = fc.oneof(someYears(1990, 2026), someYears(1700, 2026), someYears(0, 9999));

describe('histogramOf', () => {
  test('each work has its place: in one bar, before the axis or after it', () => {
    fc.assert(
      fc.property(anyYears, (years) => {
        const histogram = histogramOf(years);
        const works = years.filter(({ count }) => count > 0);
        if (!histogram) return expect(works).toEqual([]);
        const { first, last, bars, earlier, later, most } = histogram;
        for (const { from, to, count } of bars) {
          expect(count).toBe(countWithin(works, { from, to }));
          expect(count).toBeGreaterThan(0);
          expect(from >= first && to <= last && from <= to).toBe(true);
        }
        const starts = bars.map(({ from }) => from);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(most).toBe(Math.max(...bars.map(({ count }) => count)));
        expect(earlier).toBe(countWithin(works, { from: undefined, to: first - 1 }));
        expect(later).toBe(countWithin(works, { from: last + 1, to: undefined }));
        expect(works.some(({ year }) => year === first) && works.some(({ year }) => year === last)).toBe(true);
        expect(bars.length).toBeLessThanOrEqual(120);
      }),
    );
  });

  test('the axis holds three quarters of the works, and all of them where two centuries hold them', () => {
    fc.assert(
      fc.property(anyYears, (years) => {
        const histogram = histogramOf(years);
        if (!histogram) return;
        const { earlier, later } = histogram;
        const works = years.filter(({ count }) => count > 0).map(({ year }) => year);
        const all = countWithin(years, { from: undefined, to: undefined });
        expect(earlier + later).toBeLessThanOrEqual(all / 4);
        if (Math.max(...works) - Math.min(...works) < 200) expect(earlier + later).toBe(0);
      }),
    );
  });

  test('years without works are gaps', () => {
    expect(histogramOf(counts([2020, 3], [2018, 1], [2019, 0]))?.bars).toEqual([
      { from: 2018, to: 2018, count: 1 },
      { from: 2020, to: 2020, count: 3 },
    ]);
  });

  test('one year is an axis', () => {
    expect(histogramOf(counts([2020, 3]))).toMatchObject({ first: 2020, last: 2020, most: 3, earlier: 0, later: 0 });
  });

  test('no year is none', () => expect(histogramOf([])).toBeUndefined());

  test('the years 0 and 3000 do not press the others into a corner', () => {
    const histogram = histogramOf(counts([0, 1], [1998, 40], [2020, 90], [3000, 1]));
    expect(histogram).toMatchObject({ first: 1998, last: 2020, earlier: 1, later: 1 });
  });

  test('old works that are many stay', () => {
    const histogram = histogramOf(counts([1680, 40], [1998, 40], [2020, 90]));
    expect(histogram).toMatchObject({ first: 1680, last: 2020, earlier: 0, later: 0 });
    expect(histogram?.bars[0]).toEqual({ from: 1680, to: 1682, count: 40 });
  });
});

describe('the pointer', () => {
  const axis = { first: 2000, last: 2009 };

  test.each([
    [-1, 2000],
    [0, 2000],
    [0.099, 2000],
    [0.1, 2001],
    [0.999, 2009],
    [1, 2009],
    [7, 2009],
  ])('at %d of the axis: %d', (place, year) => expect(yearAt(axis, place)).toBe(year));

  test('a click beside a bar means the bar', () => {
    const bars = [
      { from: 2000, to: 2001, count: 1 },
      { from: 2008, to: 2009, count: 1 },
    ];
    expect(nearestBar(bars, 2004)).toBe(bars[0]);
    expect(nearestBar(bars, 2005)).toBe(bars[1]);
    expect(nearestBar(bars, 2008)).toBe(bars[1]);
    expect(nearestBar([], 2008)).toBeUndefined();
  });
});

describe('the handles', () => {
  const axis = { first: 2000, last: 2009 };

  test('one at the end of the axis sets no limit', () => {
    expect(openRange(axis, 2000, 2009)).toBeUndefined();
    expect(openRange(axis, 2000, 2005)).toEqual({ from: undefined, to: 2005 });
    expect(openRange(axis, 2003, 2009)).toEqual({ from: 2003, to: undefined });
  });

  test('a range beyond the axis is at its end', () => {
    expect(endsOn(axis, { from: 1900, to: 1950 })).toEqual({ from: 2000, to: 2000 });
    expect(endsOn(axis, { from: 2003, to: undefined })).toEqual({ from: 2003, to: 2009 });
    expect(endsOn(axis, undefined)).toEqual({ from: 2000, to: 2009 });
  });

  test('what the handles show is what is applied', () => {
    const year = fc.integer({ min: 2000, max: 2009 });
    fc.assert(
      fc.property(year, year, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(endsOn(axis, openRange(axis, from, to))).toEqual({ from, to });
      }),
    );
  });
});
