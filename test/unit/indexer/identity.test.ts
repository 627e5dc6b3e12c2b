// Author identity: worked cases, and what must hold for any mentions.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identify, type Mention, mentionsOf } from '../../../indexer/identity/identify.js';
import { toWork } from '../../../indexer/importers/formats.js';
import { canonicalId } from '../../../src/domain/ids.js';

let works = 0;
const mention = (name: string, facts: Partial<Mention> = {}): Mention => {
  const work = `w${works++}`;
  return { ...plainMention(name, work), records: [facts.work ?? work], ...facts };
};

const plainMention = (name: string, work: string): Mention => ({
  work,
  records: [work],
  position: 0,
  name,
  coauthors: [],
  institutions: [],
  topics: [],
  year: 2020,
  source: undefined,
});

/** The mentions by person, as their indices. */
function people(key: string, mentions: readonly Mention[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, id] of identify(key, mentions).entries()) groups.set(id, [...(groups.get(id) ?? []), i]);
  return [...groups.values()];
}

const crease = { coauthors: ['a crease'] };
const hill = { institutions: ['institution:hill'] };
const folds = { topics: ['topic:folds'] };

test.each<[string, string, Mention[], number[][]]>([
  ['a rare name is enough', 'q fold', [mention('Quilla Fold'), mention('Quilla Fold')], [[0, 1]]],
  ['a missing middle name', 'q fold', [mention('Quilla Fold'), mention('Quilla M. Fold')], [[0, 1]]],
  [
    'middle names that contradict each other, and one without: nobody by name alone',
    'q fold',
    [mention('Quilla A. Fold'), mention('Quilla B. Fold'), mention('Quilla Fold')],
    [[0], [1], [2]],
  ],
  ['an initial is not enough', 'q fold', [mention('Q. Fold'), mention('Quilla Fold')], [[0], [1]]],
  ['an initial and a co-author', 'q fold', [mention('Q. Fold', crease), mention('Quilla Fold', crease)], [[0, 1]]],
  [
    'an initial is one of two people, not both',
    'q fold',
    [
      mention('Quilla Fold', { ...crease, ...hill }),
      mention('Quentin Fold', crease),
      mention('Q. Fold', { ...crease, ...hill }),
    ],
    [[0, 2], [1]],
  ],
  ['different given names', 'q fold', [mention('Quilla Fold', crease), mention('Quentin Fold', crease)], [[0], [1]]],
  ['a widespread name', 'q smith', [mention('Quilla Smith'), mention('Quilla Smith')], [[0], [1]]],
  ['a widespread name, an institution', 'q smith', [mention('Q Smith', hill), mention('Q Smith', hill)], [[0], [1]]],
  [
    'a widespread name written out, an institution',
    'q smith',
    [mention('Quilla Smith', hill), mention('Quilla Smith', hill)],
    [[0, 1]],
  ],
  ['one of thousands: an institution', 'wei wang', [mention('Wei Wang', hill), mention('Wei Wang', hill)], [[0], [1]]],
  [
    'one of thousands: an institution and a topic',
    'wei wang',
    [mention('Wei Wang', { ...hill, ...folds }), mention('Wei Wang', { ...hill, ...folds })],
    [[0, 1]],
  ],
  ['one of thousands: a co-author', 'wei wang', [mention('Wei Wang', crease), mention('Wei Wang', crease)], [[0, 1]]],
  [
    'one of thousands, a co-author of whom there are thousands',
    'wei wang',
    [mention('Wei Wang', { coauthors: ['li li'] }), mention('Wei Wang', { coauthors: ['li li'] })],
    [[0], [1]],
  ],
  [
    'through a third work',
    'wei wang',
    [
      mention('Wei Wang', crease),
      mention('Wei Wang', { coauthors: ['a crease', 'b pleat'] }),
      mention('Wei Wang', { coauthors: ['b pleat'] }),
    ],
    [[0, 1, 2]],
  ],
  [
    'two on one work',
    'wei wang',
    [mention('Wei Wang', { work: 'x', ...crease }), mention('Wei Wang', { work: 'x', position: 1, ...crease })],
    [[0], [1]],
  ],
  [
    'a collaboration of many says nothing',
    'wei wang',
    [0, 1].map(() => mention('Wei Wang', { coauthors: Array.from({ length: 31 }, (_, i) => `a crease${i}`) })),
    [[0], [1]],
  ],
])('%s', (_name, key, mentions, expected) => {
  expect(people(key, mentions)).toEqual(expected);
});

