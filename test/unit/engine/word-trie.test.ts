// The tree of words finds what comparing every word finds.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WordTrie } from '../../../src/engine/builtin/completion/word-trie.js';
import { beginsNear } from '../../../src/text/typos.js';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '𐐨'), minLength: 1, maxLength: 7 });

function trieOf(words: readonly string[]): WordTrie {
  const trie = new WordTrie();
  for (const one of words) trie.push(one);
  trie.finish();
  return trie;
}

test('the words near what was typed, as ranges that ascend and do not touch', () => {
  const property = fc.property(
    fc.uniqueArray(word, { maxLength: 60 }),
    word,
    fc.constantFrom(0, 1, 2),
    (given, typed, most) => {
      const words = given.sort();
      const ranges = trieOf(words).near(typed, most);
      const found = words.filter((_, i) =>
        ranges.some((from, k) => k % 2 === 0 && i >= from && i < Number(ranges[k + 1])),
      );
      expect(found).toEqual(words.filter((one) => beginsNear(one, typed, most)));
      expect(ranges.every((at, k) => k === 0 || at > Number(ranges[k - 1]))).toBe(true);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('a tree without words finds nothing', () => {
  expect(trieOf([]).near('levy', 2)).toEqual([]);
});
