// Filters as Elasticsearch's queries: run over the documents of works, they select the works that the filter selects.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../../src/domain/fields.js';
import type { Filter } from '../../../src/domain/query.js';
import { anyOf } from '../../../src/engine/elasticsearch/clauses.js';
import { documentOf } from '../../../src/engine/elasticsearch/documents.js';
import { filterQuery } from '../../../src/engine/elasticsearch/filter-query.js';
import { WORK_KIND } from '../../../src/engine/elasticsearch/kinds.js';
import { arbitraryCondition, arbitraryFilter } from '../../support/arbitrary-requests.js';
import { arbitraryCollection } from '../../support/arbitrary-works.js';
import { evaluate } from '../../support/evaluate-query.js';
import { passes } from '../../support/oracle-match.js';
import { makeWork } from '../../support/works.js';

const queryOf = (filter: Filter) => filterQuery(WORKS, filter);
const range = (field: string, bounds: { gte?: number; lte?: number }): Filter => ({ type: 'range', field, ...bounds });
const values = (field: string, ...given: (string | number)[]): Filter => ({ type: 'values', field, values: given });

describe('a filter and its query select the same works', () => {
  test.each([
    ['as the API makes them', arbitraryFilter],
    ['any tree', arbitraryCondition],
  ])('%s', (_, filters) => {
    fc.assert(
      fc.property(arbitraryCollection, filters, (works, filter) => {
        const query = queryOf(filter);
        const selected = works.filter((work) => evaluate(query, documentOf(WORK_KIND, work, 0)));
        expect(selected).toEqual(works.filter((work) => passes(filter, work)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what cannot be true', () => {
  test.each<[string, Filter]>([
    ['nothing', { type: 'none' }],
    ['any of nothing', { type: 'or', filters: [] }],
    ['no values', values('type')],
    ['a text for a number', values('publication_year', '2020')],
    ['a number for a text', values('type', 1)],
    ['a year and a half', values('publication_year', 2019.5)],
    ['a number beyond the exact ones', values('cited_by_count', 2 ** 60)],
    ['a third truth value', values('has_doi', 2)],
    ['a day in the year 10000', values('publication_date', 2_932_897)],
    ['bounds that cross', range('publication_year', { gte: 2020, lte: 2019 })],
    ['bounds between two numbers', range('publication_year', { gte: 2019.2, lte: 2019.8 })],
    ['days after all days', range('publication_date', { gte: 1e12 })],
    ['a text without a word', { type: 'words', fields: ['abstract'], text: '…', exact: false }],
    ['words of no field', { type: 'words', fields: [], text: 'graph', exact: true }],
  ])('%s matches nothing', (_, filter) => {
    expect(queryOf(filter)).toEqual({ match_none: {} });
  });

  test('impossible values leave the possible ones', () => {
    expect(queryOf(values('publication_year', 2020, 'x', 1.5))).toEqual({ terms: { publication_year: [2020] } });
  });
});

describe('the edges of types', () => {
  test.each<[string, Filter, object]>([
    ['open bounds', range('publication_year', {}), { publication_year: { gte: -(2 ** 53) + 1, lte: 2 ** 53 - 1 } }],
    [
      'infinite bounds',
      range('cited_by_count', { gte: Number.NEGATIVE_INFINITY, lte: Number.POSITIVE_INFINITY }),
      { cited_by_count: { gte: -(2 ** 53) + 1, lte: 2 ** 53 - 1 } },
    ],
    ['fractions', range('cited_by_count', { gte: 1.5, lte: 3.5 }), { cited_by_count: { gte: 2, lte: 3 } }],
    ['all days', range('publication_date', {}), { publication_date: { gte: '0000-01-01', lte: '9999-12-31' } }],
  ])('%s', (_, filter, expected) => {
    expect(queryOf(filter)).toEqual({ range: expected });
  });

  test('a range of truth values is a choice of them', () => {
    expect(queryOf(range('has_doi', { gte: 0.5 }))).toEqual({ terms: { has_doi: [true] } });
    expect(queryOf(range('has_doi', {}))).toEqual({ terms: { has_doi: [false, true] } });
  });

  test('half a surrogate pair is found as it was stored', () => {
    const work = makeWork({ id: 'w\ud83d', type: 'a\udc00b' });
    const stored = documentOf(WORK_KIND, work, 0);
    for (const field of ['id', 'type'] as const) {
      expect(evaluate(queryOf(values(field, work[field])), stored)).toBe(true);
    }
  });

  test('a field may be named by an alias, an unknown one throws', () => {
    expect(queryOf({ type: 'exists', field: 'year' })).toEqual({ exists: { field: 'publication_year' } });
    for (const filter of [values('nope', 1), range('nope', {}), { type: 'exists', field: 'nope' } as const]) {
      expect(() => queryOf(filter)).toThrow('nope');
    }
  });
});

test('no alternative is no match, where an empty bool would match everything', () => {
  expect(anyOf([])).toEqual({ match_none: {} });
  expect(evaluate(anyOf([{ match_none: {} }, { match_all: {} }]), {})).toBe(true);
});

test('every field of the catalogue can be asked for in every way', () => {
  for (const { name, type } of WORKS.fields) {
    const filters: Filter[] = [{ type: 'exists', field: name }, values(name, type === 'keyword' ? 'x' : 1)];
    if (type !== 'keyword') filters.push(range(name, { gte: 0, lte: 1 }));
    for (const filter of filters) expect(queryOf(filter)).not.toEqual({ match_none: {} });
  }
});
