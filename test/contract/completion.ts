// Completion: tiers and the order within them in worked cases, and by the oracle.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Author, Topic } from '../../src/domain/entities.js';
import { ALL, type Filter } from '../../src/domain/query.js';
import type { Collection } from '../../src/engine/engine.js';
import { makeAuthor, makeCuration, makeInstitution, makeTopic } from '../support/entities.js';
import { makeWork } from '../support/works.js';
import { checkOracle } from './completion-oracle.js';
import type { Shared } from './library.contract.js';

const PEOPLE: readonly Author[] = [
  makeAuthor({ id: 'p:levy', display_name: 'Omer Levy', works_count: 8 }),
  makeAuthor({ id: 'p:lev', display_name: 'Omer Lev', works_count: 1, orcid: 'https://orcid.org/0000-0001-2345-6789' }),
  makeAuthor({ id: 'p:paul', display_name: 'Paul Lévy', works_count: 2 }),
  makeAuthor({ id: 'p:oded', display_name: 'Oded Levy-Strauss', works_count: 9 }),
  makeAuthor({ id: 'p:tie', display_name: 'Tie-Yan Liu', works_count: 3, display_name_alternatives: ['T. Y. Liu'] }),
  makeAuthor({ id: 'p:tied', display_name: 'Tieyan Lu', works_count: 3 }),
  makeAuthor({ id: 'p:max', display_name: 'Maximilian Hollingsworth', works_count: 1 }),
];
const SUBJECTS: readonly Topic[] = [
  makeTopic({ id: 't:nlp', display_name: 'Natural language processing', works_count: 5 }),
  makeTopic({ id: 't:tag', display_name: 'NLP', works_count: 1 }),
  makeTopic({ id: 't:alias', display_name: 'Text mining', works_count: 3, display_name_alternatives: ['NLP tools'] }),
  makeTopic({ id: 't:gnn', display_name: 'Graph neural networks', works_count: 7 }),
  makeTopic({ id: 't:neural', display_name: 'Neural networks', works_count: 2 }),
  makeTopic({ id: 't:art', display_name: 'State of the art', works_count: 2 }),
];

const completed = async (collection: Pick<Collection<Author>, 'complete'>, text: string, filter: Filter = ALL) =>
  (await collection.complete({ text, filter, limit: 10 })).map(({ id, tier }) => `${id.slice(2)} ${tier}`);

export function describeCompletion(shared: Shared): void {
  beforeAll(async () => {
    const { authors, topics } = shared.library;
    await authors.write(PEOPLE);
    await topics.write(SUBJECTS);
    await Promise.all([authors.refresh(), topics.refresh()]);
  });
  checkPeople(shared);
  checkTopics(shared);
  checkRest(shared);
  describe('against the oracle', () => checkOracle(shared));
}

function checkPeople(shared: Shared): void {
  test.each([
    ['omer lev', ['lev 0', 'levy 1']],
    ['Lev, Omer', ['levy 2', 'lev 2']],
    ['levy o', ['oded 2', 'levy 2', 'lev 3']],
    ['o', ['oded 1', 'levy 1', 'lev 1']],
    ['levy', ['oded 2', 'levy 2', 'paul 2', 'lev 3']],
    ['lévy', ['paul 2', 'oded 2', 'levy 2', 'lev 3']],
    ['LÉV', ['paul 2', 'oded 2', 'levy 2', 'lev 2']],
    ['tieyan', ['tied 1', 'tie 2']],
    ['tie y', ['tie 1']],
    ['liu t', ['tie 2']],
    ['omre levy', ['levy 3', 'lev 3']],
    ['pmer lev', ['levy 3', 'lev 3']],
    ['hollingswrth', ['max 3']],
    ['holingswrth m', ['max 4']],
    ['holingswrh', []],
    ['lve', []],
    ['', []],
    [' .,; ', []],
    ['omer levy omer levy', ['levy 2', 'lev 3']],
  ])('people: %p becomes %p', async (text, expected) => {
    expect(await completed(shared.library.authors, text)).toEqual(expected);
  });

  test('the filter applies, and the limit takes the best', async () => {
    const { authors } = shared.library;
    const filter: Filter = { type: 'values', field: 'has_orcid', values: [1] };
    expect(await completed(authors, 'levy', filter)).toEqual(['lev 3']);
    expect(await completed(authors, 'levy', { type: 'none' })).toEqual([]);
    const few = await authors.complete({ text: 'levy', filter: ALL, limit: 2 });
    expect(few).toEqual([
      { id: 'p:oded', tier: 2, score: 9, thing: PEOPLE[3] },
      { id: 'p:levy', tier: 2, score: 8, thing: PEOPLE[0] },
    ]);
    expect(await authors.complete({ text: 'levy', filter: ALL, limit: 0 })).toEqual([]);
  });
}

