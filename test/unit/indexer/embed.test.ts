// Embedding what is missing: resuming, changing the model, texts that fail, models that fail, another process at work.
import { expect, test } from '@jest/globals';
import { embedBacklog } from '../../../indexer/backlog.js';
import { embedMissing } from '../../../indexer/embed.js';
import { type Embedder, EmbedderError, type EmbedderHandle } from '../../../src/embedding/embedder.js';
import type { Engine } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { makeWork } from '../../support/works.js';

async function engineWith(count: number): Promise<Engine> {
  const engine = createOracleEngine();
  await engine.write(Array.from({ length: count }, (_, n) => makeWork({ id: `w${n}`, display_name: `text ${n}` })));
  return engine;
}

/** Fails for every call that holds one of these texts. */
function failingFor(bad: (text: string) => boolean): Embedder {
  const inner = createFakeEmbedder();
  return {
    ...inner,
    embed: async (texts, priority) => {
      if (texts.some(bad)) throw new EmbedderError('cannot read this');
      return inner.embed(texts, priority);
    },
  };
}

test('embeds each work once, in order, in batches', async () => {
  const engine = await engineWith(205);
  const embedder = createFakeEmbedder();
  const seen: number[] = [];
  const report = await embedMissing({ engine, embedder, batchSize: 10, onProgress: (done) => seen.push(done) });
  expect(report).toEqual({ embedded: 205, failures: [], switched: false, stopped: false });
  const texts = embedder.calls.flatMap((call) => call.texts);
  expect(texts).toEqual(Array.from({ length: 205 }, (_, n) => `text ${n}`));
  expect(embedder.calls).toHaveLength(21);
  expect(embedder.calls.every((call) => call.priority === 'document')).toBe(true);
  expect(seen.at(-1)).toBe(205);
  expect(await embedMissing({ engine, embedder })).toMatchObject({ embedded: 0 });
});

test('keeps two calls at the embedder', async () => {
  const inner = createFakeEmbedder();
  let atOnce = 0;
  let most = 0;
  const embed: Embedder['embed'] = async (texts, priority) => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 2));
    atOnce -= 1;
    return inner.embed(texts, priority);
  };
  const report = await embedMissing({ engine: await engineWith(100), embedder: { ...inner, embed }, batchSize: 10 });
  expect(report.embedded).toBe(100);
  expect(most).toBe(2);
});

