// Growing arrays and rows of integers, against plain arrays.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grown, Rows } from '../../../src/engine/builtin/growable.js';

const arbitraryRows = fc.array(fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 40 }), {
  maxLength: 150,
  size: 'max',
});

function rowsOf(rows: Rows, count: number): number[][] {
  return Array.from({ length: count }, (_, row) => {
    return Array.from(rows.data.subarray(rows.starts[row] as number, rows.starts[row + 1] as number));
  });
}

describe('rows', () => {
  test('rows come back as pushed, also from a dump that grows on', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (before, after) => {
        const rows = new Rows();
        for (const row of before) rows.push(row, row.length);
        expect(rowsOf(rows, before.length)).toEqual(before);
        const loaded = Rows.load(structuredClone(rows.dump()));
        for (const row of after) loaded.push(row, row.length);
        expect(rowsOf(loaded, before.length + after.length)).toEqual([...before, ...after]);
      }),
    );
  });

  test('only the first cells of a reused buffer are taken', () => {
    const rows = new Rows();
    rows.push([1, 2, 3], 2);
    rows.push([4, 5, 6], 0);
    expect(rowsOf(rows, 2)).toEqual([[1, 2], []]);
  });
});

describe('grown', () => {
  test('keeps the type and what is in it; an array that is large enough stays itself', () => {
    const array = Float32Array.of(1, 2);
    expect(grown(array, 2)).toBe(array);
    const larger = grown(array, 3);
    expect(larger).toBeInstanceOf(Float32Array);
    expect(larger.length).toBeGreaterThanOrEqual(3);
    expect(Array.from(larger.subarray(0, 3))).toEqual([1, 2, 0]);
  });
});
