// Passages of long texts: together they are the text, each fits, and sentences stay whole where they can.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { estimateTokens, passagesOf } from '../../../src/text/passages.js';

const word = fc.oneof(
  fc.constantFrom(
    'graph',
    'networks',
    'electroencephalography',
    'GPT-4',
    '3.14159',
    'Müller',
    '漢字',
    '한국어',
    '$x^2$',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ minLength: 30, maxLength: 80 }),
);
const gap = fc.constantFrom(' ', ' ', ' ', '. ', '.\n', '? ', '。', '');
const text = fc.array(fc.tuple(word, gap), { maxLength: 80 }).map((parts) => parts.flat().join(''));
const most = fc.integer({ min: 8, max: 60 });

const withoutBlanks = (some: string) => some.replace(/\s+/gu, '');

describe('passagesOf', () => {
  test('passages are the text, but for the blanks between them', () => {
    fc.assert(
      fc.property(text, most, (whole, limit) => {
        expect(withoutBlanks(passagesOf(whole, limit).join(''))).toBe(withoutBlanks(whole));
      }),
    );
  });

  test('each passage fits, and there are several only where the text does not', () => {
    fc.assert(
      fc.property(text, most, (whole, limit) => {
        const sizes = passagesOf(whole, limit).map(estimateTokens);
        expect(sizes.filter((size) => size > limit)).toEqual([]);
        if (sizes.length > 1) expect(estimateTokens(whole)).toBeGreaterThan(limit);
      }),
    );
  });

  test('a text that fits is one passage, as it is', () => {
    expect(passagesOf(' Graphs,  and  robots. ', 10)).toEqual([' Graphs,  and  robots. ']);
    expect(passagesOf('', 10)).toEqual(['']);
  });

  test('sentences are kept whole and packed as they fit', () => {
    const [a, b, c] = ['Graphs have many nodes.', 'Robots walk.', 'Networks learn slowly from graphs.'];
    expect(passagesOf(`${a} ${b} ${c}`, 9)).toEqual([`${a} ${b}`, c]);
  });

  test('a sentence that is too long is parted between words, a word between characters', () => {
    expect(passagesOf('one two three four five', 2)).toEqual(['one two', 'three four', 'five']);
    expect(passagesOf(`so ${'漢'.repeat(5)}`, 2)).toEqual(['so', '漢漢', '漢漢', '漢']);
  });

  test('a word of 20,000 letters is parted, too', () => {
    const passages = passagesOf('x'.repeat(20_000), 230);
    expect(passages.join('')).toBe('x'.repeat(20_000));
    expect(Math.max(...passages.map(estimateTokens))).toBeLessThanOrEqual(230);
  });
});

describe('estimateTokens', () => {
  test('counts what a vocabulary of word pieces takes for words, numbers and signs', () => {
    // a frequent word is one piece, a long one several, and signs stand alone
    expect(estimateTokens('graph')).toBe(1);
    expect(estimateTokens('electroencephalography')).toBe(4);
    expect(estimateTokens('x = 12345.6')).toBe(7);
    expect(estimateTokens('漢字')).toBe(2);
    expect(estimateTokens(' \n ')).toBe(0);
  });
});
