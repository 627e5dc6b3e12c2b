// Embedding models of every kind: what is read from their files, and what the vectors are then, by onnxruntime.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Embedder, modelKey } from '../../../src/embedding/embedder.js';
import { type Calibration, writeCalibration } from '../../../src/embedding/ideascope-file.js';
import { describeModel } from '../../../src/embedding/model-description.js';
import { createTransformersEmbedder } from '../../../src/embedding/transformers.js';
import { createLogger } from '../../../src/logger.js';
import {
  idsOf,
  lookupGraph,
  makeTable,
  pooledGraph,
  rowOf,
  type TinyModel,
  unit,
  writeTinyModel,
} from '../../support/tiny-models.js';

const SIZE = 6;
const table = makeTable(SIZE, 5);
const graph = lookupGraph(table);
const logger = createLogger('silent');

let modelDir: string;
const open: Embedder[] = [];

async function load(name: string, model: Partial<TinyModel> = {}, dtype?: 'fp32'): Promise<Embedder> {
  await writeTinyModel(modelDir, name, { graph, ...model });
  const embedder = await createTransformersEmbedder({ modelDir, name, dtype, threads: 1, logger });
  open.push(embedder);
  return embedder;
}

async function vectorOf(embedder: Embedder, text: string, priority: 'query' | 'document' = 'document') {
  const [vector] = await embedder.embed([text], priority);
  return vector as Float32Array;
}

function expectVector(actual: Float32Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of unit(expected).entries()) expect(actual[i]).toBeCloseTo(value, 5);
}

const rows = (ids: readonly number[]) => ids.map((id) => rowOf(table, id));
/** Of the columns of some rows, each made one number. */
const columns = (ids: readonly number[], one: (column: readonly number[]) => number) =>
  Array.from({ length: SIZE }, (_, c) => one(rows(ids).map((row) => row[c] ?? 0)));
const sum = (ids: readonly number[]) => columns(ids, (column) => column.reduce((total, value) => total + value, 0));

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'model-kinds-'));
});
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));
afterAll(() => rm(modelDir, { recursive: true }));

describe('pooling', () => {
  const ids = idsOf('cat', 'dog', 'paper');
  test.each([
    ['cls_token', rowOf(table, ids[0] ?? 0)],
    ['mean_tokens', sum(ids)],
    ['mean_sqrt_len_tokens', sum(ids)],
    ['max_tokens', columns(ids, (column) => Math.max(...column))],
    ['lasttoken', rowOf(table, ids.at(-1) ?? 0)],
    ['weightedmean_tokens', columns(ids, (column) => column.reduce((total, value, i) => total + (i + 1) * value, 0))],
  ])('%s, as 1_Pooling/config.json says', async (mode, expected) => {
    const pooling = { word_embedding_dimension: SIZE, pooling_mode_mean_tokens: false, [`pooling_mode_${mode}`]: true };
    const embedder = await load(`pooling/${mode}`, { files: { '1_Pooling/config.json': pooling } });
    expectVector(await vectorOf(embedder, 'cat dog paper'), expected);
    expect(embedder.identity.dimension).toBe(SIZE);
  });

  test('modules.json says where, and the newer files say it in one word', async () => {
    const modules = [
      { type: 'sentence_transformers.models.Transformer', path: '' },
      { type: 'sentence_transformers.sentence_transformer.modules.pooling.Pooling', path: '2_Pool' },
      { type: 'sentence_transformers.models.Normalize', path: '3_Normalize' },
    ];
    const files = { 'modules.json': modules, '2_Pool/config.json': { embedding_dimension: SIZE, pooling_mode: 'cls' } };
    expectVector(await vectorOf(await load('pooling/elsewhere', { files }), 'cat'), rowOf(table, 2));
  });

  test('a graph that pools by itself is taken at its word', async () => {
    const files = { '1_Pooling/config.json': { pooling_mode_cls_token: true } };
    expectVector(
      await vectorOf(await load('pooling/inside', { graph: pooledGraph(table), files }), 'cat'),
      sum([2, 4, 3]),
    );
  });

  test('an export that names nothing has one output with a vector for each token', async () => {
    const unnamed = lookupGraph(table, 'onnx::Shape_422');
    expectVector(await vectorOf(await load('pooling/unnamed', { graph: unnamed }), 'cat'), sum([2, 4, 3]));
  });

  test('the family says it where the files do not; of other models the mean is taken, and it is said', async () => {
    const wide = makeTable(384, 2);
    const known = await load('someone/bge-small-en-v1.5', { graph: lookupGraph(wide) });
    expectVector(await vectorOf(known, 'cat'), rowOf(wide, 2));
    const unknown = await load('someone/unheard-of');
    expectVector(await vectorOf(unknown, 'cat'), sum([2, 4, 3]));
    expect(unknown.note).toMatch(/^of model someone\/unheard-of: .*how to pool.*floors \(0.25 and 0.5\) are guessed/);
    expect(known.note).not.toMatch(/how to pool/);
  });
});

