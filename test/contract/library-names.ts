// Finding people by their names: initials, order, middle names, accents, other spellings.
import { beforeAll, expect, test } from '@jest/globals';
import type { TextQuery, WordsFilter } from '../../src/domain/query.js';
import { words } from '../support/engine-session.js';
import { makeAuthor } from '../support/entities.js';
import { matchedIn, searchIn } from '../support/library-session.js';
import type { Shared } from './library.contract.js';

const PEOPLE = {
  'n:jeff': 'Jeff Rasley',
  'n:initial': 'J. Rasley',
  'n:jonas': 'Jonas Rasley',
  'n:levy': 'Paul Lévy',
  'n:lecun': 'Yann André LeCun',
  'n:an': 'An Le',
  'n:banks': 'Rosa Banks',
};

export function describeNames(shared: Shared): void {
  beforeAll(async () => {
    const people = Object.entries(PEOPLE).map(([id, display_name]) => makeAuthor({ id, display_name }));
    const spelled = makeAuthor({
      id: 'n:hinton',
      display_name: 'Geoffrey Hinton',
      display_name_alternatives: ['Geoff E. Hinton'],
    });
    await shared.library.authors.write([...people, spelled]);
    await shared.library.authors.refresh();
  });

  checkSpellings(shared);
  checkConditions(shared);
  checkRest(shared);
}

const found = ({ library }: Shared, text: TextQuery) => matchedIn(library.authors, { text });

function checkSpellings(shared: Shared): void {
  test.each([
    ['J. Rasley', ['n:initial', 'n:jeff', 'n:jonas']],
    ['Jeff Rasley', ['n:initial', 'n:jeff']],
    ['Rasley Jeff', ['n:initial', 'n:jeff']],
    ['rasley, JEFF', ['n:initial', 'n:jeff']],
    ['Levy', ['n:levy']],
    ['LÉVY', ['n:levy']],
    ['Yann LeCun', ['n:lecun']],
    ['Yann A. LeCun', ['n:lecun']],
    ['Yann Bertrand LeCun', ['n:lecun']],
    ['Andre Bertrand', []],
    ['An Le', ['n:an']],
    ['Banks', ['n:banks']],
    ['Bank', []],
    ['Geoff Hinton', ['n:hinton']],
    ['Geoffrey Hinton', ['n:hinton']],
    ['Nobody Rasley', []],
    ['', []],
  ])('%p finds %p', async (name, ids) => {
    expect(await found(shared, words(name))).toEqual(ids);
  });
}

function checkConditions(shared: Shared): void {
  test.each([
    ['rasley', false, ['n:initial', 'n:jeff', 'n:jonas']],
    ['Jeff Rasley', false, ['n:jeff']],
    ['Rasley, J.', false, ['n:initial', 'n:jeff', 'n:jonas']],
    ['Yann Bertrand LeCun', false, []],
    ['levy paul', false, ['n:levy']],
    ['geoff hinton', false, ['n:hinton']],
    ['an', false, ['n:an']],
    ['Jeff Rasley', true, ['n:jeff']],
    ['Rasley Jeff', true, []],
    ['E. Hinton', true, ['n:hinton']],
    ['', false, []],
  ])('a condition on the words %p (adjacent: %p) selects %p', async (text, exact, ids) => {
    const filter: WordsFilter = { type: 'words', fields: ['display_name'], text, exact };
    expect(await matchedIn(shared.library.authors, { filter })).toEqual(ids);
  });
}

function checkRest(shared: Shared): void {
  test('a phrase is a name as it is written, an exclusion takes names away', async () => {
    expect(await found(shared, words('', ['jeff rasley']))).toEqual(['n:jeff']);
    expect(await found(shared, words('', ['rasley jeff']))).toEqual([]);
    expect(await found(shared, words('rasley', [], ['jonas']))).toEqual(['n:initial', 'n:jeff']);
  });

  test('who has more of the name ranks before who has less, and total and facets speak of all', async () => {
    const answer = await searchIn(shared.library.authors, {
      text: words('Yann Paul LeCun'),
      facets: [{ field: 'has_orcid', size: 5 }],
    });
    expect(answer.lexical[0]?.id).toBe('n:lecun');
    expect(answer.total).toEqual({ value: 1, relation: 'eq' });
    expect(answer.facets.get('has_orcid')?.map(({ key, count }) => [key, count])).toEqual([[0, 1]]);
    expect([answer.semantic, answer.semanticUsed]).toEqual([[], false]);
  });

  test('a person who is renamed is found by the new name only', async () => {
    const { authors } = shared.library;
    await authors.write([makeAuthor({ id: 'n:renamed', display_name: 'Oldest Person' })]);
    await authors.refresh();
    expect(await found(shared, words('O. Person'))).toEqual(['n:renamed']);
    await authors.write([makeAuthor({ id: 'n:renamed', display_name: 'Zuzanna Person' })]);
    await authors.refresh();
    expect(await found(shared, words('O. Person'))).toEqual([]);
    expect(await found(shared, words('Person Zuzanna'))).toEqual(['n:renamed']);
  });
}
