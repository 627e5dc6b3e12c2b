// The generator of the million bench: what it makes is always the same, distinct, and as varied as a larger collection.
import { expect, test } from '@jest/globals';
import { Coinage, coinedWord, distinctIn, GROWTH } from '../../../bench/million-growth.js';
import { halves, multiplied, type PlainRecord, TitleForms } from '../../../bench/million-works.js';
import { pick, randomNumbers } from '../../../bench/random.js';
import { toWork } from '../../../indexer/importers/formats.js';
import { versionKeys } from '../../../src/text/version-keys.js';

const SUBJECTS = ['graphs', 'speech', 'robots', 'proteins'];
const VERBS = ['Learning', 'Measuring', 'Explaining', 'Sampling', 'Ordering', 'Bounding'];
const THINGS = ['sparse', 'noisy', 'ancient', 'dense', 'folded', 'silent', 'brittle', 'woven'];

/** Invented works with the fields of the corpora. */
function invented(count: number): PlainRecord[] {
  const random = randomNumbers(3);
  return Array.from({ length: count }, (_, n): PlainRecord => {
    const subject = pick(random, SUBJECTS);
    const [verb, thing] = [pick(random, VERBS), pick(random, THINGS)];
    return {
      id: `real:${n}`,
      title: `${verb} ${thing} ${subject} of kind ${n} with ${pick(random, THINGS)} tools number ${n % 97}`,
      abstract: `We look at ${thing} ${subject}. The way of ${verb} is new. It holds for all ${n} cases of ${subject}.`,
      year: 2000 + (n % 20),
      venue: `Venue ${n % 7}`,
      authors: Array.from({ length: 1 + (n % 4) }, (__, i) => ({
        name: `Given${(n + i) % 40} Family${(n * 7 + i) % 90}`,
        ...(n % 2 ? { id: `person:${(n * 7 + i) % 900}` } : {}),
        affiliations: [`Institute ${n % 11}`],
      })),
      topics: [subject],
      citations: n % 50,
      references: [`real:${n % 13}`],
    };
  });
}

async function* each(records: readonly PlainRecord[]) {
  yield* records;
}

async function make(real: readonly PlainRecord[], from: number, count: number, seed = 1): Promise<PlainRecord[]> {
  const titles = new TitleForms();
  for (const { title } of real) titles.add(title ?? '');
  const made: PlainRecord[] = [];
  for await (const one of multiplied(each(real), real.length, { seed, from, count, titles })) made.push(one);
  return made;
}

const real = invented(2000);

test('as many as asked for, with ids of their own, the same for the same seed', async () => {
  const made = await make(real, 2000, 1500);
  expect(made).toHaveLength(1500);
  expect(new Set(made.map(({ id }) => id)).size).toBe(1500);
  expect(await make(real, 2000, 1500)).toEqual(made);
  expect(await make(real, 2000, 1500, 2)).not.toEqual(made);
});

test('no two works have a title by which they would be one', async () => {
  const made = await make(real, 2000, 4000);
  const keys = [...real, ...made].map(({ id, title }) => {
    return versionKeys({ id, ids: {}, display_name: title ?? '' }).find((key) => key.startsWith('title:'));
  });
  expect(keys).not.toContain(undefined);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the importer takes every work that is made, with its people, venue and topics', async () => {
  const works = (await make(real, 2000, 500)).map((one) => toWork(one, 'jsonl'));
  for (const work of works) {
    if ('rejection' in work) throw new Error(work.rejection);
    expect(work.authorships.length).toBeGreaterThan(0);
    expect(work.topics).toHaveLength(1);
    expect(work.primary_location?.source).toBeDefined();
    expect(work.publication_year).toBeGreaterThanOrEqual(1999);
  }
});

test('lengths, years and teams are those of the real works', async () => {
  const made = await make(real, 2000, 4000);
  const mean = (all: readonly PlainRecord[], of: (one: PlainRecord) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const measures: ((one: PlainRecord) => number)[] = [
    ({ title }) => title?.split(' ').length ?? 0,
    ({ abstract }) => abstract?.split(' ').length ?? 0,
    ({ year }) => year ?? 0,
    ({ authors }) => authors?.length ?? 0,
  ];
  for (const of of measures) {
    const ratio = mean(made, of) / mean(real, of);
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.2);
  }
});

test('as many new people, institutions, topics and venues as the laws of growth say', async () => {
  const from = 321_162;
  const made = await make(real, from, 8000);
  const due = (growth: (typeof GROWTH)[keyof typeof GROWTH]) =>
    Math.floor(distinctIn(growth, from + 8000)) - Math.floor(distinctIn(growth, from));
  const fresh = (values: (string | undefined)[], isNew: (value: string) => boolean) =>
    new Set(values.filter((value) => value !== undefined && isNew(value))).size;
  const people = made.flatMap(({ authors = [] }) => authors);
  const ids = fresh(
    people.map(({ id }) => id),
    (id) => id.startsWith('made:'),
  );
  expect(ids).toBeGreaterThan(0.8 * due(GROWTH.identified));
  expect(ids).toBeLessThanOrEqual(due(GROWTH.identified));
  const venues = fresh(
    made.map(({ venue }) => venue),
    (venue) => venue.startsWith('Workshop'),
  );
  expect(venues).toBeGreaterThan(0.8 * due(GROWTH.venues));
  expect(venues).toBeLessThanOrEqual(due(GROWTH.venues));
  const topics = fresh(
    made.flatMap(({ topics: all = [] }) => all),
    (topic) => topic.endsWith(' learning'),
  );
  expect(topics).toBeGreaterThan(0.8 * due(GROWTH.topics));
  expect(topics).toBeLessThanOrEqual(due(GROWTH.topics));
});

test('what was coined comes again, what came often more often', () => {
  const random = randomNumbers(5);
  const coinage = new Coinage({ works: 100, known: 100, exponent: 1 }, 100, (n) => n);
  const counts = new Map<number, number>();
  const count = (one: number | undefined) => one !== undefined && counts.set(one, (counts.get(one) ?? 0) + 1);
  for (let works = 101; works <= 2100; works++) {
    count(coinage.due(works));
    count(coinage.again(random));
  }
  // floor(100 · 1.01) may fall short by one
  expect(Math.abs(counts.size - 2000)).toBeLessThanOrEqual(1);
  expect(coinage.share).toBeCloseTo(2000 / 2100);
  const ordered = [...counts.values()].sort((a, b) => b - a);
  expect(ordered[0]).toBeGreaterThan(20);
  const once = ordered.filter((one) => one === 1).length / ordered.length;
  expect(once).toBeGreaterThan(0.3);
});

test('coined words are all different', () => {
  const words = Array.from({ length: 50_000 }, (_, n) => coinedWord(n * 37));
  expect(new Set(words).size).toBe(words.length);
  expect(coinedWord(1_000_001)).not.toBe(coinedWord(1));
});

test('titles are parted at a joint near their middle', () => {
  expect(halves('Learning to fold proteins with graphs')).toEqual(['Learning to fold proteins', 'with graphs']);
  expect(halves('Speech: a study')).toEqual(['Speech:', 'a study']);
  expect(halves('One two three four')).toEqual(['One two three', 'four']);
  expect(halves('Word')).toEqual(['Word', '']);
});
