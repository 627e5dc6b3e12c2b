// Bit sets against sets of numbers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Bits,
  clearBit,
  countBits,
  emptyBits,
  hasBit,
  intersect,
  membersOf,
  setBit,
  subtract,
  unite,
} from '../../../src/engine/builtin/bitset.js';

const DOCS = 200;
const arbitraryMembers = fc.uniqueArray(fc.nat(DOCS - 1), { maxLength: DOCS });

function bitsOf(members: readonly number[], docs = DOCS): Bits {
  const bits = emptyBits(docs);
  for (const doc of members) setBit(bits, doc);
  return bits;
}

const sorted = (members: Iterable<number>) => [...members].sort((a, b) => a - b);

describe('bits', () => {
  test('members come back in ascending order, with their number', () => {
    fc.assert(
      fc.property(arbitraryMembers, (members) => {
        const bits = bitsOf(members);
        expect(Array.from(membersOf(bits))).toEqual(sorted(members));
        expect(countBits(bits)).toBe(members.length);
        const set = new Set(members);
        for (let doc = 0; doc < DOCS; doc++) expect(hasBit(bits, doc)).toBe(set.has(doc));
      }),
    );
  });

  test('a cleared bit is gone, the others stay', () => {
    fc.assert(
      fc.property(arbitraryMembers, fc.nat(DOCS - 1), (members, gone) => {
        const bits = bitsOf(members);
        clearBit(bits, gone);
        expect(Array.from(membersOf(bits))).toEqual(sorted(members.filter((doc) => doc !== gone)));
      }),
    );
  });

  test('intersection, union and difference are those of sets', () => {
    fc.assert(
      fc.property(arbitraryMembers, arbitraryMembers, (a, b) => {
        const inB = new Set(b);
        const result = (change: (target: Bits, other: Bits) => void) => {
          const target = bitsOf(a);
          change(target, bitsOf(b));
          return Array.from(membersOf(target));
        };
        expect(result(intersect)).toEqual(sorted(a.filter((doc) => inB.has(doc))));
        expect(result(unite)).toEqual(sorted(new Set([...a, ...b])));
        expect(result(subtract)).toEqual(sorted(a.filter((doc) => !inB.has(doc))));
      }),
    );
  });

  test('what a shorter set does not reach counts as absent', () => {
    const short = bitsOf([3], 10);
    const [both, either, without] = [bitsOf([3, 90]), bitsOf([3, 90]), bitsOf([3, 90])];
    intersect(both, short);
    unite(either, short);
    subtract(without, short);
    expect([both, either, without].map((bits) => Array.from(membersOf(bits)))).toEqual([[3], [3, 90], [90]]);
    expect(hasBit(short, 5000)).toBe(false);
  });

  test('the highest bit of a word is a bit like any other', () => {
    const bits = bitsOf([31, 63]);
    expect(Array.from(membersOf(bits))).toEqual([31, 63]);
    expect(countBits(emptyBits(64).fill(0xffffffff))).toBe(64);
  });
});
