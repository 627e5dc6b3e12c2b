// What a second stage may change of an answer, over HTTP: the order of the first fifty, alike on every page, and nothing else.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { RERANKED } from '../../src/search/rerank.js';
import { scoreOfText } from '../support/fake-reranker.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { makeWork } from '../support/works.js';
import { type Served, serve } from './serve.js';

/** Their texts have lengths of their own, a few alike, in no order of relevance. */
const WORKS = Array.from({ length: 130 }, (_, i) => {
  const display_name = `${'alike '.repeat(1 + (i % 3))}${'x'.repeat(1 + ((i * 37) % 40))}`;
  return makeWork({ id: `w:${String(i).padStart(3, '0')}`, display_name, type: i % 2 ? 'article' : 'dataset' });
});
const ASKED = 'search=alike&mode=keyword&facets=type&select=id,display_name,relevance_score';

let served: Served;
beforeAll(async () => {
  const library = createOracleLibrary();
  const open = async () => ({ library, close: async () => undefined });
  served = await serve(open, 'unembedded', 'off', { works: WORKS, reranker: 'ready' });
});
afterAll(() => served.close());

const ask = async (query: string) => (await served.ask({ path: `/works?${query}` })).body as WorksAnswer;
const idsOf = ({ results }: WorksAnswer) => results.map(({ id }) => id);

describe('rerank=true', () => {
  test('orders the first fifty by the second stage, equal scores as they were, and leaves the rest', async () => {
    const before = await ask(`${ASKED}&per_page=200`);
    const after = await ask(`${ASKED}&per_page=200&rerank=true`);
    const scored = before.results
      .slice(0, RERANKED)
      .map((work) => ({ work, score: scoreOfText(work.title ?? work.display_name ?? '') }));
    // insertion sort, for an order of our own
    const expected: typeof scored = [];
    for (const one of scored) {
      const at = expected.findIndex(({ score }) => score < one.score);
      expected.splice(at === -1 ? expected.length : at, 0, one);
    }
    const rest = before.results.slice(RERANKED);
    expect(after.results).toEqual([...expected.map(({ work }) => work), ...rest]);
    expect(idsOf(after)).not.toEqual(idsOf(before));
    expect(after.meta.reranked).toBe(RERANKED);
    expect(after.facets).toEqual(before.facets);
    const { reranked, db_response_time_ms, ...meta } = after.meta;
    expect(before.meta).toMatchObject(meta);
  });

  test.each([3, 7, 25, 50, 60])('pages of %d are one long page', async (size) => {
    const long = await ask(`${ASKED}&per_page=200&rerank=true`);
    const seen: (string | undefined)[] = [];
    for (let page = 1; seen.length < WORKS.length; page++) {
      const answer = await ask(`${ASKED}&per_page=${size}&page=${page}&rerank=true`);
      expect(answer.meta.reranked).toBe(RERANKED);
      seen.push(...idsOf(answer));
    }
    expect(seen).toEqual(idsOf(long));
  });

  test('a cursor walks the same order, and belongs to it', async () => {
    const long = await ask(`${ASKED}&per_page=200&rerank=true`);
    const first = await ask(`${ASKED}&per_page=40&rerank=true&cursor=*`);
    const next = `per_page=40&cursor=${first.meta.next_cursor}`;
    const second = await ask(`${ASKED}&${next}&rerank=true`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(long).slice(0, 80));
    expect(await served.ask({ path: `/works?${ASKED}&${next}` })).toMatchObject({ status: 400 });
  });
});
