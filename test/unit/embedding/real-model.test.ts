// The one test with the real model: downloads it once into MODEL_DIR.
import { fork } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.js';
import type { Embedder } from '../../../src/embedding/embedder.js';
import { startEmbedder } from '../../../src/embedding/handle.js';
import { ensureModelFiles } from '../../../src/embedding/model-files.js';
import { createTransformersEmbedder } from '../../../src/embedding/transformers.js';
import { createLogger } from '../../../src/logger.js';
import { passagesFor } from '../../../src/search/query-vector.js';
import { eventually } from '../../e2e/processes.js';

const NAME = 'Xenova/all-MiniLM-L6-v2';
const DOWNLOAD_MS = 300_000;
const { modelDir } = readConfig();
const logger = createLogger('silent');

let embedder: Embedder;
const workers: Worker[] = [];

function noteWorker(message: unknown): void {
  workers.push((message as { worker: Worker }).worker);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

async function similarity(a: string, b: string): Promise<number> {
  const [x, y] = await embedder.embed([a, b], 'query');
  return cosine(x as Float32Array, y as Float32Array);
}

beforeAll(async () => {
  await ensureModelFiles({ modelDir, name: NAME });
  // The pool hides its workers; Node announces every new one here.
  diagnostics.subscribe('worker_threads', noteWorker);
  embedder = await createTransformersEmbedder({ modelDir, name: NAME, threads: 2, logger });
}, DOWNLOAD_MS);

afterAll(async () => {
  diagnostics.unsubscribe('worker_threads', noteWorker);
  await embedder.close();
});

describe('all-MiniLM-L6-v2', () => {
  // Ranges around the float32 model's values, wide enough for any int8 version of it.
  test.each([
    ['paraphrase', 'A cat sits on the mat', 'A kitten is resting on a rug', 0.6, 0.72],
    ['other words', 'neural machine translation', 'Automatic translation of text with deep networks', 0.63, 0.75],
    ['unrelated', 'neural machine translation', 'Soil erosion in alpine catchments', -0.05, 0.06],
    ['unrelated', 'A cat sits on the mat', 'Stock markets fell sharply on Monday', -0.01, 0.1],
  ])('%s: %s / %s', async (_, a, b, low, high) => {
    const value = await similarity(a, b);
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
  });

  test('an idea finds the paper that has none of its words', async () => {
    const query = 'reducing hallucinations in large language models';
    const near = await similarity(query, 'We present a method that makes chatbots state fewer false facts');
    const far = await similarity(query, 'Protein structure prediction with deep learning');
    expect(near).toBeGreaterThan(far + 0.05);
  });

  test('equal texts give equal vectors whatever runs beside them', async () => {
    const text = 'Graph neural networks for molecules';
    const [alone] = await embedder.embed([text], 'query');
    const others = Array.from({ length: 40 }, (_, i) => `${'more words '.repeat(i)} ${i}`);
    const mixed = await embedder.embed(
      others.flatMap((other) => [other, text]),
      'document',
    );
    for (const [i, vector] of mixed.entries()) if (i % 2 === 1) expect(vector).toEqual(alone);
  });

  test('a passage of a long text is read to its last word', async () => {
    const sentence = 'The electroencephalographic measurements of 37 volunteers (aged 21.5 years) were re-analysed.';
    const passages = passagesFor(Array.from({ length: 60 }, () => sentence).join(' '), embedder.maxTokens);
    expect(passages.length).toBeGreaterThan(3);
    const [whole, without] = await embedder.embed(
      [passages[0] as string, passages[0]?.slice(0, -12) as string],
      'query',
    );
    expect(cosine(whole as Float32Array, without as Float32Array)).toBeLessThan(0.9999);
  });

  test('identity and length', async () => {
    expect(embedder.identity).toMatchObject({ name: NAME, dtype: 'int8', dimension: 384 });
    expect(embedder.maxTokens).toBe(256);
    const [vector] = await embedder.embed(['any'], 'query');
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    await expect(embedder.embed([], 'document')).resolves.toEqual([]);
  });
});

describe('the embedder over its life', () => {
  // Only an idle worker is killed here: killed in the middle of a text, onnxruntime-node aborts the process.
  test('a dead worker is replaced', async () => {
    const before = workers.length;
    await workers.at(-1)?.terminate();
    // its files are read first, to be sure that they are still the same
    const started = async () => workers.length;
    await eventually('another worker', started, (count) => count === before + 1);
    const texts = Array.from({ length: 20 }, (_, i) => `text number ${i} ${'word '.repeat(200)}`);
    await expect(embedder.embed(texts, 'document')).resolves.toHaveLength(texts.length);
  });

  test('a process may end in the middle of a text without being aborted', async () => {
    const child = fork(new URL('./exit-early.js', import.meta.url), [modelDir, NAME]);
    const [code, signal] = await once(child, 'exit');
    expect({ code, signal }).toEqual({ code: 7, signal: null });
  });

  test('started in the background it becomes ready, and after closing it refuses', async () => {
    const handle = startEmbedder({ model: NAME, modelDir, threads: 1, logger });
    expect(handle.state().status).toBe('loading');
    const state = await handle.settled();
    if (state.status !== 'ready') throw new Error(state.message);
    await expect(state.embedder.embed(['query'], 'query')).resolves.toHaveLength(1);
    await handle.close();
    await expect(state.embedder.embed(['query'], 'query')).rejects.toThrow('the embedder is closed');
  });
});
