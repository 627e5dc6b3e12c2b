// Filters: what each kind means, alone and nested; what is empty or unknown never widens a search.
import { expect } from '@jest/globals';
import { dayNumber } from '../../src/domain/catalogue.js';
import type { Filter } from '../../src/domain/query.js';
import { type Check, idsOf, index, matchedIds, search, words } from '../support/engine-session.js';
import { byAuthor, makeWork, onTopic } from '../support/works.js';

const values = (field: string, ...keys: (string | number)[]): Filter => ({ type: 'values', field, values: keys });
const range = (field: string, bounds: { gte?: number; lte?: number }): Filter => ({ type: 'range', field, ...bounds });
const not = (filter: Filter): Filter => ({ type: 'not', filter });

const WORKS = [
  makeWork({
    id: 'a',
    display_name: 'robots',
    abstract: 'text',
    type: 'article',
    publication_year: 2019,
    publication_date: '2019-05-01',
    cited_by_count: 5,
    ids: { doi: 'https://doi.org/10.1234/a' },
    authorships: [byAuthor('Ann Lee', [['i1', 'DE']]), byAuthor('Bo Li', [['i2', 'JP']])],
    topics: [onTopic('Graphs'), onTopic('Law')],
  }),
  makeWork({
    id: 'b',
    display_name: 'robots',
    type: 'preprint',
    publication_year: 2020,
    publication_date: '1969-12-31',
    language: 'en',
    authorships: [byAuthor('Bo Li', [['i2', 'JP']])],
    topics: [onTopic('Law')],
    keywords: [onTopic('Graphs')],
    referenced_works: ['a'],
  }),
  makeWork({
    id: 'c',
    display_name: 'graphs',
    publication_year: 0,
    primary_location: { source: { id: 's1', display_name: 'Letters' } },
  }),
  makeWork({ id: 'd', display_name: 'law', primary_location: {} }),
];

/** Each row: what it shows, the filter, who passes. */
const CASES: readonly (readonly [string, Filter, string])[] = [
  ['all is everything', { type: 'all' }, 'abcd'],
  ['none is nothing', { type: 'none' }, ''],
  ['a value', values('type', 'preprint'), 'b'],
  ['one of several values is enough', values('publication_year', 2019, 2020), 'ab'],
  ['zero is a value, not a missing one', values('publication_year', 0), 'c'],
  ['zero citations are a value', values('cited_by_count', 0), 'bcd'],
  ['any of several values of a work is enough', values('authorships.institutions.country_code', 'DE'), 'a'],
  ['ids are values', values('id', 'd', 'a'), 'ad'],
  ['cited works are values', values('referenced_works', 'a'), 'b'],
  ['a DOI is a value', values('doi', 'https://doi.org/10.1234/a'), 'a'],
  ['the first topic is another field than any topic', values('primary_topic.id', 'topic:law'), 'b'],
  ['any topic', values('topics.id', 'topic:law'), 'ab'],
  ['keywords are not topics', values('keywords.id', 'topic:law'), ''],
  ['booleans are 0 and 1', values('has_abstract', 1), 'a'],
  ['false is a value', values('has_doi', 0), 'bcd'],
  ['both truths are everything', values('has_doi', 0, 1), 'abcd'],
  ['the source of a work', values('primary_location.source.id', 's1'), 'c'],
  ['no value at all matches nothing', values('type'), ''],
  ['an unknown value matches nothing', values('type', 'nothing'), ''],
  ['an unknown id matches nothing', values('id', 'nowhere'), ''],
  ['an unknown value does not spoil a known one', values('type', 'nothing', 'preprint'), 'b'],
  ['a repeated value is one value', values('type', 'preprint', 'preprint'), 'b'],
  ['values are compared exactly', values('type', 'Preprint', 'pre'), ''],
  ['both bounds are inclusive', range('publication_year', { gte: 2019, lte: 2020 }), 'ab'],
  ['an absent lower bound is open', range('publication_year', { lte: 2019 }), 'ac'],
  ['an absent upper bound is open', range('publication_year', { gte: 2020 }), 'b'],
  ['a work without the field is outside every range', range('publication_year', {}), 'abc'],
  ['bounds in the wrong order match nothing', range('publication_year', { gte: 2020, lte: 2019 }), ''],
  ['a bound of zero is a bound', range('publication_year', { lte: 0 }), 'c'],
  ['a bound need not be whole', range('publication_year', { gte: 2019.5 }), 'b'],
  ['dates are days', range('publication_date', { gte: dayNumber('2019-05-01') }), 'a'],
  ['dates before 1970 are negative', range('publication_date', { lte: -1 }), 'b'],
  ['counts of authors', range('authors_count', { gte: 1, lte: 1 }), 'b'],
  ['exists', { type: 'exists', field: 'publication_year' }, 'abc'],
  ['a field with several values exists once there is one', { type: 'exists', field: 'topics.id' }, 'ab'],
  ['a location without a source has no source', { type: 'exists', field: 'primary_location.source.id' }, 'c'],
  ['a count of zero exists', { type: 'exists', field: 'cited_by_count' }, 'abcd'],
  ['not', not(values('type', 'preprint')), 'acd'],
  ['not holds for works without the field', not(values('language', 'en')), 'acd'],
  ['not of a range holds for works without the field', not(range('publication_year', { gte: 2019 })), 'cd'],
  ['not of exists', not({ type: 'exists', field: 'publication_year' }), 'd'],
  ['not of nothing is everything', not(values('type')), 'abcd'],
  ['not of everything is nothing', not({ type: 'all' }), ''],
  ['not not', not(not(values('type', 'preprint'))), 'b'],
  ['and', { type: 'and', filters: [values('topics.id', 'topic:law'), values('has_doi', 1)] }, 'a'],
  ['two values of one work in two conditions', and2('DE', 'JP'), 'a'],
  ['or', { type: 'or', filters: [values('type', 'preprint'), values('id', 'd')] }, 'bd'],
  ['an empty and is everything', { type: 'and', filters: [] }, 'abcd'],
  ['an empty or is nothing', { type: 'or', filters: [] }, ''],
  ['and with an emptied or is nothing', { type: 'and', filters: [{ type: 'all' }, { type: 'or', filters: [] }] }, ''],
  ['or with an emptied value list is the rest', { type: 'or', filters: [values('type'), values('id', 'a')] }, 'a'],
  [
    'nesting',
    {
      type: 'and',
      filters: [not({ type: 'or', filters: [values('id', 'a'), values('id', 'b')] }), values('has_doi', 0)],
    },
    'cd',
  ],
];

