// The text of a request as Elasticsearch's queries: which words, how many of them, which phrases.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { asTerm } from '../../../src/engine/elasticsearch/documents.js';
import {
  lexicalMatch,
  phraseConditions,
  wordsQuery,
  wordsWanted,
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
    expect(wordsWanted(WORKS, text).words).toEqual(expected);
  });

  test('a word that no token holds is looked for under the name that it is indexed under', () => {
    const long = 'x'.repeat(300);
    expect(wordsWanted(WORKS, `graph ${long}`).words).toEqual(['graph', asTerm(long)]);
  });

  test('whatever the text, no stem twice and no blank within a word', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryText(8), fc.string({ unit: 'binary' })), (text) => {
        const found = wordsWanted(WORKS, text).words;
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
    ['four: two', 'deep graph networks train', 2],
    ['twenty: 15 %, counted by stems', `graph graphs ${Array.from({ length: 19 }, (_, i) => `w${i}x`).join(' ')}`, 3],
  ])('%s', (_, text, least) => {
    expect(lexicalMatch(WORKS, words(text))).toEqual(wordsQuery(wordsWanted(WORKS, text), least));
  });

  test('a query of phrases alone is matched by them, and no query at all by nothing', () => {
    expect(lexicalMatch(WORKS, words('', ['deep networks']))).toEqual({ match_all: {} });
    expect(lexicalMatch(WORKS, words(''))).toBeUndefined();
    expect(lexicalMatch(WORKS, words('', [], ['survey']))).toBeUndefined();
  });
});

describe('words that are also written otherwise', () => {
  const word = (query: string, boost?: number) => ({ match: { text: { query, ...(boost ? { boost } : {}) } } });
  const either = (...should: unknown[]) => ({ bool: { should, minimum_should_match: 1 } });
  const without = (missing: string, must: unknown) => ({ bool: { must: [must], must_not: [word(missing)] } });

  test('a joined form stands in where a part is missing, with its share of the score', () => {
    expect(lexicalMatch(WORKS, words('summaries of GPT-2'))).toEqual({
      bool: {
        should: [
          word('summaries'),
          either(word('gpt'), without('gpt', word('gpt2', 0.5))),
          either(word('2'), without('2', word('gpt2', 0.5))),
        ],
        minimum_should_match: 3,
      },
    });
  });

  test('adjacent words stand in for a joined one', () => {
    const parted = { bool: { must: [word('gpt 2')], filter: [phrase('gpt 2')] } };
    expect(lexicalMatch(WORKS, words('gpt2'))).toEqual({
      bool: { should: [either(word('gpt2'), without('gpt2', parted))], minimum_should_match: 1 },
    });
  });

  test('phrases and exclusions are looked for in each of their spellings', () => {
    expect(phraseConditions(WORKS, words('x', ['GPT-2'], ['gpt2']))).toEqual([
      either(phrase('gpt 2'), phrase('gpt2')),
      { bool: { must_not: [either(phrase('gpt2'), phrase('gpt 2'))] } },
    ]);
  });
});

describe('phrases and exclusions', () => {
  test('all phrases must occur, and no exclusion', () => {
    const conditions = phraseConditions(
      WORKS,
      words('x', ['Deep Graph Networks', 'state of the art'], ['survey', 'a Review']),
    );
    expect(conditions).toEqual([
      phrase('deep graph networks'),
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
    expect(wordsWanted(AUTHORS, 'Jeff RÁSLEY').words).toEqual(['jeff', 'rasley', 'j|rasley', 'r|jeff']);
    expect(wordsWanted(AUTHORS, 'J. Rasley').words).toEqual(['j', 'rasley']);
    expect(wordsWanted(AUTHORS, 'An Le').words).toEqual(['an', 'le', 'a|le', 'l|an']);
  });

  test('one of more than two words may be missing, whatever pairs they make', () => {
    const least = (name: string) => lexicalMatch(AUTHORS, words(name)) as ReturnType<typeof wordsQuery>;
    expect(least('Yann Andre LeCun')).toEqual(wordsQuery(wordsWanted(AUTHORS, 'Yann Andre LeCun'), 2));
    expect(least('Yann LeCun')).toEqual(wordsQuery(wordsWanted(AUTHORS, 'Yann LeCun'), 2));
  });

  test('they are indexed unstemmed, and phrases need no other field', () => {
    expect(phraseConditions(AUTHORS, words('', ['Jeff Rasley']))).toEqual([{ match_phrase: { text: 'jeff rasley' } }]);
  });
});
