// Names as completion compares them, and how many typos lie between words.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AUTHORS, CURATION, INSTITUTIONS, TOPICS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { completionNames, popularityField, readTyped, typosIn } from '../../../src/text/completion.js';
import { beginsNear } from '../../../src/text/typos.js';
import { makeAuthor, makeCuration, makeInstitution, makeTopic } from '../../support/entities.js';
import { alignment } from '../../support/oracle-complete.js';
import { makeWork } from '../../support/works.js';

describe('completionNames', () => {
  test('of people: folded words of every name, hyphened ones also as one, and those with diacritics', () => {
    const author = makeAuthor({
      id: 'a',
      display_name: 'Tie-Yan Lévy',
      display_name_alternatives: ["Łucja O'Neil", '—'],
    });
    expect(completionNames(AUTHORS, author)).toEqual({
      names: [
        ['tie', 'yan', 'levy'],
        ['lucja', 'o', 'neil'],
      ],
      joined: ['tieyan', 'oneil'],
      marked: ['lévy', 'łucja'],
      acronyms: [],
    });
  });

  test.each([
    ['Natural language processing', ['nlp']],
    ['State of the art', ['sota']],
    ['Institute of the Northern Sea', ['iotns', 'ins']],
    ['Graph learning', []],
    ['One two three four five six seven eight nine', []],
  ])('%p has the acronyms %j', (display_name, acronyms) => {
    expect(completionNames(TOPICS, makeTopic({ id: 't', display_name })).acronyms).toEqual(acronyms);
    expect(completionNames(INSTITUTIONS, makeInstitution({ id: 'i', display_name })).acronyms).toEqual(acronyms);
  });

  test('of works: the title, without acronyms; of what has no name: nothing', () => {
    const work = makeWork({ id: 'w', display_name: 'All You Need', abstract: 'Dikes.' });
    expect(completionNames(WORKS, work)).toEqual({
      names: [['all', 'you', 'need']],
      joined: [],
      marked: [],
      acronyms: [],
    });
    expect(completionNames(CURATION, makeCuration({ id: 'c' })).names).toEqual([]);
  });

  test('words are compared by 24 letters, names by 64 words', () => {
    const [name] = completionNames(
      TOPICS,
      makeTopic({ id: 't', display_name: `${'x'.repeat(30)}${' y'.repeat(99)}` }),
    ).names;
    expect([name?.[0]?.length, name?.length]).toEqual([24, 64]);
    expect(readTyped('𐐨'.repeat(30)).words).toEqual(['𐐨'.repeat(24)]);
  });

  test('popularity is how many works there are, of a work how often it is cited', () => {
    expect([popularityField(AUTHORS), popularityField(WORKS)]).toEqual(['works_count', 'cited_by_count']);
  });
});

test.each([
  ['abc', 0],
  ['abcd', 1],
  ['abcdefg', 1],
  ['abcdefgh', 2],
  ['𐐨𐐨𐐨', 0],
])('%p may have %d typos', (word, typos) => {
  expect(typosIn(word)).toBe(typos);
});

describe('beginsNear', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ł', '𐐨'), minLength: 1, maxLength: 8 });

  test('is whether any beginning is near enough, by the definition of the distance', () => {
    const property = fc.property(word, word, fc.constantFrom(0, 1, 2), (written, typed, most) => {
      const letters = [...written];
      const distances = letters.map((_, i) => alignment([...typed], letters.slice(0, i + 1)));
      expect(beginsNear(written, typed, most)).toBe(Math.min(...distances) <= most);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test.each([
    ['neural', 'nerual', 1, true],
    ['neural', 'nerual', 0, false],
    ['networks', 'netwroks', 1, true],
    ['levy', 'kevy', 1, true],
    ['levy', 'elvy', 1, true],
    ['levy', 'evy', 1, true],
    ['levinson', 'lewi', 1, true],
    ['levinson', 'levvin', 1, true],
    ['ab', 'abcd', 1, false],
  ])('%p begins near %p with %d: %p', (written, typed, most, near) => {
    expect(beginsNear(written, typed, most)).toBe(near);
  });
});
