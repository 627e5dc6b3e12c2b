// Facets as the page lists and names them; the orders and the files of a search.
import { describe, expect, test } from '@jest/globals';
import { entriesOf, matches, sameId, writtenFor } from '../../../web/search/facets/entries.js';
import { fieldLabel, readableId, valueLabel, worksLabel, yearsLabel } from '../../../web/search/facets/labels.js';
import { exportAddress, fileNameOf } from '../../../web/search/toolbar/export-address.js';
import { ordersFor } from '../../../web/search/toolbar/orders.js';

const value = (key: string | number, count: number, selected = false) => ({
  key,
  key_display_name: `name of ${key}`,
  count,
  selected,
});

describe('entries', () => {
  const keys = (facet: Parameters<typeof entriesOf>[0], selected: string[]) =>
    entriesOf(facet, selected, (key) => key).map(({ key }) => key);

  test('what the answer was narrowed by comes first, otherwise its order stays', () => {
    expect(keys([value('a', 9), value('b', 5, true), value('c', 4), value('d', 0, true)], ['b', 'd'])).toEqual([
      'b',
      'd',
      'a',
      'c',
    ]);
  });

  test('nothing moves before the answer is there', () => {
    expect(keys([value('a', 9), value('b', 5)], ['b'])).toEqual(['a', 'b']);
    expect(keys([value('a', 9, true), value('b', 5)], [])).toEqual(['a', 'b']);
  });

  test('what no answer has is listed without a count', () => {
    expect(entriesOf(undefined, ['x'], (key) => `the ${key}`)).toEqual([{ key: 'x', name: 'the x', count: undefined }]);
    expect(keys([value('a', 9)], ['x'])).toEqual(['x', 'a']);
  });

  test('a short id stands for the long one', () => {
    const long = 'https://openalex.org/T10036';
    expect(keys([value(long, 9, true)], ['t10036'])).toEqual([long]);
    expect(writtenFor(['t10036'], long)).toBe('t10036');
    expect(writtenFor(['T1003'], long)).toBeUndefined();
    expect(sameId('openalex.org/T10036', long)).toBe(false);
    expect(sameId('', long)).toBe(false);
  });
});

describe('matches', () => {
  test.each([
    ['Zoë Ünal', 'unal', true],
    ['Zoë Ünal', 'zoë u', true],
    ['University of California', 'cal uni', true],
    ['University of California', 'fornia', false],
    ["Conan O'Brien", 'brien', true],
    ['Deep learning', '  ', true],
    ['Deep learning', '(', true],
    ['深層学習', '深層', true],
  ])('%s, %j: %p', (name, text, expected) => expect(matches(name, text)).toBe(expected));
});

describe('labels', () => {
  test.each([
    ['type', 'proceedings-article', 'x', 'Proceedings article'],
    ['type', '-', 'x', '-'],
    ['language', 'de', 'x', 'German'],
    ['language', 'zh-Hant', 'x', 'Traditional Chinese'],
    ['language', 'English!', 'x', 'English!'],
    ['topics.id', 'topic:deep-learning', '<b>Deep</b>', '<b>Deep</b>'],
  ])('%s %s is called %4$s', (field, key, name, label) => expect(valueLabel(field, key, name)).toBe(label));

  test('fields of links from elsewhere are called something, too', () => {
    expect(fieldLabel('topics.id')).toBe('Topic');
    expect(fieldLabel('primary_topic.id')).toBe('Primary topic');
    expect(fieldLabel('authorships.institutions.country_code')).toBe('Country code');
    expect(fieldLabel('constructor')).toBe('Constructor');
  });

  test.each([
    ['topic:deep-learning', 'Deep learning'],
    ['https://openalex.org/T1', 'T1'],
    ['T1', 'T1'],
    ['https://doi.org/', 'https://doi.org/'],
  ])('%s reads %s', (id, label) => expect(readableId(id)).toBe(label));

  test('years and works', () => {
    expect(yearsLabel({ from: 2015, to: 2020 })).toBe('2015–2020');
    expect(yearsLabel({ from: 0, to: 0 })).toBe('0');
    expect(yearsLabel({ from: undefined, to: 0 })).toBe('until 0');
    expect(yearsLabel({ from: 2015, to: undefined })).toBe('since 2015');
    expect(worksLabel(1)).toBe('1 work');
    expect(worksLabel(1234)).toBe('1,234 works');
  });
});

describe('orders', () => {
  const names = (q: string, sort: string) => ordersFor(q, sort).orders.map(({ name }) => name);

  test('relevance is for queries', () => {
    expect(names('x', '')).toEqual(['Relevance', 'Newest', 'Oldest', 'Most cited']);
    expect(names(' ', '')).toEqual(['Newest', 'Oldest', 'Most cited']);
  });

  test('without a query the order is the one that the service gives', () => {
    expect(ordersFor('', '').current).toBe('cited_by_count:desc');
    expect(ordersFor('x', '').current).toBe('');
  });

  test('an order that the address brought is a choice', () => {
    expect(ordersFor('x', 'authors_count').current).toBe('authors_count');
    expect(names('x', 'authors_count').at(-1)).toBe('As given: authors_count');
  });
});

describe('exports', () => {
  test('the address has all that the search has, below the root of the service', () => {
    const search = { search: 'a & b', mode: 'keyword', filter: 'type:"x, y"', sort: 'publication_year' };
    const address = exportAddress('/research', search, 'ris') ?? '';
    expect(address.startsWith('/research/works?')).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(address.split('?')[1]))).toEqual({ ...search, format: 'ris' });
  });

  test('what is too long for an address has none', () => {
    expect(exportAddress('', { search: 'a'.repeat(2000) }, 'csv')).toBeDefined();
    expect(exportAddress('', { search: 'a'.repeat(2001) }, 'csv')).toBeUndefined();
    expect(exportAddress('', { search: '学'.repeat(1500) }, 'csv')).toBeUndefined();
  });

  test('the service names the file', () => {
    expect(fileNameOf('attachment; filename="works.bib"', 'bibtex')).toBe('works.bib');
    expect(fileNameOf(null, 'csv')).toBe('works.csv');
  });
});
