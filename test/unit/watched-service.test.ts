// What the process knows of itself: the pace of embedding, counted for the model that is set.
import { expect, test } from '@jest/globals';
import type { EmbedderHandle, EmbedderState } from '../../src/embedding/embedder.js';
import { WatchedService } from '../../src/watched-service.js';
import { embed, index } from '../support/engine-session.js';
import { createFakeEmbedder } from '../support/fake-embedder.js';
import { createOracleEngine } from '../support/oracle-engine.js';
import { degrees, makeModel, titled } from '../support/works.js';

const OLD = makeModel(2, 'old');
const NEW = makeModel(2, 'new');
const ready: EmbedderState = { status: 'ready', embedder: { ...createFakeEmbedder(), identity: NEW } };
const handleOf = (state: EmbedderState): EmbedderHandle => ({
  state: () => state,
  settled: async () => state,
  close: async () => undefined,
});

test('vectors of the model that is set count, those that the index has until then only before that one is loaded', async () => {
  let time = 0;
  let paused = false;
  const watch = new WatchedService({ maxCpu: 50, paused: () => paused, now: () => time });
  const engine = createOracleEngine();
  await index(engine, titled({ a: 'one', b: 'two', c: 'three' }));
  const look = async (ms: number, state: EmbedderState) => {
    time = ms;
    await watch.look(engine, await engine.status(), handleOf(state));
    return watch.rate;
  };
  await embed(engine, OLD, { a: degrees(0) });
  expect(await look(0, { status: 'loading', message: '' })).toBeUndefined();
  await embed(engine, OLD, { b: degrees(0), c: degrees(0) });
  // too early to look again
  expect(await look(1_000, { status: 'loading', message: '' })).toBeUndefined();
  expect(await look(4_000, { status: 'loading', message: '' })).toBe(0.5);
  expect(await look(8_000, ready)).toBeUndefined();
  await embed(engine, NEW, { a: degrees(0), b: degrees(0) });
  expect(await look(12_000, ready)).toBe(0.5);
  await engine.switchModel(NEW);
  await embed(engine, NEW, { c: degrees(0) });
  expect(await look(14_000, ready)).toBe(0.5);
  expect([watch.maxCpu, watch.paused, watch.trouble]).toEqual([50, false, undefined]);
  paused = true;
  expect(watch.paused).toBe(true);
});