describe('what stands before a text', () => {
  const asQuery = sum(idsOf('query', ':', 'cat'));
  const asPassage = sum(idsOf('passage', ':', 'cat'));

  test('prompts of config_sentence_transformers.json', async () => {
    const files = { 'config_sentence_transformers.json': { prompts: { query: 'query: ', document: 'passage: ' } } };
    const embedder = await load('prompts/file', { files });
    expectVector(await vectorOf(embedder, 'cat', 'query'), asQuery);
    expectVector(await vectorOf(embedder, 'cat'), asPassage);
  });

  test('the default prompt stands where there is no other', async () => {
    const prompts = { query: 'query: ', other: 'passage: ' };
    const files = { 'config_sentence_transformers.json': { prompts, default_prompt_name: 'other' } };
    const embedder = await load('prompts/default', { files });
    expectVector(await vectorOf(embedder, 'cat', 'query'), asQuery);
    expectVector(await vectorOf(embedder, 'cat'), asPassage);
  });

  test('of a known family without the file, or with prompts that say nothing', async () => {
    const wide = makeTable(384, 7);
    const empty = { prompts: { query: '', document: '' }, default_prompt_name: null };
    for (const files of [{}, { 'config_sentence_transformers.json': empty }]) {
      const embedder = await load('Xenova/e5-small-v2', { graph: lookupGraph(wide), files });
      const expected = (ids: readonly number[]) =>
        Array.from({ length: 384 }, (_, c) => ids.reduce((total, id) => total + (rowOf(wide, id)[c] ?? 0), 0));
      expectVector(await vectorOf(embedder, 'cat', 'query'), expected(idsOf('query', ':', 'cat')));
      expectVector(await vectorOf(embedder, 'cat'), expected(idsOf('passage', ':', 'cat')));
    }
  });

  test('title and abstract are parted as the family wants it', async () => {
    const wide = makeTable(768, 7);
    const embedder = await load('allenai/specter2_base', {
      graph: lookupGraph(wide),
      files: { 'ideascope.json': { pooling: 'mean' } },
    });
    const parted = Array.from({ length: 768 }, (_, c) =>
      [2, 4, 3, 5, 3].reduce((total, id) => total + (rowOf(wide, id)[c] ?? 0), 0),
    );
    expectVector(await vectorOf(embedder, 'cat\ndog'), parted);
  });
});

describe('the window', () => {
  const long = 'cat '.repeat(600);
  const counted = (count: number) => sum([2, ...new Array<number>(count - 2).fill(4), 3]);
  test.each([
    ['sentence_bert_config.json', 20, { files: { 'sentence_bert_config.json': { max_seq_length: 20 } } }],
    ['tokenizer_config.json', 30, { files: { 'tokenizer_config.json': { model_max_length: 30 } } }],
    ['the positions of the model', 40, { config: { max_position_embeddings: 40 } }],
    [
      "RoBERTa's positions, of which two stand for padding",
      40,
      { config: { model_type: 'roberta', max_position_embeddings: 42, pad_token_id: 1 } },
    ],
    ['the family', 128, { name: 'x/all-MiniLM-L12-v2', graph: undefined }],
    ['what is reasonable', 512, { config: { max_position_embeddings: 8192 } }],
    ['ideascope.json', 550, { files: { 'ideascope.json': { maxTokens: 550 } } }],
  ])('%s', async (_, tokens, model) => {
    const { name = 'window/one', ...rest } = model as Partial<TinyModel> & { name?: string };
    await rm(join(modelDir, name), { recursive: true, force: true });
    await writeTinyModel(modelDir, name, { ...rest, graph });
    const { maxTokens } = await describeModel(modelDir, name, 'auto');
    expect(maxTokens).toBe(tokens);
    if (name !== 'window/one') return;
    expectVector(await vectorOf(await load(name, rest), long), counted(tokens));
  });
});

