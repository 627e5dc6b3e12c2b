// The answers of Elasticsearch as a retrieval: legs, total, facets, and when a total is only a lower bound.
import { describe, expect, test } from '@jest/globals';
import { WORKS } from '../../../src/domain/fields.js';
import { ALL, type Filter } from '../../../src/domain/query.js';
import { NEIGHBOURS, type Part } from '../../../src/engine/elasticsearch/request.js';
import { readAnswers, type SearchAnswer } from '../../../src/engine/elasticsearch/response.js';

const part = (given: Partial<Part>): Part => ({ body: { size: 0, query: { match_all: {} } }, facets: [], ...given });
const answer = (given: object): SearchAnswer => given as SearchAnswer;
const hits = (...sorts: (string | number)[][]) => answer({ hits: { hits: sorts.map((sort) => ({ sort })) } });
const total = (value: number) => answer({ hits: { total: { value, relation: 'eq' } } });
const read = (parts: Part[], answers: SearchAnswer[], filter: Filter = ALL) =>
  readAnswers(WORKS, parts, answers, { filter });

/** One facet with its buckets, as the terms and filters aggregations give them. */
const facet = (field: string, top: [string | number, number][], selected?: number[], error = 0) => ({
  [`top ${field}`]: {
    buckets: top.map(([key, doc_count]) => ({ key, doc_count })),
    doc_count_error_upper_bound: error,
  },
  ...(selected ? { [`selected ${field}`]: { buckets: selected.map((doc_count) => ({ doc_count })) } } : {}),
});
const facets = (aggregations: object) => answer({ hits: { total: { value: 9 } }, aggregations });
const counted = (...fields: string[]) =>
  part({ counts: 'matched', facets: fields.map((field) => ({ field, size: 10 })) });

describe('legs', () => {
  test('each part fills its own, in the order of the answer', () => {
    const parts = [part({ hits: 'semantic', counts: 'matched' }), part({ hits: 'lexical' })];
    const found = read(parts, [hits([0.95, 'b'], [0.75, 'a']), hits([7.5, 'a'], [1.25, 'c'])]);
    expect(found.semantic).toEqual([
      { id: 'b', score: expect.closeTo(0.9) },
      { id: 'a', score: 0.5 },
    ]);
    expect(found.lexical).toEqual([
      { id: 'a', score: 7.5 },
      { id: 'c', score: 1.25 },
    ]);
  });

  test('hits without a score matched in another way', () => {
    const parts = [part({ hits: 'semantic' }), part({ hits: 'lexical' })];
    const found = read(parts, [hits([0.6, 'a'], [0, 'b']), hits([1, 'b'], [0, 'a'])]);
    expect(found.semantic.map(({ id }) => id)).toEqual(['a']);
    expect(found.lexical.map(({ id }) => id)).toEqual(['b']);
  });

  test('a sorted page keeps all its hits; the id is the last sort value', () => {
    const found = read([part({ hits: 'sorted' })], [hits([2020, 3, 'b'], [2019, 0, 'a'])]);
    expect(found.sorted).toEqual(['b', 'a']);
    expect([found.lexical, found.semantic]).toEqual([[], []]);
  });

  test("the place of the last one of a sorted page is in the catalogue's form", () => {
    const by = [
      { field: 'publication_date', direction: 'asc' },
      { field: 'cited_by_count', direction: 'desc' },
    ] as const;
    const lastOf = (...sorts: (string | number)[][]) =>
      readAnswers(WORKS, [part({ hits: 'sorted' })], [hits(...sorts)], {
        filter: ALL,
        order: { by, offset: 0, limit: 9 },
      }).last;
    expect(lastOf([0, 3, 'a'], [86_400_000, 0, 'b'])).toEqual({ values: [1, 0], id: 'b' });
    expect(lastOf([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 'c'])).toEqual({
      values: [undefined, undefined],
      id: 'c',
    });
    expect(lastOf()).toBeUndefined();
  });

  test('an answer without hits is an empty leg', () => {
    expect(read([part({ hits: 'lexical', counts: 'matched' })], [total(0)]).lexical).toEqual([]);
  });
});

describe('the total', () => {
  test('is that of the part which counts, exactly', () => {
    const found = read([part({ hits: 'lexical' }), part({ counts: 'matched' })], [total(3), total(12)]);
    expect(found.total).toEqual({ value: 12, relation: 'eq' });
  });

  test.each([
    [NEIGHBOURS - 1, 'eq', []],
    [NEIGHBOURS, 'gte', ['type']],
    [NEIGHBOURS + 1, 'gte', ['type']],
  ])('with %d works found near by an approximate search it is %s, and so are facets', (near, relation, inexact) => {
    const found = read([counted('type'), part({ counts: 'near' })], [total(5000), total(near)]);
    expect(found.total).toEqual({ value: 5000, relation });
    expect(found.inexactFacets).toEqual(inexact);
  });

  test('facets whose counts may be too small do not make it inexact', () => {
    const both = facets({ ...facet('type', [['article', 3]]), ...facet('language', [['en', 2]], undefined, 1) });
    const found = read([counted('type', 'language')], [both]);
    expect(found.total.relation).toBe('eq');
    expect(found.inexactFacets).toEqual(['language']);
  });
});

describe('facets', () => {
  test('by count, then key by code point, whatever order they come in', () => {
    const found = read(
      [counted('type')],
      [
        facets(
          facet('type', [
            ['b', 2],
            ['é', 3],
            ['z', 3],
            ['a', 2],
          ]),
        ),
      ],
    );
    expect(found.facets.get('type')?.map(({ key, count }) => `${key}: ${count}`)).toEqual([
      'z: 3',
      'é: 3',
      'a: 2',
      'b: 2',
    ]);
  });

  test('selected values come with them, with 0 if need be', () => {
    const filter: Filter = { type: 'values', field: 'type', values: ['dataset', 'article', 'nothing'] };
    const found = read([counted('type')], [facets(facet('type', [['article', 5]], [1, 5, 0]))], filter);
    expect(found.facets.get('type')).toEqual([
      { key: 'article', count: 5, selected: true },
      { key: 'dataset', count: 1, selected: true },
      { key: 'nothing', count: 0, selected: true },
    ]);
  });

  test('a facet of no size has its selected values only', () => {
    const aggregations = { 'selected type': { buckets: [{ doc_count: 4 }] } };
    const filter: Filter = { type: 'values', field: 'type', values: ['article'] };
    expect(read([counted('type')], [facets(aggregations)], filter).facets.get('type')).toEqual([
      { key: 'article', count: 4, selected: true },
    ]);
    expect(read([counted('type')], [facets({})]).facets.get('type')).toEqual([]);
  });

  test('several parts answer one facet each', () => {
    const parts = [counted('type'), part({ facets: [{ field: 'publication_year', size: 3 }] })];
    const found = read(parts, [facets(facet('type', [['a', 1]])), facets(facet('publication_year', [[2020, 2]]))]);
    expect([...found.facets.keys()]).toEqual(['type', 'publication_year']);
    expect(found.facets.get('publication_year')).toEqual([{ key: 2020, count: 2, selected: false }]);
  });
});
