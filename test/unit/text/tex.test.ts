// TeX as the Unicode that it stands for: a table of what occurs, and what holds of any text.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { tokenize, wordsOf } from '../../../src/text/analyze.js';
import { readTex, withoutTex } from '../../../src/text/tex.js';
import { ACCENTS, LETTERS, SIGNS, SYMBOLS } from '../../../src/text/tex-signs.js';

const FILE = new URL('../../../../test/unit/text/tex-traps.yaml', import.meta.url);
const TRAPS = Object.entries(parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, string>>);
const casesOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' => ').map((part) => part.replaceAll('␣', ' ')))
    // jest would take a missing argument for its callback
    .map(([written = '', read = '', words = '']) => [written, read, words] as const);

describe.each(TRAPS)('%s', (_kind, lines) => {
  test.each(casesOf(lines))('%s', (written, read, words) => {
    expect(withoutTex(written)).toBe(read);
    if (words !== '') expect(wordsOf(written).join(' ')).toBe(words);
    // what is read is found under the same words as what is written
    expect(wordsOf(read)).toEqual(wordsOf(written));
  });
});

test('Greek letters go by their names, alone and beside Latin letters; Greek words stay', () => {
  expect(wordsOf('α-synuclein, TGFβ1, IFN-γ, Δ, ϵ, 5 μm')).toEqual(
    'alpha synuclein tgfbeta1 ifn gamma delta epsilon 5 μm'.split(' '),
  );
  expect(wordsOf('η μηχανική μάθηση')).toEqual(['eta', 'μηχανικη', 'μαθηση']);
});

const PIECES = [
  ...'\\$',
  ...'{}^_~\'"`-.<[]() \n5aBé漢α',
  ...[...LETTERS.keys(), ...SYMBOLS.keys(), ...SIGNS.keys()].slice(0, 60).map((name) => `\\${name}`),
  ...[...ACCENTS.keys()].map((sign) => `\\${sign}`),
  ...'emph cite url frac sqrt binom mathbb hat left begin unicode unknown textcolor'
    .split(' ')
    .map((name) => `\\${name}`),
  '{x}',
  '{n+1}',
  '$x$',
  '\\[',
  '\\)',
  '😀',
  '\ud800',
];
const anyTex = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(''));
const RUNS = { numRuns: 3000 };

describe('of any text', () => {
  test('both readings are one, and each unit of it stands somewhere, in order', () => {
    const property = fc.property(anyTex, (text) => {
      const { text: read, starts, ends } = readTex(text);
      expect(read).toBe(withoutTex(text));
      expect([starts.length, ends.length]).toEqual([read.length, read.length]);
      let at = 0;
      for (let i = 0; i < read.length; i++) {
        const [start, end] = [starts[i] as number, ends[i] as number];
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        // several units that one command stands for share its place
        at = starts[i + 1] === start ? start : end;
        expect(end).toBeLessThanOrEqual(text.length);
      }
    });
    fc.assert(property, RUNS);
  });

  test('a letter that no command has is kept, at its own place', () => {
    const property = fc.property(anyTex, (text) => {
      const kept = /[é漢α]/g;
      const { text: read, starts } = readTex(text.replaceAll('\\', ' '));
      const found = [...read.matchAll(kept)].map(({ 0: letter, index }) => [letter, starts[index]]);
      expect(found).toEqual([...text.matchAll(kept)].map(({ 0: letter, index }) => [letter, index]));
    });
    fc.assert(property, RUNS);
  });

  test('words stand in order, within the text, those that one command stands for at the same place', () => {
    const property = fc.property(anyTex, (text) => {
      let last = { start: 0, end: 0 };
      for (const { start, end } of tokenize(text)) {
        expect(start).toBeGreaterThanOrEqual(last.start);
        expect(end).toBeGreaterThanOrEqual(last.end);
        expect(end).toBeGreaterThan(start);
        last = { start, end };
      }
      expect(last.end).toBeLessThanOrEqual(text.length);
    });
    fc.assert(property, RUNS);
  });

  test('a text without TeX is read as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replace(/[\\$^{}_]/g, '');
        expect(withoutTex(plain)).toBe(plain);
      }),
    );
  });
});

describe('in time', () => {
  test.each([
    '\\',
    '<',
    '$',
    '{',
    '}',
    '\\emph{',
    '$a ',
    '\\"',
    '\\"a\\" ',
    '^{',
    'x_',
    '\\frac',
    '\\c ',
    '\\hat\n',
    '{\\',
    '$x$',
    '~',
    '``',
    '{A',
    '\\cite[',
  ])('200,000 characters of %j take no time', (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    const begun = performance.now();
    withoutTex(text);
    // quadratic time would be minutes
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});
