// Filters of the interface, read by the parser of the service.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../../src/domain/fields.js';
import { clausesOf, type Filter } from '../../../src/domain/query.js';
import { parseFilter, readClauses } from '../../../src/search/parse-filter.js';
import {
  countFilters,
  type Filters,
  NO_FILTERS,
  readFilters,
  toggled,
  withoutRest,
  writeFilters,
} from '../../../web/search/filters.js';

const FIELDS = ['type', 'topics.id', 'authorships.author.id', 'authorships.institutions.id', 'language'];

/** Values with all that the syntax gives a meaning to. */
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', '|', '!', '<', '>', '-', ':', ' ', '\n', 'a', '7', '\\') }),
  fc.constantFrom(
    '',
    'null',
    'NULL',
    'true',
    'false',
    '!x',
    '>5',
    '<5',
    '5-9',
    '-',
    '5-',
    '"',
    '""',
    'a b',
    ' a ',
    'ß',
  ),
  fc.constantFrom(
    'https://openalex.org/A5023888391',
    'https://doi.org/10.1000/(sici)1<2:a>3',
    'author:jean-luc-o’neil',
  ),
);
const year = fc.option(fc.integer({ min: 0, max: 9999 }), { nil: undefined });
const years = fc
  .tuple(year, year)
  .map(([one, other]) => {
    if (one === undefined || other === undefined) return { from: one, to: other };
    return { from: Math.min(one, other), to: Math.max(one, other) };
  })
  .filter(({ from, to }) => from !== undefined || to !== undefined);
const values = fc.dictionary(fc.constantFrom(...FIELDS), fc.array(value, { minLength: 1, maxLength: 8 }));
const selections: fc.Arbitrary<Filters> = fc.record({ values, years: fc.option(years, { nil: undefined }) });

/** Conditions, each in one form: a year alone is a range, too, and their order says nothing. */
function conditions(text: string): Set<string> {
  const ranged = (filter: Filter): Filter =>
    filter.type === 'values' && filter.field === 'publication_year' && filter.values.length === 1
      ? { type: 'range', field: filter.field, gte: Number(filter.values[0]), lte: Number(filter.values[0]) }
      : filter;
  return new Set(clausesOf(parseFilter(text, WORKS)).map((clause) => JSON.stringify(ranged(clause))));
}

describe('what is written', () => {
  test('the service reads the very values that were selected', () => {
    fc.assert(
      fc.property(values, (chosen) => {
        const written = writeFilters({ values: chosen, years: undefined });
        const read = written === '' ? [] : readClauses(written);
        expect(read.map(({ name, negated }) => [name, negated])).toEqual(
          Object.keys(chosen).map((name) => [name, false]),
        );
        expect(read.map((clause) => clause.values.map(({ text }) => text))).toEqual(Object.values(chosen));
      }),
    );
  });

  test('no value is taken for an operator', () => {
    fc.assert(
      fc.property(value, (one) => {
        const stored = WORKS.find('topics.id')?.normalise(one);
        const read = parseFilter(writeFilters({ values: { 'topics.id': [one] }, years: undefined }), WORKS);
        expect(read).toEqual({ type: 'values', field: 'topics.id', values: [stored] });
      }),
    );
  });

  test('it is read back as it was', () => {
    fc.assert(fc.property(selections, (filters) => expect(readFilters(writeFilters(filters))).toEqual(filters)));
  });

  test('ids stay readable', () => {
    const chosen = { type: ['preprint', 'journal-article'], 'topics.id': ['https://openalex.org/T10036'] };
    expect(writeFilters({ values: chosen, years: { from: 2019, to: undefined } })).toBe(
      'type:preprint|journal-article,topics.id:https://openalex.org/T10036,publication_year:2019-',
    );
  });
});

