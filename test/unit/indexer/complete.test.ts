// Records that say one thing of a work which another record describes, through an import and as versions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complete, type Incoming } from '../../../indexer/complete.js';
import { deriveVersions } from '../../../indexer/derive-versions.js';
import { importWorks } from '../../../indexer/pipeline.js';
import type { Work } from '../../../src/domain/work.js';
import type { Library } from '../../../src/engine/engine.js';
import { createOracleEngine } from '../../support/oracle-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-complete-'));
afterAll(() => rmSync(folder, { recursive: true }));

let engine = createOracleEngine();
beforeEach(() => {
  engine = createOracleEngine();
});

let files = 0;
/** Imports these lines as one file, or several of a folder. */
async function imported(content: Readonly<Record<string, string>>) {
  files += 1;
  const place = join(folder, String(files));
  for (const [name, text] of Object.entries(content)) {
    mkdirSync(join(place, name, '..'), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  return importWorks({ engine, sources: [place], format: 'auto' });
}

const lines = (...records: readonly object[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const paper = { corpusid: 9, title: 'Ropes that remember', authors: [{ name: 'A. Knot' }], year: 2020, venue: 'J' };
const abstract = { corpusid: 9, openaccessinfo: {}, abstract: 'We tie.' };

test('papers and abstracts of one folder are one work, whatever their files are called', async () => {
  const report = await imported({ 'abstracts/a.jsonl': lines(abstract), 'papers/a.jsonl': lines(paper) });
  expect(report).toMatchObject({ created: 1, updated: 1, rejected: 0, skipped: 0 });
  expect(await engine.fetch(['CorpusId:9'])).toMatchObject([
    {
      display_name: 'Ropes that remember',
      abstract: 'We tie.',
      authorships: [{ author: { display_name: 'A. Knot' } }],
    },
  ]);
  expect(await engine.count()).toBe(1);
});

test('the same again changes nothing, and papers alone keep their abstracts', async () => {
  const both = { 'abstracts/a.jsonl': lines(abstract), 'papers/a.jsonl': lines(paper) };
  await imported(both);
  expect(await imported(both)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect(await imported({ 'a.jsonl': lines({ ...paper, year: 2021 }) })).toMatchObject({ updated: 1 });
  expect(await engine.fetch(['CorpusId:9'])).toMatchObject([{ publication_year: 2021, abstract: 'We tie.' }]);
});

test('an abstract without its paper is skipped, and found again later', async () => {
  const reason = 'an abstract of a paper that is not stored: import the papers first';
  expect(await imported({ 'a.jsonl': lines(abstract) })).toMatchObject({ created: 0, skips: new Map([[reason, 1]]) });
  await imported({ 'a.jsonl': lines(paper) });
  expect(await imported({ 'a.jsonl': lines(abstract) })).toMatchObject({ updated: 1, skipped: 0 });
});

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ author: { display_name: `Person ${i}` } }));
const work = { id: 'https://openalex.org/W5100000001', title: 'A large buoy that drifts', authorships: people(120) };

test('a list that is cut short does not replace the whole one', async () => {
  await imported({ 'a.jsonl': lines(work) });
  const cut = { ...work, authorships: people(100), is_authors_truncated: true, cited_by_count: 4 };
  expect(await imported({ 'a.jsonl': lines(cut) })).toMatchObject({ updated: 1 });
  const [stored] = await engine.fetch([work.id]);
  expect(stored).toMatchObject({ cited_by_count: 4 });
  expect(stored?.authorships).toHaveLength(120);
  expect(stored?.authorships.at(-1)?.author_position).toBe('last');
  await imported({ 'a.jsonl': lines({ ...work, authorships: people(110) }) });
  expect((await engine.fetch([work.id]))[0]?.authorships).toHaveLength(110);
});

const OLD = 'https://openalex.org/W2000000001';
const merges = (...ids: readonly string[]) =>
  ['merge_date,id,merge_into_id', ...ids.map((id) => `2023-05-01,${id},W5100000001`), ''].join('\n');

async function joined(): Promise<void> {
  await deriveVersions({ works: engine } as unknown as Library, { stopped: () => false });
}

test.each([
  ['that was never here', {}],
  [
    'that is stored with other words',
    { 'works/old.jsonl': lines({ ...work, id: OLD, title: 'Large buoy', cited_by_count: 900 }) },
  ],
])('an old id %s leads to the work that was kept', async (_name, more) => {
  const report = await imported({
    ...more,
    'works/a.jsonl': lines(work),
    'merged_ids/works/a.csv.gz': merges('W2000000001'),
  });
  expect(report).toMatchObject({ rejected: 0, skipped: 0 });
  await joined();
  expect(await engine.count()).toBe(1);
  for (const id of [OLD, work.id]) {
    const [found] = await engine.fetch([id]);
    expect(found).toMatchObject({
      id: work.id,
      display_name: 'A large buoy that drifts',
      ids: { openalex: work.id },
      cited_by_count: 0,
    });
    expect(found?.authorships).toHaveLength(120);
  }
});

test('a new title of the work does not lose its old id', async () => {
  await imported({ 'works/a.jsonl': lines(work), 'merged_ids/a.csv.gz': merges('W2000000001') });
  await joined();
  await imported({ 'a.jsonl': lines({ ...work, title: 'Something else entirely' }) });
  await joined();
  expect(await engine.fetch([OLD])).toMatchObject([{ id: work.id, display_name: 'Something else entirely' }]);
});

test('merged ids of works that are not stored are skipped', async () => {
  await imported({ 'a.jsonl': lines({ ...work, id: 'https://openalex.org/W7' }) });
  const report = await imported({ 'a.csv.gz': merges('W2000000001', 'A2000000001') });
  expect(report).toMatchObject({ created: 0, rejected: 0, skipped: 2 });
});

const bare: Work = {
  id: '',
  display_name: 'T',
  type: 'article',
  ids: {},
  authorships: [],
  topics: [],
  keywords: [],
  cited_by_count: 0,
  referenced_works: [],
};

const ids = fc.constantFrom('a', 'b', 'c');
const incoming: fc.Arbitrary<Incoming> = fc.oneof(
  fc.record({ id: ids, cited_by_count: fc.nat(3), abstract: fc.option(fc.constantFrom('x', 'y')) }).map(
    ({ id, cited_by_count, abstract }): Incoming => ({
      work: { ...bare, id, cited_by_count, ...(abstract === null ? {} : { abstract }) },
      partial: ['abstract'],
    }),
  ),
  fc.record({ supplements: ids, abstract: fc.constantFrom('x', 'y') }),
);

test('wherever batches end, each record meets what was written before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(incoming, { maxLength: 5 }), { maxLength: 5 }), async (batches) => {
      const store = new Map<string, Work>();
      const records = async (wanted: readonly string[]) => wanted.map((id) => store.get(id));
      const outcomes: boolean[] = [];
      for (const batch of batches) {
        for (const made of await complete(batch, { records })) {
          outcomes.push(!('rejection' in made));
          if (!('rejection' in made)) store.set(made.id, made);
        }
      }
      const naive = oneByOne(batches.flat());
      expect(outcomes).toEqual(naive.outcomes);
      const summary = [...store].map(([id, work]) => [id, { abstract: work.abstract, cited: work.cited_by_count }]);
      expect(new Map(summary as [string, unknown][])).toEqual(naive.store);
    }),
  );
});

/** The same with a map and nothing else. */
function oneByOne(all: readonly Incoming[]) {
  const store = new Map<string, { abstract: string | undefined; cited: number }>();
  const outcomes = all.map((one) => {
    if ('work' in one) {
      const abstract = one.work.abstract ?? store.get(one.work.id)?.abstract;
      store.set(one.work.id, { abstract, cited: one.work.cited_by_count });
      return true;
    }
    const found = store.get(one.supplements);
    if (found) found.abstract = one.abstract;
    return found !== undefined;
  });
  return { store, outcomes };
}
