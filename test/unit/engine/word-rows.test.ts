// Rows of words as bytes, and searching them, against plain arrays of numbers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sequence, sequenceWithin, termsWithin } from '../../../src/engine/builtin/row-search.js';
import { WordRows } from '../../../src/engine/builtin/word-rows.js';

const MARKS = 3;
/** Numbers of one to four bytes, and few enough of them that they come again. */
const WORDS = [3, 4, 5, 127, 128, 129, 255, 256, 640, 16_383, 16_384, 16_512, 2 ** 21 - 1, 2 ** 21, 2 ** 28 - 1];
const arbitraryWord = fc.constantFrom(...WORDS);
const arbitraryPassage = fc.record({
  field: fc.nat(MARKS - 1),
  words: fc.array(arbitraryWord, { maxLength: 8 }),
});
/** Fields come in their order. */
const arbitraryRow = fc
  .array(arbitraryPassage, { maxLength: 6 })
  .map((passages) => passages.sort((a, b) => a.field - b.field));
const arbitraryFields = fc.uint8Array({ minLength: MARKS, maxLength: MARKS, max: 1 }).filter((f) => f.includes(1));

type Row = readonly { readonly field: number; readonly words: readonly number[] }[];

const numbersOf = (row: Row): number[] => row.flatMap(({ field, words }) => [field, ...words]);

function storedIn(rows: readonly Row[]): WordRows {
  const stored = new WordRows();
  for (const row of rows) stored.push(numbersOf(row));
  return stored;
}

function stands(wanted: readonly number[], words: readonly number[]): boolean {
  return words.some((_, at) => wanted.every((word, i) => words[at + i] === word));
}

/** The rows that hold, by number. */
function holding(stored: WordRows, count: number, holds: (row: Uint8Array, start: number, end: number) => boolean) {
  const numbers = Array.from({ length: count }, (_, row) => row);
  return numbers.filter((row) => {
    return holds(stored.data, stored.starts[row] as number, stored.starts[row + 1] as number);
  });
}

describe('rows of words', () => {
  test('come back as pushed, also from a dump that grows on', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow), fc.array(arbitraryRow), (before, after) => {
        const rows = WordRows.load(structuredClone(storedIn(before).dump()));
        for (const row of after) rows.push(numbersOf(row));
        const all = [...before, ...after];
        expect(all.map((_, doc) => rows.of(doc))).toEqual(all.map(numbersOf));
      }),
    );
  });

  test('words next to each other are found where they stand, anywhere and within fields', () => {
    const sought = fc.array(arbitraryWord, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(arbitraryRow), sought, arbitraryFields, (rows, wanted, fields) => {
        const stored = storedIn(rows);
        const words = Uint32Array.from(wanted);
        const inPassage = (of: (field: number) => boolean) =>
          rows.flatMap((row, doc) => (row.some((one) => of(one.field) && stands(wanted, one.words)) ? [doc] : []));
        expect(holding(stored, rows.length, sequence(words))).toEqual(inPassage(() => true));
        const within = holding(stored, rows.length, sequenceWithin(words, fields));
        expect(within).toEqual(inPassage((field) => fields[field] === 1));
      }),
      { numRuns: 500 },
    );
  });

  test('terms are found if each occurs in one of the fields', () => {
    const termOf = new Uint32Array(2 ** 15).map((_, word) => word % 7);
    const small = WORDS.filter((word) => word < termOf.length);
    const row = fc.array(
      fc.record({ field: fc.nat(MARKS - 1), words: fc.array(fc.constantFrom(...small), { maxLength: 6 }) }),
      { maxLength: 5 },
    );
    const inOrder = row.map((passages) => passages.sort((a, b) => a.field - b.field));
    const sought = fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(inOrder), sought, arbitraryFields, (rows, terms, fields) => {
        const expected = rows.flatMap((passages, doc) => {
          const words = passages.flatMap((one) => (fields[one.field] === 1 ? one.words : []));
          return terms.every((term) => words.some((word) => word % 7 === term)) ? [doc] : [];
        });
        const holds = termsWithin(Uint32Array.from(terms), fields, termOf);
        expect(holding(storedIn(rows), rows.length, holds)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
