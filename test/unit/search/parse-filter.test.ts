// The filter language: a table of readings, a table of refusals, and a round trip.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber } from '../../../src/domain/catalogue.js';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { ALL, and, type Filter } from '../../../src/domain/query.js';
import { IdeascopeError } from '../../../src/errors.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { printFilter } from '../../support/print-filter.js';

const values = (field: string, ...all: (string | number)[]): Filter => ({ type: 'values', field, values: all });
const not = (filter: Filter): Filter => ({ type: 'not', filter });
const words = (fields: string[], text: string, exact = false): Filter => ({ type: 'words', fields, text, exact });
const years = (bounds: { gte?: number; lte?: number }): Filter => ({
  type: 'range',
  field: 'publication_year',
  ...bounds,
});
const days = (bounds: { gte?: number; lte?: number }): Filter => ({
  type: 'range',
  field: 'publication_date',
  ...bounds,
});

const READ: [text: string, expected: Filter, reason: string][] = [
  ['', ALL, 'no text, no condition'],
  ['type:article', values('type', 'article'), 'one value'],
  ['type:Article', values('type', 'article'), 'the field says how its values are stored'],
  [' type : article , language : EN ', and([values('type', 'article'), values('language', 'en')]), 'blanks around'],
  ['type:article|preprint', values('type', 'article', 'preprint'), 'any of them'],
  ['type:!article', not(values('type', 'article')), 'not this one'],
  ['type:!article|preprint', not(values('type', 'article', 'preprint')), 'none of them'],
  ['topics.id:a,topics.id:b', and([values('topics.id', 'a'), values('topics.id', 'b')]), 'a repeated field: both'],
  ['year:2019', values('publication_year', 2019), 'an alias, a number'],
  ['publication_year:>2019', years({ gte: 2020 }), 'strictly more'],
  ['publication_year:< 2019', years({ lte: 2018 }), 'strictly less'],
  ['publication_year:2019-2021', years({ gte: 2019, lte: 2021 }), 'both ends belong to it'],
  ['publication_year:2019-', years({ gte: 2019 }), 'open end'],
  ['publication_year:-2021', years({ lte: 2021 }), 'open start; no negative number'],
  ['publication_year:!2019-2021', not(years({ gte: 2019, lte: 2021 })), 'outside of it'],
  [
    'publication_year:2010|2019-2021',
    { type: 'or', filters: [values('publication_year', 2010), years({ gte: 2019, lte: 2021 })] },
    'a value or a range',
  ],
  [
    'publication_year:>2019 <2022',
    and([years({ gte: 2020 }), years({ lte: 2021 })]),
    'blanks, a plus in a URL, join what must all hold',
  ],
  ['type:!a !b', and([not(values('type', 'a')), not(values('type', 'b'))]), 'each negated'],
  [
    'type:book chapter',
    { type: 'or', filters: [values('type', 'book chapter'), and([values('type', 'book'), values('type', 'chapter')])] },
    'a keyword may contain blanks',
  ],
  ['type:"book chapter"', values('type', 'book chapter'), 'in quotes it is one value'],
  ['title.search:deep nets', words(['display_name'], 'deep nets'), "OpenAlex's condition on words"],
  ['title.search:!deep', not(words(['display_name'], 'deep')), 'not these words'],
  ['title.search:"deep nets"', words(['display_name'], 'deep nets', true), 'side by side'],
  [
    'title_and_abstract.search:deep -shallow "neural nets"',
    and([
      words(['display_name', 'abstract'], 'deep'),
      words(['display_name', 'abstract'], 'neural nets', true),
      not(words(['display_name', 'abstract'], 'shallow', true)),
    ]),
    'phrases and exclusions as in a search',
  ],
  [
    'title.search:"deep nets" rain|"a, b" c',
    {
      type: 'or',
      filters: [
        and([words(['display_name'], 'rain'), words(['display_name'], 'deep nets', true)]),
        and([words(['display_name'], 'c'), words(['display_name'], 'a, b', true)]),
      ],
    },
    'a phrase may come first, and hold a comma',
  ],
  [
    'title.search:5" wafer,type:"a"',
    and([words(['display_name'], '5" wafer'), values('type', 'a')]),
    'inches open no quotes',
  ],
  ['title.search:TRICK OR TREAT', words(['display_name'], 'TRICK OR TREAT'), 'a title in capitals'],
  [
    'abstract.search:a cat|dogs',
    { type: 'or', filters: [words(['abstract'], 'a cat'), words(['abstract'], 'dogs')] },
    'any of several texts',
  ],
  ['publication_date:2020-02-29', values('publication_date', dayNumber('2020-02-29')), 'a day'],
  ['publication_date:>2020-02-29', days({ gte: dayNumber('2020-03-01') }), 'after the day'],
  [
    'publication_date:2020-01-01-2020-12-31',
    days({ gte: dayNumber('2020-01-01'), lte: dayNumber('2020-12-31') }),
    'days from and to',
  ],
  ['publication_date:-2020-12-31', days({ lte: dayNumber('2020-12-31') }), 'up to a day'],
  ['from_publication_date:2020-01-01', days({ gte: dayNumber('2020-01-01') }), "OpenAlex's bound, inclusive"],
  ['to_publication_date:2020-01-01', days({ lte: dayNumber('2020-01-01') }), "OpenAlex's bound, inclusive"],
  ['has_doi:true', values('has_doi', 1), 'booleans are 1 and 0'],
  ['has_doi:False', values('has_doi', 0), 'in any case of letters'],
  ['doi:null', not({ type: 'exists', field: 'doi' }), 'without'],
  ['doi:!null', { type: 'exists', field: 'doi' }, 'with'],
  [
    'language:en|null',
    { type: 'or', filters: [values('language', 'en'), not({ type: 'exists', field: 'language' })] },
    'this one or none',
  ],
  ['doi:10.1145/Ab', values('doi', 'https://doi.org/10.1145/ab'), 'ids in any form'],
  ['doi:https://doi.org/10.1145/ab', values('doi', 'https://doi.org/10.1145/ab'), 'the field ends at the first colon'],
  ['author.id:A5023888391', values('authorships.author.id', 'https://openalex.org/A5023888391'), 'short OpenAlex id'],
  [
    'author.id:our own:7',
    {
      type: 'or',
      filters: [
        values('authorships.author.id', 'our own:7'),
        and([values('authorships.author.id', 'our'), values('authorships.author.id', 'own:7')]),
      ],
    },
    'own ids hold anything',
  ],
  ['author.id:"a, b|c"', values('authorships.author.id', 'a, b|c'), 'quotes protect commas and pipes'],
  ['author.id:"say ""x"""|b', values('authorships.author.id', 'say "x"', 'b'), 'a doubled quote is one'],
  ['author.id:5"', values('authorships.author.id', '5"'), 'a quote later in a value is part of it'],
  [
    'author.id:"null"|"!x"|">y"',
    values('authorships.author.id', 'null', '!x', '>y'),
    'in quotes nothing is an operator',
  ],
];

