// Query understanding, by the table in test/scenarios/understand.json.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TextQuery } from '../../../src/domain/query.js';
import { IdeascopeError } from '../../../src/errors.js';
import { understand } from '../../../src/search/understand.js';

interface Case {
  readonly input: string;
  /** The parts, or a piece of the error message. */
  readonly expected: TextQuery | string;
  readonly reason: string;
}

const table = new URL('../../../../test/scenarios/understand.json', import.meta.url);
const CASES = JSON.parse(readFileSync(table, 'utf8')) as Case[];

describe('understand', () => {
  test.each(CASES)('$input: $reason', ({ input, expected }) => {
    if (typeof expected === 'string') expect(() => understand(input)).toThrow(expected);
    else expect(understand(input)).toEqual(expected);
  });

  test('any text is read or refused with invalid_parameter', () => {
    const pieces = fc.constantFrom('"', '“', '”', '-', ' ', 'a', 'graph', '-"', '5', '\n', '!', 'é', '深', '\ud800');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          const query = understand(input);
          for (const part of [...query.phrases, ...query.excluded]) expect(part).toMatch(/[\p{L}\p{N}]/u);
          for (const phrase of query.phrases) expect(query.text).toContain(phrase);
          expect(query.text).not.toMatch(/^\s|\s$|\s\s|[\p{Cc}\p{Cs}]/u);
        } catch (error) {
          if (!(error instanceof IdeascopeError)) throw error;
          expect(error.code).toBe('invalid_parameter');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['-a', '"a', '" ', '-"a ', '“a', 'a ', '\u0301'])(
    'a long text of odd pieces takes no time (%j)',
    (piece) => {
      const started = performance.now();
      for (const text of [piece.repeat(10_000), `${piece}${'!'.repeat(20_000)}b`, `${piece}${' '.repeat(20_000)}b`]) {
        try {
          understand(text);
        } catch (error) {
          expect(error).toBeInstanceOf(IdeascopeError);
        }
      }
      expect(performance.now() - started).toBeLessThan(500);
    },
  );

  test('words without quotes and minus signs are kept as they are', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, (all) => {
        const text = all.join(' ');
        expect(understand(text)).toEqual({ text, loose: text, phrases: [], excluded: [] });
      }),
    );
  });
});
