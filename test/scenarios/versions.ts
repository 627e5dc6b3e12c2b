// The tenth promise about a search: versions of one paper are one work, through the API.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { WorkAnswer, WorksAnswer } from '../../src/api/answers/works.js';
import type { Work } from '../../src/domain/work.js';
import { arbitraryPapers, type Paper, shuffled } from '../support/paper-records.js';
import { embedAll, embedderOf, type OpenLibrary, type Served, serve } from './serve.js';

const PATIENCE = 90_000;

/** Drawn once: filling a library takes a server some seconds. */
function drawPapers(): { papers: Paper[]; records: Paper['records'] } {
  const drawn = arbitraryPapers(14).chain((papers) =>
    fc.tuple(fc.constant(papers), shuffled(papers.flatMap(({ records }) => records))),
  );
  const [one] = fc.sample(drawn, { numRuns: 1, seed: Date.now() % 2 ** 31 });
  const [papers, records] = one as [Paper[], Work[]];
  return { papers, records };
}

export function checkVersions(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: 10: versions of one paper are one work`, () => {
    const { papers, records } = drawPapers();
    const told = `of ${records.map(({ id }) => id).join(' ')}`;
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'unembedded', 'ready', { works: records });
      await embedAll(served.library.works, embedderOf('ready'), records.length);
    }, PATIENCE);
    afterAll(() => served?.close());
    const ask = async <A>(path: string): Promise<A> => {
      const { status, body } = await served.ask({ path });
      expect([path, told, status]).toEqual([path, told, 200]);
      return body as A;
    };

    test('each is found by every id, and names all versions', async () => {
      for (const paper of papers) {
        const own = paper.records.map(({ id }) => id).sort();
        const ids = paper.records.flatMap(({ id, ids: { doi } }) => (doi === undefined ? [id] : [id, doi]));
        for (const id of ids) {
          const work = await ask<WorkAnswer>(`/works/${encodeURIComponent(id)}`);
          expect(own).toContain(work.id);
          expect((work.versions ?? []).map((one) => one.id).sort()).toEqual(own.length === 1 ? [] : own);
          expect(Object.values(work.provenance ?? {}).filter((one) => !own.includes(one))).toEqual([]);
        }
      }
    });

    test.each([
      '',
      'search=long look at',
      'search=long look at&mode=semantic',
      'search="long look"&sort=publication_year',
    ])('each is in a list once, and counted once (%s)', async (search) => {
      const { meta, results, facets } = await ask<WorksAnswer>(
        `/works?${encodeURI(search)}&per_page=200&facets=type,topics.id,publication_year`,
      );
      const ids = results.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(meta.count).toBe(ids.length);
      if (!search.includes('semantic')) expect(ids).toHaveLength(papers.length);
      const counted = (facets?.['type'] ?? []).reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBe(ids.length);
      const published = papers.filter((paper) => paper.records.some(({ type }) => type === 'article'));
      const articles = (facets?.['type'] ?? []).find(({ key }) => key === 'article')?.count ?? 0;
      if (!search.includes('semantic')) expect(articles).toBe(published.length);
    });

    test('people have written each once', async () => {
      const { results } = await ask<{ results: { id: string; works_count: number }[] }>('/authors?per_page=200');
      for (const { id, works_count } of results) {
        const works = await ask<WorksAnswer>(`/works?filter=author.id:${encodeURIComponent(id)}&per_page=200`);
        expect([id, works.meta.count]).toEqual([id, works_count]);
        expect(works_count).toBeLessThanOrEqual(papers.length);
      }
    });
  });
}