test('goes on where it was stopped', async () => {
  const engine = await engineWith(100);
  const embedder = createFakeEmbedder();
  const stop = new AbortController();
  const first = await embedMissing({
    engine,
    embedder,
    batchSize: 10,
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(first.stopped).toBe(true);
  expect((await engine.status()).embedded).toBe(first.embedded);
  const second = await embedMissing({ engine, embedder, batchSize: 10 });
  expect(first.embedded + second.embedded).toBe(100);
  expect(embedder.calls.flatMap((call) => call.texts)).toHaveLength(100);
});

test('another model becomes current only when it is complete', async () => {
  const engine = await engineWith(30);
  const old = createFakeEmbedder();
  const young = createFakeEmbedder({ dimension: 8 });
  await embedMissing({ engine, embedder: old });
  const part = await embedMissing({ engine, embedder: young, batchSize: 10, limit: 10 });
  expect(part).toMatchObject({ embedded: 10, switched: false, stopped: true });
  expect(await engine.status()).toMatchObject({ model: old.identity, embedded: 30 });
  const rest = await embedMissing({ engine, embedder: young, batchSize: 10 });
  expect(rest).toMatchObject({ embedded: 20, switched: true });
  expect(await engine.status()).toMatchObject({ model: young.identity, embedded: 30 });
});

test('leaves out a text that fails, and only that', async () => {
  const engine = await engineWith(50);
  const report = await embedMissing({ engine, embedder: failingFor((text) => text === 'text 7'), batchSize: 8 });
  expect(report).toMatchObject({
    embedded: 49,
    failures: [{ id: 'w7', reason: 'cannot read this' }],
    stopped: false,
  });
});

test('leaves out a vector that is none', async () => {
  const inner = createFakeEmbedder();
  const embed: Embedder['embed'] = async (texts, priority) =>
    (await inner.embed(texts, priority)).map((vector, n) => (texts[n] === 'text 3' ? vector.fill(Number.NaN) : vector));
  const report = await embedMissing({ engine: await engineWith(5), embedder: { ...inner, embed } });
  expect(report).toMatchObject({ embedded: 4, failures: [{ id: 'w3' }] });
});

test('gives up if the model fails, keeping what is done', async () => {
  const engine = await engineWith(100);
  let calls = 0;
  const embedder = failingFor(() => ++calls > 40);
  await expect(embedMissing({ engine, embedder, batchSize: 10 })).rejects.toThrow(EmbedderError);
  expect((await engine.status()).embedded).toBe(40);
});

test('passes on the failure of the engine', async () => {
  const engine = { ...(await engineWith(30)), writeVectors: () => Promise.reject(new Error('disk full')) };
  await expect(embedMissing({ engine, embedder: createFakeEmbedder(), batchSize: 10 })).rejects.toThrow('disk full');
});

test('a work whose text changes meanwhile is embedded with its new text', async () => {
  const engine = await engineWith(3);
  const inner = createFakeEmbedder();
  let changed = false;
  const embed: Embedder['embed'] = async (texts, priority) => {
    if (!changed) await engine.write([makeWork({ id: 'w1', display_name: 'another text' })]);
    changed = true;
    return inner.embed(texts, priority);
  };
  const report = await embedMissing({ engine, embedder: { ...inner, embed } });
  expect(report).toMatchObject({ embedded: 3, failures: [] });
});

test('an index that never takes a vector does not hold it for ever', async () => {
  const engine = { ...(await engineWith(3)), writeVectors: async () => 0 };
  const report = await embedMissing({ engine, embedder: createFakeEmbedder() });
  expect(report).toMatchObject({ embedded: 0, failures: [{ id: 'w0' }, { id: 'w1' }, { id: 'w2' }] });
});

const logger = createLogger('silent');
const handleOf = (embedder: Embedder): EmbedderHandle => ({
  state: () => ({ status: 'ready', embedder }),
  settled: async () => ({ status: 'ready', embedder }),
  close: async () => undefined,
});
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('embeds what is there and what comes', async () => {
  const engine = await engineWith(600);
  const stop = new AbortController();
  const embedder = handleOf(createFakeEmbedder());
  const running = embedBacklog({ engine, embedder, logger, signal: stop.signal, idle: 5, backOff: 5 });
  await until(async () => (await engine.status()).embedded === 600);
  await engine.write([makeWork({ id: 'new', display_name: 'new' })]);
  await until(async () => (await engine.status()).embedded === 601);
  stop.abort();
  await running;
});

test('tries a text that fails once only', async () => {
  const engine = await engineWith(3);
  const stop = new AbortController();
  let tries = 0;
  const embedder = handleOf(failingFor((text) => text === 'text 1' && ++tries > 0));
  const running = embedBacklog({ engine, embedder, logger, signal: stop.signal, idle: 1, backOff: 1 });
  await until(async () => (await engine.status()).embedded === 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  stop.abort();
  await running;
  expect(tries).toBe(2);
});

test('stands back while another process embeds', async () => {
  const engine = await engineWith(5000);
  const mine = createFakeEmbedder();
  const other = createFakeEmbedder();
  const stop = new AbortController();
  await embedMissing({ engine, embedder: other, limit: 64 });
  const running = embedBacklog({
    engine,
    embedder: handleOf(mine),
    logger,
    signal: stop.signal,
    idle: 1,
    backOff: 5000,
  });
  await embedMissing({ engine, embedder: other });
  stop.abort();
  await running;
  expect((await engine.status()).embedded).toBe(5000);
  expect(mine.calls.flatMap((call) => call.texts).length).toBeLessThan(1500);
});

test('a stop does not wait for a model that is on its way', async () => {
  const embedder: EmbedderHandle = {
    state: () => ({ status: 'loading', message: 'on its way' }),
    settled: () => new Promise(() => undefined),
    close: async () => undefined,
  };
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 5);
  await embedBacklog({ engine: createOracleEngine(), embedder, logger, signal: stop.signal });
});

test('ends if there is no model', async () => {
  const state = { status: 'off', message: 'no model' } as const;
  const embedder = { state: () => state, settled: async () => state, close: async () => undefined };
  await embedBacklog({ engine: createOracleEngine(), embedder, logger, signal: new AbortController().signal });
});
