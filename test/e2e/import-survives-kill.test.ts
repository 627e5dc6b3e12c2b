// An import or an embedding that is killed without warning loses and repeats nothing when it is started again.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openLibrary } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { asOf, SILENCE_MS } from '../../src/domain/journal.js';
import { ALL } from '../../src/domain/query.js';
import { closeLibrary, type Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { type InventedRecord, inventedRecords, writeGzip } from './invented-works.js';
import { countsOf, eventually, Place, type Running } from './processes.js';

const WORKS = 6000;
const KILLS = 4;
/** Growth of the store after which a run is killed, in bytes: a whole import writes several times as much. */
const LEAST_GROWTH = 200_000;
const FURTHER_GROWTH = 800_000;

const TO_EMBED = 320;
const LIMIT_MS = 60_000;

let place: Place;
beforeEach(async () => {
  place = await Place.open();
});
afterEach(() => place.close());

function storeSize(): Promise<number> {
  return stat(join(place.dataDir, 'works.lmdb')).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Kills the run in the middle of its writing; false if it ended before. */
async function killWhileWriting(run: Running): Promise<boolean> {
  const target = (await storeSize()) + LEAST_GROWTH + Math.random() * FURTHER_GROWTH;
  let over = false;
  run.ended.then(() => {
    over = true;
  });
  await eventually(
    'the store to grow',
    async () => over || (await storeSize()) >= target,
    (done) => done,
  );
  return (await run.stop('SIGKILL')).signal === 'SIGKILL';
}

async function withEngine<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const library = await openLibrary(readConfig(place.settings()), createLogger('silent'));
  try {
    return await use(library.works);
  } finally {
    await closeLibrary(library);
  }
}

/** Every record is stored as it was written, and searches see each exactly once. */
async function checkWhole(engine: Engine, records: readonly InventedRecord[]): Promise<void> {
  await engine.refresh();
  const works = await engine.fetch(records.map(({ id }) => id));
  const stored = works.map((work) => ({ id: work?.id, title: work?.display_name, abstract: work?.abstract }));
  expect(stored).toEqual(records.map(({ id, title, abstract }) => ({ id, title, abstract })));
  const order = { by: [], offset: 0, limit: records.length + 1 };
  const all = await engine.retrieve({ filter: ALL, lexical: false, window: 0, order, facets: [] });
  expect(all.total).toEqual({ value: records.length, relation: 'eq' });
  expect(all.sorted).toEqual(records.map(({ id }) => id).sort());
}

/** Those that were killed said nothing of their end: they are taken to have stopped once they are silent for long enough. */
async function checkNotes(kills: number): Promise<void> {
  const library = await openLibrary(readConfig(place.settings()), createLogger('silent'));
  try {
    const [last, ...killed] = await library.journal.imports.list();
    expect(last).toMatchObject({ state: 'finished', read: WORKS });
    expect(killed.map(({ state }) => state)).toEqual(Array.from({ length: kills }, () => 'running'));
    const later = killed.map((note) => asOf(Date.now() + SILENCE_MS, note));
    expect(new Set(later.map(({ state }) => state))).toEqual(new Set(['stopped']));
  } finally {
    await closeLibrary(library);
  }
}

describe('killed without warning', () => {
  test(
    'an import',
    async () => {
      const records = inventedRecords(WORKS, 60);
      const file = join(place.folder, 'works.jsonl.gz');
      await writeGzip(file, records);
      const command = ['import', file, '--no-embed'];
      let kills = 0;
      for (let i = 0; i < KILLS; i++) if (await killWhileWriting(place.start(command))) kills++;
      expect(kills).toBeGreaterThan(1);
      const before = await withEngine(async (engine) => (await engine.status()).works);
      // otherwise nothing was interrupted
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(WORKS);
      const last = await place.run(command);
      expect(last.code).toBe(0);
      expect(countsOf(last)).toEqual({ created: WORKS - before, updated: 0, unchanged: before, rejected: 0 });
      const status = (await place.run(['status'])).stdout;
      expect(status).toMatch(/^works +6,000$/m);
      expect(status).toMatch(/^ {2}finished +works\.jsonl\.gz: 6,000 records/m);
      await checkNotes(kills);
      await withEngine((engine) => checkWhole(engine, records));
      const again = await place.run(command);
      expect(countsOf(again)).toEqual({ created: 0, updated: 0, unchanged: WORKS, rejected: 0 });
    },
    LIMIT_MS,
  );

  test(
    'an embedding',
    async () => {
      const file = join(place.folder, 'works.jsonl.gz');
      await writeGzip(file, inventedRecords(TO_EMBED, 40));
      await place.run(['import', file, '--no-embed']);
      const embedded = await withEngine(async (engine) => {
        const run = place.start(['embed']);
        const first = run.ended.then((end) => Promise.reject(new Error(`it ended: ${end.stdout}${end.stderr}`)));
        const count = async () => (await engine.status()).embedded;
        await Promise.race([eventually('a vector', count, (vectors) => vectors > 0), first]);
        first.catch(() => undefined);
        await run.stop('SIGKILL');
        return count();
      });
      expect(embedded).toBeLessThan(TO_EMBED);
      const rest = await place.run(['embed']);
      expect(rest).toMatchObject({ code: 0, stdout: `${TO_EMBED - embedded} embedded\n` });
      expect((await place.run(['status'])).stdout).toMatch(/^embedded +320 of 320$/m);
      expect(await place.run(['embed'])).toMatchObject({ code: 0, stdout: '0 embedded\n' });
    },
    LIMIT_MS,
  );
});
