// The order of strings and keys against that of their UTF-8 bytes.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareKeys, compareText } from '../../../src/domain/order.js';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uffee', '𝐰', '\u{10ffff}'),
  maxLength: 4,
});

test('strings are ordered as their UTF-8 bytes are', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('numbers come before strings, by size', () => {
  expect(['b', 10, 'a', 9].sort(compareKeys)).toEqual([9, 10, 'a', 'b']);
});
