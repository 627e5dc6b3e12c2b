// Random orders: the same for the same seed, cut into pages, over the matched set.
import { expect } from '@jest/globals';
import type { Engine, RetrievalRequest } from '../../src/engine/engine.js';
import { type Check, index, search, words } from '../support/engine-session.js';
import { makeWork } from '../support/works.js';

const MANY = 240;
const LARGEST_SEED = 2 ** 31 - 1;
const WORKS = Array.from({ length: MANY }, (_, i) =>
  makeWork({ id: `w${i}`, display_name: i % 3 === 0 ? 'robot' : 'graph', type: i % 2 === 0 ? 'article' : 'dataset' }),
);

async function drawn(
  engine: Engine,
  seed: number,
  given: Partial<RetrievalRequest> & { offset?: number; limit?: number } = {},
): Promise<string[]> {
  const { offset = 0, limit = 1000, ...rest } = given;
  return [...(await search(engine, { ...rest, order: { by: { seed }, offset, limit } })).sorted];
}

export function checkShuffles(check: Check): void {
  checkOrder(check);
  checkPaging(check);
}

function checkOrder(check: Check): void {
  check('a shuffle is an order of the whole matched set, the same for the same seed', async ({ engine }) => {
    await index(engine, WORKS);
    const all = WORKS.map(({ id }) => id).sort();
    const orders = new Set<string>();
    for (const seed of [0, 1, 2, 42, LARGEST_SEED]) {
      const order = await drawn(engine, seed);
      expect([...order].sort()).toEqual(all);
      expect(await drawn(engine, seed)).toEqual(order);
      orders.add(order.join());
    }
    expect(orders.size).toBe(5);
    expect(orders.has(all.join())).toBe(false);
  });

  check('it draws from what matches by filter and words, and total and facets are as ever', async ({ engine }) => {
    await index(engine, WORKS);
    const given: Partial<RetrievalRequest> = {
      text: words('robot'),
      filter: { type: 'values', field: 'type', values: ['article'] },
    };
    const answer = await search(engine, {
      ...given,
      order: { by: { seed: 7 }, offset: 0, limit: 10 },
      facets: [{ field: 'type', size: 1, selection: 'kept' }],
    });
    expect(new Set(answer.sorted).size).toBe(10);
    expect(answer.sorted.filter((id) => Number(id.slice(1)) % 6 !== 0)).toEqual([]);
    expect(answer.total).toEqual({ value: MANY / 6, relation: 'eq' });
    expect(answer.facets.get('type')?.map(({ key, count }) => [key, count])).toEqual([['article', MANY / 6]]);
    expect(answer.lexical).toHaveLength(MANY / 6);
  });

  check('a narrower set keeps the order, and so does another write', async ({ engine }) => {
    await index(engine, WORKS);
    const whole = await drawn(engine, 5);
    const filter = { type: 'values', field: 'type', values: ['dataset'] } as const;
    expect(await drawn(engine, 5, { filter })).toEqual(whole.filter((id) => Number(id.slice(1)) % 2 === 1));
    await index(engine, [makeWork({ id: 'new' }), makeWork({ id: 'w0', display_name: 'rewritten' })]);
    expect((await drawn(engine, 5)).filter((id) => id !== 'new')).toEqual(whole);
  });

  check('every work comes first with about the same chance', async ({ engine }) => {
    const few = WORKS.slice(0, 8);
    await index(engine, few);
    const firsts = new Map(few.map(({ id }) => [id, 0]));
    const draws = 160;
    for (let seed = 0; seed < draws; seed++) {
      const [first = ''] = await drawn(engine, seed * 7_919, { limit: 1 });
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    const expected = draws / few.length;
    const deviation = [...firsts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // χ² with seven degrees of freedom is above 29.9 once in ten thousand times; the seeds are always the same
    expect(firsts.size).toBe(few.length);
    expect(deviation).toBeLessThan(29.9);
  });
}

function checkPaging(check: Check): void {
  check('pages of a shuffle neither repeat nor lose a work', async ({ engine }) => {
    await index(engine, WORKS);
    const whole = await drawn(engine, 11);
    const pages: string[] = [];
    for (let offset = 0; offset < MANY + 50; offset += 50) {
      pages.push(...(await drawn(engine, 11, { offset, limit: 50 })));
    }
    expect(pages).toEqual(whole);
    expect(await drawn(engine, 11, { limit: 0 })).toEqual([]);
    expect(await drawn(engine, 11, { offset: 3, limit: 1 })).toEqual(whole.slice(3, 4));
  });
}
