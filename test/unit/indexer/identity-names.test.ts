// How names are taken apart, gathered under a key, and compared.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commonness, compatible, formOf } from '../../../indexer/identity/given-names.js';
import { nameKey } from '../../../indexer/identity/name-key.js';
import { parseName } from '../../../src/text/names.js';
import { isPinyin, syllables } from '../../../src/text/pinyin.js';

test.each<[string, string, string]>([
  ['Ada Fold', 'ada', 'fold'],
  ['Fold, Ada', 'ada', 'fold'],
  ['Fold, Ada B.', 'ada b', 'fold'],
  ['ADA FOLD', 'ada', 'fold'],
  ['Ada Fold Jr.', 'ada', 'fold'],
  ['Fold, Ada, Jr.', 'ada', 'fold'],
  ['Ada Fold, Jr.', 'ada', 'fold'],
  ['Ada Fold III', 'ada', 'fold'],
  ['A. B. Fold', 'a b', 'fold'],
  ['A.B. Fold', 'a b', 'fold'],
  ['AB Fold', 'a b', 'fold'],
  ['A.-B. Fold', 'a b', 'fold'],
  ['Fold A.', 'a', 'fold'],
  ['Ada Fold 0003', 'ada', 'fold'],
  ['Ada (Addie) Fold', 'ada', 'fold'],
  ['Vincent van den Fold', 'vincent van den', 'fold'],
  ['Jean-Claude Fold', 'jean claude', 'fold'],
  ['Ana García-López', 'ana', 'lopez'],
  ['Ana García López', 'ana garcia', 'lopez'],
  ['Jürgen Müller', 'jurgen', 'muller'],
  ['Juergen Mueller', 'jurgen', 'muller'],
  ['Łukasz Fołd', 'lukasz', 'fold'],
  ["Conan O'Fold", 'conan', 'ofold'],
  ['Wei-Nan Zhang', 'weinan', 'zhang'],
  ['Wei Nan Zhang', 'weinan', 'zhang'],
  ['Weinan Zhang', 'weinan', 'zhang'],
  ['Zhang Weinan', 'weinan', 'zhang'],
  ['ZHANG Weinan', 'weinan', 'zhang'],
  ['Zhang, Weinan', 'weinan', 'zhang'],
  ['Song Han', 'song', 'han'],
  ['YU Wang', 'yu', 'wang'],
  ['Xueming Fang', 'xueming', 'fang'],
  ['Sung Ju Hwang', 'sungju', 'hwang'],
  ['Michael Yu Wang', 'michael yu', 'wang'],
  ['张伟男', '伟男', '张'],
  ['张 伟男', '伟男', '张'],
  ['欧阳修', '修', '欧阳'],
  ['김철수', '철수', '김'],
  ['Plato', '', 'plato'],
])('%s', (name, given, family) => {
  const parsed = parseName(name);
  expect(parsed?.given.join(' ')).toBe(given);
  expect(parsed?.family.normalize('NFC')).toBe(family);
});

test.each(['', '42', '***', '. , -'])('no letter, no name: %j', (name) => {
  expect(parseName(name)).toBeUndefined();
  expect(nameKey(name)).toBeUndefined();
});

test.each<[string, string]>([
  ['Quilla Fold', 'q fold'],
  ['Q. Fold', 'q fold'],
  ['Plato', 'plato'],
  ['Weinan Zhang', 'weinan zhang'],
  ['W. Zhang', 'w zhang'],
  ['Jason D. Lee', 'jason lee'],
])('the key of %s is %s', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test.each<[string, string, boolean]>([
  ['ada', 'ada', true],
  ['ada', 'a', true],
  ['ada', 'ada b', true],
  ['ada bea', 'ada b', true],
  ['a b', 'ada bea', true],
  ['jean claude', 'jeanclaude', true],
  ['ada c', 'ada b c', true],
  ['ada', 'ann', false],
  ['ada', '', false],
  ['ada b', 'ada c', false],
  ['ada c b', 'ada b c', false],
  ['ada bea', 'ada bob', false],
])('given names %j and %j: %p', (one, other, expected) => {
  const [a, b] = [one, other].map((words) => words.split(' ').filter(Boolean)) as [string[], string[]];
  expect(compatible(a, b)).toBe(expected);
  expect(compatible(b, a)).toBe(expected);
});

test.each<[string, number]>([
  ['Quilla Fold', 0],
  ['Quilla B. Fold', 0],
  ['Quilla B. Smith', 0],
  ['J. Quilla Fold', 0],
  ['Q. Fold', 1],
  ['Q. B. Fold', 1],
  ['Quilla Smith', 1],
  ['Q. B. Smith', 1],
  ['Weinan Zhang', 1],
  ['Gordon Zhang', 1],
  ['Wei B. Zhang', 1],
  ['Q. Smith', 2],
  ['Wei Zhang', 2],
  ['W. B. Zhang', 2],
  ['W. Zhang', 3],
  ['Plato', 3],
])('%s needs %d', (name, need) => {
  expect(formOf(name).need).toBe(need);
});

test.each<[string, number]>([
  ['wei', 1],
  ['weinan', 2],
  ['xiaoming', 2],
  ['ouyang', 2],
  ['maria', 0],
  ['juergen', 0],
  ['', 0],
])('%j has %d Chinese syllables', (word, count) => {
  expect(syllables(word)).toBe(count);
  expect(isPinyin(word)).toBe(count > 0);
});

test('a sign that is no letter is no name, whatever its script', () => {
  expect(parseName('⺀⺀')).toBeUndefined();
});

test('whatever a name is, its parts are folded and its commonness is a step', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string()), (name) => {
      const parsed = parseName(name);
      expect(parsed === undefined).toBe(!/\p{L}/u.test(name) || nameKey(name) === undefined);
      if (parsed === undefined) return;
      expect([0, 1, 2, 3]).toContain(commonness(parsed.given, parsed.family));
      expect(compatible(parsed.given, parsed.given)).toBe(true);
      expect(nameKey(name)).toBe(nameKey(name.normalize('NFD')));
    }),
  );
});
