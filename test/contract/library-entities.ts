// Collections of entities: outcomes, ids, filters, order and facets, by their own catalogues.
import { beforeAll, expect, test } from '@jest/globals';
import type { Filter } from '../../src/domain/query.js';
import { shortly, words } from '../support/engine-session.js';
import { makeAuthor, makeCuration, makeInstitution, makeSource, makeTopic } from '../support/entities.js';
import { matchedIn, scanned, searchIn } from '../support/library-session.js';
import type { Shared } from './library.contract.js';

const ORCID = 'https://orcid.org/0000-0001-2345-6789';
const HERE = { id: 'i:here', display_name: 'University Here', country_code: 'DE' };
const THERE = { id: 'i:there', display_name: 'There Institute', country_code: 'FR' };
const GRAPHS = { id: 't:graphs', display_name: 'Graphs', works_count: 2, score: 1 };

const PEOPLE = [
  makeAuthor({
    id: 'e:ann',
    display_name: 'Ann One',
    works_count: 10,
    orcid: ORCID,
    merged_ids: ['e:ann-2', 'e:ann-3'],
    last_known_institutions: [HERE],
    affiliations: [
      { institution: HERE, years: [2020] },
      { institution: THERE, years: [2010] },
    ],
    topics: [GRAPHS],
    last_publication_year: 2020,
    attributes: { open_to_collaborate: true, verification_level: 2, followers_count: 7 },
  }),
  makeAuthor({
    id: 'e:bob',
    display_name: 'Bob Two',
    works_count: 20,
    last_known_institutions: [HERE, THERE],
    topics: [GRAPHS],
    attributes: { open_to_collaborate: false, verification_level: 1 },
  }),
  makeAuthor({ id: 'e:cem', display_name: 'Cem Three', works_count: 20, last_known_institutions: [THERE] }),
];

/** Those of this file: other tests of the group write authors, too. */
const OURS: Filter = { type: 'values', field: 'id', values: PEOPLE.map((person) => person.id) };

function having(...parts: Filter[]): Filter {
  return { type: 'and', filters: [OURS, ...parts] };
}

export function describeEntities(shared: Shared): void {
  beforeAll(async () => {
    await shared.library.authors.write(PEOPLE);
    await shared.library.authors.refresh();
  });
  checkIds(shared);
  checkConditions(shared);
  checkOutcomes(shared);
  checkOtherKinds(shared);
  checkRebuilding(shared);
}

function checkIds(shared: Shared): void {
  test('an author is found by id, ORCID and the ids of merged records, and by nothing else', async () => {
    const found = await shared.library.authors.fetch(['e:bob', ORCID, 'e:ann-3', 'e:ann', 'Ann One', 'nowhere']);
    expect(found.map((one) => one?.id)).toEqual(['e:bob', 'e:ann', 'e:ann', 'e:ann', undefined, undefined]);
  });

  test('an author comes back as it was written, every fact of it', async () => {
    expect(await shared.library.authors.fetch(['e:ann'])).toEqual([PEOPLE[0]]);
  });

  test('ids that a record lost no longer find it', async () => {
    const { authors } = shared.library;
    await authors.write([makeAuthor({ id: 'e:dee', merged_ids: ['e:dee-2', 'e:dee-3'] })]);
    await authors.write([makeAuthor({ id: 'e:dee', merged_ids: ['e:dee-3'] })]);
    expect((await authors.fetch(['e:dee-2', 'e:dee-3'])).map((one) => one?.id)).toEqual([undefined, 'e:dee']);
    await authors.remove(['e:dee']);
    expect(await authors.fetch(['e:dee', 'e:dee-3'])).toEqual([undefined, undefined]);
  });
}

function checkConditions(shared: Shared): void {
  test.each<[Filter, string[]]>([
    [{ type: 'values', field: 'open_to_collaborate', values: [1] }, ['e:ann']],
    [{ type: 'values', field: 'open_to_collaborate', values: [0] }, ['e:bob', 'e:cem']],
    [{ type: 'range', field: 'verification_level', gte: 1 }, ['e:ann', 'e:bob']],
    [{ type: 'exists', field: 'verification_level' }, ['e:ann', 'e:bob']],
    [{ type: 'values', field: 'orcid', values: [ORCID] }, ['e:ann']],
    [{ type: 'values', field: 'last_known_institutions.country_code', values: ['FR'] }, ['e:bob', 'e:cem']],
    [{ type: 'values', field: 'affiliations.institution.id', values: ['i:there'] }, ['e:ann']],
    [{ type: 'not', filter: { type: 'values', field: 'topics.id', values: ['t:graphs'] } }, ['e:cem']],
  ])('authors are filtered by %j', async (filter, ids) => {
    expect(await matchedIn(shared.library.authors, { filter: having(filter) })).toEqual(ids);
  });

  test('authors are ordered by their numbers, those without one last in either direction', async () => {
    const ordered = (field: string, direction: 'asc' | 'desc') =>
      matchedIn(shared.library.authors, {
        filter: OURS,
        order: { by: [{ field, direction }], offset: 0, limit: 10 },
      });
    expect(await ordered('works_count', 'desc')).toEqual(['e:bob', 'e:cem', 'e:ann']);
    expect(await ordered('followers_count', 'desc')).toEqual(['e:ann', 'e:bob', 'e:cem']);
    expect(await ordered('verification_level', 'asc')).toEqual(['e:bob', 'e:ann', 'e:cem']);
    expect(await ordered('verification_level', 'desc')).toEqual(['e:ann', 'e:bob', 'e:cem']);
  });

  test('authors are counted by their values, with names, beyond what is selected', async () => {
    const field = 'last_known_institutions.id';
    const filter = having({ type: 'values', field, values: ['i:there'] });
    const facets = [field, 'open_to_collaborate'].map((one) => ({ field: one, size: 5 }));
    const answer = await searchIn(shared.library.authors, { filter, facets });
    expect(answer.total).toEqual({ value: 2, relation: 'eq' });
    expect(shortly(answer.facets.get(field))).toEqual(['i:here: 2', 'i:there*: 2']);
    expect(answer.facets.get(field)?.map((bucket) => bucket.label)).toEqual(['University Here', 'There Institute']);
    expect(shortly(answer.facets.get('open_to_collaborate'))).toEqual(['0: 2']);
  });

  test('a field of another kind is a programming error', async () => {
    const { authors, curation } = shared.library;
    const filter: Filter = { type: 'exists', field: 'referenced_works' };
    await expect(matchedIn(authors, { filter })).rejects.toThrow('referenced_works');
    await curation.refresh();
    await expect(matchedIn(curation, { filter: { type: 'exists', field: 'works_count' } })).rejects.toThrow(
      'works_count',
    );
  });
}

