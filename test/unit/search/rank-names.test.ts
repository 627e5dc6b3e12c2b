// How well a name answers a search: a table of worked cases, and properties that hold for any names.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from '../../../src/domain/order.js';
import { type Named, nameQuality, rankByWords, rankPeople } from '../../../src/search/rank-names.js';
import { wordsOf } from '../../../src/text/analyze.js';

const named = (display_name: string, works_count = 1, others: readonly string[] = []): Named => ({
  id: `author:${display_name}`,
  display_name,
  display_name_alternatives: others,
  works_count,
});
const namesOf = (ranked: readonly { readonly named: Named }[]) => ranked.map((one) => one.named.display_name);

/** Searches, and names from the best to the worst; those in brackets are equally good. */
const CASES: readonly [search: string, ...names: (string | readonly string[])[]][] = [
  ['Jeff Rasley', 'Jeff Rasley', 'Jeff M. Rasley', 'Rasley, Jeff', ['J. Rasley', 'Rasley J'], 'Jonas Rasley'],
  ['J. Rasley', ['J. Rasley', 'Jeff Rasley', 'Jonas Rasley'], 'Kim J. Rasley', 'Rasley, Jeff', 'Rasley'],
  ['rasley', 'Rasley', ['Jeff Rasley', 'Rasley, J.'], 'Lévy'],
  ['Lévy', 'Lévy', 'Levy', 'Bernard Lévy', 'Bernard Levy', 'Livy'],
  ['Levy', 'Levy', 'Lévy', 'Bernard Levy', 'Bernard Lévy'],
  ['Bernard Lévy', 'Bernard Lévy', 'Bernard Levy', 'Lévy, Bernard', 'B. Lévy', 'B. Levy'],
  ['Maria Teresa Ferrante', 'Maria Teresa Ferrante', 'Maria T. Ferrante', 'Maria Ferrante', 'Teresa'],
  ['Maria Ferrante', 'Maria Ferrante', 'Maria Teresa Ferrante', 'Ferrante Maria', 'M. Ferrante'],
  ['M T Ferrante', ['M T Ferrante', 'Maria Teresa Ferrante'], 'Ferrante, Teresa M.', 'M. Ferrante'],
  ['Maria T Ferrante', ['Maria T Ferrante', 'Maria Teresa Ferrante'], 'M. T. Ferrante', 'Maria Ferrante'],
  ['Wei Zhang', 'Wei Zhang', 'Zhang Wei', 'W. Zhang', 'Li Zhang'],
  ['王伟', '王伟', '伟王', '王芳'],
  ["Siobhán O'Neil", "Siobhán O'Neil", "Siobhan O'Neil", "O'Neil Siobhán"],
];

describe('nameQuality', () => {
  test.each(CASES)('%s', (search, ...levels) => {
    const qualities = levels.map((level) => [level].flat().map((name) => nameQuality(search, name)));
    for (const same of qualities) expect(new Set(same).size).toBe(1);
    const each = qualities.map(([one]) => one ?? 0);
    expect(each).toEqual([...new Set(each)].sort((a, b) => b - a));
    for (const one of each) expect(one).toBeGreaterThanOrEqual(0);
    for (const one of each) expect(one).toBeLessThanOrEqual(1);
  });

  test('a name that shares nothing is worth nothing', () => {
    expect(nameQuality('Jeff Rasley', 'Wei Zhang')).toBe(0);
    expect(nameQuality('…', 'Wei Zhang')).toBe(0);
  });

  test('one initial stands for one name', () => {
    expect(nameQuality('J. J. Rasley', 'Jeff Rasley')).toBeLessThan(nameQuality('J. J. Rasley', 'Jeff Jonas Rasley'));
    // `J.` on record is Jeff, and the J. that is asked for is John
    expect(nameQuality('J. Jeff', 'J. John')).toBeCloseTo(0.65);
  });
});

const word = fc.constantFrom('jeff', 'j', 'jonas', 'Lévy', 'Levy', 'l', 'Zhang', 'z', '王', 'ö', 'Öl');
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

type Fits = (asked: string, word: string) => boolean;
const answers: Fits = (asked, word) => asked === word || ([...asked].length === 1 && word.startsWith(asked));

