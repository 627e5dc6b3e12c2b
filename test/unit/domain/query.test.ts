// The query tree's helpers: conjunction, fields, clauses, selected values.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ALL,
  and,
  certainValues,
  clausesOf,
  type Filter,
  fieldsOf,
  NONE,
  ownFieldOf,
  selectedValues,
} from '../../../src/domain/query.js';
import { arbitraryFilter } from '../../support/arbitrary-requests.js';
import { arbitraryWork } from '../../support/arbitrary-works.js';
import { passes } from '../../support/oracle-match.js';

const type = (...values: string[]): Filter => ({ type: 'values', field: 'type', values });
const since: Filter = { type: 'range', field: 'publication_year', gte: 2020 };

describe('and', () => {
  test('nothing asked is everything', () => {
    expect(and([])).toEqual(ALL);
    expect(and([ALL, ALL])).toEqual(ALL);
  });

  test('none wins: an emptied condition never widens a search', () => {
    expect(and([type('article'), NONE])).toEqual(NONE);
    expect(and([{ type: 'and', filters: [NONE] }, ALL])).toEqual(NONE);
  });

  test('one condition stays itself, nested conjunctions become one', () => {
    expect(and([ALL, since])).toBe(since);
    expect(and([type('a'), { type: 'and', filters: [since, type('b')] }])).toEqual({
      type: 'and',
      filters: [type('a'), since, type('b')],
    });
  });

  test('means the same as the plain conjunction', () => {
    const property = fc.property(fc.array(arbitraryFilter, { maxLength: 4 }), arbitraryWork, (filters, work) => {
      expect(passes(and(filters), work)).toBe(passes({ type: 'and', filters }, work));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('fieldsOf', () => {
  test('every field at any depth', () => {
    const filter: Filter = {
      type: 'or',
      filters: [
        type('a'),
        { type: 'not', filter: { type: 'and', filters: [since, { type: 'exists', field: 'doi' }] } },
      ],
    };
    expect([...fieldsOf(filter)].sort()).toEqual(['doi', 'publication_year', 'type']);
    expect([...fieldsOf(ALL), ...fieldsOf(NONE)]).toEqual([]);
  });
});

describe('clausesOf', () => {
  test('what a user sees as separate selections', () => {
    expect(clausesOf(ALL)).toEqual([]);
    expect(clausesOf(since)).toEqual([since]);
    expect(clausesOf({ type: 'and', filters: [since, type('a')] })).toEqual([since, type('a')]);
    expect(clausesOf({ type: 'or', filters: [since] })).toEqual([{ type: 'or', filters: [since] }]);
  });

  test('their conjunction is the filter', () => {
    const property = fc.property(arbitraryFilter, arbitraryWork, (filter, work) => {
      expect(clausesOf(filter).every((clause) => passes(clause, work))).toBe(passes(filter, work));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('selectedValues', () => {
  test('positive top-level values of the field only', () => {
    const filter: Filter = {
      type: 'and',
      filters: [
        type('a', 'b'),
        type('c'),
        since,
        { type: 'not', filter: type('d') },
        { type: 'or', filters: [type('e'), since] },
      ],
    };
    for (const valuesOf of [selectedValues, certainValues]) {
      expect(valuesOf(filter, 'type')).toEqual(['a', 'b', 'c']);
      expect(valuesOf(filter, 'publication_year')).toEqual([]);
      expect(valuesOf(type('a'), 'type')).toEqual(['a']);
    }
  });

  test('those of joined conditions are selected, but may be no values', () => {
    const both: Filter = { type: 'and', filters: [type('book'), type('chapter')] };
    const filter: Filter = { type: 'or', filters: [type('book chapter'), both, { type: 'not', filter: type('x') }] };
    expect(selectedValues(filter, 'type')).toEqual(['book chapter', 'book', 'chapter']);
    expect(certainValues(filter, 'type')).toEqual([]);
  });
});

describe('conditions on words', () => {
  const words: Filter = { type: 'words', fields: ['display_name', 'abstract'], text: 'graph', exact: false };
  const either: Filter = { type: 'or', filters: [type('a'), { type: 'not', filter: words }] };

  test('speak of text fields, not of fields', () => {
    expect([...fieldsOf(words)]).toEqual([]);
    expect([...fieldsOf(either)]).toEqual(['type']);
  });

  test('belong to no field, and neither does what contains one', () => {
    expect(ownFieldOf({ type: 'not', filter: type('a', 'b') })).toBe('type');
    expect(ownFieldOf({ type: 'or', filters: [type('a'), since] })).toBeUndefined();
    for (const filter of [words, either, ALL, NONE]) expect(ownFieldOf(filter)).toBeUndefined();
  });
});
