// The text of a request as Elasticsearch's queries: which words, how many of them, which phrases.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { asTerm } from '../../../src/engine/elasticsearch/documents.js';
import {
  distinctWords,
  lexicalMatch,
  phraseConditions,
  wordsQuery,
} from '../../../src/engine/elasticsearch/text-query.js';
import { stem } from '../../../src/text/analyze.js';
import { arbitraryText } from '../../support/arbitrary-works.js';
import { words } from '../../support/engine-session.js';

const phrase = (text: string) => ({ match_phrase: { 'text.exact': text } });

describe('the words that are looked for', () => {
  test.each([
    ['folded', 'Łukasz LÉVY', ['lukasz', 'levy']],
    ['one of each stem', 'graph network graphs networking', ['graphs', 'networking']],
    ['without stop words', 'the state of the art', ['state', 'art']],
    ['stop words if there is nothing else', 'to be or not to be', ['to', 'be', 'or', 'not']],
    ['one per character without blanks', '深層学習', ['深', '層', '学', '習']],
    ['none', ' -,.', []],
  ])('%s', (_, text, expected) => {
    expect(distinctWords(WORKS, text)).toEqual(expected);
  });

  test('a word that no token holds is looked for under the name that it is indexed under', () => {
    const long = 'x'.repeat(300);
    expect(distinctWords(WORKS, `graph ${long}`)).toEqual(['graph', asTerm(long)]);
  });

  test('whatever the text, no stem twice and no blank within a word', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryText(8), fc.string({ unit: 'binary' })), (text) => {
        const found = distinctWords(WORKS, text);
        expect(new Set(found.map(stem)).size).toBe(found.length);
        for (const word of found) expect(word).toMatch(/^\S+$/);
      }),
    );
  });
});

describe('enough of the words', () => {
  test.each([
    ['one', 'graph', 1],
    ['three: all', 'deep graph networks', 3],
    ['four: three', 'deep graph networks train', 3],
    [
      'twenty: a fifth, counted by stems',
      `graph graphs ${Array.from({ length: 19 }, (_, i) => `w${i}x`).join(' ')}`,
      4,
    ],
  ])('%s', (_, text, least) => {
    expect(lexicalMatch(WORKS, words(text))).toEqual(wordsQuery(distinctWords(WORKS, text), least));
  });

  test('a query of phrases alone is matched by them, and no query at all by nothing', () => {
    expect(lexicalMatch(WORKS, words('', ['deep networks']))).toEqual({ match_all: {} });
    expect(lexicalMatch(WORKS, words(''))).toBeUndefined();
    expect(lexicalMatch(WORKS, words('', [], ['survey']))).toBeUndefined();
  });
});

describe('phrases and exclusions', () => {
  test('all phrases must occur, and no exclusion', () => {
    const conditions = phraseConditions(
      WORKS,
      words('x', ['Deep Networks', 'state of the art'], ['survey', 'a Review']),
    );
    expect(conditions).toEqual([
      phrase('deep networks'),
      phrase('state of the art'),
      { bool: { must_not: [phrase('survey'), phrase('a review')] } },
    ]);
  });

  test('a phrase without a word demands nothing, and such an exclusion excludes nothing', () => {
    expect(phraseConditions(WORKS, words('x', ['…'], ['—']))).toEqual([]);
  });
});

describe('names of people', () => {
  test('every word is looked for, and the pairs that a name with initials has in common with it', () => {
    expect(distinctWords(AUTHORS, 'Jeff RÁSLEY')).toEqual(['jeff', 'rasley', 'j|rasley', 'r|jeff']);
    expect(distinctWords(AUTHORS, 'J. Rasley')).toEqual(['j', 'rasley']);
    expect(distinctWords(AUTHORS, 'An Le')).toEqual(['an', 'le', 'a|le', 'l|an']);
  });

  test('one of more than two words may be missing, whatever pairs they make', () => {
    const least = (name: string) => lexicalMatch(AUTHORS, words(name)) as ReturnType<typeof wordsQuery>;
    expect(least('Yann Andre LeCun')).toEqual(wordsQuery(distinctWords(AUTHORS, 'Yann Andre LeCun'), 2));
    expect(least('Yann LeCun')).toEqual(wordsQuery(distinctWords(AUTHORS, 'Yann LeCun'), 2));
  });

  test('they are indexed unstemmed, and phrases need no other field', () => {
    expect(phraseConditions(AUTHORS, words('', ['Jeff Rasley']))).toEqual([{ match_phrase: { text: 'jeff rasley' } }]);
  });
});
