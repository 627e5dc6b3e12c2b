// Strings in shared memory, against a plain list.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from '../../../src/domain/order.js';
import { StringTable } from '../../../src/engine/builtin/string-table.js';

const arbitraryText = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'é', 'e\u0301', '深度', '𠀀', '\uffee', 'doi:10.1/x'),
  fc.string({ unit: 'binary' }),
);
const arbitraryTexts = fc.array(arbitraryText, { maxLength: 200, size: 'max' });

function filled(texts: readonly string[]): StringTable {
  const table = new StringTable();
  for (const text of texts) table.add(text);
  return table;
}

describe('a table of strings', () => {
  test('gives each string one number, in the order of first appearance, also after dumping and loading', () => {
    fc.assert(
      fc.property(arbitraryTexts, arbitraryTexts, (before, after) => {
        const table = StringTable.load(structuredClone(filled(before).dump()));
        for (const text of after) table.add(text);
        const distinct = [...new Set([...before, ...after])];
        expect(table.size).toBe(distinct.length);
        expect(distinct.map((text) => table.find(text))).toEqual(Array.from(distinct.keys()));
        expect(distinct.map((_, number) => table.at(number))).toEqual(distinct);
      }),
    );
  });

  test('a string that was appended again is found by its last number', () => {
    fc.assert(
      fc.property(arbitraryTexts, (texts) => {
        const table = new StringTable();
        expect(texts.map((text) => table.append(text))).toEqual(Array.from(texts.keys()));
        expect(texts.map((text) => table.find(text))).toEqual(texts.map((text) => texts.lastIndexOf(text)));
        expect(texts.map((_, number) => table.at(number))).toEqual(texts);
      }),
    );
  });

  test('compares by code point', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (a, b) => {
        const table = new StringTable();
        const order = table.compare(table.append(a), table.append(b));
        expect(Math.sign(order)).toBe(Math.sign(compareText(a, b)));
      }),
    );
  });

  test('a view of it knows what there was, whatever comes in later', () => {
    fc.assert(
      fc.property(arbitraryTexts, arbitraryTexts, (before, after) => {
        const table = filled(before);
        const view = StringTable.load(table.dump());
        for (const text of after) table.add(text);
        const known = [...new Set(before)];
        const unknown = after.filter((text) => !known.includes(text));
        expect(known.map((text) => view.find(text))).toEqual(Array.from(known.keys()));
        expect(unknown.map((text) => view.find(text))).toEqual(unknown.map(() => undefined));
      }),
    );
  });
});
