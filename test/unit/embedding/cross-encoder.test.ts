// Reranking by a real cross-encoder, small enough to be written here: pairs, cutting, giving up, broken files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCrossEncoder } from '../../../src/embedding/cross-encoder.js';
import { EmbedderError } from '../../../src/embedding/embedder.js';
import type { Reranker } from '../../../src/embedding/reranker.js';
import { startReranker } from '../../../src/embedding/reranker-handle.js';
import { createLogger } from '../../../src/logger.js';
import { lookupGraph, makeTable, matchingGraph, writeTinyModel } from '../../support/tiny-models.js';

const NAME = 'test/matching';
const WINDOW = 16;
const logger = createLogger('silent');

let modelDir: string;
let reranker: Reranker;

/** What the graph computes of the words of both texts, with [CLS] a [SEP] b [SEP]. */
function share(query: readonly string[], text: readonly string[]): number {
  const [a, b] = [
    ['[CLS]', ...query, '[SEP]'],
    [...text, '[SEP]'],
  ];
  const equal = a.flatMap((one) => b.filter((other) => other === one)).length;
  return equal / (a.length + b.length) ** 2;
}

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'cross-encoders-'));
  const config = { max_position_embeddings: WINDOW };
  await writeTinyModel(modelDir, NAME, { graph: matchingGraph(), config });
  await writeTinyModel(modelDir, 'test/embedding', { graph: lookupGraph(makeTable(4, 1)) });
  await writeTinyModel(modelDir, 'test/classes', { graph: matchingGraph(2) });
  reranker = await createCrossEncoder({ modelDir, name: NAME, threads: 2, logger });
});

afterAll(async () => {
  await reranker.close();
  await rm(modelDir, { recursive: true });
});

describe('a cross-encoder', () => {
  test('reads query and text together, each as what it is', async () => {
    const texts = ['paper', 'cat paper', 'dog cat', ''];
    const scores = await reranker.score('cat dog', texts);
    expect(scores).toHaveLength(texts.length);
    for (const [i, text] of texts.entries()) {
      expect(scores[i]).toBeCloseTo(share(['cat', 'dog'], text.split(' ').filter(Boolean)), 6);
    }
    await expect(reranker.score('cat', [])).resolves.toEqual([]);
  });

  test('scores alike whatever else is scored, and the second time', async () => {
    const [alone] = await reranker.score('cat', ['dog cat paper']);
    const many = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 'dog cat paper' : 'cat '.repeat(i)));
    const scores = await reranker.score('cat', many);
    for (const [i, score] of scores.entries()) if (i % 3 === 0) expect(score).toBe(alone);
  });

  test('cuts a long text behind a short query, and a long query at half of the window', async () => {
    const [text] = await reranker.score('cat', [`${'dog '.repeat(11)}dog cat cat cat`]);
    expect(text).toBeCloseTo(share(['cat'], new Array<string>(WINDOW - 4).fill('dog')), 6);
    const [query] = await reranker.score(`${'cat '.repeat(5000)}dog`, ['dog paper']);
    expect(query).toBeCloseTo(share(new Array<string>(WINDOW / 2).fill('cat'), ['dog', 'paper']), 6);
  });

  test('what is given up is left, and costs nobody else anything', async () => {
    const stop = new AbortController();
    const texts = Array.from({ length: 500 }, (_, i) => `cat ${i}`);
    const given = reranker.score('dog', texts, stop.signal);
    stop.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(reranker.score('dog', texts, stop.signal)).rejects.toThrow('enough');
    await expect(reranker.score('dog', ['dog'])).resolves.toHaveLength(1);
  });
});

describe('a second stage that starts in the background', () => {
  test('goes from loading to ready, and refuses after it is closed', async () => {
    const handle = startReranker({ model: NAME, modelDir, threads: 1, logger });
    expect(handle.state()).toEqual({ status: 'loading', message: `reranking model ${NAME} is being loaded` });
    const state = await handle.settled();
    if (state.status !== 'ready') throw new Error(state.message);
    await expect(state.reranker.score('cat', ['dog'])).resolves.toHaveLength(1);
    await handle.close();
    await expect(state.reranker.score('cat', ['paper'])).rejects.toThrow('the reranker is closed');
  });

  test('is off without a model', async () => {
    const handle = startReranker({ model: undefined, modelDir, logger });
    expect(handle.state()).toEqual({ status: 'off', message: 'RERANK_MODEL=none: there is no second stage' });
    await handle.close();
  });

  test.each([
    [
      'a model for embedding',
      'test/embedding',
      /expected one finite number as the output logits, .* last_hidden_state/,
    ],
    ['several classes', 'test/classes', /expected one finite number as the output logits, .* logits \[1, \d+\]/],
  ])('%s is no second stage: it fails with a message', async (_, model, message) => {
    const handle = startReranker({ model, modelDir, threads: 1, logger });
    const state = await handle.settled();
    expect(state).toMatchObject({ status: 'failed', message: expect.stringMatching(message) });
    expect(state).toMatchObject({ message: expect.stringMatching(/put them right, or delete them/) });
    await expect(createCrossEncoder({ modelDir, name: model, logger })).rejects.toThrow(EmbedderError);
    await handle.close();
  });
});
