// From text to words: folding, splitting, stems and stop words, on examples and on any Unicode.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentWords, fold, isStopWord, stem, tokenize, wordsOf } from '../../../src/text/analyze.js';

/** Marks apart from their letters, letters that fold to several or to none, scripts with and without blanks. */
const TRAPS = [
  'a',
  'Z',
  'ß',
  'æ',
  'ł',
  ' ',
  '\u0301',
  '\uff9e',
  '\u037a',
  '漢',
  'か',
  'カ',
  '½',
  'ﬁ',
  "'",
  '.',
  '-',
  '7',
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.array(fc.constantFrom(...TRAPS)).map((parts) => parts.join('')),
);

describe('fold', () => {
  test.each([
    ['Lévy', 'levy'],
    ['ŁUKASZ', 'lukasz'],
    ['naïve', 'naive'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Ærø', 'aero'],
    ['Ǽ', 'ae'],
    ['Œuvre', 'oeuvre'],
    ['Þór', 'thor'],
    ['Đặng', 'dang'],
    ['İstanbul', 'istanbul'],
    ['ısı', 'isi'],
    ['ﬁne', 'fine'],
    ['Ⅻ', 'xii'],
    ['１２', '12'],
    ['x²', 'x2'],
    ['K', 'k'],
    ['Ё', 'е'],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('composed and decomposed writing are one', () => {
    fc.assert(fc.property(anyText, (text) => expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))));
  });
});

describe('tokenize', () => {
  test.each([
    ['Graph-based, self-attention!', ['graph', 'based', 'self', 'attention']],
    ["Bayes' theorem isn't new", ['bayes', 'theorem', 'isn', 't', 'new']],
    ['COVID-19 and x_y', ['covid', '19', 'and', 'x', 'y']],
    ['漢字カナ mixed', ['漢', '字', 'カ', 'ナ', 'mixed']],
    ['GPU加速と3D', ['gpu', '加', '速', 'と', '3d']],
    ['Привет, мир', ['привет', 'мир']],
    ['한국어 논문', ['한국어', '논문'].map((word) => word.normalize('NFKD'))],
    ['', []],
    [' \n\t—…', []],
  ])('%s', (text, words) => {
    expect(tokenize(text).map((token) => token.word)).toEqual(words);
  });

  test('places slice back to the source word, in order and without overlap', () => {
    const property = fc.property(anyText, (written) => {
      // a piece of a formula is none by itself: tex.test.ts has the places of TeX
      const text = written.replace(/[\\$^{}_]/g, ' ');
      let end = 0;
      for (const token of tokenize(text)) {
        expect(wordsOf(text.slice(token.start, token.end))).toEqual([token.word]);
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        end = token.end;
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('a mark that stands alone is no word', () => {
    expect(tokenize('a \u0301 b \u0308')).toEqual([
      { word: 'a', start: 0, end: 1 },
      { word: 'b', start: 4, end: 5 },
    ]);
    expect(contentWords('\u0301')).toEqual([]);
  });

  test('no word is empty', () => {
    fc.assert(
      fc.property(anyText, (text) => expect(wordsOf(text)).not.toContain('')),
      { numRuns: 1000 },
    );
  });
});

describe('wordsOf', () => {
  test('gives the words of tokenize on any text', () => {
    const property = fc.property(anyText, (text) => {
      expect(wordsOf(text)).toEqual(tokenize(text).map((token) => token.word));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('an ASCII text has the same words in foreign company', () => {
    const property = fc.property(fc.string(), fc.constantFrom(' é', ' 漢', ' カ'), (written, company) => {
      // `\\i é` is one word in TeX
      const text = written.replaceAll('\\', ' ');
      expect(wordsOf(text + company)).toEqual([...wordsOf(text), fold(company.trim())]);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('stem', () => {
  test.each([
    ['networks', 'network'],
    ['networking', 'network'],
    ['learning', 'learn'],
    ['studies', 'studi'],
    ['study', 'studi'],
    ['relational', 'relat'],
  ])('%s → %s', (word, stemmed) => {
    expect(stem(word)).toBe(stemmed);
  });

  test('short words, words with digits and other scripts are left alone', () => {
    const words = ['is', 'as', 'x1s', 'covid19s', 'привет', '漢'];
    expect(words.map(stem)).toEqual(words);
  });
});

describe('contentWords', () => {
  test('drops stop words unless there is nothing else', () => {
    expect(contentWords('What is the future of robots?')).toEqual(['future', 'robots']);
    expect(contentWords('to be or not to be')).toEqual(['to', 'be', 'or', 'not', 'to', 'be']);
    expect(contentWords('')).toEqual([]);
  });

  test('a word that a possessive leaves behind is a stop word', () => {
    expect(contentWords("Bayes's isn't")).toEqual(['bayes', 'isn']);
  });

  test('the empty word is no stop word, names and numbers neither', () => {
    expect(['', 'x', '2020', 'levy'].filter(isStopWord)).toEqual([]);
  });
});
