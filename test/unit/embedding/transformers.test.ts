// The adapter with models small enough to be written here: both layouts, cutting, broken files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Embedder, EmbedderError } from '../../../src/embedding/embedder.js';
import { buildMiniLmGraph } from '../../../src/embedding/onnx/minilm-graph.js';
import type { Tensor } from '../../../src/embedding/onnx/safetensors.js';
import { createTransformersEmbedder } from '../../../src/embedding/transformers.js';
import { createLogger } from '../../../src/logger.js';
import {
  CLS,
  lookupGraph,
  makeTable,
  noise,
  rowOf,
  SEP,
  unit,
  WORDS,
  writeTinyModel,
} from '../../support/tiny-models.js';
import { bertVector } from './bert-oracle.js';

const SIZE = 8;
const MAX_TOKENS = 256;
/** Biases are small, or they would make all vectors alike and hide mistakes. */
const SMALL = 0.1;
/** int8 gives 0.9998 here; a wrong number of attention heads, the subtlest mistake tried, gives 0.9993. */
const INT8_COSINE = 0.9996;
const CONFIG = { hidden_size: SIZE, num_hidden_layers: 2, num_attention_heads: 2, layer_norm_eps: 1e-12 };
const logger = createLogger('silent');

let modelDir: string;
const open: Embedder[] = [];

function writeModel(name: string, graph: Uint8Array): Promise<void> {
  return writeTinyModel(modelDir, name, { graph, config: { ...CONFIG, max_position_embeddings: MAX_TOKENS } });
}

/** Reproducible weights between -range and range. */
function tensor(seed: number, shape: readonly number[], range = 1): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: noise(length, seed).map((value) => value * range) };
}

function tinyBert(): Map<string, Tensor> {
  const layers = Array.from({ length: CONFIG.num_hidden_layers }, (_, i) => `encoder.layer.${i}`);
  const shapes: [string, number[]][] = [
    ['embeddings.word_embeddings', [WORDS.length, SIZE]],
    ['embeddings.position_embeddings', [MAX_TOKENS, SIZE]],
    ['embeddings.token_type_embeddings', [2, SIZE]],
    ['embeddings.LayerNorm', [SIZE]],
  ];
  for (const layer of layers) {
    for (const part of ['self.query', 'self.key', 'self.value', 'output.dense']) {
      shapes.push([`${layer}.attention.${part}`, [SIZE, SIZE]]);
    }
    shapes.push([`${layer}.intermediate.dense`, [2 * SIZE, SIZE]], [`${layer}.output.dense`, [SIZE, 2 * SIZE]]);
    shapes.push([`${layer}.attention.output.LayerNorm`, [SIZE]], [`${layer}.output.LayerNorm`, [SIZE]]);
  }
  return new Map(
    shapes.flatMap(([name, shape], seed) => [
      [`${name}.weight`, tensor(seed, shape)] as const,
      [`${name}.bias`, tensor(seed + 0.5, shape.slice(0, 1), SMALL)] as const,
    ]),
  );
}

const table = makeTable(SIZE, 3);

function meanOfRows(ids: readonly number[]): number[] {
  return unit(Array.from({ length: SIZE }, (_, c) => ids.reduce((sum, id) => sum + (rowOf(table, id)[c] ?? 0), 0)));
}

async function load(name: string): Promise<Embedder> {
  const embedder = await createTransformersEmbedder({ modelDir, name, threads: 1, logger });
  open.push(embedder);
  return embedder;
}

function expectClose(actual: Float32Array | undefined, expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual?.[i]).toBeCloseTo(value, digits);
}

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'tiny-models-'));
  await writeModel('test/lookup', lookupGraph(table));
  await writeModel('test/bert', buildMiniLmGraph(tinyBert(), CONFIG));
  await writeModel('test/all-MiniLM-L6-v2', lookupGraph(table));
  await writeModel('test/broken', new TextEncoder().encode('not a model'));
});

afterAll(async () => {
  await Promise.all(open.map((embedder) => embedder.close()));
  await rm(modelDir, { recursive: true });
});

describe('createTransformersEmbedder', () => {
  test('pools a hidden state by the mean of all tokens and brings it to unit length', async () => {
    const embedder = await load('test/lookup');
    const [a, b, none] = await embedder.embed(['Cat dog', 'PAPER unheard', ''], 'document');
    expectClose(a, meanOfRows([CLS, 4, 5, SEP]), 5);
    expectClose(b, meanOfRows([CLS, 6, 1, SEP]), 5);
    expectClose(none, meanOfRows([CLS, SEP]), 5);
  });

  test('cuts a long text at the limit and keeps the closing token', async () => {
    const embedder = await load('test/lookup');
    const words = new Array<number>(MAX_TOKENS - 2).fill(4);
    const [cut, book] = await embedder.embed([`${'cat '.repeat(MAX_TOKENS - 2)} dog dog`, 'cat '.repeat(1e6)], 'query');
    expectClose(cut, meanOfRows([CLS, ...words, SEP]), 5);
    expectClose(book, meanOfRows([CLS, ...words, SEP]), 5);
  });

  test('a graph of our own gives unit vectors that depend on the order of words', async () => {
    const embedder = await load('test/bert');
    const [ab, ba, again] = await embedder.embed(['cat dog', 'dog cat', 'cat dog'], 'document');
    expect(Math.hypot(...(ab ?? []))).toBeCloseTo(1, 5);
    expect(again).toEqual(ab);
    expect(ba).not.toEqual(ab);
  });

  test('a graph of our own computes what a plain float64 BERT computes, but for the int8', async () => {
    const embedder = await load('test/bert');
    const [short, long] = await embedder.embed(['paper', 'cat dog cat paper dog'], 'document');
    const cosine = (a: Float32Array | undefined, b: readonly number[]) =>
      b.reduce((sum, value, i) => sum + value * (a?.[i] ?? 0), 0);
    expect(cosine(short, bertVector(tinyBert(), CONFIG, [CLS, 6, SEP]))).toBeGreaterThan(INT8_COSINE);
    expect(cosine(long, bertVector(tinyBert(), CONFIG, [CLS, 4, 5, 4, 6, 5, SEP]))).toBeGreaterThan(INT8_COSINE);
  });

  test('the identity tells weights apart', async () => {
    const [lookup, bert] = [await load('test/lookup'), await load('test/bert')];
    expect(lookup.identity).toEqual({
      name: 'test/lookup',
      revision: expect.any(String),
      dtype: 'int8',
      dimension: SIZE,
    });
    expect(lookup.identity.revision).toMatch(/^[0-9a-f]{12}$/);
    expect(bert.identity.revision).not.toBe(lookup.identity.revision);
  });
});

describe('createTransformersEmbedder refuses', () => {
  test.each([
    ['absent files', 'test/absent', /test\/absent\/config.json is missing/],
    ['a broken file', 'test/broken', /model test\/broken cannot be loaded: .*[Pp]rotobuf/],
    [
      'vectors of another length',
      'test/all-MiniLM-L6-v2',
      /vectors of length 8 by config.json, of 384 by .*all-MiniLM-L6-v2: files of two models/,
    ],
  ])('%s', async (_, name, message) => {
    await expect(load(name)).rejects.toThrow(message);
    await expect(load(name)).rejects.toThrow(EmbedderError);
  });
});
