// The promises about a search (what "matched" means), each tested through the API over many searches and filters.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { AUTHORS } from '../../src/domain/entity-fields.js';
import { WORKS } from '../../src/domain/fields.js';
import { fold } from '../../src/text/analyze.js';
import { COLLECTION, PHRASES } from './collection.js';
import { idsOf } from './expect-subset.js';
import { checkExplanations } from './explanations.js';
import { embedAll, embedderOf, type Filling, type OpenLibrary, type Served, serve } from './serve.js';

type Parameters = Readonly<Record<string, string | number>>;
/** What the promises on lists speak of: works, or people. */
export type ListAnswer = Pick<WorksAnswer, 'meta' | 'facets' | 'group_by'> & {
  readonly results: readonly { readonly id?: string | undefined }[];
};
type Search<A extends ListAnswer> = (parameters: Parameters) => Promise<A>;
type WorkSearch = Search<WorksAnswer>;

/** What is asked of a list to see whether it keeps the promises. */
interface Questions {
  readonly path: string;
  readonly filling: Filling;
  readonly searches: readonly Parameters[];
  readonly filters: readonly string[];
  /** Besides none: filters under which facets are counted. */
  readonly facetFilters: readonly string[];
  /** Those counted, ten at most, and one that no filter above speaks of. */
  readonly facets: readonly string[];
  readonly freeFacet: string;
}

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
  { 'search.semantic': 'networks' },
];
/** As many words as a filter may have. */
const MOST_WORDS = Array.from({ length: 500 }, (_, i) => `w${i}`);
const FILTERS: readonly string[] = [
  `title_and_abstract.search:${MOST_WORDS.join(' ')}`,
  `abstract.search:networks|${MOST_WORDS.slice(0, 99).join('|')}`,
  'type:article',
  'type:article|preprint',
  'type:!article',
  'publication_year:2019-2021',
  'language:null',
  'has_abstract:false',
  'author.id:author:daniel-roth',
  'topics.id:topic:graph-learning,topics.id:topic:genomics',
  'institutions.country_code:JP,type:preprint',
  'title.search:networks',
  'title.search:!networks,default.search:graph',
  'abstract.search:"a"|networks -neural',
  'type:!article !preprint',
  'authorships.institutions.country_code:JP CH',
  'publication_year:>2018 <2022',
];

const OF_WORKS: Questions = {
  path: '/works',
  filling: 'full',
  searches: SEARCHES,
  filters: FILTERS,
  facetFilters: [
    'type:article',
    'publication_year:2019-2021,type:preprint',
    'title.search:networks|graph,type:!article !report',
    'publication_year:>2018 <2022,authorships.institutions.country_code:JP CH',
  ],
  facets: WORKS.fields.flatMap((field) => (field.facet ? [field.name] : [])).slice(0, 10),
  freeFacet: 'has_doi',
};

const OF_PEOPLE: Questions = {
  path: '/authors',
  filling: 'people',
  searches: [
    {},
    { search: 'rasley' },
    { search: 'J. Rasley' },
    { search: 'Maria Teresa Ferrante' },
    { search: 'levy', sort: 'works_count:desc' },
    { search: '"wei zhang"' },
    { search: 'maria ferrante -teresa' },
    { sort: 'last_publication_year' },
  ],
  filters: [
    'country_code:NO',
    'country_code:!NO',
    'has_orcid:true',
    'works_count:>1',
    'topics.id:topic:tides',
    'h_index:1-2',
    'display_name.search:maria|levy',
    'last_known_institutions.country_code:!NO !SE',
  ],
  facetFilters: [
    'last_known_institutions.country_code:NO',
    'has_orcid:false,topics.id:topic:tides',
    'display_name.search:!maria,last_known_institutions.country_code:!NO !SE',
  ],
  facets: AUTHORS.fields.flatMap((field) => (field.facet ? [field.name] : [])).slice(0, 10),
  freeFacet: 'open_to_collaborate',
};

