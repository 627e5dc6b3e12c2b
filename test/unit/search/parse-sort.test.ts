// Orders and facets as users write them.
import { describe, expect, test } from '@jest/globals';
import { AUTHORS, TOPICS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { parseFacets } from '../../../src/search/parse-facets.js';
import { type Order, parseSort } from '../../../src/search/parse-sort.js';

describe('parseSort', () => {
  const READ: [sort: string | undefined, searching: boolean, expected: Order, reason: string][] = [
    [undefined, true, 'relevance', 'a search is ordered by relevance'],
    ['', true, 'relevance', 'an empty parameter is an absent one'],
    [undefined, false, [{ field: 'cited_by_count', direction: 'desc' }], 'without search the most cited first'],
    ['publication_year', false, [{ field: 'publication_year', direction: 'asc' }], 'ascending unless said otherwise'],
    [
      'year:desc, cited_by_count:asc',
      true,
      [
        { field: 'publication_year', direction: 'desc' },
        { field: 'cited_by_count', direction: 'asc' },
      ],
      'aliases, several keys, blanks',
    ],
    ['relevance_score:desc', true, 'relevance', "OpenAlex's name for it"],
  ];
  test.each(READ)('%s (searching: %s)', (sort, searching, expected) => {
    expect(parseSort(sort, searching, WORKS)).toEqual(expected);
  });

  test.each([
    ['relevance_score:desc', false, 'needs a search'],
    ['relevance_score', true, 'sort=relevance_score:desc'],
    ['publication_year,relevance_score:desc', true, 'stands alone'],
    ['type:desc', false, 'type cannot be sorted by: sort by publication_year'],
    ['citd_by_count', false, 'did you mean cited_by_count?'],
    ['publication_year:down', false, 'is not field, field:asc or field:desc'],
    ['publication_year:desc:x', false, 'is not field'],
    ['year,publication_year', false, 'publication_year twice'],
  ])('refuses %s (searching: %s)', (sort, searching, message) => {
    expect(() => parseSort(sort, searching, WORKS)).toThrow(message);
  });

  test('entities have orders of their own', () => {
    expect(parseSort(undefined, false, TOPICS)).toEqual([{ field: 'works_count', direction: 'desc' }]);
    expect(parseSort('summary_stats.h_index:desc', false, AUTHORS)).toEqual([{ field: 'h_index', direction: 'desc' }]);
    expect(() => parseSort('publication_year', false, TOPICS)).toThrow(
      'sort knows no field "publication_year": sort by works_count, cited_by_count or relevance_score',
    );
  });
});

describe('parseFacets', () => {
  test('names and aliases, each field once', () => {
    expect(parseFacets(['type', 'year', 'publication_year'], 5, WORKS)).toEqual([
      { field: 'type', size: 5 },
      { field: 'publication_year', size: 5 },
    ]);
  });

  test.each([
    ['doi', 'doi cannot be counted: facets takes publication_year'],
    ['typ', 'did you mean type?'],
    ['', 'knows no field ""'],
  ])('refuses %s', (name, message) => {
    expect(() => parseFacets([name], 5, WORKS)).toThrow(message);
  });

  test('what has none says so', () => {
    expect(() => parseFacets(['works_count'], 5, TOPICS)).toThrow(
      'works_count cannot be counted: topics have no facets',
    );
  });
});