describe('number formats', () => {
  test('small numbers first, and another one when it is asked for', async () => {
    const other = lookupGraph(makeTable(SIZE, 9));
    await writeTinyModel(modelDir, 'formats/both', { graph: other, file: 'onnx/model.onnx' });
    const small = await load('formats/both');
    expect(small.identity.dtype).toBe('int8');
    expectVector(await vectorOf(small, 'cat'), sum([2, 4, 3]));
    const exact = await createTransformersEmbedder({
      modelDir,
      name: 'formats/both',
      dtype: 'fp32',
      threads: 1,
      logger,
    });
    open.push(exact);
    expect(exact.identity.dtype).toBe('fp32');
    expect(exact.identity.revision).not.toBe(small.identity.revision);
  });

  test('an export beside config.json', async () => {
    const embedder = await load('formats/beside', { file: 'model.onnx' });
    expect(embedder.identity.dtype).toBe('fp32');
    expectVector(await vectorOf(embedder, 'cat'), sum([2, 4, 3]));
  });
});

describe('identity', () => {
  test('all that decides the vector of a work is part of it, what stands before a query is not', async () => {
    const keys = new Set<string>();
    const uses = [{}, { pooling: 'cls' }, { maxTokens: 20 }, { documentPrefix: 'passage: ' }];
    for (const use of uses)
      keys.add(modelKey((await load('identity/one', { files: { 'ideascope.json': use } })).identity));
    expect(keys.size).toBe(uses.length);
    keys.add(
      modelKey((await load('identity/one', { files: { 'ideascope.json': { queryPrefix: 'query: ' } } })).identity),
    );
    expect(keys.size).toBe(uses.length);
  });
});

describe('floors', () => {
  const calibration: Calibration = { similarityFloor: 0.4, sureFloor: 0.5, measured: { collection: 'cranfield' } };

  test('a calibration is written beside the model, keeps what stands there, and is read', async () => {
    const before = await load('floors/one', { files: { 'ideascope.json': { pooling: 'cls' } } });
    expect(before.note).toMatch(/floors .* are guessed/);
    const measured = { ...calibration.measured, model: modelKey(before.identity) };
    const path = await writeCalibration(join(modelDir, 'floors/one'), { ...calibration, measured });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ ...calibration, measured, pooling: 'cls' });
    const after = await createTransformersEmbedder({ modelDir, name: 'floors/one', threads: 1, logger });
    open.push(after);
    expect(after).toMatchObject({ similarityFloor: 0.4, sureFloor: 0.5, note: undefined });
    expect(after.identity).toEqual(before.identity);
  });

  test('floors of other weights are used, and it is said', async () => {
    const measured = { model: 'floors/two@old:int8:6' };
    const embedder = await load('floors/two', { files: { 'ideascope.json': { ...calibration, measured } } });
    expect(embedder.similarityFloor).toBe(0.4);
    expect(embedder.note).toMatch(/measured with floors\/two@old:int8:6/);
  });

  test('of a known family they come from the table', async () => {
    await writeTinyModel(modelDir, 'a/all-MiniLM-L6-v2', { graph });
    const { similarityFloor, sureFloor, notes } = await describeModel(modelDir, 'a/all-MiniLM-L6-v2', 'auto');
    expect(sureFloor).toBeGreaterThan(similarityFloor);
    expect(notes).toEqual([]);
  });
});
