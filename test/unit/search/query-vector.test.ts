// Vectors of long queries: the model's own for what fits its window, else the mean of passages; and what they cost.
import { describe, expect, test } from '@jest/globals';
import type { Embedder } from '../../../src/embedding/embedder.js';
import { passagesFor, queryVector } from '../../../src/search/query-vector.js';
import { estimateTokens } from '../../../src/text/passages.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';

const A = 'Graphs have many nodes.';
const B = 'Robots walk slowly home.';
const LONG = Array.from({ length: 900 }, (_, i) => `Sentence ${i} says nothing.`).join(' ');

const lengthOf = (vector: Float32Array) => Math.hypot(...vector);

describe('queryVector', () => {
  test('a text that fits has the vector of the model', async () => {
    const embedder = createFakeEmbedder();
    expect(await queryVector(embedder, A)).toEqual((await embedder.embed([A], 'query'))[0]);
    expect(embedder.calls[0]).toEqual({ texts: [A], priority: 'query' });
  });

  test('a longer one has the mean of its passages by length, the first one threefold', async () => {
    const embedder = createFakeEmbedder({ vectors: { [A]: [1, 0], [B]: [0, 1] }, maxTokens: 7 });
    expect([estimateTokens(A), estimateTokens(B)]).toEqual([5, 5]);
    const [x, y] = (await queryVector(embedder, `${A} ${B}`)) as unknown as [number, number];
    expect(x / y).toBeCloseTo(3, 5);
    expect(Math.hypot(x, y)).toBeCloseTo(1, 6);
    expect(embedder.calls.every(({ priority }) => priority === 'query')).toBe(true);
  });

  test('passages that cancel each other out leave the first', async () => {
    const embedder = createFakeEmbedder({ vectors: { 'a b c d': [1, 0], 'e f': [-1, 0] }, maxTokens: 5 });
    const opposed: Embedder = {
      ...embedder,
      embed: async (texts) => texts.map((text) => Float32Array.of(text === 'a b c d' ? 1 : -6, 0)),
    };
    expect(passagesFor('a b c d e f', 5)).toEqual(['a b c d', 'e f']);
    expect(await queryVector(opposed, 'a b c d e f')).toEqual(Float32Array.of(1, 0));
  });

  test('equal texts have equal vectors of unit length', async () => {
    const once = await queryVector(createFakeEmbedder(), LONG);
    expect(await queryVector(createFakeEmbedder(), LONG)).toEqual(once);
    expect(lengthOf(once)).toBeCloseTo(1, 6);
  });

  test('some passages speak for a text of any length, the first among them, and only a few wait at a time', async () => {
    let [waiting, most, all] = [0, 0, 0];
    const embedder: Embedder = {
      ...createFakeEmbedder(),
      maxTokens: 8,
      embed: async (texts) => {
        all++;
        most = Math.max(most, ++waiting);
        await new Promise((resolve) => setImmediate(resolve));
        waiting--;
        return texts.map(() => Float32Array.of(1, 0));
      },
    };
    await queryVector(embedder, LONG);
    expect({ all, most }).toEqual({ all: 32, most: 4 });
    const passages = passagesFor(LONG, 8);
    expect(passages[0]).toMatch(/^Sentence 0 /);
    expect(passages.at(-1)).toMatch(/^Sentence 8[78]\d /);
  });

  test('a passage that cannot be embedded fails the text', async () => {
    const embedder = createFakeEmbedder({ maxTokens: 8 });
    await embedder.close();
    await expect(queryVector(embedder, LONG)).rejects.toThrow('the embedder is closed');
  });
});
