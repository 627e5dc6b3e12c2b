// The reader of words finds exactly the words that the text rules find, whatever the text.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Words } from '../../../src/engine/builtin/words.js';
import { wordsOf } from '../../../src/text/analyze.js';
import { runsBeside } from '../../../src/text/compounds.js';

/** Pieces at which reading by units and reading by characters could part. */
const PIECES = [
  ...['a', 'Z', '9', 'e\u0301', '\u0301', 'É', 'ß', 'Ł', 'İ', 'ı', 'K', 'ﬁ', '½', '²', 'Σ', 'ς', 'ǅ', 'ﷺ', '٣'],
  ...[
    '深',
    '度',
    'ひ',
    'カ',
    '한국',
    'ไทย',
    'हिन्दी',
    '𠀀',
    '𝐀',
    '𝟘',
    '😀',
    '\ud83d',
    '\ude00',
    '\u200d',
    '\ufeff',
    '\u00ad',
  ],
  ...[' ', '-', '_', '\n', '.', '\u00a0', "'", '’', '$', '\\', '\u0000', 'word', 'GPU', '3D'],
  ...[
    'C++',
    'C#',
    '+',
    '#',
    '-',
    '–',
    '\u2011',
    'BatchNorm',
    'SAGENorm',
    'O',
    'Neil',
    "\\'e",
    '{\\"o}',
    '\\emph{',
    '\\alpha',
  ],
];
const arbitraryText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  // single UTF-16 units, half surrogate pairs among them
  fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

function readWords(words: Words, text: string): string[] {
  const numbers: number[] = [];
  words.read(text, numbers);
  return numbers.map((number) => words.word(number));
}

/** What stands beside the words, in no order. */
function readBeside(words: Words, text: string): string[] {
  const runs: number[][] = [];
  words.read(text, [], runs);
  return runs.map((run) => run.map((number) => words.word(number)).join(' ')).sort();
}

describe('words', () => {
  test('read finds the words of wordsOf, with one vocabulary for all texts', () => {
    const words = new Words();
    fc.assert(
      fc.property(arbitraryText, (text) => {
        expect(readWords(words, text)).toEqual(wordsOf(text));
        expect(readBeside(words, text)).toEqual(
          runsBeside(text)
            .map((run) => run.join(' '))
            .sort(),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('a word has one number, its place among all words', () => {
    fc.assert(
      fc.property(fc.array(arbitraryText, { maxLength: 40 }), (texts) => {
        const words = new Words();
        for (const text of texts) words.read(text, []);
        const expected = new Set(texts.flatMap((text) => [...wordsOf(text), ...runsBeside(text).flat()]));
        const all = Array.from({ length: words.size }, (_, number) => words.word(number));
        expect([...all].sort()).toEqual([...expected].sort());
        expect(all.map((word) => words.find(word))).toEqual(Array.from(all.keys()));
      }),
    );
  });

  test('thousands of words survive growing, dumping and loading', () => {
    const words = new Words();
    const many = Array.from({ length: 5000 }, (_, i) => `w${i.toString(36)}`);
    words.read(many.join(' '), []);
    const loaded = Words.load(words.dump());
    expect(many.map((word) => loaded.find(word))).toEqual(Array.from(many.keys()));
    expect(readWords(loaded, 'W10, w11')).toEqual(['w10', 'w11']);
    expect(loaded.size).toBe(5000);
    expect(loaded.find('never')).toBeUndefined();
  });
});
