// What a terminal is sent of names and texts of others: nothing that it would obey.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeImport } from '../../../indexer/reports.js';
import { shown, shownLines } from '../../../indexer/shown-text.js';
import { escaped } from '../../../src/logger.js';

const OBEYED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u001b[2J', '\u009b1m', '\r', '\n', '\u202e', '\u007f', 'é', '深'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
});

test.each([
  ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
  ['a\u009b2Jb\r\nc', 'a\\u009b2Jb\\u000d\\u000ac'],
  ['abc\u202Egnp.exe', 'abc\\u202egnp.exe'],
  ['Lévy 深層 \u200fא', 'Lévy 深層 \u200fא'],
])('%j is shown as %j', (text, expected) => expect(shown(text)).toBe(expected));

test('whatever the text, one line and nothing that is obeyed', () => {
  fc.assert(
    fc.property(odd, (text) => !OBEYED.test(shown(text)) && !OBEYED.test(shownLines(text).replaceAll('\n', ''))),
  );
});

test('a report of an import shows names and reasons so', () => {
  const evil = '\u001b[31m/x\nfake: 9 created';
  const report = {
    ...{
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      skipped: 0,
      skips: new Map(),
      stopped: false,
      began: undefined,
    },
    rejections: [{ file: evil, unit: 'line' as const, number: 1, reason: evil }],
    leftOut: [{ file: evil, reason: 'a link' }],
    failures: [evil],
  };
  const lines = describeImport(report as unknown as Parameters<typeof describeImport>[0]).split('\n');
  expect(lines).toHaveLength(7);
  for (const line of lines) expect(line).not.toMatch(OBEYED);
});

test('a line of the log is the same JSON, without what is obeyed', () => {
  fc.assert(
    fc.property(odd, (text) => {
      const line = escaped(JSON.stringify({ path: text }));
      expect(line).not.toMatch(OBEYED);
      expect(JSON.parse(line)).toEqual({ path: text });
    }),
  );
});
