// How many terms must occur: the table's promises.
import { describe, expect, test } from '@jest/globals';
import { MISSING_ALLOWED, requiredTerms } from '../../../src/domain/matching.js';

const LENGTHS = Array.from({ length: 600 }, (_, i) => i);

describe('requiredTerms', () => {
  test('short queries need every term', () => {
    expect([0, 1, 2, 3].map(requiredTerms)).toEqual([0, 1, 2, 3]);
  });

  test('the table, row by row', () => {
    expect([4, 5, 6].map(requiredTerms)).toEqual([3, 4, 4]);
    expect([7, 8, 10, 12].map(requiredTerms)).toEqual([4, 4, 5, 6]);
    // 13 terms alone would need five; they need no fewer than twelve do
    expect([13, 18, 30, 100].map(requiredTerms)).toEqual([6, 6, 10, 33]);
  });

  test('never more than there are, never none of some', () => {
    expect(LENGTHS.filter((n) => requiredTerms(n) > n)).toEqual([]);
    expect(LENGTHS.filter((n) => n > 0 && requiredTerms(n) < 1)).toEqual([]);
  });

  test('never decreases, and never rises by more than the term that was added', () => {
    const steps = LENGTHS.slice(1).map((n) => requiredTerms(n) - requiredTerms(n - 1));
    expect(new Set(steps)).toEqual(new Set([0, 1]));
  });

  test('a growing share may be missing', () => {
    const shares = MISSING_ALLOWED.map((row) => row.share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(MISSING_ALLOWED.at(-1)?.upTo).toBe(Number.POSITIVE_INFINITY);
  });
});
