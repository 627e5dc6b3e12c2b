// Titles as queries: which works are asked about, and what should be found.
import { expect, test } from '@jest/globals';
import { titlesOf } from '../../../bench/fusion-titles.js';
import type { Work } from '../../../src/domain/work.js';

function work(id: string, referenced_works: string[]): Work {
  return {
    id,
    ids: {},
    display_name: `On ${id}`,
    type: 'article',
    authorships: [],
    topics: [],
    keywords: [],
    cited_by_count: 0,
    referenced_works,
  };
}

const CITED = ['a', 'b', 'c', 'd', 'e'].map((id) => work(id, []));

test('five works of the collection, whatever else is cited, and the work itself left out', () => {
  const works = [...CITED, work('x', ['a', 'b', 'c', 'd', 'e', 'elsewhere', 'x']), work('y', ['a', 'b', 'c', 'd'])];
  const grades = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, 1]));
  expect(titlesOf(works)).toEqual([{ id: 'x', text: 'On x', grades, without: ['x'] }]);
});

test('a reference that is named twice counts once', () => {
  expect(titlesOf([...CITED, work('x', ['a', 'a', 'b', 'c', 'd'])])).toEqual([]);
});

test('at most 300, and the same ones in whatever order works come', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const works = [...CITED, ...Array.from({ length: 400 }, (_, i) => work(`w${i}`, all))];
  const drawn = titlesOf(works);
  expect(drawn).toHaveLength(300);
  expect(titlesOf([...works].reverse())).toEqual(drawn);
});
