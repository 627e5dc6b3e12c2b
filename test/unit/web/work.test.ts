// What the pages of works, topics and institutions make of answers, without a browser.
import { describe, expect, test } from '@jest/globals';
import { idInPath, thingHref } from '../../../web/hrefs.js';
import { countryOf } from '../../../web/things/country.js';
import { fileNameOf } from '../../../web/ui/citation-file.js';
import { linksOf, webAddress } from '../../../web/ui/links.js';
import { reasonText } from '../../../web/ui/reasons.js';
import { barsOf, summaryOf } from '../../../web/ui/years.js';
import { numbered } from '../../../web/work/affiliations.js';
import { paragraphsOf } from '../../../web/work/paragraphs.js';
import { batches, byCitations, presence } from '../../../web/work/references.js';
import { listOf, namedVersions } from '../../../web/work/versions.js';

describe('the id in an address', () => {
  test.each([
    'arxiv:1910.02054',
    'https://openalex.org/W5000007',
    'own:a,b|c "quoted" / slash?x#y%z',
    'percent%2Fslash',
    '..%',
    'Überblick/日本',
  ])('%s comes back', (id) => {
    expect(idInPath(`/papers${thingHref('work', id)}`, '/papers')).toBe(id);
  });

  test('what is not well encoded stays as it is', () => {
    expect(idInPath('/work/%E0%A4%A', '')).toBe('%E0%A4%A');
    expect(idInPath('/work/10.1/a/b', '')).toBe('10.1/a/b');
  });
});

describe('links', () => {
  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//elsewhere.example/x',
    'https://arxiv.org@elsewhere.example/',
    'https://',
    '',
    null,
  ])('%j is none', (text) => {
    expect(webAddress(text)).toBeUndefined();
  });

  test('each place once, the page of the publisher by its host', () => {
    const doi = 'https://doi.org/10.9999/tides.7';
    const ids = { doi, arxiv: 'arxiv:2101.00001', openalex: null };
    const at = (landing_page_url: string) =>
      linksOf({ doi, ids, primary_location: { source: null, landing_page_url } });
    expect(at('https://arxiv.org/abs/2101.00001').map(({ label }) => label)).toEqual(['DOI', 'arXiv']);
    expect(at('https://www.tides.example/7').at(-1)).toEqual({
      label: 'tides.example',
      href: 'https://www.tides.example/7',
    });
    expect(at('javascript:alert(1)')).toHaveLength(2);
  });
});

describe('institutions of authors', () => {
  const place = (id: string) => ({ id, display_name: id, ror: null, country_code: null });
  const by = (name: string, ...places: string[]) => ({
    author_position: 'middle' as const,
    author: { id: null, display_name: name, orcid: null },
    institutions: places.map(place),
  });

  test('are numbered in the order of their first author', () => {
    const { institutions, numbers } = numbered([by('A', 'x'), by('B', 'y', 'x', 'y'), by('C')]);
    expect(institutions.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(numbers).toEqual([[1], [2, 1], []]);
  });

  test('have no numbers where all are at one place', () => {
    expect(numbered([by('A', 'x'), by('B', 'x')]).numbers).toEqual([[], []]);
    expect(numbered([by('A', 'x'), by('B')]).numbers).toEqual([[1], []]);
  });
});

describe('versions', () => {
  const version = (id: string, type: string, source: string | null = null) => ({
    id,
    doi: null,
    arxiv: null,
    type,
    publication_year: 2021,
    publication_date: null,
    source: source === null ? null : { id: source, display_name: source, issn_l: null },
    landing_page_url: null,
  });

  test('say what is from which, in words', () => {
    const named = namedVersions(
      [version('p', 'article', 'Tides'), version('a', 'preprint'), version('b', 'article', 'arXiv')],
      {
        display_name: 'p',
        publication_year: 'p',
        primary_location: 'p',
        abstract: 'a',
        'ids.arxiv': 'b',
      },
    );
    expect(named.map(({ name, facts }) => [name, facts])).toEqual([
      ['Published version', 'title, year and venue'],
      ['Preprint 1', 'abstract'],
      ['Preprint 2', ''],
    ]);
  });

  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j', (words, text) => {
    expect(listOf(words)).toBe(text);
  });
});

describe('references', () => {
  test('come in parts, each once', () => {
    expect(batches(['a', 'b', 'a', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
    expect(batches([], 2)).toEqual([]);
  });

  test('are ordered by citations, then newest', () => {
    const works = [{ publication_year: 2001 }, { cited_by_count: 3 }, { publication_year: 2005, cited_by_count: 0 }];
    expect([...works].sort(byCitations)).toEqual([works[1], works[2], works[0]]);
  });

  test.each([
    [11, 11, 11, 'All are in this collection.'],
    [1, 1, 1, 'It is in this collection.'],
    [0, 1, 1, 'It is not in this collection.'],
    [0, 3, 3, 'None of them is in this collection.'],
    [1, 4, 4, '1 is in this collection, 3 are not.'],
    [120, 1000, 2400, 'Of the first 1,000, 120 are in this collection, 880 are not.'],
    [0, 1000, 2400, 'None of the first 1,000 is in this collection.'],
  ])('%d of %d, of %d', (here, asked, all, text) => {
    expect(presence(here, asked, all)).toBe(text);
  });
});

describe('bars of years', () => {
  test('years between have a bar, too', () => {
    const bars = barsOf([
      { year: 2020, count: 2 },
      { year: 2018, count: 1 },
      { year: 2030, count: 0 },
    ]);
    expect(bars.map(({ from, count }) => [from, count])).toEqual([
      [2018, 1],
      [2019, 0],
      [2020, 2],
    ]);
    expect(summaryOf(bars)).toBe('3 in 2018–2020, most in 2020 (2)');
  });

  test('many years share bars, and nothing is lost', () => {
    const counts = Array.from({ length: 224 }, (_, i) => ({ year: 1801 + i, count: 1 }));
    const bars = barsOf(counts);
    expect(bars.length).toBeLessThanOrEqual(60);
    expect(bars[0]).toMatchObject({ from: 1801, to: 1804, count: 4 });
    expect(bars.at(-1)?.to).toBe(2024);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(224);
  });

  test('nothing known is no bar', () => {
    expect(barsOf([{ year: Number.NaN, count: 3 }])).toEqual([]);
    expect(summaryOf([])).toBe('');
  });
});

test.each([
  ['We look at it. Methods: We count. Results: Many.', ['We look at it.', 'Methods: We count.', 'Results: Many.']],
  ['BACKGROUND: A. MATERIALS AND METHODS: B.', ['BACKGROUND: A.', 'MATERIALS AND METHODS: B.']],
  ['One.\n\nTwo.', ['One.', 'Two.']],
  ['With other methods: none.', ['With other methods: none.']],
  ['', []],
])('paragraphs of %j', (text, expected) => {
  expect(paragraphsOf(text)).toEqual(expected);
});

test('small words', () => {
  expect(fileNameOf('arxiv:1910.02054', 'bib')).toBe('arxiv-1910.02054.bib');
  expect(fileNameOf('https://openalex.org/W1', 'ris')).toBe('W1.ris');
  expect(fileNameOf('../../日本', 'bib')).toBe('work.bib');
  expect(reasonText('similar in meaning (cosine 0.63)')).toBe('similar in meaning');
  expect(countryOf('de')).toBe('Germany');
  expect(countryOf('not a code')).toBe('not a code');
});
