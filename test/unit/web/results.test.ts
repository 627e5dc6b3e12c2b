// What results say of themselves: totals, pages, versions, reasons, how a query was read.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupsOf, isCompletable, takesLines } from '../../../web/search/completions.js';
import { listed, seconds, shortTotal, total } from '../../../web/search/figures.js';
import { lastPage, pagesAround } from '../../../web/search/pages.js';
import { plainNotes } from '../../../web/search/plain-notes.js';
import { tabTotals } from '../../../web/search/tab-totals.js';
import { queryParts, type Understood } from '../../../web/search/understood-parts.js';
import { otherVersions, readHref } from '../../../web/search/versions.js';
import {
  type Explanation,
  foundBy,
  foundWords,
  missingWords,
  rankWords,
  scoreWords,
} from '../../../web/search/why-words.js';

describe('figures', () => {
  test('totals say when they are lower bounds', () => {
    expect(total({ count: 1, count_relation: 'eq' }, 'work', 'works')).toBe('1 work');
    expect(total({ count: 10_000, count_relation: 'gte' }, 'work', 'works')).toBe('more than 10,000 works');
    expect(shortTotal({ count: 10_000, count_relation: 'gte' })).toBe('10,000+');
    expect([seconds(3), seconds(1234)]).toEqual(['under 0.01 s', '1.23 s']);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });

  test('a kind that was not searched has no total', () => {
    const none = { meta: { count: 0, count_relation: 'gte' as const }, results: [] };
    const some = { meta: { count: 4, count_relation: 'eq' as const }, results: [] };
    const totals = { works: some, authors: none, topics: some, institutions: none };
    const known = tabTotals({ works: undefined, totals, filtered: true });
    expect(known).toEqual({ works: undefined, people: undefined, topics: some.meta, institutions: undefined });
    expect(tabTotals({ works: undefined, totals, filtered: false }).works).toEqual(some.meta);
  });
});

describe('pages', () => {
  test('the last one holds the last hit that can be reached', () => {
    expect([lastPage(0, 20), lastPage(20, 20), lastPage(21, 20)]).toEqual([1, 1, 2]);
  });

  test('first, last and near ones, in order, with a gap only where pages are left out', () => {
    expect(pagesAround(5, 10)).toEqual([1, null, 4, 5, 6, null, 10]);
    expect(pagesAround(1, 1)).toEqual([1]);
    expect(pagesAround(3, 5)).toEqual([1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (page, last) => {
        const pages = pagesAround(page, last);
        const numbers = pages.filter((one) => one !== null);
        for (const near of [1, last, page, page - 1, page + 1].filter((one) => one >= 1 && one <= last)) {
          expect(numbers).toContain(near);
        }
        pages.forEach((one, i) => {
          const [before = 0, after = 0] = [pages[i - 1] ?? 0, pages[i + 1] ?? 0];
          if (one === null) expect(after - before).toBeGreaterThan(2);
          else if (i > 0 && before !== 0) expect(one).toBe(before + 1);
        });
      }),
    );
  });
});

describe('completions', () => {
  const completed = (id: string, entity_type: 'work' | 'topic') => ({ id, entity_type, display_name: id, hint: null });

  test('go by kind, the kind of the best one first', () => {
    const groups = groupsOf([completed('t1', 'topic'), completed('w1', 'work'), completed('t2', 'topic'), {}]);
    expect(groups.map(({ type, completions }) => [type, completions.map(({ id }) => id)])).toEqual([
      ['topic', ['t1', 't2']],
      ['work', ['w1']],
    ]);
  });

  test('are for what can be a name', () => {
    expect(['graph', '  ', 'a\nb', 'x'.repeat(121)].map(isCompletable)).toEqual([true, false, false, false]);
  });

  test('a field of lines does not go back and forth around its limit', () => {
    expect(takesLines('x'.repeat(121), false)).toBe(true);
    expect(takesLines('x'.repeat(120), true)).toBe(true);
    expect(takesLines('x'.repeat(60), true)).toBe(false);
    expect(takesLines('a\nb', false)).toBe(true);
  });
});

const UNDERSTOOD: Understood = {
  kind: 'words',
  words: 'fast attention',
  phrases: ['memory wall'],
  excluded: ['survey'],
  any_of: [['GPU', 'TPU']],
  none_of: [['cats', 'dogs']],
  conditions: [
    { field: 'author', excluded: true, words: 'dao', from: null, to: null, written: '-author:dao' },
    { field: 'year', excluded: false, words: null, from: 2019, to: 2021, written: 'year:2019..2021' },
  ],
  notes: [],
};

