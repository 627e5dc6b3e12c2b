// The text of a request as Elasticsearch's queries: which words, how many of them, which phrases.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
    expect(distinctWords(text)).toEqual(expected);
  });

  test('a word that no token holds is looked for under the name that it is indexed under', () => {
    const long = 'x'.repeat(300);
    expect(distinctWords(`graph ${long}`)).toEqual(['graph', asTerm(long)]);
  });

  test('whatever the text, no stem twice and no blank within a word', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryText(8), fc.string({ unit: 'binary' })), (text) => {
        const found = distinctWords(text);
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
    expect(lexicalMatch(words(text))).toEqual(wordsQuery(distinctWords(text), least));
  });

  test('a query of phrases alone is matched by them, and no query at all by nothing', () => {
    expect(lexicalMatch(words('', ['deep networks']))).toEqual({ match_all: {} });
    expect(lexicalMatch(words(''))).toBeUndefined();
    expect(lexicalMatch(words('', [], ['survey']))).toBeUndefined();
  });
});

describe('phrases and exclusions', () => {
  test('all phrases must occur, and no exclusion', () => {
    const conditions = phraseConditions(words('x', ['Deep Networks', 'state of the art'], ['survey', 'a Review']));
    expect(conditions).toEqual([
      phrase('deep networks'),
      phrase('state of the art'),
      { bool: { must_not: [phrase('survey'), phrase('a review')] } },
    ]);
  });

  test('a phrase without a word demands nothing, and such an exclusion excludes nothing', () => {
    expect(phraseConditions(words('x', ['…'], ['—']))).toEqual([]);
  });
});
