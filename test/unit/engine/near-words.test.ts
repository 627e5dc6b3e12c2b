// Near words of the built-in engine: against looking at every word, and with words that come in later.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearWords, WordShelves } from '../../../src/engine/builtin/near-words.js';
import { Words } from '../../../src/engine/builtin/words.js';
import { typosAllowed } from '../../../src/text/spelling.js';
import { distanceBetween } from '../../support/oracle-near-words.js';

const letter = fc.constantFrom('a', 'b', 'c', 'd', 'я', 'ж', '𐐨', '漢');
const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const vocabulary = fc.uniqueArray(word, { minLength: 1, maxLength: 200 });

test('are all words that begin alike within the typos of the word, whenever they came', () => {
  fc.assert(
    fc.property(vocabulary, word, fc.integer({ min: 0, max: 200 }), (all, asked, early) => {
      const words = new Words();
      const shelves = new WordShelves();
      for (const [i, one] of all.entries()) {
        words.add(one);
        if (i === early) while (shelves.take(words, 7));
      }
      shelves.take(words);
      const found = nearWords({ words, shelves, frequency: (number) => number + 1 }, asked, all.length);
      const near = all
        .filter((one) => one !== asked && [...one][0] === [...asked][0])
        .filter((one) => distanceBetween(one, asked) <= typosAllowed(asked) && typosAllowed(asked) > 0);
      expect(found.near.map((one) => one.word)).toEqual(near.toReversed());
      expect(found.frequency).toBe(all.indexOf(asked) + 1);
    }),
    { numRuns: 500 },
  );
});

test('words that nothing has any more are not among them', () => {
  const words = new Words();
  for (const one of ['graph', 'grape', 'groom']) words.add(one);
  const shelves = new WordShelves();
  shelves.take(words);
  const { near } = nearWords({ words, shelves, frequency: (number) => number }, 'grap', 9);
  expect(near).toEqual([{ word: 'grape', frequency: 1 }]);
});
