// The promises about a search (what "matched" means), each tested through the API over many searches and filters.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers.js';
import { WORK_FIELDS } from '../../src/domain/fields.js';
import { fold } from '../../src/text/analyze.js';
import { COLLECTION, PHRASES } from './collection.js';
import { idsOf } from './expect-subset.js';
import { embedAll, embedderOf, type OpenEngine, type Served, serve } from './serve.js';

type Parameters = Readonly<Record<string, string | number>>;
type Search = (parameters: Parameters) => Promise<WorksAnswer>;

const FACETS = WORK_FIELDS.filter((field) => field.facet).map((field) => field.name);
/** None, words only, meaning only (no work holds the words), both, phrases, exclusions. */
const SEARCHES: readonly Parameters[] = [
  {},
  { search: 'deep networks' },
  { search: 'deep networks', mode: 'keyword' },
  { search: 'how machines see' },
  { search: 'networks', mode: 'semantic' },
  { search: 'networks', sort: 'publication_year:desc' },
  { search: '"networks"' },
  { search: 'networks -neural' },
];
const FILTERS: readonly string[] = [
  'type:article',
  'type:article|preprint',
  'type:!article',
  'publication_year:2019-2021',
  'language:null',
  'has_abstract:false',
  'author.id:author:daniel-roth',
  'topics.id:topic:graph-learning,topics.id:topic:genomics',
  'institutions.country_code:JP,type:preprint',
];

export function checkProperties(name: string, openEngine: OpenEngine): void {
  describe(`${name}: promises`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openEngine);
    });
    afterAll(() => served.close());

    const works: Search = async (parameters) => {
      const text = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      const answer = await served.ask({ path: `/works?${text.join('&')}` });
      expect(answer).toMatchObject({ status: 200 });
      return answer.body as WorksAnswer;
    };
    pagesAndTotals(works);
    facetsAndFilters(works);
    phrasesAndMeaning(works);
    models(openEngine);
  });
}

function pagesAndTotals(works: Search): void {
  test.each(SEARCHES)('1: pages together are one long page (%j)', async (search) => {
    const whole = await works({ ...search, per_page: 200 });
    const paged: WorksAnswer['results'] = [];
    for (let page = 1; paged.length < whole.meta.reachable; page++) {
      paged.push(...(await works({ ...search, per_page: 3, page })).results);
    }
    expect(idsOf(paged)).toEqual(idsOf(whole.results));
    expect(new Set(idsOf(paged)).size).toBe(paged.length);
  });

  test.each(SEARCHES)('2: totals count what paging reaches, and say so (%j)', async (search) => {
    const { meta, results } = await works({ ...search, per_page: 200 });
    expect(meta).toMatchObject({ count: results.length, count_relation: 'eq', reachable: results.length });
    expect(meta.count).toBeGreaterThan(0);
  });
}

function facetsAndFilters(works: Search): void {
  test.each(SEARCHES)('3: a facet counts what selecting its value gives (%j)', async (search) => {
    for (const filter of ['', 'type:article', 'publication_year:2019-2021,type:preprint']) {
      const { facets = {} } = await works({ ...search, filter, facets: FACETS.slice(0, 10).join(), facet_size: 200 });
      for (const [field, entries] of Object.entries(facets)) await checkFacet(works, search, filter, field, entries);
    }
  });

  test.each(SEARCHES)('4: a filter never raises a total or a count (%j)', async (search) => {
    const facets = 'topics.id,has_doi';
    const before = await works({ ...search, facets, facet_size: 200 });
    for (const filter of FILTERS) {
      const after = await works({ ...search, filter, facets, facet_size: 200 });
      expect(after.meta.count).toBeLessThanOrEqual(before.meta.count);
      for (const field of ['has_doi', ...(filter.includes('topics.id') ? [] : ['topics.id'])]) {
        for (const entry of after.facets?.[field] ?? []) {
          const wider = before.facets?.[field]?.find((one) => one.key === entry.key);
          expect(entry.count).toBeLessThanOrEqual(wider?.count ?? 0);
        }
      }
    }
  });
}

function phrasesAndMeaning(works: Search): void {
  test('5: a phrase holds for every hit, also for those found by meaning', async () => {
    let byMeaning = 0;
    for (const phrase of PHRASES) {
      for (const rest of ['', ' how machines see', ' heredity']) {
        const { results } = await works({ search: `"${phrase}"${rest}`, per_page: 200 });
        // no work holds the words of the rest
        if (rest !== '') byMeaning += results.length;
        for (const work of results) expect(fold(`${work.title} ${work.abstract}`)).toContain(fold(phrase));
      }
    }
    expect(byMeaning).toBeGreaterThan(4);
  });

  test('8: a rare filter leaves the semantic hits that there are', async () => {
    const all = await works({ search: 'relational structure', mode: 'semantic', per_page: 200 });
    for (const filter of FILTERS) {
      const passing = new Set(idsOf((await works({ filter, per_page: 200 })).results));
      const some = await works({ search: 'relational structure', mode: 'semantic', filter, per_page: 200 });
      expect(idsOf(some.results)).toEqual(idsOf(all.results).filter((id) => passing.has(id)));
    }
  });
}

function models(openEngine: OpenEngine): void {
  test('7: vectors of another model are not used before the index has switched to it', async () => {
    const other = await serve(openEngine, 'full', 'other-model');
    const meta = async () => {
      const { body } = await other.ask({ path: '/works?search=how+machines+see' });
      const { mode, count, degraded } = (body as WorksAnswer).meta;
      return { mode, count, degraded: degraded.map(({ code }) => code) };
    };
    const keywordOnly = { mode: 'keyword', count: 0, degraded: ['vectors_missing'] };
    expect(await meta()).toEqual(keywordOnly);
    await embedAll(other.engine, embedderOf('other-model'), COLLECTION.length);
    expect(await meta()).toEqual(keywordOnly);
    const { state } = embedderOf('other-model');
    const now = state();
    if (now.status === 'ready') await other.engine.switchModel(now.embedder.identity);
    await other.engine.refresh();
    expect(await meta()).toEqual({ mode: 'hybrid', count: 10, degraded: [] });
    await other.close();
  });
}

/** Selecting a value replaces the field's own condition, as a click in a list of one choice does. */
async function checkFacet(
  works: Search,
  search: Parameters,
  filter: string,
  field: string,
  entries: NonNullable<WorksAnswer['facets']>[string],
): Promise<void> {
  const others = filter.split(',').filter((clause) => clause !== '' && !clause.startsWith(`${field}:`));
  // the largest and the smallest tell as much as all of them
  for (const { key, count } of [...entries.slice(0, 2), ...entries.slice(-1)]) {
    const value = typeof key === 'number' ? String(key) : /^(true|false)$/.test(key) ? key : `"${key}"`;
    const { meta } = await works({ ...search, filter: [...others, `${field}:${value}`].join(), per_page: 1 });
    expect({ field, key, count: meta.count }).toEqual({ field, key, count });
  }
}
