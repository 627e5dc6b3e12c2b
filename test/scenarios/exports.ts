// Exports over HTTP: every matching work once, in the order of the pages, and back again through an import. For any engine.
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importWorks } from '../../indexer/pipeline.js';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { asImported, type Work } from '../../src/domain/work.js';
import { createOracleEngine } from '../support/oracle-engine.js';
import { readBibtex, readCsv, readRis } from '../support/read-exports.js';
import { makeWork } from '../support/works.js';
import { type OpenLibrary, type Served, serve } from './serve.js';

const SEARCHES = [
  '/works?',
  '/works?sort=publication_date,cited_by_count:desc',
  '/works?search=networks',
  '/works?search=how+machines+see',
  '/works?search=networks&sort=publication_year&filter=type:article',
  '/works?search=networks&mode=semantic',
  '/works?filter=type:nothing',
  '/authors/author:daniel-roth/works?',
  '/authors/author:daniel-roth/works?search=networks',
];

const READERS = { csv: readCsv, bibtex: readBibtex, ris: readRis, jsonl: readLines };

function readLines(text: string): { readonly id: string }[] {
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { id: string });
}

export function checkExports(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: exports`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary);
    });
    afterAll(() => served.close());
    const read = async (path: string) => (await served.ask({ path })).text;

    test.each(SEARCHES)('"%s" is exported as one long page shows it', async (path) => {
      const { body } = await served.ask({ path: `${path}&per_page=200` });
      const { meta, results } = body as WorksAnswer;
      const ids = results.map(({ id }) => id);
      expect(readLines(await read(`${path}&format=jsonl`)).map(({ id }) => id)).toEqual(ids);
      expect(readCsv(await read(`${path}&format=csv`)).map(({ id }) => id)).toEqual(ids);
      expect(readRis(await read(`${path}&format=ris`)).map(({ id }) => id)).toEqual(ids);
      const entries = readBibtex(await read(`${path}&format=bibtex`));
      expect(entries.map(({ title }) => title)).toEqual(results.map(({ title }) => title));
      expect(new Set(entries.map(({ id }) => id)).size).toBe(meta.count);
    });

    test.each(['csv', 'bibtex', 'ris', 'jsonl'] as const)('%s by POST is what it is by GET', async (format) => {
      const body = { search: 'networks', filter: 'type:article', format };
      const posted = await served.ask({ method: 'POST', path: '/works/search', body });
      expect(posted.text).toBe(await read(`/works?search=networks&filter=type:article&format=${format}`));
      expect(READERS[format](posted.text).length).toBeGreaterThan(1);
    });
  });
  backAgain(name, openLibrary);
  beyondTheWindow(name, openLibrary);
}

function backAgain(name: string, openLibrary: OpenLibrary): void {
  test.each(['full', 'people'] as const)(`${name}: %s: an export imports as the same works`, async (filling) => {
    const served = await serve(openLibrary, filling);
    const stored = await allOf(served);
    const { text } = await served.ask({ path: '/works?format=jsonl' });
    await served.close();
    const engine = createOracleEngine();
    const from = { sources: ['-'], format: 'auto', stdin: Readable.from([Buffer.from(text)]) } as const;
    expect(await importWorks({ engine, ...from })).toMatchObject({ created: stored.length, rejected: 0 });
    const imported = await engine.fetch(stored.map(({ id }) => id));
    expect(imported).toEqual(stored.map(withoutIssn));
  });
}

async function allOf({ library }: Served): Promise<Work[]> {
  const works: Work[] = [];
  for await (const some of library.works.scan()) works.push(...some);
  return works;
}

/** What the plain shape has no place for. */
function withoutIssn(work: Work): Work {
  const { primary_location: location, ...rest } = asImported(work);
  if (!location?.source) return asImported(work);
  const { issn_l: _, ...source } = location.source;
  return { ...rest, primary_location: { ...location, source } };
}

/** More than a leg ranks, with words of different weight. */
const MANY = Array.from({ length: 1700 }, (_, i) =>
  makeWork({
    id: `w${String((i * 7919) % 1700).padStart(4, '0')}`,
    display_name: `alike ${'very '.repeat(i % 4)}`.trim(),
    cited_by_count: i % 5,
  }),
);

function beyondTheWindow(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: more works than paging reaches`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'unembedded', 'off', { works: MANY });
    }, 60_000);
    afterAll(() => served.close());
    const idsOf = async (query: string) =>
      readLines((await served.ask({ path: `/works?${query}&format=jsonl&select=id` })).text).map(({ id }) => id);

    test('by relevance: those with a rank first, then the others by id, each once', async () => {
      const ids = await idsOf('search=alike');
      const ranked: (string | undefined)[] = [];
      for (let page = 1; page <= 5; page++) {
        const { body } = await served.ask({ path: `/works?search=alike&per_page=200&page=${page}` });
        ranked.push(...(body as WorksAnswer).results.map(({ id }) => id));
      }
      expect(ids.slice(0, 1000)).toEqual(ranked);
      expect(ids.slice(1000)).toEqual([...ids.slice(1000)].sort());
      expect(new Set(ids).size).toBe(MANY.length);
      expect(ids).toHaveLength(MANY.length);
    });

    test('sorted: in order to the end', async () => {
      const wanted = [...MANY].sort((a, b) => b.cited_by_count - a.cited_by_count || (a.id < b.id ? -1 : 1));
      expect(await idsOf('sort=cited_by_count:desc')).toEqual(wanted.map(({ id }) => id));
      expect(await idsOf('search=alike&sort=cited_by_count:desc')).toEqual(wanted.map(({ id }) => id));
    });
  });
}
