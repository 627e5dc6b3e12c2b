// From one embedding model to another and back, as processes: the service goes on answering, also when a switch is killed.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { createTransformersEmbedder } from '../../src/embedding/transformers.js';
import { createBuiltinEngine } from '../../src/engine/builtin/engine.js';
import { createLogger } from '../../src/logger.js';
import { lookupGraph, makeTable, matchingGraph, WORDS, writeTinyModel } from '../support/tiny-models.js';
import { eventually, Place, repeatedly, type Server } from './processes.js';

const LIMIT_MS = 240_000;
const MANY = 5000;
const SMALL = 'test/small';
const WIDE = 'test/wide';
const VOCABULARY = [
  ...WORDS.slice(0, 4),
  ...Array.from({ length: 120 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`),
];
/** What an answer may lack while a service goes from one model to another; anything else is a failure. */
const PASSING = ['vectors_missing', 'vectors_incomplete', 'embedding_loading'];

const logger = createLogger('silent');
let place: Place;

/** Three words each; all texts are different. */
const titleOf = (i: number) =>
  [4 + (i % 120), 4 + (Math.floor(i / 120) % 120), 4 + ((i * 7) % 120)].map((n) => VOCABULARY[n]).join(' ');
const settings = (model: string) => ({ EMBEDDING_MODEL: model, MODEL_DIR: join(place.folder, 'models') });

beforeAll(async () => {
  place = await Place.open();
  const modelDir = join(place.folder, 'models');
  const files = { 'ideascope.json': { pooling: 'mean', similarityFloor: 0.6, sureFloor: 0.7 } };
  const words = VOCABULARY;
  await writeTinyModel(modelDir, SMALL, { graph: lookupGraph(makeTable(16, 3, words.length)), files, words });
  await writeTinyModel(modelDir, WIDE, { graph: lookupGraph(makeTable(24, 8, words.length)), files, words });
  await writeTinyModel(modelDir, 'test/matching', { graph: matchingGraph(), words });
}, LIMIT_MS);
afterAll(() => place.close());

async function ask({ url }: Server, i: number, more = ''): Promise<WorksAnswer> {
  const response = await fetch(`${url}/works?search=${encodeURIComponent(titleOf(i))}&per_page=3${more}`);
  expect(response.status).toBe(200);
  return (await response.json()) as WorksAnswer;
}

async function modelInUse(): Promise<string> {
  const { stdout } = await place.run(['status'], settings(WIDE));
  return /^model in use +(.*)$/m.exec(stdout)?.[1] ?? stdout;
}

/** A text finds the work that has it by meaning alone, with the highest cosine there is. */
async function findsByMeaning(server: Server, i: number): Promise<void> {
  const { meta, results } = await ask(server, i, '&mode=semantic');
  expect(meta.degraded).toEqual([]);
  expect(results.map(({ id }) => id)).toContain(`w/${i}`);
  expect(results[0]?.relevance_score).toBeGreaterThan(0.98);
}

/** Asks on and on; the function that comes back ends it, and says how answers were. */
function keepAsking(server: Server) {
  let [whole, all] = [0, 0];
  const stop = repeatedly(async () => {
    const { meta, results } = await ask(server, all++ % MANY);
    expect(meta.count).toBeGreaterThan(0);
    expect(results.length).toBeGreaterThan(0);
    expect(meta.degraded.filter(({ code }) => !PASSING.includes(code))).toEqual([]);
    if (meta.mode === 'hybrid' && meta.degraded.length === 0) whole++;
    await sleep(50);
  });
  return async () => {
    await stop();
    return { whole, all };
  };
}

const isWhole = ({ meta }: WorksAnswer) => meta.mode === 'hybrid' && meta.degraded.length === 0;

/** A service whose index is built. */
async function serve(own: Readonly<Record<string, string>>): Promise<Server> {
  const server = await place.serve(own);
  const ready = async () => (await fetch(`${server.url}/health/ready`)).status;
  await eventually('the index', ready, (status) => status === 200, LIMIT_MS);
  return server;
}

/** How many works lack a vector of the new model, as the store has it. */
async function countLacking(): Promise<{ lacking(): Promise<number>; close(): Promise<void> }> {
  const embedder = await createTransformersEmbedder({
    modelDir: join(place.folder, 'models'),
    name: WIDE,
    threads: 1,
    logger,
  });
  await embedder.close();
  const engine = createBuiltinEngine({ dataDir: place.dataDir, logger });
  await engine.prepare();
  return {
    lacking: async () => (await engine.unembedded(embedder.identity, MANY)).length,
    close: () => engine.close(),
  };
}

/** Nothing is switched: every answer is a whole one. */
async function killedInBetween(server: Server): Promise<void> {
  const asking = keepAsking(server);
  const { lacking, close } = await countLacking();
  const killed = place.start(['embed'], settings(WIDE));
  await eventually('vectors of the new model', lacking, (count) => count < MANY, LIMIT_MS);
  expect((await killed.stop('SIGKILL')).signal).toBe('SIGKILL');
  await close();
  expect(await modelInUse()).toContain(SMALL);
  const { whole, all } = await asking();
  expect([whole, all > 5]).toEqual([all, true]);
}

async function goneOnWith(server: Server): Promise<void> {
  const asking = keepAsking(server);
  const { code, stdout } = await place.run(['embed'], settings(WIDE));
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('searches use the new model now'),
  });
  const embedded = Number(/([\d,]+) embedded/.exec(stdout)?.[1]?.replaceAll(',', ''));
  expect(embedded).toBeGreaterThan(0);
  expect(embedded).toBeLessThan(MANY);
  await eventually('the other model', () => ask(server, 2), isWhole, LIMIT_MS);
  await asking();
  await findsByMeaning(server, 2);
  expect(await modelInUse()).toContain(WIDE);
}

/** The service completes the model that the index has now, and does not go back to the one that it was started with. */
async function isKept(server: Server): Promise<void> {
  const late = JSON.stringify({ id: 'late', title: 'wordb1 wordb1' });
  await place.run(['import', '-', '--no-embed'], settings(WIDE), late);
  const path = '/works?search=wordb1+wordb1&mode=semantic';
  const found = async () => (await (await fetch(server.url + path)).json()) as WorksAnswer;
  const hasLate = ({ results }: WorksAnswer) => results?.some(({ id }) => id === 'late') ?? false;
  await eventually('the late work', found, hasLate, LIMIT_MS);
  expect(await modelInUse()).toContain(WIDE);
}

async function goesBack(): Promise<void> {
  const server = await serve({ ...settings(SMALL), RERANK_MODEL: 'test/matching' });
  const asking = keepAsking(server);
  const engine = createBuiltinEngine({ dataDir: place.dataDir, logger });
  await engine.prepare();
  const current = async () => (await engine.status()).model?.name;
  await eventually('the first model', current, (name) => name === SMALL, LIMIT_MS);
  await engine.close();
  await eventually('its vectors', () => ask(server, 3), isWhole, LIMIT_MS);
  expect(await modelInUse()).toContain(SMALL);
  expect((await asking()).whole).toBeGreaterThan(0);
  await findsByMeaning(server, 3);
  const { meta, results } = await ask(server, 3, '&rerank=true');
  expect(meta.degraded).toEqual([]);
  expect(meta.reranked).toBeGreaterThan(0);
  expect(results[0]?.id).toBe('w/3');
  expect((await server.stop('SIGTERM')).code).toBe(0);
}

test(
  'another model, made beside the running service, killed and gone on with; then back by restarting',
  async () => {
    const works = Array.from({ length: MANY }, (_, i) => JSON.stringify({ id: `w/${i}`, title: titleOf(i) }));
    expect(await place.run(['import', '-'], settings(SMALL), works.join('\n'))).toMatchObject({ code: 0 });
    const server = await serve(settings(SMALL));
    await eventually('the model', () => ask(server, 1), isWhole, LIMIT_MS);
    await findsByMeaning(server, 1);
    await killedInBetween(server);
    await goneOnWith(server);
    await isKept(server);
    await server.stop('SIGTERM');
    await goesBack();
  },
  LIMIT_MS,
);