const READ: [text: string, filters: Filters, reason: string][] = [
  ['', NO_FILTERS, 'nothing'],
  [' type : a | b ', { values: { type: ['a', 'b'] }, years: undefined }, 'blanks around'],
  ['year:2019', { values: {}, years: { from: 2019, to: 2019 } }, 'an alias, one year'],
  ['publication_year:>2019', { values: {}, years: { from: 2020, to: undefined } }, 'strictly later'],
  ['publication_year:<2019', { values: {}, years: { from: undefined, to: 2018 } }, 'strictly earlier'],
  ['author.id:A1', { values: { 'authorships.author.id': ['A1'] }, years: undefined }, 'an alias of a facet'],
  ['type:a,type:b', { values: { type: ['a'] }, years: undefined, rest: ['type:b'] }, 'both must hold'],
  ['type:!a', { values: {}, years: undefined, rest: ['type:!a'] }, 'negated'],
  ['language:null', { values: {}, years: undefined, rest: ['language:null'] }, 'without a language'],
  ['type:a|null', { values: {}, years: undefined, rest: ['type:a|null'] }, 'or without one'],
  ['cited_by_count:>50', { values: {}, years: undefined, rest: ['cited_by_count:>50'] }, 'compared'],
  ['language:fr gb', { values: {}, years: undefined, rest: ['language:fr gb'] }, 'both must hold'],
  ['title.search:cat', { values: {}, years: undefined, rest: ['title.search:cat'] }, 'words'],
  ['year:2021-2019', { values: {}, years: undefined, rest: ['year:2021-2019'] }, 'the service says what is wrong'],
  ['year:2019|2021', { values: {}, years: undefined, rest: ['year:2019|2021'] }, 'years that are no range'],
  ['type:', { values: {}, years: undefined, rest: ['type:'] }, 'an empty value, which is refused'],
  ['no colon, type:a', { values: {}, years: undefined, rest: ['no colon, type:a'] }, 'all that cannot be told apart'],
  ['type:a,x:b"c,d:e', { values: { type: ['a'] }, years: undefined, rest: ['x:b"c,d:e'] }, 'quotes within'],
  ['type:"a, b|c"', { values: { type: ['a, b|c'] }, years: undefined }, 'a quoted value'],
  ['__proto__:a', { values: { ['__proto__']: ['a'] }, years: undefined }, 'a name like any other'],
];

const single = fc.constantFrom('a', '"a, b"', '"x|y"', 'null', 'fr gb', ' b ', '"!c"', '"null"');
const selection = fc
  .tuple(
    fc.constantFrom('type', 'language', 'topics.id', 'author.id', 'institutions.id'),
    fc.constantFrom('', '!', ' '),
    fc.array(single, { minLength: 1, maxLength: 3 }),
  )
  .map(([field, sign, all]) => `${field}:${sign}${all.join('|')}`);
const number = fc
  .tuple(
    fc.constantFrom('year', 'publication_year', 'cited_by_count'),
    fc.constantFrom('', '!'),
    fc.constantFrom('2019', '>2019', '<2019', '2019-2021', '2019-', '-2021', '2019|2021', 'null', '>2018 <2022'),
  )
  .map(([field, sign, range]) => `${field}:${sign}${range}`);
const words = fc.constantFrom(
  'title.search:"a b" c',
  'title.search:a "b, c|d"',
  'abstract.search:x|"y"',
  'type:5" disk',
);

describe('what a hand wrote', () => {
  test.each(READ)('%j', (text, filters) => {
    expect(readFilters(text)).toEqual(filters);
    expect(readFilters(writeFilters(filters))).toEqual(filters);
  });

  test('it means the same when it is written again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(selection, number, words), { maxLength: 6 }), (clauses) => {
        const text = clauses.join(',');
        const again = writeFilters(readFilters(text));
        expect(conditions(again)).toEqual(conditions(text));
        expect(writeFilters(readFilters(again))).toBe(again);
      }),
    );
  });

  test('nothing is lost of any text, and writing it again changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '|', '!', ':', '-', ' ', 'a', '7') }), (text) => {
        const written = writeFilters(readFilters(text));
        expect(written === '').toBe(text.trim() === '');
        expect(writeFilters(readFilters(written))).toBe(written);
      }),
    );
  });
});

describe('changes', () => {
  const filters: Filters = { values: { type: ['a', 'b'] }, years: { from: 1, to: 2 }, rest: ['x:>1', 'y:!z'] };

  test('a value is selected once, and cleared without a trace', () => {
    expect(toggled(NO_FILTERS, 'type', 'a')).toEqual({ values: { type: ['a'] }, years: undefined });
    expect(toggled(filters, 'type', 'a').values).toEqual({ type: ['b'] });
    expect(toggled(toggled(filters, 'type', 'a'), 'type', 'b').values).toEqual({});
    expect(toggled(filters, 'type', 'a').rest).toEqual(filters.rest);
  });

  test('a condition by hand goes alone', () => {
    expect(withoutRest(filters, 'x:>1')).toEqual({ ...filters, rest: ['y:!z'] });
    expect(withoutRest(withoutRest(filters, 'x:>1'), 'y:!z')).toEqual({ values: filters.values, years: filters.years });
  });

  test('each condition counts', () => {
    expect(countFilters(NO_FILTERS)).toBe(0);
    expect(countFilters(filters)).toBe(5);
  });
});
