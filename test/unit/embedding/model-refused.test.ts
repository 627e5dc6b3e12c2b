// Embedding models that cannot be used: each fault of their files is one clear error.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbedderError } from '../../../src/embedding/embedder.js';
import { describeModel } from '../../../src/embedding/model-description.js';
import { createTransformersEmbedder } from '../../../src/embedding/transformers.js';
import { createLogger } from '../../../src/logger.js';
import { lookupGraph, makeTable, type TinyModel, WORDS, writeTinyModel } from '../../support/tiny-models.js';

const SIZE = 6;
const table = makeTable(SIZE, 5);
const graph = lookupGraph(table);
const logger = createLogger('silent');

let modelDir: string;

async function load(name: string, model: Partial<TinyModel>): Promise<void> {
  await writeTinyModel(modelDir, name, { graph, ...model });
  const embedder = await createTransformersEmbedder({ modelDir, name, dtype: undefined, threads: 1, logger });
  // it should not have come to this
  await embedder.close();
}

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'model-refused-'));
});
afterAll(() => rm(modelDir, { recursive: true }));

const pooledBy = (content: unknown): Partial<TinyModel> => ({ files: { '1_Pooling/config.json': content } });
const REFUSED: [string, Partial<TinyModel>, RegExp][] = [
  ['no tokeniser', { files: { 'tokenizer.json': null } }, /refused\/\w+\/?.*tokenizer.json is missing/],
  [
    'no weights',
    { file: 'onnx/model_O3.onnx' },
    /has no onnx\/model_quantized.onnx or onnx\/model.onnx; there is onnx\/model_O3/,
  ],
  [
    'a pooling outside of its folder',
    { files: { 'modules.json': [{ type: 'x.Pooling', path: '../../elsewhere' }] } },
    /modules.json is not usable: \.\.\/\.\.\/elsewhere is no folder beside it/,
  ],
  ['no JSON', { files: { 'config.json': '{' } }, /config.json is not usable: .*JSON/],
  ['another type', { files: { 'config.json': { hidden_size: 'six' } } }, /config.json is not usable: hidden_size/],
  [
    'an unknown pooling',
    pooledBy({ pooling_mode_attention: true }),
    /names the pooling attention: expected one of mean, cls/,
  ],
  [
    'two poolings at once',
    pooledBy({ pooling_mode_cls_token: true, pooling_mode_max_tokens: true }),
    /names the pooling cls_token with max_tokens: expected one of/,
  ],
  ['no pooling named', pooledBy({ word_embedding_dimension: SIZE }), /names no pooling: expected one of/],
  [
    'two dimensions',
    { config: { hidden_size: 8 }, ...pooledBy({ word_embedding_dimension: 6, pooling_mode_cls_token: true }) },
    /length 8 by config.json, of 6 by 1_Pooling\/config.json: files of two models/,
  ],
  ['a graph of another dimension', { config: { hidden_size: 8 } }, /gives vectors of length 6, not 8/],
  ['a tokeniser of another model', { config: { vocab_size: 4 } }, /tokenizer.json has 10 words, config.json 4/],
  [
    'inputs that no text has',
    { graph: lookupGraph(table, 'last_hidden_state', 'pixel_values') },
    /inputs pixel_values: expected input_ids/,
  ],
  [
    'other outputs',
    { graph: lookupGraph(table, 'logits') },
    /neither .*sentence_embedding nor last_hidden_state; it gives logits \[1, 4, 6\]/,
  ],
  [
    'a layer that is not in the graph',
    { files: { 'modules.json': [{ type: 'sentence_transformers.models.Dense', path: '2_Dense' }] } },
    /Dense layer, so the graph must give sentence_embedding/,
  ],
  [
    'a module that is not known',
    { files: { 'modules.json': [{ type: 'sentence_transformers.models.CNN', path: '' }] } },
    /modules.json names CNN, which cannot be run here/,
  ],
  [
    'half of a calibration',
    { files: { 'ideascope.json': { similarityFloor: 0.3 } } },
    /ideascope.json is not usable: .*belong together/,
  ],
  [
    'floors the wrong way round',
    { files: { 'ideascope.json': { similarityFloor: 0.5, sureFloor: 0.3 } } },
    /sureFloor must be at least similarityFloor/,
  ],
  [
    'a word that ideascope.json does not have',
    { files: { 'ideascope.json': { floor: 1 } } },
    /ideascope.json is not usable: .*floor/,
  ],
  [
    'more tokens than there are positions',
    { config: { max_position_embeddings: 64 }, files: { 'ideascope.json': { maxTokens: 100 } } },
    /ideascope.json asks for 100 tokens, the model reads 64/,
  ],
];

describe('files that cannot be used are one clear error', () => {
  test.each(REFUSED)('%s', async (name, model, message) => {
    const attempt = load(`refused/${name.replaceAll(' ', '-')}`, model);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(EmbedderError);
  });

  test('ideascope.json that is no JSON', async () => {
    await writeTinyModel(modelDir, 'refused/text', { graph });
    await writeFile(join(modelDir, 'refused/text/ideascope.json'), 'floor: 1');
    await expect(describeModel(modelDir, 'refused/text', 'auto')).rejects.toThrow(/ideascope.json is no JSON/);
  });

  test('words are counted whichever way they are listed', async () => {
    const files = { 'tokenizer.json': { model: { type: 'Unigram', vocab: WORDS.map((word) => [word, -1]) } } };
    await writeTinyModel(modelDir, 'refused/pieces', { graph, files, config: { vocab_size: 9 } });
    await expect(describeModel(modelDir, 'refused/pieces', 'auto')).rejects.toThrow(/has 10 words, config.json 9/);
  });
});
