// Which works are embedded first.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { embeddingRank } from '../../../src/domain/embedding-rank.js';

const rank = (publication_date?: string, cited_by_count = 0) =>
  embeddingRank({ cited_by_count, ...(publication_date ? { publication_date } : {}) });

test('a day later is one more, twice as many citations are a year more', () => {
  expect(rank('1970-01-01')).toBe(0);
  expect(rank('2024-03-01') - rank('2024-02-29')).toBe(1);
  expect(rank('2024-01-01', 1) - rank('2024-01-01')).toBe(365);
  expect(rank('2024-01-01', 1023) - rank('2024-01-01')).toBe(3650);
  expect(rank('2024-01-01', 2 ** 50)).toBe(rank('2024-01-01', 2 ** 31 - 2));
  expect(rank()).toBe(0);
});

test('a year alone stands in its middle, whatever year it is', () => {
  for (const year of [-300, 1, 99, 1687, 1969, 2000, 2024]) {
    const middle = embeddingRank({ publication_year: year, cited_by_count: 0 });
    const next = embeddingRank({ publication_year: year + 1, cited_by_count: 0 });
    expect(next - middle).toBeGreaterThanOrEqual(365);
    expect(next - middle).toBeLessThanOrEqual(366);
  }
  const middle = embeddingRank({ publication_year: 2020, cited_by_count: 0 });
  expect(middle).toBeGreaterThan(rank('2020-06-25'));
  expect(middle).toBeLessThan(rank('2020-07-08'));
});

test('is a whole number that grows with citations', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: -5000, max: 9999 }), (a, b, publication_year) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      const low = embeddingRank({ publication_year, cited_by_count: few });
      const high = embeddingRank({ publication_year, cited_by_count: many });
      expect(Number.isSafeInteger(low)).toBe(true);
      expect(high).toBeGreaterThanOrEqual(low);
    }),
  );
});