function checkOutcomes(shared: Shared): void {
  test('content decides what is new', async () => {
    const { authors } = shared.library;
    const [eve, changed] = [makeAuthor({ id: 'e:eve' }), makeAuthor({ id: 'e:eve', attributes: { claimed: true } })];
    expect(await authors.write([eve])).toEqual(['created']);
    expect(await authors.write([eve])).toEqual(['unchanged']);
    expect(await authors.write([changed])).toEqual(['updated']);
    expect(await authors.remove(['e:eve', 'nowhere'])).toBe(1);
    expect(await authors.write([changed])).toEqual(['created']);
    expect(await authors.remove(['e:eve'])).toBe(1);
  });

  test('every kind counts and scans what is its own', async () => {
    const { topics, sources } = shared.library;
    const before = await topics.count();
    await topics.write([makeTopic({ id: 'c:1' }), makeTopic({ id: 'c:2' })]);
    await sources.write([makeSource({ id: 'c:1' })]);
    expect((await topics.count()) - before).toBe(2);
    const ids = (await scanned(topics)).flat().map((topic) => topic.id);
    expect(ids.filter((id) => id.startsWith('c:')).sort()).toEqual(['c:1', 'c:2']);
    await topics.remove(['c:1']);
    expect((await topics.count()) - before).toBe(1);
    expect((await sources.fetch(['c:1']))[0]?.id).toBe('c:1');
  });
}

function checkOtherKinds(shared: Shared): void {
  test('topics are found by stemmed words of all their names', async () => {
    const { topics } = shared.library;
    const names = { display_name: 'Neural networks', display_name_alternatives: ['Deep learning'] };
    await topics.write([makeTopic({ id: 'k:nn', ...names }), makeTopic({ id: 'k:other', display_name: 'Neurology' })]);
    await topics.refresh();
    expect(await matchedIn(topics, { text: words('the neural network') })).toEqual(['k:nn']);
    expect(await matchedIn(topics, { text: words('learned deeply') })).toEqual([]);
    expect(await matchedIn(topics, { text: words('learn deep') })).toEqual(['k:nn']);
  });

  test('institutions are found by ROR and counted by country', async () => {
    const { institutions } = shared.library;
    const ror = 'https://ror.org/012345678';
    await institutions.write([
      makeInstitution({ id: 'k:i1', ror, country_code: 'DE' }),
      makeInstitution({ id: ror.replace('12345678', '87654321'), country_code: 'DE' }),
    ]);
    await institutions.refresh();
    expect((await institutions.fetch([ror]))[0]?.id).toBe('k:i1');
    const { facets } = await searchIn(institutions, { facets: [{ field: 'country_code', size: 5 }] });
    expect(shortly(facets.get('country_code'))).toEqual(['DE: 2']);
  });

  test('sources are filtered by ISSN', async () => {
    const { sources } = shared.library;
    await sources.write([makeSource({ id: 'k:s1', issn_l: '1234-5678' }), makeSource({ id: 'k:s2' })]);
    await sources.refresh();
    const filter: Filter = { type: 'values', field: 'issn_l', values: ['1234-5678'] };
    expect(await matchedIn(sources, { filter })).toEqual(['k:s1']);
  });

  test('curation is kept as written, and found by whom it names', async () => {
    const { curation } = shared.library;
    const merged = makeCuration({ id: 'k:a2', merged_into: 'k:a1', attributes: { bio: 'Line\nbreak' } });
    const split = makeCuration({ id: 'k:a3', split: { 'w:1': 'k:a4' } });
    await curation.write([merged, split]);
    await curation.refresh();
    expect(await curation.fetch(['k:a2', 'k:a3', 'k:a1'])).toEqual([merged, split, undefined]);
    const filter: Filter = { type: 'values', field: 'merged_into', values: ['k:a1'] };
    expect(await matchedIn(curation, { filter })).toEqual(['k:a2']);
    const all = (await scanned(curation)).flat();
    expect(all).toHaveLength(await curation.count());
    expect(all).toEqual(expect.arrayContaining([merged, split]));
  });
}

function checkRebuilding(shared: Shared): void {
  test('an index built anew answers as before, and so does one that is opened again', async () => {
    const { authors } = shared.library;
    await authors.reindex();
    expect(await matchedIn(authors, { filter: OURS })).toEqual(['e:ann', 'e:bob', 'e:cem']);
    await shared.reopen();
    const again = shared.library.authors;
    await again.refresh();
    expect(await matchedIn(again, { filter: OURS, text: words('two') })).toEqual(['e:bob']);
    expect((await again.fetch(['e:ann-2']))[0]?.id).toBe('e:ann');
    expect(await again.write(PEOPLE)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });
}