test('a work gives its mentions, authors with an id none', () => {
  const raw = {
    id: 'w1',
    title: 'Folds',
    year: 2021,
    venue: 'Annals of Creasing',
    topics: ['Folds'],
    authors: [
      { name: 'Fold, Ada', affiliations: ['Hill'] },
      { name: 'Wei-Nan Zhang' },
      { name: 'B. Crane', id: 'x:1' },
      '3',
    ],
  };
  const work = toWork(raw, 'jsonl');
  if ('rejection' in work) throw new Error(work.rejection);
  const known = {
    work: 'w1',
    records: ['w1'],
    topics: ['topic:folds'],
    year: 2021,
    source: 'source:annals-of-creasing',
  };
  expect(mentionsOf(work)).toEqual([
    {
      key: 'a fold',
      mention: {
        ...known,
        position: 0,
        name: 'Fold, Ada',
        coauthors: ['weinan zhang', 'b crane'],
        institutions: ['institution:hill'],
      },
    },
    {
      key: 'weinan zhang',
      mention: { ...known, position: 1, name: 'Wei-Nan Zhang', coauthors: ['a fold', 'b crane'], institutions: [] },
    },
  ]);
  expect(work.authorships[3]?.author).toEqual({ display_name: '3' });
});

const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });

/** Mentions of different works of one key, whatever else they share. */
const mentionsNamed = (names: readonly string[]) =>
  fc
    .array(
      fc.record({
        name: fc.constantFrom(...names),
        coauthors: some(['a crease', 'b pleat', 'li li', 'wei chen', 'weinan zhang']),
        institutions: some(['i1', 'i2', 'i3']),
        topics: some(['t1', 't2']),
        year: fc.option(fc.integer({ min: 1990, max: 2020 }), { nil: undefined }),
      }),
      { maxLength: 14 },
    )
    .map((all) =>
      all.map((one, i): Mention => ({ ...one, work: `w${i}`, records: [`w${i}`], position: 0, source: undefined })),
    );

const FOLDS = ['Q. Fold', 'Quilla Fold', 'Quilla A. Fold', 'Quilla B. Fold', 'Quentin Fold', 'Q. A. Fold', 'FOLD, Q.'];

test('the order of the mentions does not matter', () => {
  const cases = mentionsNamed(FOLDS).chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(cases, ([all, shuffled]) => {
      const ids = new Map(identify('q fold', all).map((id, i) => [all[i], id]));
      expect(identify('q fold', shuffled)).toEqual(shuffled.map((one) => ids.get(one)));
    }),
  );
});

test('people of one written name are the components of the graph of shared evidence', () => {
  fc.assert(
    fc.property(mentionsNamed(['Wei Wang']), (all) => {
      const ids = identify('wei wang', all);
      const reached = all.map((_, i) => i);
      for (let round = 0; round < all.length; round++)
        for (const [i, a] of all.entries())
          for (const [j, b] of all.entries())
            if (alike(a, b)) reached[j] = Math.min(reached[i] as number, reached[j] as number);
      for (const i of all.keys()) for (const j of all.keys()) expect(ids[i] === ids[j]).toBe(reached[i] === reached[j]);
    }),
  );
});

/** At least two points: co-authors of a rare name 2, others 1, institutions 1, a topic 1 beside an institution. */
function alike(a: Mention, b: Mention): boolean {
  const shared = (of: (one: Mention) => readonly string[]) => of(a).filter((one) => of(b).includes(one)).length;
  const rare = (one: Mention) => one.coauthors.filter((name) => !['li li', 'wei chen'].includes(name));
  const institutions = shared((one) => one.institutions);
  const points = shared(rare) + shared((one) => one.coauthors) + institutions;
  return points + (institutions > 0 ? shared((one) => one.topics) : 0) >= 2;
}

test('ids stay when newer works of the same written name come', () => {
  fc.assert(
    fc.property(mentionsNamed(['Wei Wang']), mentionsNamed(['Wei Wang']), (old, more) => {
      const newer = more.map((one, i) => ({ ...one, work: `x${i}`, year: 2021 + i }));
      const dated = old.map((one) => ({ ...one, year: one.year ?? 2000 }));
      const before = identify('wei wang', dated);
      const after = identify('wei wang', [...dated, ...newer]);
      const stayed = new Set(after);
      // who was one person is one, under the id of the earliest of those who turned out to be the same
      for (const [i, id] of before.entries()) {
        expect(before.filter((_, j) => after[j] === after[i])).toContain(after[i]);
        for (const [j, other] of before.entries()) if (id === other) expect(after[i]).toBe(after[j]);
      }
      for (const id of new Set(before)) {
        const merged = before.some((one, j) => one !== id && after[j] === after[before.indexOf(id)]);
        if (!merged) expect(stayed.has(id)).toBe(true);
      }
    }),
  );
});

test('a work by somebody of an unrelated name changes nothing', () => {
  fc.assert(
    fc.property(mentionsNamed(FOLDS), mentionsNamed(['Xenia Fold', 'Xaver Fold']), (all, others) => {
      const unrelated = others.map((one, i) => ({ ...one, work: `x${i}` }));
      expect(identify('q fold', [...all, ...unrelated]).slice(0, all.length)).toEqual(identify('q fold', all));
    }),
  );
});

test('ids are stored as they are, and differ between people', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (key, work) => {
      const [id = '', other] = identify(key, [mention('Wei Wang', { work }), mention('Wei Wang')]);
      expect(canonicalId(id)).toBe(id);
      expect(id).toMatch(/^author:/);
      expect(id.length).toBeLessThan(512);
      expect(other).not.toBe(id);
    }),
  );
});
