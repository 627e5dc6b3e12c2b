// Whether two names of one key can be the name of one person, and how much evidence a name needs beside it.
import { parseName } from '../../src/text/names.js';
import { isSurnameOfEastAsia, isWidespread, syllables } from '../../src/text/pinyin.js';

const isInitial = (word: string) => [...word].length === 1;
const startsWith = (word: string, initial: string) => isInitial(initial) && word.startsWith(initial);
const agree = (one: string, other: string) => one === other || startsWith(one, other) || startsWith(other, one);

/**
 * Whether the given names of two people of one family name can be one person's: the first ones agree, and the further
 * ones of the shorter name agree with some of the longer one, in their order. An initial agrees with each name that
 * begins with it; no given name at all agrees with nothing but itself.
 */
export function compatible(one: readonly string[], other: readonly string[]): boolean {
  if (one.length > other.length) return compatible(other, one);
  if (one.join('') === other.join('')) return true;
  const [first, ...middle] = one;
  if (first === undefined || !agree(first, other[0] ?? '')) return false;
  let place = 1;
  for (const word of middle) {
    while (place < other.length && !agree(word, other[place] ?? '')) place++;
    if (place++ >= other.length) return false;
  }
  return true;
}

/** How many people may have a name, in four steps: what it takes besides the name to believe that two are one. */
export type Commonness = 0 | 1 | 2 | 3;

/**
 * 0: a written-out given name and a family name that few share: two such people hardly ever meet in one collection.
 * 1: a widespread family name, or initials only. 2: a single Chinese syllable and a widespread family name, shared by
 * thousands of authors (`Wei Wang`), or `J. Smith`. 3: `Y. Wang`. A second given name takes off one step, but the usual
 * family names of East Asia always take some evidence.
 *
 * On ids of OpenReview, the name alone is right for .995 of the pairs of step 0, .90 to .98 of step 1, .40 of step 2.
 */
export function commonness(given: readonly string[], family: string): Commonness {
  const [first] = given;
  if (first === undefined) return 3;
  const written = given.find((word) => !isInitial(word));
  const further = given.length > 1;
  if (isSurnameOfEastAsia(family)) {
    if (written === undefined) return further ? 2 : 3;
    return syllables(written) === 1 && !further ? 2 : 1;
  }
  const steps = (written === undefined ? 1 : 0) + (isWidespread(family) ? 1 : 0);
  return Math.max(written === undefined ? 1 : 0, steps - (further ? 1 : 0)) as Commonness;
}

/** The folded given names of a name, and its commonness. */
export function formOf(name: string): { given: readonly string[]; need: Commonness } {
  const parsed = parseName(name);
  return parsed === undefined
    ? { given: [], need: 3 }
    : { given: parsed.given, need: commonness(parsed.given, parsed.family) };
}

/** The commonness of a `nameKey`, by which co-authors are known. */
export function commonnessOfKey(key: string): Commonness {
  const blank = key.lastIndexOf(' ');
  return commonness(blank < 0 ? [] : [key.slice(0, blank)], key.slice(blank + 1));
}
