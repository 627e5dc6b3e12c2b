// Both legs at once: one matched set, two rankings of it.
import { expect } from '@jest/globals';
import type { Filter } from '../../src/domain/query.js';
import { type Check, embed, idsOf, index, matchedIds, near, search, words } from '../support/engine-session.js';
import { degrees, makeModel, makeWork } from '../support/works.js';

const MODEL = makeModel(2);
const WORKS = [
  makeWork({ id: 'both', display_name: 'robots', publication_year: 2020 }),
  makeWork({ id: 'meaning', display_name: 'automata', publication_year: 2021 }),
  makeWork({ id: 'neither', display_name: 'graphs', publication_year: 2021 }),
  makeWork({ id: 'words', display_name: 'robots and something else', publication_year: 2019 }),
];
const VECTORS = { both: degrees(20), meaning: degrees(10), neither: degrees(120), words: degrees(90) };

export function checkHybrid(check: Check): void {
  check('a work matches by its words or by its meaning', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, VECTORS);
    const given = { text: words('robots'), semantic: near(degrees(0), 0.5) };
    const answer = await search(engine, given);
    expect(idsOf(answer.lexical)).toEqual(['both', 'words']);
    expect(idsOf(answer.semantic)).toEqual(['meaning', 'both']);
    expect(await matchedIds(engine, given)).toEqual(['both', 'meaning', 'words']);
  });

  check('a work found by both legs counts once', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, VECTORS);
    const { total, facets } = await search(engine, {
      text: words('robots'),
      semantic: near(degrees(0), 0.5),
      facets: [{ field: 'publication_year', size: 9 }],
    });
    expect(total).toEqual({ value: 3, relation: 'eq' });
    expect(facets.get('publication_year')?.map((bucket) => bucket.count)).toEqual([1, 1, 1]);
  });

  check('the window cuts the legs, never the matched set', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, VECTORS);
    const order = { by: [{ field: 'publication_year', direction: 'desc' as const }], offset: 0, limit: 9 };
    const answer = await search(engine, { text: words('robots'), semantic: near(degrees(0), 0.5), window: 1, order });
    expect([idsOf(answer.lexical), idsOf(answer.semantic)]).toEqual([['both'], ['meaning']]);
    expect([answer.total.value, answer.sorted]).toEqual([3, ['meaning', 'both', 'words']]);
  });

  check('a filter binds both legs', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, VECTORS);
    const filter: Filter = { type: 'range', field: 'publication_year', gte: 2020 };
    const answer = await search(engine, { text: words('robots'), semantic: near(degrees(0), 0.5), filter });
    expect([idsOf(answer.lexical), idsOf(answer.semantic), answer.total.value]).toEqual([
      ['both'],
      ['meaning', 'both'],
      2,
    ]);
  });

  check('works that have no vector yet are found by their words', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, { meaning: degrees(0) });
    const answer = await search(engine, { text: words('robots'), semantic: near(degrees(0), 0.5) });
    expect([idsOf(answer.lexical), idsOf(answer.semantic)]).toEqual([['both', 'words'], ['meaning']]);
  });

  check('a query without a word is still searched by its meaning', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, MODEL, VECTORS);
    const answer = await search(engine, { text: words('…'), semantic: near(degrees(0), 0.5) });
    expect([answer.lexical, idsOf(answer.semantic), answer.total.value]).toEqual([[], ['meaning', 'both'], 2]);
  });
}
