// Several processes and several models at one index: nobody undoes what another has switched.
import { expect, test } from '@jest/globals';
import { embedBacklog } from '../../../indexer/backlog.js';
import { embedMissing } from '../../../indexer/embed.js';
import type { Embedder, EmbedderHandle } from '../../../src/embedding/embedder.js';
import type { Engine } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { makeWork } from '../../support/works.js';

const logger = createLogger('silent');

async function engineWith(count: number): Promise<Engine> {
  const engine = createOracleEngine();
  await engine.write(Array.from({ length: count }, (_, n) => makeWork({ id: `w${n}`, display_name: `text ${n}` })));
  return engine;
}

function handleOf(embedder: Embedder): EmbedderHandle {
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => undefined };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}

const countOf = ({ calls }: { calls: readonly { texts: readonly string[] }[] }) =>
  calls.reduce((sum, { texts }) => sum + texts.length, 0);

test('a run ends when somebody else switches the index to a third model', async () => {
  const engine = await engineWith(100);
  const [old, mine, theirs] = [4, 5, 6].map((dimension) => createFakeEmbedder({ dimension }));
  if (!old || !mine || !theirs) throw new Error('three models');
  await embedMissing({ engine, embedder: old });
  let calls = 0;
  const embed: Embedder['embed'] = async (texts, priority) => {
    if (++calls === 5) await embedMissing({ engine, embedder: theirs });
    return mine.embed(texts, priority);
  };
  const report = await embedMissing({ engine, embedder: { ...mine, embed }, batchSize: 10 });
  expect(report).toMatchObject({ switched: false, stopped: true, overtaken: theirs.identity });
  expect(report.embedded).toBeLessThan(100);
  expect(await engine.status()).toMatchObject({ model: theirs.identity, embedded: 100 });
});

test('two runs for the same model both end well', async () => {
  const engine = await engineWith(100);
  const [old, young, same] = [4, 5, 5].map((dimension) => createFakeEmbedder({ dimension }));
  if (!old || !young || !same) throw new Error('three models');
  await embedMissing({ engine, embedder: old });
  const reports = await Promise.all([young, same].map((embedder) => embedMissing({ engine, embedder, batchSize: 10 })));
  expect(reports.every(({ stopped, overtaken }) => !stopped && !overtaken)).toBe(true);
  expect(await engine.status()).toMatchObject({ model: young.identity, embedded: 100 });
});

test('a service switches to its own model once, then completes whatever model the index has', async () => {
  const engine = await engineWith(30);
  const [old, own, others] = [4, 5, 6].map((dimension) => createFakeEmbedder({ dimension }));
  if (!old || !own || !others) throw new Error('three models');
  await embedMissing({ engine, embedder: old });
  const stop = new AbortController();
  const following = handleOf(others);
  const running = embedBacklog({
    engine,
    embedder: handleOf(own),
    following,
    logger,
    signal: stop.signal,
    idle: 2,
    backOff: 2,
  });
  await until(async () => (await engine.status()).model?.dimension === 5);
  expect(await engine.status()).toMatchObject({ model: own.identity, embedded: 30 });
  // somebody else, with another setting
  await embedMissing({ engine, embedder: others });
  expect((await engine.status()).model).toEqual(others.identity);
  const before = countOf(own);
  await engine.write([makeWork({ id: 'late', display_name: 'late' })]);
  await until(async () => (await engine.status()).embedded === 31);
  stop.abort();
  await running;
  expect((await engine.status()).model).toEqual(others.identity);
  expect(countOf(own)).toBe(before);
});

test('a service that is overtaken before it has switched leaves the index to the faster one', async () => {
  const engine = await engineWith(30);
  const [old, own, others] = [4, 5, 6].map((dimension) => createFakeEmbedder({ dimension }));
  if (!old || !own || !others) throw new Error('three models');
  await embedMissing({ engine, embedder: old });
  let first = true;
  const embed: Embedder['embed'] = async (texts, priority) => {
    if (first) await embedMissing({ engine, embedder: others });
    first = false;
    return own.embed(texts, priority);
  };
  const stop = new AbortController();
  const embedder = handleOf({ ...own, embed });
  const running = embedBacklog({ engine, embedder, following: handleOf(others), logger, signal: stop.signal, idle: 2 });
  await until(async () => !first);
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop.abort();
  await running;
  expect(await engine.status()).toMatchObject({ model: others.identity, embedded: 30 });
});

test('a service that cannot open the model of the index leaves its works to others', async () => {
  const engine = await engineWith(30);
  const [own, others] = [createFakeEmbedder({ dimension: 5 }), createFakeEmbedder({ dimension: 6 })];
  const stop = new AbortController();
  const running = embedBacklog({ engine, embedder: handleOf(own), logger, signal: stop.signal, idle: 2, backOff: 2 });
  await until(async () => (await engine.status()).embedded === 30);
  await embedMissing({ engine, embedder: others });
  await engine.write([makeWork({ id: 'late', display_name: 'late' })]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop.abort();
  await running;
  expect(await engine.status()).toMatchObject({ model: others.identity, embedded: 30 });
});

test('a model that fails leaves the one of the index, which is completed', async () => {
  const engine = await engineWith(30);
  const old = createFakeEmbedder({ dimension: 4 });
  await embedMissing({ engine, embedder: old, limit: 10, batchSize: 10 });
  const failed = { status: 'failed', message: 'its files are broken' } as const;
  const embedder: EmbedderHandle = { state: () => failed, settled: async () => failed, close: async () => undefined };
  const stop = new AbortController();
  const following = handleOf(old);
  const running = embedBacklog({ engine, embedder, following, logger, signal: stop.signal, idle: 2, backOff: 2 });
  await until(async () => (await engine.status()).embedded === 30);
  stop.abort();
  await running;
});
