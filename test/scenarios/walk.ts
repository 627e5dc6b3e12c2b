// Walking an answer by cursor: every work once, in the order of the pages, for every order and any engine.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { worksAnswer } from '../../src/api/answers.js';
import { type OpenEngine, type Served, serve } from './serve.js';

type Page = z.infer<typeof worksAnswer>;

const ORDERS = [
  '',
  'sort=publication_year',
  'sort=publication_date:desc',
  'sort=publication_date,cited_by_count:desc',
  'sort=cited_by_count',
  'search=reads&mode=keyword',
  'search=reads&sort=publication_year:desc',
];

export function checkWalks(name: string, openEngine: OpenEngine): void {
  describe(`${name}: cursors`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openEngine);
    });
    afterAll(() => served.close());
    const ask = async (query: string) => (await served.ask({ path: `/works?${query}` })).body as Page;

    test.each(ORDERS)('walking by cursor meets what one long page shows: "%s"', async (order) => {
      const long = await ask(`${order}&per_page=200`);
      const seen: (string | undefined)[] = [];
      let cursor: string | null | undefined = '*';
      for (let pages = 0; cursor && pages < 50; pages++) {
        const page: Page = await ask(`${order}&per_page=3&cursor=${cursor}`);
        expect(page.meta).toMatchObject({ count: long.meta.count, page: null, reachable: long.meta.reachable });
        seen.push(...page.results.map((work) => work.id));
        cursor = page.meta.next_cursor;
      }
      expect(seen).toEqual(long.results.map((work) => work.id));
      expect([cursor, seen.length]).toEqual([null, long.meta.count]);
    });

    test('without a cursor there is none in the answer', async () => {
      expect((await ask('')).meta).not.toHaveProperty('next_cursor');
    });

    const refused = async (query: string) => {
      const answer = await served.ask({ path: `/works?${query}` });
      return [answer.status, (answer.body as { path?: string }).path];
    };

    test('a cursor of another search, a damaged one, and one beside a page are refused', async () => {
      const { meta } = await ask('sort=cited_by_count&per_page=2&cursor=*');
      const cursor = meta.next_cursor ?? '';
      for (const query of [
        `sort=cited_by_count:desc&cursor=${cursor}`,
        `sort=cited_by_count&filter=type:article&cursor=${cursor}`,
        `search=reads&cursor=${cursor}`,
        `sort=cited_by_count&cursor=${cursor.slice(1)}`,
        'cursor=',
        'cursor=eyJvZiI6IjEifQ',
        'cursor=*&page=2',
        `cursor=${'x'.repeat(5000)}`,
      ]) {
        expect([query, ...(await refused(query))]).toEqual([query, 400, 'cursor']);
      }
    });
  });
}
