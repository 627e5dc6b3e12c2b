// A model that is missing, damaged or replaced while a service runs: it is loaded by itself once it can be, and vectors of
// two models are never mixed.
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { embedBacklog } from '../../../indexer/backlog.js';
import type { EmbedderHandle } from '../../../src/embedding/embedder.js';
import { startEmbedder } from '../../../src/embedding/handle.js';
import { createLogger } from '../../../src/logger.js';
import { eventually } from '../../e2e/processes.js';
import { openBuiltinLibrary } from '../../support/open-builtin.js';
import { lookupGraph, makeTable, writeTinyModel } from '../../support/tiny-models.js';
import { titled } from '../../support/works.js';

const NAME = 'test/late';
const PAUSE_MS = 20;
const logger = createLogger('silent');
let modelDir: string;
const cleanUp: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'ideascope-models-'));
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
  await rm(modelDir, { recursive: true, force: true });
});

/** Sources that are not there: nothing is asked outside of this machine. */
function start(): EmbedderHandle {
  const handle = startEmbedder({
    model: NAME,
    modelDir,
    threads: 1,
    download: false,
    again: true,
    pause: PAUSE_MS,
    logger,
  });
  cleanUp.push(() => handle.close());
  return handle;
}

const files = { 'ideascope.json': { pooling: 'mean', similarityFloor: 0.6, sureFloor: 0.7 } };
const install = (seed = 3) => writeTinyModel(modelDir, NAME, { graph: lookupGraph(makeTable(16, seed)), files });
const weights = () => join(modelDir, NAME, 'onnx/model_quantized.onnx');
const becomes = (handle: EmbedderHandle, wanted: string) =>
  eventually(
    wanted,
    async () => handle.state(),
    ({ status }) => status === wanted,
  );

const DAMAGES: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
  ['cut short', async (path) => truncate(path, Math.floor((await readFile(path)).length / 2))],
  ['empty', (path) => truncate(path, 0)],
  ['with a page of zeros', async (path) => writeFile(path, (await readFile(path)).fill(0, 0, 512))],
  ['of random bytes', (path) => writeFile(path, Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251)))],
];
describe('a model', () => {
  test('that is missing at first and put in its place later embeds the backlog, without a restart', async () => {
    const handle = start();
    expect(await handle.settled()).toMatchObject({ status: 'failed', message: expect.stringContaining('are not in') });
    const { library, close } = await openBuiltinLibrary();
    cleanUp.push(close);
    await library.works.write(titled({ a: 'cat', b: 'dog' }));
    const stop = new AbortController();
    const backlog = embedBacklog({
      engine: library.works,
      embedder: handle,
      logger,
      signal: stop.signal,
      idle: PAUSE_MS,
    });
    await install();
    const embedded = async () => (await library.works.status()).embedded;
    await eventually('both vectors', embedded, (count) => count === 2);
    stop.abort();
    await backlog;
  });

  test.each(DAMAGES)('whose file is %s: it says so, and is loaded once it was put right', async (_, damage) => {
    await install();
    const whole = `${weights()}.whole`;
    await copyFile(weights(), whole);
    await damage(weights());
    const handle = start();
    const message = expect.stringMatching(/cannot be used.*put them right/);
    expect(await handle.settled()).toEqual({ status: 'failed', message });
    await copyFile(whole, weights());
    await becomes(handle, 'ready');
  });

  test(
    'whose files are replaced: what runs keeps the old ones, and is another model from its next thread on',
    isReplaced,
  );
});

/** The threads that are handed something from now on: nobody can ask a thread to die, as a fault of it makes it do. */
function watchThreads(): { readonly threads: Set<Worker>; end(): void } {
  const { postMessage } = Worker.prototype;
  const threads = new Set<Worker>();
  Worker.prototype.postMessage = function noting(this: Worker, ...given: Parameters<typeof postMessage>) {
    threads.add(this);
    return postMessage.apply(this, given);
  };
  const end = () => {
    Worker.prototype.postMessage = postMessage;
  };
  return { threads, end };
}

async function isReplaced(): Promise<void> {
  await install();
  const handle = start();
  const before = await becomes(handle, 'ready');
  if (before.status !== 'ready') throw new Error('it is ready');
  const { threads, end } = watchThreads();
  const [old] = await before.embedder.embed(['cat'], 'document').finally(end);
  expect(threads.size).toBe(1);
  await install(8);
  expect((await before.embedder.embed(['cat'], 'document'))[0]).toEqual(old);
  await Promise.all([...threads].map((worker) => worker.terminate()));
  const other = await eventually(
    'the other model',
    async () => handle.state(),
    (state) => state.status === 'ready' && state.embedder.identity.revision !== before.embedder.identity.revision,
  );
  if (other.status !== 'ready') throw new Error('it is ready');
  expect((await other.embedder.embed(['cat'], 'document'))[0]).not.toEqual(old);
  await expect(before.embedder.embed(['cat'], 'document')).rejects.toThrow(/replaced by others|closed/);
}
