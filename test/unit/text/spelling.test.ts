// Typos between words: worked cases, and the distance by its definition on random words.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isLetters, typosAllowed, typosBetween } from '../../../src/text/spelling.js';
import { distanceBetween } from '../../support/oracle-near-words.js';

describe('typosAllowed', () => {
  test.each([
    ['', 0],
    ['cat', 0],
    ['tree', 1],
    ['network', 1],
    ['networks', 2],
    ['gpt2', 0],
    ['gpt-two', 0],
    ['2020', 0],
    ['漢字', 0],
    ['графы', 1],
    ['𐐨𐐩𐐪', 0],
    ['𐐨𐐩𐐪𐐫', 1],
    ['a'.repeat(40), 2],
    ['a'.repeat(41), 0],
    ['a'.repeat(20_000), 0],
  ])('%p may have %p', (word, most) => expect(typosAllowed(word)).toBe(most));
});

test('letters are letters of any script, and nothing else', () => {
  expect(['graph', 'графы', '漢', 'gpt2', '', 'a b', 'a_b', 'a\u0000'].map(isLetters)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

describe('typosBetween', () => {
  test.each([
    ['graph', 'graph', 0],
    ['graph', 'grpah', 1],
    ['graph', 'grap', 1],
    ['graph', 'graphs', 1],
    ['graph', 'grath', 1],
    ['graph', 'grphs', 2],
    ['ca', 'abc', 3],
    ['', 'ab', 2],
    ['abcd', 'dcba', 3],
  ])('%p and %p: %p', (a, b, distance) => expect(typosBetween(a, b, 3)).toBe(distance));

  test('is the distance by its definition, and one more than `most` beyond it', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c', 'я', '𐐨'), { maxLength: 9 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
        expect(typosBetween(a, b, most)).toBe(Math.min(most + 1, distanceBetween(a, b)));
      }),
      { numRuns: 2000 },
    );
  });
});
