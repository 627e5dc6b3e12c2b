// Searching by name where more match than are ranked: common names, and what paging reaches.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Library } from '../../../src/engine/engine.js';
import { type EntityRequest, NAMES_WINDOW, searchEntities } from '../../../src/search/search-entities.js';
import { makeAuthor, makeTopic } from '../../support/entities.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

const COUNT = 3 * NAMES_WINDOW;
const asked = (given: Partial<EntityRequest>): EntityRequest => ({
  page: 1,
  perPage: 25,
  facets: [],
  facetSize: 10,
  ...given,
});
const idOf = (number: number) => `w${String(number).padStart(4, '0')}`;

describe('a name that more people have than are ranked', () => {
  let library: Library;
  beforeAll(async () => {
    library = createOracleLibrary();
    const many = Array.from({ length: COUNT }, (_, i) =>
      makeAuthor({
        id: idOf(i),
        // long names score low: words alone would never let them in
        display_name: i === COUNT - 1 ? 'Wang Anna Maria Theresia Elisabeth Katharina' : `Wang P${i}`,
        works_count: i,
      }),
    );
    await library.authors.write(many);
    await library.authors.refresh();
  });

  test('who has most works comes first, however the engine scores the name', async () => {
    const { hits, total } = await searchEntities(library, 'authors', asked({ search: 'wang', perPage: 2 }));
    expect(hits.map(({ entity }) => entity.id)).toEqual([idOf(COUNT - 1), idOf(COUNT - 2)]);
    expect(total).toEqual({ value: COUNT, relation: 'eq' });
  });

  test('what paging reaches is said, reached, and the same from every page', async () => {
    const pages = [];
    const { reachable } = await searchEntities(library, 'authors', asked({ search: 'wang' }));
    for (let page = 1; (page - 1) * 200 < reachable; page++) {
      pages.push(await searchEntities(library, 'authors', asked({ search: 'wang', page, perPage: 200 })));
    }
    const ids = pages.flatMap(({ hits }) => hits.map(({ entity }) => entity.id));
    expect(new Set(ids).size).toBe(reachable);
    expect(reachable).toBeGreaterThanOrEqual(NAMES_WINDOW);
    expect(reachable).toBeLessThanOrEqual(2 * NAMES_WINDOW);
    const beyond = searchEntities(library, 'authors', asked({ search: 'wang', page: 7, perPage: 200 }));
    await expect(beyond).rejects.toMatchObject({ code: 'page_out_of_reach' });
  });

  test('a sorted search reaches all of them by cursor', async () => {
    const seen: string[] = [];
    let cursor: string | undefined = '*';
    while (cursor !== undefined) {
      const request = asked({ search: 'wang', sort: 'works_count', cursor, perPage: 200 });
      const answer = await searchEntities(library, 'authors', request);
      expect(answer.reachable).toBe(COUNT);
      seen.push(...answer.hits.map(({ entity }) => entity.id));
      cursor = answer.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: COUNT }, (_, i) => idOf(i)));
  });

  test('an author removed after the last refresh is left out', async () => {
    await library.authors.remove([idOf(COUNT - 2)]);
    for (const sort of [undefined, 'works_count:desc']) {
      const { hits } = await searchEntities(library, 'authors', asked({ search: 'wang', sort, perPage: 3 }));
      expect(hits.map(({ entity }) => entity.id)).not.toContain(idOf(COUNT - 2));
    }
  });
});

describe('topics', () => {
  test('an exact name comes before what scores higher and has more works', async () => {
    const library = createOracleLibrary();
    await library.topics.write([
      makeTopic({ id: 'a', display_name: 'Tides, tides and more tides', works_count: 9 }),
      makeTopic({ id: 'b', display_name: 'Dikes', display_name_alternatives: ['Tides'], works_count: 1 }),
      makeTopic({ id: 'c', display_name: 'Power', works_count: 5 }),
    ]);
    await library.topics.refresh();
    const { hits } = await searchEntities(library, 'topics', asked({ search: 'tides' }));
    expect(hits.map(({ entity, score }) => [entity.id, score])).toEqual([
      ['b', 1],
      ['a', 0.5],
    ]);
  });
});
