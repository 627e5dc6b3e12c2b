// Joining the records of papers that is killed without warning goes on where it was, and loses no record.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLibrary } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { closeLibrary, type Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { inventedRecords, writeGzip } from './invented-works.js';
import { countsOf, eventually, Place } from './processes.js';

const PAPERS = 2500;
const KILLS = 3;
const LIMIT_MS = 180_000;
const PATIENCE_MS = 50_000;

let place: Place;
beforeEach(async () => {
  place = await Place.open();
});
afterEach(() => place.close());

async function withEngine<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const library = await openLibrary(readConfig(place.settings()), createLogger('silent'));
  try {
    return await use(library.works);
  } finally {
    await closeLibrary(library);
  }
}

/** Each paper as a journal has it and as a preprint. */
function papers() {
  return inventedRecords(PAPERS, 30).flatMap((record, i) => {
    const { authors, venue: _, ...facts } = record;
    const names = authors.map(({ name }) => ({ name }));
    const preprint = { ...facts, id: `arxiv:2101.${10_000 + i}`, type: 'preprint', authors: names };
    return [record, preprint];
  });
}

test(
  'every paper is one work of two records in the end',
  async () => {
    const records = papers();
    const file = join(place.folder, 'papers.jsonl.gz');
    await writeGzip(file, records);
    const command = ['import', file, '--no-embed'];
    const counts: number[] = [];
    for (let i = 0; i < KILLS; i++) {
      const run = place.start(command);
      const left = () => withEngine((engine) => engine.count());
      // every record is stored, and some are joined since the last time
      const enough = (works: number) =>
        i > 0 ? works < (counts.at(-1) ?? 0) : works > PAPERS && works < 2 * PAPERS - 50;
      const over = run.ended.then(() => true);
      await Promise.race([eventually('some to be joined', left, enough, PATIENCE_MS), over]);
      await run.stop('SIGKILL');
      counts.push(await left());
    }
    expect((await place.run(command)).code).toBe(0);
    await withEngine(async (engine) => {
      expect(await engine.count()).toBe(PAPERS);
      const works = await engine.fetch(records.map(({ id }) => id));
      expect(works.filter((work) => work?.versions?.length !== 2)).toEqual([]);
      expect(new Set(works.map((work) => work?.id)).size).toBe(PAPERS);
      const stored = await engine.records(records.map(({ id }) => id));
      expect(stored.filter((one) => one === undefined)).toEqual([]);
    });
    const again = await place.run(command);
    expect(countsOf(again)).toEqual({ created: 0, updated: 0, unchanged: 2 * PAPERS, rejected: 0 });
  },
  LIMIT_MS,
);