export function checkProperties(name: string, openLibrary: OpenLibrary): void {
  for (const questions of [OF_WORKS, OF_PEOPLE]) {
    describe(`${name}: promises of ${questions.path}`, () => {
      const search = searchOver<ListAnswer>(openLibrary, questions);
      pagesAndTotals(search, questions);
      samplesAndGroups(search, questions);
      facetsAndFilters(search, questions);
    });
  }
  describe(`${name}: promises of a search by meaning`, () => {
    phrasesAndMeaning(searchOver<WorksAnswer>(openLibrary, OF_WORKS));
    models(openLibrary);
  });
  checkExplanations(name, openLibrary);
}

function searchOver<A extends ListAnswer>(openLibrary: OpenLibrary, { path, filling }: Questions): Search<A> {
  let served: Served;
  beforeAll(async () => {
    served = await serve(openLibrary, filling);
  });
  afterAll(() => served.close());
  return async (parameters) => {
    const text = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    const answer = await served.ask({ path: `${path}?${text.join('&')}` });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as A;
  };
}

function pagesAndTotals(ask: Search<ListAnswer>, { searches }: Questions): void {
  test.each(searches)('1: pages together are one long page (%j)', async (search) => {
    const whole = await ask({ ...search, per_page: 200 });
    const paged: { readonly id?: string | undefined }[] = [];
    for (let page = 1; paged.length < whole.meta.reachable; page++) {
      paged.push(...(await ask({ ...search, per_page: 3, page })).results);
    }
    expect(idsOf(paged)).toEqual(idsOf(whole.results));
    expect(new Set(idsOf(paged)).size).toBe(paged.length);
  });

  test.each(searches)('2: totals count what paging reaches, and say so (%j)', async (search) => {
    const { meta, results } = await ask({ ...search, per_page: 200 });
    expect(meta).toMatchObject({ count: results.length, count_relation: 'eq', reachable: results.length });
    expect(meta.count).toBeGreaterThan(0);
  });
}

/** Neither takes an order. */
const unsorted = (searches: readonly Parameters[]) => searches.filter((search) => search.sort === undefined);

function samplesAndGroups(ask: Search<ListAnswer>, { searches, facets, facetFilters }: Questions): void {
  test.each(unsorted(searches))(
    '1: pages of a sample together are one long page of what matches (%j)',
    async (search) => {
      const matching = new Set(idsOf((await ask({ ...search, per_page: 200 })).results));
      for (const sample of [1, 7, 10_000]) {
        const whole = await ask({ ...search, sample, seed: 'x', per_page: 200 });
        const size = Math.min(sample, matching.size);
        expect(whole.meta).toMatchObject({ count: size, count_relation: 'eq', reachable: size });
        expect(idsOf(whole.results).filter((id) => !matching.has(id))).toEqual([]);
        const paged: { readonly id?: string | undefined }[] = [];
        for (let page = 1; page <= Math.ceil(size / 3) + 1; page++) {
          paged.push(...(await ask({ ...search, sample, seed: 'x', per_page: 3, page })).results);
        }
        expect(idsOf(paged)).toEqual(idsOf(whole.results));
        expect(new Set(idsOf(paged)).size).toBe(size);
      }
    },
  );

  test.each(unsorted(searches))('3: a group counts what adding its condition gives (%j)', async (search) => {
    const filters = ['', ...facetFilters];
    const shift = searches.indexOf(search);
    for (const [i, field] of facets.entries()) {
      // each field under one filter, under another one with the next search
      const filter = filters[(i + shift) % filters.length] ?? '';
      const total = async (clause: string) => {
        const both = [filter, clause].filter(Boolean).join();
        return (await ask({ ...search, filter: both, per_page: 1 })).meta.count;
      };
      const { meta, group_by } = await ask({ ...search, filter, group_by: `${field}:include_unknown` });
      expect([meta.count, meta.groups_count]).toEqual([await total(''), group_by.length]);
      for (const { key, count } of [...group_by.slice(0, 2), ...group_by.slice(-1)]) {
        const clause = `${field}:${key === 'unknown' ? 'null' : inFilter(key)}`;
        expect({ field, key, count: await total(clause) }).toEqual({ field, key, count });
      }
    }
  });
}

