// The query cache: what it remembers, what it shares, what it forgets.
import { describe, expect, test } from '@jest/globals';
import { type Embedder, EmbedderError } from '../../../src/embedding/embedder.js';
import { withCache } from '../../../src/embedding/with-cache.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';

function queriesSeen(inner: ReturnType<typeof createFakeEmbedder>): string[] {
  return inner.calls.flatMap(({ texts }) => texts);
}

describe('withCache', () => {
  test('answers a repeated query from memory, with the same vector', async () => {
    const inner = createFakeEmbedder();
    const cached = withCache(inner, { maxEntries: 10 });
    const first = await cached.embed(['a b', 'c'], 'query');
    const second = await cached.embed(['c', 'a b'], 'query');
    expect(second).toEqual([first[1], first[0]]);
    expect(queriesSeen(inner)).toEqual(['a b', 'c']);
  });

  test('forgets the least recently used query first', async () => {
    const inner = createFakeEmbedder();
    const cached = withCache(inner, { maxEntries: 2 });
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embed([text], 'query');
    // c pushed out b, not a, which had been used in between.
    expect(queriesSeen(inner)).toEqual(['a', 'b', 'c', 'b']);
  });

  test('remembers sentences beside the queries', async () => {
    const inner = createFakeEmbedder();
    const cached = withCache(inner, { maxEntries: 1, maxSentences: 2 });
    await cached.embed(['a'], 'query');
    const first = await cached.embed(['a', 'b', 'a'], 'sentence');
    expect(await cached.embed(['b', 'a'], 'sentence')).toEqual([first[1], first[0]]);
    await cached.embed(['a'], 'query');
    await cached.embed(['c', 'b'], 'sentence');
    expect(inner.calls.map(({ texts, priority }) => `${priority} ${texts}`)).toEqual([
      ...['query a', 'sentence a', 'sentence b', 'sentence c', 'sentence b'],
    ]);
  });

  test('documents pass through and push nothing out', async () => {
    const inner = createFakeEmbedder();
    const cached = withCache(inner, { maxEntries: 1 });
    await cached.embed(['q'], 'query');
    await cached.embed(['d1', 'd2'], 'document');
    await cached.embed(['d1', 'd2'], 'document');
    await cached.embed(['q'], 'query');
    expect(inner.calls.map(({ priority }) => priority)).toEqual(['query', 'document', 'document']);
  });
});

describe('withCache at the same time', () => {
  test('equal queries share one computation', async () => {
    const inner = createFakeEmbedder();
    const cached = withCache(inner, { maxEntries: 10 });
    const [a, b] = await Promise.all([cached.embed(['x', 'x'], 'query'), cached.embed(['x'], 'query')]);
    expect(a).toEqual([b[0], b[0]]);
    expect(queriesSeen(inner)).toEqual(['x']);
  });

  test('a caller that changes its vector does not change the remembered one', async () => {
    const cached = withCache(createFakeEmbedder(), { maxEntries: 10 });
    const [mine] = await cached.embed(['x'], 'query');
    const before = [...(mine ?? [])];
    mine?.fill(0);
    const [again] = await cached.embed(['x'], 'query');
    expect([...(again ?? [])]).toEqual(before);
  });

  test('a failure reaches everybody who waits for it and is not remembered', async () => {
    const inner = createFakeEmbedder();
    let failing = true;
    const flaky: Embedder = {
      ...inner,
      embed: (texts, priority) =>
        failing ? Promise.reject(new EmbedderError('worker died')) : inner.embed(texts, priority),
    };
    const cached = withCache(flaky, { maxEntries: 10 });
    const results = await Promise.allSettled([cached.embed(['x'], 'query'), cached.embed(['x'], 'query')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing = false;
    await expect(cached.embed(['x'], 'query')).resolves.toHaveLength(1);
  });

  test('after close even a remembered query is refused', async () => {
    const cached = withCache(createFakeEmbedder(), { maxEntries: 10 });
    await cached.embed(['x'], 'query');
    await cached.close();
    await expect(cached.embed(['x'], 'query')).rejects.toThrow(EmbedderError);
  });
});
