// ETags: equal for equal answers whatever their timing; If-None-Match as its grammar has it.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { etagOf, namesETag } from '../../../src/api/http-etag.js';

const MS = 'db_response_time_ms';
const tagOf = (value: unknown) => etagOf(Buffer.from(JSON.stringify(value)));

describe('etagOf', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(`"${MS}":1`, `${MS}":`, `\\"${MS}\\":2,`, 'é', '\u{1d4b3}'),
  );
  const milliseconds = fc.oneof(fc.nat(), fc.constantFrom(0.5, 1e-7, 1e21));
  /** Answers, some of them made of several; the durations are the same places in both of a pair. */
  const answer = fc.record({ count: fc.nat(), results: fc.array(text, { maxLength: 3 }) });
  const written = ({ count, results }: { count: number; results: string[] }, ms: number) => ({
    meta: { count, [MS]: ms, page: 1 },
    results,
    of: { [MS]: ms },
  });

  test('the same whatever the durations', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 3 }), milliseconds, milliseconds, (all, one, other) => {
        expect(tagOf(all.map((each) => written(each, one)))).toBe(tagOf(all.map((each) => written(each, other))));
      }),
    );
  });

  test('another one for anything else that differs', () => {
    fc.assert(
      fc.property(answer, answer, milliseconds, (one, other, ms) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(tagOf(written(one, ms)) === tagOf(written(other, ms))).toBe(same);
      }),
    );
  });

  test('a duration that is told in a text counts', () => {
    expect(tagOf({ bio: `"${MS}":1,` })).not.toBe(tagOf({ bio: `"${MS}":2,` }));
  });

  test('is a weak entity tag', () => {
    expect(tagOf({})).toMatch(/^W\/"[\w-]{22}"$/);
    expect(etagOf(Buffer.from(''))).toMatch(/^W\/"[\w-]{22}"$/);
    expect(etagOf(Buffer.from(`{"${MS}":12`))).toMatch(/^W\/"[\w-]{22}"$/);
  });
});

describe('namesETag', () => {
  const opaque = fc.string({ unit: fc.constantFrom('a', 'b', ',', 'W/', '*', '\\', 'ÿ'), maxLength: 3 });
  const weak = fc.constantFrom('', 'W/');
  const blank = fc.constantFrom('', ' ', '\t', ' \t ');
  const separator = fc.tuple(blank, fc.constantFrom(',', ',,', ', ,'), blank).map((parts) => parts.join(''));

  test('a list names the tags in it, weak or not, with commas in them or not', () => {
    const element = fc.record({ weak, opaque, separator });
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), opaque, (elements, wanted) => {
        const field = elements.map((one) => `${one.weak}"${one.opaque}"${one.separator}`).join('');
        const named = elements.some((one) => one.opaque === wanted);
        expect(namesETag(field, `W/"${wanted}"`)).toBe(named);
        expect(namesETag(`"x"${field === '' ? '' : ', '}${field}`, `"${wanted}"`)).toBe(named);
      }),
    );
  });

  test.each(['*', ' * '])('%j names everything', (field) => {
    expect(namesETag(field, 'W/"a"')).toBe(true);
  });

  test.each(['', ' ', 'a', '"a', 'w/"a"', '"a" "a"', '"a";x, "a"', '*, "a"', '"a", *', '"a b", "a"', 'W/ "a"'])(
    '%j names nothing',
    (field) => {
      expect(namesETag(field, 'W/"a"')).toBe(false);
    },
  );

  test('whatever is sent, it is read by the grammar', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', ' ', 'W', '/', 'a'), maxLength: 30 }), (field) => {
        // brute force: the whole field by the grammar at once
        const tag = '(?:(?:W/)?"[^" ]*")?';
        const valid = new RegExp(`^[ ]*${tag}[ ]*(?:,[ ]*${tag}[ ]*)*$`).test(field);
        const tags: string[] = field.match(/"[^" ]*"/g) ?? [];
        expect(namesETag(field, 'W/"a"')).toBe(valid && tags.includes('"a"'));
      }),
      { numRuns: 1_000 },
    );
  });
});
