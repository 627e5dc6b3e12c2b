// How many terms must occur: the table's promises.
import { describe, expect, test } from '@jest/globals';
import { REQUIRED, requiredTerms } from '../../../src/domain/matching.js';

const LENGTHS = Array.from({ length: 600 }, (_, i) => i);

describe('requiredTerms', () => {
  test('short queries need every term', () => {
    expect([0, 1, 2, 3].map(requiredTerms)).toEqual([0, 1, 2, 3]);
  });

  test('the table, row by row', () => {
    expect([4, 6, 10, 13].map(requiredTerms)).toEqual([2, 2, 2, 2]);
    expect([14, 20, 21, 45].map(requiredTerms)).toEqual([3, 3, 4, 7]);
  });

  test('never more than there are, never none of some', () => {
    expect(LENGTHS.filter((n) => requiredTerms(n) > n)).toEqual([]);
    expect(LENGTHS.filter((n) => n > 0 && requiredTerms(n) < 1)).toEqual([]);
  });

  test('decreases only where a query becomes a description, and never rises by more than the term that was added', () => {
    const steps = LENGTHS.slice(1).map((n) => requiredTerms(n) - requiredTerms(n - 1));
    expect(steps.map((step, i) => (step < 0 ? i + 1 : 0)).filter((n) => n > 0)).toEqual([4]);
    expect(new Set(steps)).toEqual(new Set([0, 1, -1]));
  });

  test('a growing share may be missing', () => {
    const shares = [3, 6, 15, 100].map((n) => requiredTerms(n) / n);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(REQUIRED.at(-1)?.upTo).toBe(Number.POSITIVE_INFINITY);
  });
});