describe('how a query was read', () => {
  test('each part has a label, and the query without it', () => {
    const parts = queryParts(UNDERSTOOD);
    expect(parts.map(({ label }) => label)).toEqual([
      'not author: dao',
      'years: 2019–2021',
      '“memory wall”',
      'GPU or TPU',
      'not “survey”',
      'neither cats nor dogs',
    ]);
    expect(parts[2]?.without).toBe(
      '-author:dao year:2019..2021 (GPU OR TPU) -"survey" NOT (cats OR dogs) fast attention',
    );
  });

  test('open years, and plain words', () => {
    const year = (from: number | null, to: number | null) =>
      queryParts({
        ...UNDERSTOOD,
        conditions: [{ field: 'year', excluded: false, words: null, from, to, written: 'year:…' }],
      })[0]?.label;
    expect([year(2019, 2019), year(2019, null), year(null, 2019)]).toEqual(['year: 2019', 'since 2019', 'until 2019']);
    const none = { phrases: [], excluded: [], any_of: [], none_of: [], conditions: [] };
    expect(queryParts({ ...UNDERSTOOD, ...none })).toEqual([]);
  });

  test('notes are for readers', () => {
    const notes = ['embedding_off', 'names_not_searched', 'facets_inexact'].map((code) => ({ code, message: 'as is' }));
    expect(plainNotes(notes)).toEqual([
      { code: 'embedding_off', message: expect.stringContaining('Keywords only') },
      { code: 'facets_inexact', message: 'as is' },
    ]);
  });
});

describe('versions', () => {
  const version = { id: 'v', doi: null, arxiv: null, type: 'article', publication_year: 2022, publication_date: null };

  test('all but the one that is shown', () => {
    const source = { id: 's', display_name: 'Tides', issn_l: null };
    const published = { ...version, source, landing_page_url: 'https://tides.test/7' };
    const preprint = { ...version, type: 'preprint', arxiv: 'arxiv:2101.00001', source: null, landing_page_url: null };
    expect(otherVersions({ versions: [published, preprint] })).toEqual([
      { id: 'v', label: 'preprint (arXiv, 2022)', href: 'https://arxiv.org/abs/2101.00001' },
    ]);
    expect(otherVersions({})).toEqual([]);
  });

  test('only addresses of the web are followed', () => {
    const hostile = ['javascript:alert(1)', 'data:text/html,x', ''];
    const from = (landing_page_url: string) => readHref({ primary_location: { landing_page_url } as never, doi: null });
    expect(hostile.map(from)).toEqual(hostile.map(() => undefined));
    expect(readHref({ primary_location: null, doi: 'https://doi.org/10.1/x' })).toBe('https://doi.org/10.1/x');
  });
});

describe('why a work is a hit', () => {
  const leg = { rank: 3, score: 1, contribution: 0.25 };
  const explanation: Explanation = {
    mode: 'hybrid',
    found_by: ['words', 'meaning'],
    score: 0.5,
    fused_score: 0.5,
    neighbours_score: null,
    lexical: leg,
    semantic: { ...leg, rank: 1200 },
    terms: {
      required: 1,
      matched: [{ term: 'graph', in: { display_name: ['Graphs'], abstract: ['graph', 'graphs'] } }],
      missing: ['cat', 'dog'],
      missing_count: 5,
    },
    phrases: [],
    conditions: [],
    excluded: [],
    sentence: null,
  };

  test('in plain words', () => {
    expect(foundBy(explanation)).toBe('Found by its words and by its meaning.');
    expect(rankWords(explanation)).toBe('It is number 3 by words and number 1,200 by meaning.');
    expect(foundWords(explanation)).toEqual([
      { words: 'graph', places: 'the title (Graphs), the abstract (graph, graphs)' },
    ]);
    expect(missingWords(explanation)).toBe('cat, dog and 3 more');
    expect(scoreWords(explanation)).toBe('Score 0.50: 0.25 from words and 0.25 from meaning.');
  });

  test('nothing of ranks where nothing is ranked', () => {
    const listedOnly = { ...explanation, found_by: [], score: null, lexical: null, semantic: null };
    expect(foundBy(listedOnly)).toBe('It fulfils the conditions of the search.');
    expect([rankWords(listedOnly), scoreWords(listedOnly)]).toEqual(['', '']);
    expect(foundBy({ ...explanation, found_by: ['words'], mode: 'keyword' })).toBe('Found by its words.');
  });
});
