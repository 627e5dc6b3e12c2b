// The journal of an import: what is noted and how often, and that nothing waits for a journal that cannot be written.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ImportLog } from '../../../indexer/import-log.js';
import { asOf, type ImportNote, SILENCE_MS } from '../../../src/domain/journal.js';
import { createLogger } from '../../../src/logger.js';
import { makeImportNote } from '../../support/journal.js';

const COUNTS = { created: 4, updated: 1, unchanged: 0, rejected: 2, skipped: 3 };
const about = { command: 'import', sources: ['/srv/secret/a.jsonl'], name: 'a.jsonl', format: 'auto' } as const;
const logger = createLogger('silent');

function session(put: (note: ImportNote) => Promise<void> = async () => undefined) {
  const notes: ImportNote[] = [];
  const shelf = {
    put: async (given: readonly ImportNote[]) => {
      notes.push(...given);
      for (const note of given) await put(note);
    },
  };
  return { notes, log: new ImportLog({ ...about, shelf, logger }) };
}

const read = (records: number, bytes: number, totalBytes: number | undefined = 1000) => {
  return { formats: ['openalex'], counts: COUNTS, records, bytes, totalBytes };
};

describe('while it runs', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('one note a second where there is something new, one in five where there is nothing', async () => {
    const { notes, log } = session();
    expect(notes).toMatchObject([{ state: 'running', step: 'reading', source: 'a.jsonl', format: 'auto', read: 0 }]);
    for (let i = 1; i <= 30; i++) {
      log.read(read(i, 10 * i));
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(notes.length).toBe(4);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(notes.length).toBe(6);
    expect(notes.at(-1)).toMatchObject({
      ...COUNTS,
      read: 30,
      bytes: 300,
      total_bytes: 1000,
      format: 'openalex',
      percent: 30,
    });
    expect(Date.parse(notes.at(-1)?.heard_at ?? '') - Date.parse(notes[0]?.heard_at ?? '')).toBe(13_000);
  });

  test('a note that takes long is not overtaken by another one', async () => {
    let free = () => {};
    const { notes, log } = session(
      () =>
        new Promise((done) => {
          free = done;
        }),
    );
    await jest.advanceTimersByTimeAsync(20_000);
    expect(notes.length).toBe(1);
    free();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(notes.length).toBe(2);
    log.read(read(1, 1));
  });

  test('pace and time left of reading, then share and time left of the other steps', async () => {
    const { notes, log } = session();
    for (let i = 0; i <= 20; i++) {
      log.read(read(50 * i, 25 * i));
      await jest.advanceTimersByTimeAsync(100);
    }
    await jest.advanceTimersByTimeAsync(1_000);
    const reading = notes.at(-1) as ImportNote;
    expect(reading.records_per_second).toBeCloseTo(500, 0);
    expect(reading.seconds_left).toBeCloseTo(2, 1);
    log.step({ step: 'deriving' });
    log.step({ step: 'embedding', share: 0.25, left: 90_000 });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(notes.at(-1)).toMatchObject({ step: 'embedding', percent: 25, seconds_left: 90 });
    // of the whole reading: 1,000 records until the next step began
    expect(notes.at(-1)?.records_per_second).toBeCloseTo(1000 / 3.1, 0);
  });
});

describe('its end', () => {
  test('finished: no step is left, and nothing is noted afterwards', async () => {
    const { notes, log } = session();
    log.read(read(7, 1000));
    await log.end({ state: 'finished' });
    const before = notes.length;
    expect(notes.at(-1)).toMatchObject({
      state: 'finished',
      step: null,
      percent: null,
      seconds_left: null,
      message: null,
    });
    expect(notes.at(-1)?.finished_at).toMatch(/Z$/);
    await sleep(1_100);
    expect(notes.length).toBe(before);
  });

  test('failed: where it was, and why, without folders', async () => {
    const { notes, log } = session();
    log.read(read(7, 500));
    await log.end({ state: 'failed', message: '/srv/secret/a.jsonl: broken gzip' });
    expect(notes.at(-1)).toMatchObject({
      state: 'failed',
      step: 'reading',
      percent: 50,
      message: 'a.jsonl: broken gzip',
    });
  });

  test('a journal that cannot be written fails nothing', async () => {
    const { log } = session(() => Promise.reject(new Error('away')));
    log.read(read(1, 1));
    await log.end({ state: 'finished' });
  });
});

test('the first 20 rejections are kept, skipped records are not', async () => {
  const { notes, log } = session();
  const place = { file: '/srv/secret/a.jsonl', unit: 'line' } as const;
  log.outcome({ ...place, number: 1, outcome: 'skipped', reason: 'no work' });
  for (let i = 2; i < 40; i++) log.outcome({ ...place, number: i, outcome: 'rejected', reason: 'x'.repeat(2000) });
  await log.end({ state: 'stopped' });
  const { rejections } = notes.at(-1) as ImportNote;
  expect(rejections.length).toBe(20);
  expect(rejections[0]).toMatchObject({ file: 'a.jsonl', unit: 'line', number: 2 });
  expect(rejections[0]?.reason.length).toBe(500);
});

test('a run that is silent for too long has stopped; others are as they say', () => {
  const heard = Date.parse('2031-01-01T00:00:00Z');
  const note = makeImportNote({ id: 'a', seconds_left: 3 });
  expect(asOf(heard + SILENCE_MS, note)).toBe(note);
  expect(asOf(heard + SILENCE_MS + 1, note)).toMatchObject({
    state: 'stopped',
    finished_at: note.heard_at,
    seconds_left: null,
  });
  const done = makeImportNote({ id: 'b', state: 'failed', finished_at: note.heard_at });
  expect(asOf(heard + 1e9, done)).toBe(done);
});
