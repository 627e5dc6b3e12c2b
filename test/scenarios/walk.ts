// Walking an answer by cursor: everything once, in the order of the pages, for every order and any engine.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { worksAnswer } from '../../src/api/answers/works.js';
import { type Answer, type OpenLibrary, type Served, serve } from './serve.js';

type Page = z.infer<typeof worksAnswer>;

const ORDERS = [
  '/works?',
  '/works?sort=publication_year',
  '/works?sort=publication_date:desc',
  '/works?sort=publication_date,cited_by_count:desc',
  '/works?sort=cited_by_count',
  '/works?search=reads&mode=keyword',
  '/works?search=reads&sort=publication_year:desc',
  '/authors/author:daniel-roth/works?',
  '/authors/author:daniel-roth/works?search=networks',
  '/authors?',
  '/authors?search=a&sort=followers_count:desc,h_index',
  '/topics?sort=cited_by_count',
  '/institutions?search=lagos+institute',
];

export function checkWalks(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: cursors`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary);
    });
    afterAll(() => served.close());
    const askAt = async (path: string) => (await served.ask({ path })).body as Page;
    const ask = (query: string) => askAt(`/works?${query}`);

    test.each(ORDERS)('walking by cursor meets what one long page shows: "%s"', async (order) => {
      const long = await askAt(`${order}&per_page=200`);
      const seen: (string | undefined)[] = [];
      let cursor: string | null | undefined = '*';
      for (let pages = 0; cursor && pages < 50; pages++) {
        const page: Page = await askAt(`${order}&per_page=3&cursor=${cursor}`);
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
    refusals((path) => served.ask({ path }));
  });
}

function refusals(askAt: (path: string) => Promise<Answer>): void {
  const cursorOf = async (path: string) => {
    const { body } = await askAt(`${path}?sort=cited_by_count&per_page=2&cursor=*`);
    return (body as Page).meta.next_cursor ?? '';
  };
  const refused = async (query: string) => {
    const answer = await askAt(`/works?${query}`);
    return [answer.status, (answer.body as { path?: string }).path];
  };

  test('a cursor of another search, a damaged one, and one beside a page are refused', async () => {
    const cursor = await cursorOf('/works');
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

  test('a cursor belongs to one list', async () => {
    const daniel = '/authors/author:daniel-roth/works';
    const ada = '/authors/author:ada-lindqvist/works';
    const lists = ['/works', '/authors', '/topics', daniel, ada];
    for (const one of lists) {
      for (const other of lists) {
        const { status } = await askAt(`${other}?sort=cited_by_count&cursor=${await cursorOf(one)}`);
        expect([one, other, status]).toEqual([one, other, one === other ? 200 : 400]);
      }
    }
  });
}