function and2(one: string, other: string): Filter {
  const field = 'authorships.institutions.country_code';
  return { type: 'and', filters: [values(field, one), values(field, other)] };
}

export function checkFilters(check: Check): void {
  check('filters of every kind', async ({ engine }) => {
    await index(engine, WORKS);
    const found: Record<string, string> = {};
    for (const [reason, filter] of CASES) found[reason] = (await matchedIds(engine, { filter })).join('');
    expect(found).toEqual(Object.fromEntries(CASES.map(([reason, , expected]) => [reason, expected])));
  });

  check('a filter joins a text in one matched set', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = values('type', 'preprint');
    const { lexical, total } = await search(engine, { text: words('robots'), filter });
    expect([idsOf(lexical), total.value]).toEqual([['b'], 1]);
  });

  check('a field that the catalogue does not know throws, wherever it stands', async ({ engine }) => {
    await index(engine, WORKS);
    const unknown: Filter[] = [
      values('colour', 'red'),
      range('colour', { gte: 1 }),
      { type: 'exists', field: 'colour' },
    ];
    for (const one of unknown) {
      await expect(search(engine, { filter: one })).rejects.toThrow();
      await expect(search(engine, { filter: not(one) })).rejects.toThrow();
      await expect(search(engine, { filter: { type: 'and', filters: [{ type: 'all' }, one] } })).rejects.toThrow();
    }
    await expect(search(engine, { facets: [{ field: 'colour', size: 1 }] })).rejects.toThrow();
    const order = { by: [{ field: 'colour', direction: 'asc' as const }], offset: 0, limit: 1 };
    await expect(search(engine, { order })).rejects.toThrow();
  });

  check('filters see rewritten and removed works as they are', async ({ engine }) => {
    await index(engine, WORKS);
    await engine.remove(['a']);
    await index(engine, [makeWork({ id: 'b', type: 'article' })]);
    expect(await matchedIds(engine, { filter: values('type', 'article') })).toEqual(['b', 'c', 'd']);
    expect(await matchedIds(engine, { filter: values('topics.id', 'topic:law') })).toEqual([]);
    expect(await matchedIds(engine, { filter: not({ type: 'exists', field: 'publication_year' }) })).toEqual([
      'b',
      'd',
    ]);
  });
}
