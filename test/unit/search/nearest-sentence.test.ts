// The nearest sentence: which one it is, and what is said when it cannot be found.
import { describe, expect, test } from '@jest/globals';
import type { Embedder, EmbedderState } from '../../../src/embedding/embedder.js';
import { createLogger } from '../../../src/logger.js';
import { nearestSentences } from '../../../src/search/nearest-sentence.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { makeWork } from '../../support/works.js';

const logger = createLogger('silent');
const VECTORS = {
  near: [1, 0],
  'A title': [0, 1],
  'Quite far.': [0.1, 1],
  'Rather near.': [1, 0.2],
  '1.': [1, 0],
  'Two lines.': [1, 0.1],
};
const fake = createFakeEmbedder({ vectors: VECTORS });
const query = { vector: Float32Array.from([1, 0]), model: fake.identity, floor: 0.3 };
const work = (id: string, abstract?: string) =>
  makeWork({ id, display_name: 'A title', ...(abstract === undefined ? {} : { abstract }) });

function find(embedder: Embedder, works: Parameters<typeof nearestSentences>[2], patience?: number) {
  const state: EmbedderState = { status: 'ready', embedder };
  const handle = { state: () => state, settled: async () => state, close: async () => undefined };
  return nearestSentences({ embedder: handle, logger }, query, works, patience);
}

describe('the nearest sentence', () => {
  test('is the one with the highest cosine, where it stands', async () => {
    const { found, degraded } = await find(fake, [work('w', ' Quite far. Rather near. Quite far.')]);
    expect(degraded).toEqual([]);
    const similarity = expect.closeTo(1 / Math.hypot(1, 0.2), 6);
    expect(found.get('w')).toEqual({ field: 'abstract', start: 12, end: 24, text: 'Rather near.', similarity });
  });

  test('is the title where that is nearer, or where there is no abstract', async () => {
    const { found } = await find(fake, [work('w')]);
    expect(found.get('w')).toMatchObject({ field: 'display_name', text: 'A title', start: 0, end: 7 });
  });

  test('is answered as written and embedded on one line; what has no letter is no sentence', async () => {
    const { found } = await find(fake, [work('w', '1.\n\nTwo\nlines.')]);
    expect(found.get('w')?.text).toBe('Two\nlines.');
  });

  test('its sentences are embedded as such, one work after the other', async () => {
    const own = createFakeEmbedder({ vectors: VECTORS });
    await find(own, [work('v', 'Quite far.'), work('w')]);
    expect(own.calls).toEqual([
      { texts: ['A title', 'Quite far.'], priority: 'sentence' },
      { texts: ['A title'], priority: 'sentence' },
    ]);
  });

  test('of a long text the beginning is read', async () => {
    const own = createFakeEmbedder({ vectors: VECTORS });
    await find(own, [work('w', 'Quite far. '.repeat(500))]);
    expect(own.calls[0]?.texts).toHaveLength(16);
  });
});

describe('what cannot be found', () => {
  test('in time is left out, and the answer says so', async () => {
    const slow: Embedder = {
      ...fake,
      embed: (texts, priority) => (texts.length > 1 ? new Promise(() => undefined) : fake.embed(texts, priority)),
    };
    const { found, degraded } = await find(slow, [work('u'), work('v', 'Quite far.'), work('w')], 20);
    expect([...found.keys()]).toEqual(['u']);
    expect(degraded).toEqual([
      { code: 'explain_incomplete', message: expect.stringContaining('of 2 of 3 works were not found in time') },
    ]);
  });

  test('as the model fails is said, and fails nothing else', async () => {
    const broken: Embedder = { ...fake, embed: () => Promise.reject(new Error('the model broke')) };
    const { found, degraded } = await find(broken, [work('u')]);
    expect(found.size).toBe(0);
    expect(degraded).toEqual([{ code: 'explain_incomplete', message: expect.stringContaining('not be embedded') }]);
  });
});