const REFUSED: [text: string, code: string, message: RegExp][] = [
  ['publication_yeer:2019', 'unknown_field', /"publication_yeer".*publication_year/],
  ['frobnication:2019', 'unknown_field', /"frobnication"; see \/fields/],
  ['constructor:1', 'unknown_field', /constructor/],
  ['type', 'invalid_filter', /"type" has no colon/],
  ['type:article,', 'invalid_filter', /"" has no colon/],
  ['type:', 'invalid_filter', /"type:" has an empty value/],
  ['type:a||b', 'invalid_filter', /"type:a\|\|b" has an empty value/],
  ['type:a|!b', 'invalid_filter', /write it once/],
  ['type:!a !b|c', 'invalid_filter', /write it once/],
  ['type:!a|b !c', 'invalid_filter', /write it once/],
  ['type:a !', 'invalid_filter', /has an empty value/],
  ['type:a "b c"', 'invalid_filter', /quotes within a value/],
  ['title.search:deep !nets', 'invalid_filter', /write - before each word/],
  ['title.search:!deep !nets', 'invalid_filter', /write - before each word/],
  ['title.search:deep OR shallow', 'invalid_filter', /write a\|b/],
  ['title.search:deep NOT shallow', 'invalid_filter', /write a\|b/],
  ['title.search:""', 'invalid_filter', /cannot be looked for: search contains no letter or digit/],
  ['title.search:"..."', 'invalid_filter', /cannot be looked for: search contains no letter or digit/],
  ['title.search:"deep', 'invalid_filter', /does not end/],
  ['type:>a', 'invalid_filter', /numbers and days only/],
  ['type:"a', 'invalid_filter', /does not end/],
  ['type:"a"b', 'invalid_filter', /does not end/],
  ['publication_year:soon', 'invalid_filter', /whole numbers/],
  ['publication_year:2019.5', 'invalid_filter', /whole numbers/],
  ['publication_year:-', 'invalid_filter', /whole numbers/],
  ['publication_year:>', 'invalid_filter', /whole numbers/],
  ['publication_year:2021-2019', 'invalid_filter', /ends before it begins/],
  ['publication_date:2020', 'invalid_filter', /takes days: 2019-12-31/],
  ['publication_date:2021-02-29', 'invalid_filter', /takes days/],
  ['from_publication_date:2020', 'invalid_filter', /one day, YYYY-MM-DD/],
  ['from_publication_date:2020-01-01|2021-01-01', 'invalid_filter', /one day/],
  ['has_doi:yes', 'invalid_filter', /true or false/],
  [Array(21).fill('type:a').join(), 'invalid_filter', /more than 20 clauses/],
  [`type:${Array(101).fill('a').join('|')}`, 'invalid_filter', /more than 100 values/],
  [`type:${Array(101).fill('a').join(' ')}`, 'invalid_filter', /more than 100 values/],
  [`type:!${Array(101).fill('a').join(' !')}`, 'invalid_filter', /more than 100 values/],
  [`year:a${' 2019'.repeat(60)}|b${' 2019'.repeat(60)}`, 'invalid_filter', /more than 100 values/],
  [`title.search:${'word '.repeat(501)}`, 'invalid_filter', /more than 500 words/],
  [`title.search:"${'word '.repeat(501)}"`, 'invalid_filter', /more than 500 words/],
  [
    Array(20)
      .fill(`title.search:${'word '.repeat(26)}`)
      .join(),
    'invalid_filter',
    /more than 500 words/,
  ],
  [`type:${'a'.repeat(100_000)}`, 'invalid_filter', /100005 characters: at most 100000/],
];