function facetsAndFilters(ask: Search<ListAnswer>, questions: Questions): void {
  const { searches, filters, facetFilters, freeFacet } = questions;
  test.each(searches)('3: a facet counts what selecting its value gives (%j)', async (search) => {
    // none, and one of them: each has its turn with some search
    const other = facetFilters[searches.indexOf(search) % facetFilters.length] ?? '';
    for (const filter of ['', other]) {
      const { facets = {} } = await ask({ ...search, filter, facets: questions.facets.join(), facet_size: 200 });
      for (const [field, entries] of Object.entries(facets)) await checkFacet(ask, search, filter, field, entries);
    }
  });

  test.each(searches)('4: a filter never raises a total or a count (%j)', async (search) => {
    const facets = `topics.id,${freeFacet}`;
    const before = await ask({ ...search, facets, facet_size: 200 });
    for (const filter of filters) {
      const after = await ask({ ...search, filter, facets, facet_size: 200 });
      expect(after.meta.count).toBeLessThanOrEqual(before.meta.count);
      for (const field of [freeFacet, ...(filter.includes('topics.id') ? [] : ['topics.id'])]) {
        for (const entry of after.facets?.[field] ?? []) {
          const wider = before.facets?.[field]?.find((one) => one.key === entry.key);
          expect(entry.count).toBeLessThanOrEqual(wider?.count ?? 0);
        }
      }
    }
  });
}

function phrasesAndMeaning(works: WorkSearch): void {
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

function models(openLibrary: OpenLibrary): void {
  test('7: vectors of another model are not used before the index has switched to it', async () => {
    const other = await serve(openLibrary, 'full', 'other-model');
    const meta = async () => {
      const { body } = await other.ask({ path: '/works?search=how+machines+see' });
      const { mode, count, degraded } = (body as WorksAnswer).meta;
      return { mode, count, degraded: degraded.map(({ code }) => code) };
    };
    const keywordOnly = { mode: 'keyword', count: 0, degraded: ['vectors_missing'] };
    expect(await meta()).toEqual(keywordOnly);
    await embedAll(other.library.works, embedderOf('other-model'), COLLECTION.length);
    expect(await meta()).toEqual(keywordOnly);
    const { state } = embedderOf('other-model');
    const now = state();
    if (now.status === 'ready') await other.library.works.switchModel(now.embedder.identity);
    await other.library.works.refresh();
    expect(await meta()).toEqual({ mode: 'hybrid', count: 10, degraded: [] });
    await other.close();
    // it fills a library of its own, which takes a server some seconds
  }, 90_000);
}

/** As a filter writes it: keys of groups are texts, whatever the field. */
const inFilter = (key: string | number) => (/^(?:\d+|true|false)$/.test(String(key)) ? String(key) : `"${key}"`);

/** Selecting a value replaces the field's own condition, as a click in a list of one choice does. */
async function checkFacet(
  ask: Search<ListAnswer>,
  search: Parameters,
  filter: string,
  field: string,
  entries: NonNullable<ListAnswer['facets']>[string],
): Promise<void> {
  const others = filter.split(',').filter((clause) => clause !== '' && !clause.startsWith(`${field}:`));
  // the largest and the smallest tell as much as all of them
  for (const { key, count } of [...entries.slice(0, 2), ...entries.slice(-1)]) {
    const { meta } = await ask({ ...search, filter: [...others, `${field}:${inFilter(key)}`].join(), per_page: 1 });
    expect({ field, key, count: meta.count }).toEqual({ field, key, count });
  }
}
