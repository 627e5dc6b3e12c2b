// Query understanding by its worked cases, and the docs that show them.
import { describe, expect, test } from '@jest/globals';
import { printReading, understand } from '../../src/search/understand.js';
import { committedDocs, completed, described, readGroups, renderedDocs } from './cases.js';

const GROUPS = readGroups();

for (const { group, cases } of GROUPS) {
  describe(`understand: ${group}`, () => {
    test.each(cases)('$input: $reason', ({ input, reads }) => {
      expect(described(understand(input))).toEqual(completed(reads));
    });

    test.each(cases)('printed and read again, %j is the same', ({ input }) => {
      const reading = understand(input);
      const again = understand(printReading(reading));
      expect({ ...described(again), ids: [], notes: [] }).toMatchObject(asked(described(reading)));
      expect(again.filter).toEqual(reading.filter);
    });
  });
}

/** What a reading asks for; its text may have its words in another order. */
function asked({ loose, words, phrases, excluded, any_of, none_of, conditions }: ReturnType<typeof described>) {
  return { loose, words, phrases, excluded, any_of, none_of, conditions };
}

describe('the cases', () => {
  const all = GROUPS.flatMap(({ cases }) => cases);

  test('are many, each once, and each with a reason', () => {
    expect(all.length).toBeGreaterThanOrEqual(90);
    expect(new Set(all.map(({ input }) => input)).size).toBe(all.length);
    for (const { reason } of all) expect(reason).toMatch(/\w{2}/);
  });

  test('are in the docs as they are (npm run golden)', () => {
    const docs = committedDocs();
    expect(docs).toBe(renderedDocs(docs, GROUPS));
  });
});
