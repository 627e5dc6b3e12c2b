// Bounds of JSON before it is parsed, against the parsed value.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkBounds } from '../../../src/api/json-bounds.js';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
const nested = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : { a: [nested(depth - 1, inner)] });

describe('checkBounds', () => {
  test('refuses what goes deeper than 32 levels, and nothing else, whatever stands in strings', () => {
    const strings = fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ']', ',', 'a') });
    const value = fc.record({ [`x"[{\\`]: strings, list: fc.array(strings) });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 20 }), (inner, depth) => {
        const whole = nested(depth, inner);
        const check = () => checkBounds(JSON.stringify(whole));
        if (depthOf(whole) > 32) expect(check).toThrow(/deeper than 32/);
        else expect(check).not.toThrow();
      }),
    );
  });

  test('refuses too many values, and reads a megabyte of brackets at once', () => {
    expect(() => checkBounds(`[${'0,'.repeat(250_000)}0]`)).toThrow(/more than 100000 values/);
    expect(() => checkBounds('['.repeat(1_000_000))).toThrow(/deeper than 32/);
    expect(() => checkBounds(`"${'\\'.repeat(1_000_000)}`)).not.toThrow();
    expect(() => checkBounds(']'.repeat(1_000_000))).not.toThrow();
  });
});
