// How names are found: worked cases of what a search for a name matches, and what every analysis keeps.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyzerOf } from '../../../src/text/analyzers.js';

const names = analyzerOf('names');

/** Whether a person with this name is found. */
function finds(search: string, name: string): boolean {
  const present = new Set(names.words(name).map(names.term));
  const { terms, required } = names.query(search);
  return terms.filter((term) => present.has(term)).length >= required;
}

describe('names', () => {
  test.each([
    ['J. Rasley', 'Jeff Rasley'],
    ['Rasley, Jeff', 'Jeff Rasley'],
    ['Jeff Rasley', 'J. Rasley'],
    ['rasley', 'Jeff Rasley'],
    ['Levy', 'Omer Lévy'],
    ['Lévy', 'Omer Levy'],
    ['Jeff Rasley', 'Jeff Kenneth Rasley'],
    ['Jeff Kenneth Rasley', 'Jeff Rasley'],
    ['Sergey B. Levine', 'Sergey Levine'],
    ['S. A. Jacobs', 'Sam Ade Jacobs'],
    ['J.-B. Alayrac', 'Jean-Baptiste Alayrac'],
    ['Tieyan Liu', 'Tie-Yan Liu'],
    ['Tie-Yan Liu', 'Tieyan Liu'],
    ['ONeil', 'Cathy O’Neil'],
    ["O'Neil", 'Cathy ONeil'],
    ['李明', '李明'],
  ])('%s finds %s', (search, name) => {
    expect(finds(search, name)).toBe(true);
  });

  test.each([
    ['Jeff Rasley', 'John Rasley'],
    ['Jeff Rasley', 'Jeff K. Smith'],
    ['S. A. Jacobs', 'Samuel Jacobs'],
    ['J.-B. Alayrac', 'Andrew J. Ballard'],
    ["M. D'Arcy", 'Maria Diaz'],
    ['Levy', 'Levi'],
    ['Jones', 'Jone'],
  ])('%s does not find %s', (search, name) => {
    expect(finds(search, name)).toBe(false);
  });

  test('a name in full finds itself, in any order of its words', () => {
    const word = fc.constantFrom('Jeff', 'Omer', 'Lévy', 'K.', 'Tie-Yan', "O'Neil", 'Liu', 'van', 'Rasley');
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(finds(words.join(' '), words.join(' '))).toBe(true);
        expect(finds([...words].reverse().join(' '), words.join(' '))).toBe(true);
      }),
    );
  });
});

describe('prose', () => {
  test('what is said more often counts more, and less and less so', () => {
    const [once = 0, twice = 0, often = 0] = analyzerOf('prose').query(`graph tree trees ${'law '.repeat(50)}`).weights;
    expect([once, twice]).toEqual([1, expect.closeTo(4.4 / 3.2, 6)]);
    expect(often).toBeGreaterThan(2);
    expect(often).toBeLessThan(2.2);
  });

  test('is stemmed, without stop words, and asks for enough of its terms', () => {
    expect(analyzerOf('prose').query('the learning of graphs')).toEqual({
      terms: ['learn', 'graph'],
      required: 2,
      weights: [1, 1],
      spellings: [],
    });
  });
});