/** The most words of one that can be paired with those of the other, by trying every pairing. */
function mostPairs(asked: readonly string[], others: readonly string[], fits: Fits): number {
  const [first, ...rest] = asked;
  if (first === undefined) return 0;
  const without = mostPairs(rest, others, fits);
  const pairings = others.flatMap((other, i) =>
    fits(first, other) ? [1 + mostPairs(rest, others.toSpliced(i, 1), fits)] : [],
  );
  return Math.max(without, ...pairings);
}

describe('properties of nameQuality', () => {
  test('nothing answers a name better than the name itself', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(nameQuality(one, one)).toBe(1);
        expect(nameQuality(one, other)).toBeLessThanOrEqual(1);
        // without initials nothing else is as good
        const full = wordsOf(one).every((w) => [...w].length > 1);
        if (full && one.toLowerCase() !== other.toLowerCase()) expect(nameQuality(one, other)).toBeLessThan(1);
      }),
    );
  });

  test('who has every word is better than who has some by their initials, and that better than who lacks one', () => {
    fc.assert(
      fc.property(name, name, (search, other) => {
        const [asked, words] = [wordsOf(search), wordsOf(other)];
        const either = mostPairs(asked, words, (a, b) => answers(a, b) || answers(b, a));
        const quality = nameQuality(search, other);
        const isOneOf = (level: number) => [level, level + 0.05].some((one) => Math.abs(one - quality) < 1e-9);
        if (mostPairs(asked, words, answers) === asked.length) expect(quality).toBeGreaterThanOrEqual(0.75);
        else expect(isOneOf(either === asked.length ? 0.6 : (0.5 * either) / asked.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('rankPeople', () => {
  test('by quality, then by works, then by id', () => {
    const people = [named('Jonas Rasley'), named('J. Rasley', 3), named('Jeff Rasley', 9), named('Rasley J', 99)];
    const ranked = namesOf(rankPeople('j rasley', [...people, named('Jan Rasley')]));
    expect(ranked).toEqual(['Jeff Rasley', 'J. Rasley', 'Jan Rasley', 'Jonas Rasley', 'Rasley J']);
  });

  test('the best spelling counts', () => {
    const people = [named('Jeff Rasley', 1, ['Jeffrey Rasley', 'Geoff Rasley']), named('Geoffrey Rasley', 5)];
    expect(namesOf(rankPeople('geoff rasley', people))).toEqual(['Jeff Rasley', 'Geoffrey Rasley']);
  });

  test('the order does not depend on the order of the candidates', () => {
    const people = fc.uniqueArray(fc.tuple(name, fc.nat({ max: 3 })), { selector: ([one]) => one, maxLength: 8 });
    fc.assert(
      fc.property(name, people, fc.nat(), (search, all, turn) => {
        const candidates = all.map(([one, works]) => named(one, works));
        const at = turn % Math.max(1, candidates.length);
        const ranked = rankPeople(search, candidates);
        expect(rankPeople(search, [...candidates.slice(at), ...candidates.slice(0, at)])).toEqual(ranked);
        for (const [i, one] of ranked.slice(1).entries()) {
          const before = ranked[i] as (typeof ranked)[number];
          const works = before.named.works_count - one.named.works_count;
          const inOrder = before.quality - one.quality || works || compareText(one.named.id, before.named.id);
          expect(inOrder).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('rankByWords', () => {
  const topics = [
    named('Tides', 1),
    named('Dikes and Tides', 9),
    named('Tidal Power', 4, ['tides ']),
    named('Tide', 2),
  ];
  const scores = new Map(topics.map(({ id }, i) => [id, 10 - i]));

  test('an exact name first, then by score', () => {
    const ranked = rankByWords(' TIDES', topics, scores);
    expect(namesOf(ranked)).toEqual(['Tidal Power', 'Tides', 'Dikes and Tides', 'Tide']);
    expect(ranked.map(({ quality }) => quality)).toEqual([1, 1, 0.45, 0.35]);
  });

  test('what has no score comes last, most works first', () => {
    expect(namesOf(rankByWords('power', topics, new Map()))).toEqual([
      'Dikes and Tides',
      'Tidal Power',
      'Tide',
      'Tides',
    ]);
  });
});
