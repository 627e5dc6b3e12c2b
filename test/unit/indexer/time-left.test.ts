// How long embedding still takes, by a simulated clock: works come newest first, and their texts get shorter.
import { expect, test } from '@jest/globals';
import { embedMissing } from '../../../indexer/embed.js';
import { type EmbedProgress, followEmbedding } from '../../../indexer/embed-progress.js';
import { createProgress, describeLeft } from '../../../indexer/progress.js';
import { costAhead, embeddingCost, Pace } from '../../../indexer/time-left.js';
import type { Work } from '../../../src/domain/work.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { makeWork } from '../../support/works.js';

/** Abstracts became usual in this year of the invented collection. */
const ABSTRACTS_FROM = 2005;
const WINDOW = 256;
const BATCH = 16;

function library(count: number): Work[] {
  return Array.from({ length: count }, (_, n) => {
    const publication_year = 1980 + (n % 45);
    const abstract = publication_year < ABSTRACTS_FROM ? undefined : 'word and '.repeat(40 + ((n * 37) % 150));
    const work = makeWork({ id: `w${n}`, display_name: `A title of usual length, number ${n}`, publication_year });
    return abstract === undefined ? work : { ...work, abstract };
  });
}

/** Embeds with a clock that goes by what texts cost, `factor` per unit; returns how the end was seen on the way. */
async function watch(works: readonly Work[], from = 0) {
  let clock = 0;
  const engine = createOracleEngine();
  await engine.write(works);
  const embedder = { ...createFakeEmbedder(), maxTokens: WINDOW };
  if (from > 0) await embedMissing({ engine, embedder, limit: from });
  const seen: { readonly progress: EmbedProgress; readonly at: number }[] = [];
  // one text after the other, as workers do
  let last = Promise.resolve();
  const embed: typeof embedder.embed = (texts, priority) => {
    last = last.then(async () => {
      await new Promise(setImmediate);
      for (const text of texts) {
        const tokens = Math.min(WINDOW, text.length / 4.6);
        // another machine than the one that the cost was fitted on
        clock += 0.05 * (20 + tokens + (tokens * tokens) / 650);
      }
    });
    return last.then(() => embedder.embed(texts, priority));
  };
  const show = (progress: EmbedProgress) => seen.push({ progress, at: clock });
  const following = followEmbedding({ engine, embedder, show, now: () => clock });
  await embedMissing({ engine, embedder: { ...embedder, embed }, ...following, batchSize: BATCH });
  await following.stop();
  return { seen, end: clock };
}

function errorsOf({ seen, end }: Awaited<ReturnType<typeof watch>>): number[] {
  return [0.1, 0.25, 0.5, 0.75].map((share) => {
    const { progress, at } = seen.find((one) => one.at >= share * end) as (typeof seen)[number];
    return (at + (progress.left ?? 0)) / end - 1;
  });
}

test('the end is foreseen within 20 %, although texts get shorter; by the number of works alone it would not be', async () => {
  const run = await watch(library(1350));
  for (const error of errorsOf(run)) expect(Math.abs(error)).toBeLessThan(0.2);
  const { seen, end } = run;
  expect(seen.at(-1)?.progress).toEqual({ works: 1350, total: 1350, share: 1, left: 0 });
  const { progress, at } = seen.find((one) => one.at >= 0.25 * end) as (typeof seen)[number];
  const byWorks = (at * progress.total) / progress.works;
  expect(byWorks / end).toBeGreaterThan(1.2);
});

test('a run that goes on foresees its own end', async () => {
  for (const error of errorsOf(await watch(library(1350), 450))) expect(Math.abs(error)).toBeLessThan(0.2);
});

test('the cost ahead is that of the works without a vector', async () => {
  const engine = createOracleEngine();
  const embedder = createFakeEmbedder();
  const works = library(300);
  await engine.write(works);
  const { signal } = new AbortController();
  const all = await costAhead(engine, embedder, signal);
  const texts = await engine.unembedded(embedder.identity, 300);
  const costs = texts.map(({ text }) => embeddingCost(text, embedder.maxTokens));
  expect(all).toBeCloseTo(costs.reduce((sum, cost) => sum + cost, 0));
  await embedMissing({ engine, embedder, limit: 100, batchSize: 50 });
  const left = costs.slice(100).reduce((sum, cost) => sum + cost, 0);
  expect(await costAhead(engine, embedder, signal)).toBeCloseTo(left);
});

test('the pace forgets', () => {
  let clock = 0;
  const pace = new Pace(() => clock);
  expect(pace.timeFor(10)).toBeUndefined();
  const run = (minutes: number, perSecond: number) => {
    for (let second = 0; second < 60 * minutes; second++) {
      clock += 1000;
      pace.add(perSecond);
    }
  };
  run(60, 100);
  expect(pace.timeFor(100)).toBeCloseTo(1000);
  // suspended for an hour
  clock += 3_600_000;
  pace.add(100);
  run(40, 100);
  expect(pace.timeFor(100)).toBeLessThan(1200);
});

test('time left is said in a unit of its size', () => {
  expect([undefined, 0, 900].map(describeLeft)).toEqual(['', '', '']);
  expect(describeLeft(42_000)).toBe(', about 42 s left');
  expect(describeLeft(600_000)).toBe(', about 10 min left');
  expect(describeLeft(3 * 3_600_000)).toBe(', about 3.0 h left');
  const written: string[] = [];
  const progress = createProgress({
    label: 'embed',
    unit: 'works',
    stream: { write: (text) => written.push(text) },
    now: () => 0,
  });
  progress.update(50, 0.4, 1, 90_000);
  progress.stop();
  expect(written).toEqual(['embed: 50 works, –/s, 40 %, about 2 min left\n']);
});
