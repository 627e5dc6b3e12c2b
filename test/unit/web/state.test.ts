// The state of the search page and its address: what is written is read again, whatever it is.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODES, readSearch, type SearchState, START, searchHref, TABS } from '../../../web/search/state.js';

/** As a browser takes an address apart. */
function parts(href: string): readonly [search: string, hash: string] {
  const { search, hash } = new URL(href, 'http://ideascope.test');
  return [search, hash];
}

const text = fc.string({ unit: 'binary', maxLength: 60 });
const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((one) => one.trim() === one);
const states: fc.Arbitrary<SearchState> = fc.record({
  q: fc.oneof(
    text,
    fc.integer({ min: 700, max: 900 }).map((length) => 'é& '.repeat(length / 3)),
  ),
  tab: fc.constantFrom(...TABS),
  mode: fc.constantFrom(...MODES),
  filters: fc.record({
    values: fc.dictionary(fc.constantFrom('type', 'topics.id', 'language'), fc.uniqueArray(value, { minLength: 1 }), {
      noNullPrototype: true,
    }),
    years: fc.option(
      fc.record({ from: fc.integer({ min: 1000, max: 1990 }), to: fc.integer({ min: 1991, max: 2100 }) }),
      { nil: undefined },
    ),
  }),
  sort: fc.constantFrom('', 'cited_by_count:desc'),
  page: fc.integer({ min: 1, max: 10_000 }),
  byIdea: fc.boolean(),
});

describe('the state of a search and its address', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readSearch(...parts(searchHref(state)))).toEqual(state);
      }),
    );
  });

  test('the start is the root, and only what differs is written', () => {
    expect(searchHref(START)).toBe('/');
    expect(searchHref({ q: 'a b', tab: 'people', byIdea: true })).toBe('/?q=a+b&tab=people&by=idea');
  });

  test('a long text is not sent to the server', () => {
    const q = 'Graphs & trees + 100 % of #hashes. '.repeat(40);
    const [search, hash] = parts(searchHref({ q, page: 2 }));
    expect(search).toBe('?page=2');
    expect(readSearch(search, hash).q).toBe(q);
  });

  test('half a sign, which a cut text may end in, breaks no address', () => {
    const q = `${'x'.repeat(900)}\ud83d`;
    expect(readSearch(...parts(searchHref({ q }))).q).toBe(`${'x'.repeat(900)}\ufffd`);
    expect(readSearch(...parts(searchHref({ q: 'x\ud83d' }))).q).toBe('x\ufffd');
  });

  test('what cannot be meant is as at the start', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (search, hash) => {
        const { tab, mode, page } = readSearch(search, hash);
        expect([TABS.includes(tab), MODES.includes(mode), page >= 1]).toEqual([true, true, true]);
      }),
    );
    expect(readSearch('?tab=x&mode=y&page=-3&by=z', '')).toEqual(START);
  });
});
