// Suggested topics: which works get some, that a stop costs nothing, that they neither breed nor stay when taken back.
import { expect, test } from '@jest/globals';
import { embedMissing } from '../../../indexer/embed.js';
import { removeSuggested, suggestMissing } from '../../../indexer/suggest.js';
import { suggestBacklog } from '../../../indexer/suggest-backlog.js';
import { type Work, writtenText } from '../../../src/domain/work.js';
import type { EmbedderState } from '../../../src/embedding/embedder.js';
import { refreshLibrary } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { topicsProgress } from '../../../src/search/topics-for-work.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';
import { makeWork } from '../../support/works.js';

const TIDES = { id: 'topic:tides', display_name: 'Tides' };

const tagged = (id: string, title: string, topics = [TIDES]) => makeWork({ id, display_name: title, topics });
const untagged = (id: string, title: string) => makeWork({ id, display_name: title, topics: [] });

const COAST = [
  tagged('a', 'Tides of the northern coast'),
  ...['southern', 'eastern', 'rocky', 'sandy', 'frozen'].map((one) => tagged(one, `Tides of the ${one} coast`)),
  ...['c', 'd', 'e', 'f'].map((id) => {
    return tagged(id, `Folding proteins quickly ${id}`, [{ id: 'topic:proteins', display_name: 'Proteins' }]);
  }),
];

async function session(works: readonly Work[], status: 'ready' | 'failed' = 'ready') {
  const library = createOracleLibrary();
  const embedder = createFakeEmbedder();
  await library.works.write(works);
  await embedMissing({ engine: library.works, embedder });
  await refreshLibrary(library);
  const state: EmbedderState = status === 'ready' ? { status, embedder } : { status, message: 'no model' };
  const handle = { state: () => state, settled: async () => state, close: async () => undefined };
  return { library, deps: { engine: library.works, library, embedder: handle, logger: createLogger('silent') } };
}

test('works without topics get those of their neighbours; others are left alone', async () => {
  const { library, deps } = await session([
    ...COAST,
    untagged('x', 'Tides of the western coast'),
    untagged('y', 'Quantum circuits'),
  ]);
  const seen: number[][] = [];
  const report = await suggestMissing({ deps, onProgress: (...numbers) => seen.push(numbers) });
  expect(report).toEqual({ looked: 2, suggested: 1, stopped: false });
  expect(seen).toEqual([[2, 2]]);
  const [a, x, y] = await library.works.fetch(['a', 'x', 'y']);
  expect(a).toEqual(COAST[0]);
  expect(x?.topics).toEqual([{ ...TIDES, suggested: true, score: expect.any(Number) }]);
  expect(y).toEqual({ ...untagged('y', 'Quantum circuits'), topics_sought: true });
  expect(await topicsProgress(library.works)).toEqual({ source: COAST.length, suggested: 1, none: 1, waiting: 0 });
});

test('no work is looked at twice, and a run goes on where another one stopped', async () => {
  const many = Array.from({ length: 120 }, (_, i) => untagged(`w${i}`, i % 2 ? `Tides ${i}` : `Circuits ${i}`));
  const { library, deps } = await session([...COAST, ...many]);
  const first = await suggestMissing({ deps, limit: 50 });
  expect(first).toMatchObject({ looked: 50, stopped: true });
  // a process that died has stored what it had found so far
  const second = await suggestMissing({ deps });
  expect(second).toMatchObject({ looked: 70, stopped: false });
  expect(await suggestMissing({ deps })).toEqual({ looked: 0, suggested: 0, stopped: false });
  expect(await topicsProgress(library.works)).toMatchObject({ source: COAST.length, waiting: 0 });
});

test('a stop stores what was found', async () => {
  const { library, deps } = await session([...COAST, untagged('x', 'Tides of the western coast')]);
  const stop = new AbortController();
  stop.abort();
  expect(await suggestMissing({ deps, signal: stop.signal })).toEqual({ looked: 0, suggested: 0, stopped: true });
  expect(await topicsProgress(library.works)).toMatchObject({ waiting: 1 });
});

test('suggested topics do not vote', async () => {
  const { library, deps } = await session([...COAST, untagged('x', 'Slow moorings')]);
  const text = writtenText(untagged('x', 'Slow moorings'));
  await library.works.assign([{ id: 'x', topics: { text, topics: [TIDES] } }]);
  await library.works.write([untagged('z', 'Slow moorings')]);
  await library.works.refresh();
  expect(await suggestMissing({ deps })).toEqual({ looked: 1, suggested: 0, stopped: false });
});

test('where no work has topics, nothing is looked at: some may come', async () => {
  const { library, deps } = await session([untagged('x', 'Tides of the western coast')]);
  expect(await suggestMissing({ deps })).toEqual({ looked: 0, suggested: 0, stopped: false });
  expect(await topicsProgress(library.works)).toMatchObject({ waiting: 1 });
});

test('a work that is imported with other words is looked at again', async () => {
  const { library, deps } = await session([...COAST, untagged('x', 'Tides of the western coast')]);
  await suggestMissing({ deps });
  await library.works.write([untagged('x', 'Folding proteins quickly')]);
  await library.works.refresh();
  await suggestMissing({ deps });
  expect((await library.works.fetch(['x']))[0]?.topics).toMatchObject([{ id: 'topic:proteins', suggested: true }]);
});

test('taking suggestions away leaves what the sources said', async () => {
  const works = [...COAST, untagged('x', 'Tides of the western coast'), untagged('y', 'Quantum circuits')];
  const { library, deps } = await session(works);
  await suggestMissing({ deps });
  expect(await removeSuggested(library.works)).toBe(2);
  expect(await library.works.fetch(works.map(({ id }) => id))).toEqual(works);
});

test('beside a service: nothing while the model is missing, then all, once nothing else goes on', async () => {
  const without = await session([...COAST, untagged('x', 'Tides of the western coast')], 'failed');
  const stop = new AbortController();
  const running = suggestBacklog({ deps: without.deps, signal: stop.signal, idle: 5 });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await topicsProgress(without.library.works)).toMatchObject({ waiting: 1 });
  const { library, deps } = await session([...COAST, untagged('x', 'Tides of the western coast')]);
  const other = suggestBacklog({ deps, signal: stop.signal, idle: 5 });
  for (let i = 0; i < 400 && (await topicsProgress(library.works)).waiting > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await topicsProgress(library.works)).toMatchObject({ suggested: 1, waiting: 0 });
  stop.abort();
  await Promise.all([running, other]);
});