describe('parseFilter', () => {
  test.each(READ)('%s', (text, expected) => {
    expect(parseFilter(text, WORKS)).toEqual(expected);
  });

  test.each(REFUSED)('refuses %s (%s)', (text, code, message) => {
    const error = refusalOf(text);
    expect(error).toMatchObject({ code, path: 'filter' });
    expect(error?.message).toMatch(message);
  });

  test('reads what the printer writes', () => {
    fc.assert(
      fc.property(arbitraryFilter(), (filter) => expect(parseFilter(printFilter(filter), WORKS)).toEqual(filter)),
    );
  });

  test('each kind has its own fields', () => {
    expect(parseFilter('open_to_collaborate:true,verification_level:>1', AUTHORS)).toEqual(
      and([values('open_to_collaborate', 1), { type: 'range', field: 'verification_level', gte: 2 }]),
    );
    expect(() => parseFilter('publication_year:2019', AUTHORS)).toThrow(/did you mean .*publication_year/);
    // people have no titles
    expect(() => parseFilter('title.search:graph', AUTHORS)).toThrow(/knows no field "title.search"/);
    // a bound of a field that the kind does not have
    expect(() => parseFilter('from_publication_date:2020-01-01', AUTHORS)).toThrow(/knows no field/);
  });
});

describe('whatever is sent', () => {
  test.each(['a', '""', ' ', '|', '!', ':', '"a'])('a long text of odd pieces takes no time (%j)', (piece) => {
    const started = process.cpuUsage();
    const long = piece.repeat(45_000);
    for (const text of [long, `type:${long}`, `type:"${long}`, `type:"${long}"`, `type:"a"${long}b`]) {
      refusalOf(text);
      refusalOf(text.replace('type:', 'title.search:'));
    }
    // of the processor: whatever else the machine does, reading it over and over would take far more
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });

  test('any text is read or refused', () => {
    const pieces = fc.constantFrom(
      'type',
      'title.search',
      'doi',
      'year',
      ':',
      ',',
      '|',
      '!',
      '"',
      '-',
      '>',
      'null',
      '2019',
      ' ',
      'x',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => void refusalOf(input)),
      { numRuns: 1000 },
    );
  });
});

function refusalOf(text: string): IdeascopeError | undefined {
  try {
    parseFilter(text, WORKS);
    return undefined;
  } catch (error) {
    if (error instanceof IdeascopeError) return error;
    throw error;
  }
}

function arbitraryFilter(): fc.Arbitrary<Filter> {
  const clause = fc.constantFrom(...WORKS.fields).chain(({ name, type, normalise }): fc.Arbitrary<Filter> => {
    const number = fc.nat({ max: 20_000 });
    const key = fc.string({ minLength: 1 }).map(normalise);
    const value: fc.Arbitrary<string | number> =
      type === 'keyword' ? key : type === 'boolean' ? fc.constantFrom(0, 1) : number;
    const some = fc
      .array(value, { minLength: 1, maxLength: 4 })
      .map((all): Filter => ({ type: 'values', field: name, values: all }));
    const exists: Filter = { type: 'exists', field: name };
    const plain = fc.oneof(some, some.map(not), fc.constant(exists), fc.constant(not(exists)));
    if (type === 'keyword' || type === 'boolean') return plain;
    const range = fc.tuple(number, number).chain(([a, b]) => {
      const [gte, lte] = [Math.min(a, b), Math.max(a, b)];
      return fc.constantFrom<Filter>(
        { type: 'range', field: name, gte },
        { type: 'range', field: name, lte },
        { type: 'range', field: name, gte, lte },
      );
    });
    return fc.oneof(plain, range, range.map(not));
  });
  return fc.array(clause, { maxLength: 5 }).map(and);
}
