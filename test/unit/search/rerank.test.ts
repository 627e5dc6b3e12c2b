// The second stage by itself: any hits and scores against a plain sort, works that are gone, and stages that do not answer.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import type { Reranker, RerankerHandle } from '../../../src/embedding/reranker.js';
import { createLogger } from '../../../src/logger.js';
import { RERANKED, rerank } from '../../../src/search/rerank.js';
import { understand } from '../../../src/search/understand.js';
import { makeWork } from '../../support/works.js';

const logger = createLogger('silent');
const text = understand('anything');
if (!text) throw new Error('the text is empty');
const idOf = (n: number) => `w:${n}`;

/** Scores by the number of a work. */
function depsOf(score: Reranker['score'], gone: (id: string) => boolean = () => false) {
  const reranker: RerankerHandle = {
    state: () => ({ status: 'ready', reranker: { name: 'test', score, close: async () => undefined } }),
    settled: async () => reranker.state(),
    close: async () => undefined,
  };
  const fetch = async (ids: readonly string[]): Promise<(Work | undefined)[]> =>
    ids.map((id) => (gone(id) ? undefined : makeWork({ id, display_name: id })));
  return { engine: { fetch }, reranker, logger };
}

describe('rerank', () => {
  test('is a stable sort of the first fifty that are still there, the others behind them as they were', async () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(scores, fc.integer({ min: 2, max: 9 }), async (given, nth) => {
        const hits = given.map((_, i) => ({ id: idOf(i), score: 1 / (i + 1) }));
        const gone = (id: string) => Number(id.slice(2)) % nth === 1;
        const deps = depsOf(async (_q, texts) => texts.map((one) => given[Number(one.slice(2))] ?? 0), gone);
        const found = await rerank(deps, text, hits);
        const first = hits.slice(0, RERANKED).filter(({ id }) => !gone(id));
        const scoreAt = ({ id }: { id: string }) => given[Number(id.slice(2))] ?? 0;
        const sorted = [5, 4, 3, 2, 1, 0].flatMap((score) => first.filter((hit) => scoreAt(hit) === score));
        const ids = new Set(first.map(({ id }) => id));
        expect(found.hits.map(({ id }) => id)).toEqual([
          ...sorted.map(({ id }) => id),
          ...hits.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
        ]);
        expect(found.hits.flatMap(({ rerankScore }) => (rerankScore === undefined ? [] : [rerankScore]))).toEqual(
          sorted.map(scoreAt),
        );
        expect(found).toMatchObject({ count: first.length, missing: undefined });
      }),
    );
  });

  test('a stage that takes too long is told to stop, and done without', async () => {
    let stopped = false;
    const never = depsOf(
      (_q, _texts, signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            stopped = true;
            reject(signal.reason);
          });
        }),
    );
    const hits = [{ id: idOf(2) }, { id: idOf(1) }];
    const found = await rerank({ ...never, rerankPatience: 20 }, text, hits);
    const missing = { code: 'rerank_unavailable', message: 'the second stage took longer than 0.02 s' };
    expect([found, stopped]).toEqual([{ hits, count: 0, missing }, true]);
  });

  test('what the engine cannot read is its own error', async () => {
    const deps = { ...depsOf(async () => []), engine: { fetch: () => Promise.reject(new Error('disk')) } };
    await expect(rerank(deps, text, [{ id: 'a' }])).rejects.toThrow('disk');
  });
});