function checkTopics(shared: Shared): void {
  test.each([
    ['nlp', ['tag 0', 'nlp 1', 'alias 1']],
    ['nl', ['alias 1', 'tag 1']],
    ['sota', ['art 1']],
    ['sa', []],
    ['neural', ['neural 1', 'gnn 2']],
    ['neural network', ['neural 1', 'gnn 2']],
    ['nerual netwroks', ['gnn 3', 'neural 3']],
    ['networks graph', ['gnn 2']],
    ['tools mining', ['alias 2']],
  ])('topics: %p becomes %p', async (text, expected) => {
    const found = await shared.library.topics.complete({ text, filter: ALL, limit: 10 });
    expect(found.map(({ id, tier }) => `${id.slice(2)} ${tier}`)).toEqual(expected);
  });
}

function checkRest(shared: Shared): void {
  test('works are completed by their titles, most cited first, and have no acronyms', async () => {
    const { works } = shared.library;
    await works.write([
      makeWork({ id: 'w:1', display_name: 'Attention and Tides', abstract: 'Dikes.', cited_by_count: 1 }),
      makeWork({ id: 'w:2', display_name: 'Tides at Attention', cited_by_count: 9 }),
    ]);
    await works.refresh();
    const found = async (text: string) => (await works.complete({ text, filter: ALL, limit: 5 })).map(({ id }) => id);
    expect(await found('tid')).toEqual(['w:2', 'w:1']);
    expect(await found('attention')).toEqual(['w:1', 'w:2']);
    expect(await found('dike')).toEqual([]);
    expect(await found('aat')).toEqual([]);
  });

  test('institutions have acronyms, of all words and of those that are no function words', async () => {
    const { institutions } = shared.library;
    const display_name = 'Institute of the Northern Sea';
    await institutions.write([makeInstitution({ id: 'i:sea', display_name, country_code: 'NO' })]);
    await institutions.refresh();
    const found = async (text: string) => (await institutions.complete({ text, filter: ALL, limit: 5 })).length;
    expect([await found('iotns'), await found('ins'), await found('iot')]).toEqual([1, 1, 0]);
  });

  test('who has no names has no completions', async () => {
    const { curation } = shared.library;
    await curation.write([makeCuration({ id: 'c:a', merged_into: 'c:b' })]);
    await curation.refresh();
    expect(await curation.complete({ text: 'c', filter: ALL, limit: 5 })).toEqual([]);
  });

  test('a renamed thing is found by its new name only, and a removed one not at all', async () => {
    const { sources } = shared.library;
    const source = { display_name_alternatives: [], works_count: 1, cited_by_count: 0, counts_by_year: [], topics: [] };
    const found = async (text: string) => (await sources.complete({ text, filter: ALL, limit: 5 })).length;
    for (const display_name of ['Old Letters', 'New Letters']) {
      await sources.write([{ id: 's:1', display_name, ...source }]);
      await sources.refresh();
    }
    expect([await found('old'), await found('new'), await found('letters')]).toEqual([0, 1, 1]);
    await sources.remove(['s:1']);
    await sources.refresh();
    expect(await found('letters')).toBe(0);
  });
}
