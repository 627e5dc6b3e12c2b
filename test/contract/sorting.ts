// Sorting and paging of the matched set.
import { expect } from '@jest/globals';
import type { SortKey } from '../../src/domain/query.js';
import { type Check, index, search, words } from '../support/engine-session.js';
import { byAuthor, makeWork, titled } from '../support/works.js';

const asc = (field: string): SortKey => ({ field, direction: 'asc' });
const desc = (field: string): SortKey => ({ field, direction: 'desc' });
const page = (by: readonly SortKey[], offset = 0, limit = 100) => ({ order: { by, offset, limit } });

const WORKS = [
  makeWork({ id: 'a', display_name: 'robot', publication_year: 2020, cited_by_count: 1 }),
  makeWork({ id: 'b', display_name: 'robot', cited_by_count: 3 }),
  makeWork({ id: 'c', display_name: 'graph', publication_year: 0, cited_by_count: 3 }),
  makeWork({
    id: 'd',
    display_name: 'robot',
    publication_year: 2020,
    cited_by_count: 2,
    publication_date: '2020-01-02',
  }),
  makeWork({ id: 'e', display_name: 'robot', authorships: [byAuthor('Ann Lee')], publication_date: '1969-01-01' }),
];

export function checkSorting(check: Check): void {
  checkOrder(check);
  checkPaging(check);
  checkPlace(check);
}

function checkOrder(check: Check): void {
  check('works without the field come last in either direction; ties are broken by id', async ({ engine }) => {
    await index(engine, [...WORKS].reverse());
    expect((await search(engine, page([asc('publication_year')]))).sorted).toEqual(['c', 'a', 'd', 'b', 'e']);
    expect((await search(engine, page([desc('publication_year')]))).sorted).toEqual(['a', 'd', 'c', 'b', 'e']);
  });

  check('later keys decide where earlier ones are equal or both missing', async ({ engine }) => {
    await index(engine, WORKS);
    const by = [desc('publication_year'), desc('cited_by_count')];
    expect((await search(engine, page(by))).sorted).toEqual(['d', 'a', 'c', 'b', 'e']);
    expect((await search(engine, page([asc('publication_year'), asc('cited_by_count')]))).sorted).toEqual([
      'c',
      'a',
      'd',
      'e',
      'b',
    ]);
  });

  check('dates and counts sort, days before 1970 and zero included', async ({ engine }) => {
    await index(engine, WORKS);
    expect((await search(engine, page([asc('publication_date')]))).sorted).toEqual(['e', 'd', 'a', 'b', 'c']);
    expect((await search(engine, page([desc('authors_count')]))).sorted).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect((await search(engine, page([asc('cited_by_count')]))).sorted).toEqual(['e', 'a', 'd', 'b', 'c']);
  });

  check('without a key the order is that of the ids, by code point', async ({ engine }) => {
    const ids = ['W9', 'w10', 'w2', 'é', 'ｗ', '𝐰'];
    await index(engine, titled(Object.fromEntries([...ids].reverse().map((id) => [id, 'same']))));
    expect((await search(engine, page([]))).sorted).toEqual(ids);
    expect((await search(engine, page([asc('publication_year')]))).sorted).toEqual(ids);
    expect((await search(engine, page([desc('cited_by_count')]))).sorted).toEqual(ids);
  });

  check('sorting speaks of the matched set, not of the window', async ({ engine }) => {
    await index(engine, WORKS);
    const given = { text: words('robot'), window: 1, ...page([desc('cited_by_count')]) };
    expect((await search(engine, given)).sorted).toEqual(['b', 'd', 'a', 'e']);
  });

  check('without an order nothing is sorted', async ({ engine }) => {
    await index(engine, WORKS);
    expect((await search(engine, { text: words('robot') })).sorted).toEqual([]);
  });
}

function checkPaging(check: Check): void {
  check('a page goes on behind a position, whether or not a work stands there', async ({ engine }) => {
    await index(engine, WORKS);
    const by = [desc('cited_by_count')];
    const after = (values: (number | undefined)[], id: string) => ({ ...page(by).order, after: { values, id } });
    const whole = (await search(engine, page(by))).sorted;
    const works = await engine.fetch(whole);
    for (const [i, work] of works.entries()) {
      const { sorted } = await search(engine, { order: after([work?.cited_by_count], work?.id ?? '') });
      expect(sorted).toEqual(whole.slice(i + 1));
    }
    expect((await search(engine, { order: after([Number.MAX_SAFE_INTEGER], '') })).sorted).toEqual(whole);
    expect((await search(engine, { order: after([undefined], '') })).sorted).toEqual([]);
    expect((await search(engine, { order: { ...after([0], ''), offset: 0, limit: 0 } })).sorted).toEqual([]);
  });

  check('a page is a cut of the whole order', async ({ engine }) => {
    await index(engine, WORKS);
    const by = [desc('cited_by_count')];
    expect((await search(engine, page(by))).sorted).toEqual(['b', 'c', 'd', 'a', 'e']);
    expect((await search(engine, page(by, 1, 2))).sorted).toEqual(['c', 'd']);
    expect((await search(engine, page(by, 4, 2))).sorted).toEqual(['e']);
  });

  check('a page beyond the end is empty, the total stays', async ({ engine }) => {
    await index(engine, WORKS);
    for (const [offset, limit] of [
      [5, 10],
      [99, 10],
      [0, 0],
    ] as const) {
      const { sorted, total } = await search(engine, page([asc('cited_by_count')], offset, limit));
      expect([sorted, total.value]).toEqual([[], 5]);
    }
  });

  check('deep pages of many equal keys neither repeat nor lose a work', async ({ engine }) => {
    const works = Array.from({ length: 257 }, (_, i) => makeWork({ id: `w${i}`, cited_by_count: i % 2 }));
    await index(engine, works);
    const seen: string[] = [];
    for (let offset = 0; offset < 257; offset += 50) {
      seen.push(...(await search(engine, page([desc('cited_by_count')], offset, 50))).sorted);
    }
    const expected = [1, 0].flatMap((parity) =>
      works.flatMap((work) => (work.cited_by_count === parity ? [work.id] : [])).sort(),
    );
    expect(seen).toEqual(expected);
  });
}

function checkPlace(check: Check): void {
  check('the position of the last one is that of the index, whatever is written since', async ({ engine }) => {
    await index(engine, WORKS);
    for (const by of [[desc('cited_by_count')], [asc('publication_date'), desc('publication_year')], []]) {
      const whole = (await search(engine, page(by))).sorted;
      const { last } = await search(engine, page(by, 0, 2));
      expect(last).toEqual({ values: by.map(() => expect.anything()), id: whole[1] });
      // neither moves a place that was read before, whether searches know already or not
      await engine.write([makeWork({ id: whole[1] as string, display_name: 'robot', cited_by_count: 99 })]);
      await engine.remove([whole[0] as string]);
      const { order } = page(by);
      const { sorted } = await search(engine, { order: { ...order, ...(last ? { after: last } : {}) } });
      expect(sorted.filter((id) => id !== whole[1])).toEqual(whole.slice(2));
      await index(engine, WORKS);
    }
    expect((await search(engine, page([asc('publication_date')], 4, 1))).last).toEqual({
      values: [undefined],
      id: 'c',
    });
    expect((await search(engine, page([desc('cited_by_count')], 9))).last).toBeUndefined();
  });
}
