// The journal: notes that processes leave for each other, newest first, as many as there is room for.
import { describe, expect, test } from '@jest/globals';
import type { EmbeddingFailure, ImportNote } from '../../src/domain/journal.js';
import { makeImportNote } from '../support/journal.js';
import type { Shared } from './library.contract.js';

const ROOM = 20;
const minute = (n: number) => new Date(Date.UTC(2031, 0, 1, 0, n)).toISOString();
const begun = (n: number, more: Partial<ImportNote> = {}) =>
  makeImportNote({ id: `run-${n}`, started_at: minute(n), heard_at: minute(n), ...more });
const failure = (id: string, n: number): EmbeddingFailure => {
  return { id, model: 'm', reason: 'too odd', count: 1, first_at: minute(n), last_at: minute(n) };
};

export function describeJournal(shared: Shared): void {
  const runs = async () => (await shared.library.journal.imports.list()).map(({ id }) => id);

  describe('of imports', () => {
    test('is empty at first', async () => {
      expect(await shared.library.journal.imports.list()).toEqual([]);
      await shared.library.journal.imports.put([]);
      expect(await shared.library.journal.failures.list()).toEqual([]);
    });

    test('shows what was noted at once, whole, newest first, those of one moment by id', async () => {
      const { imports } = shared.library.journal;
      const rejections = [{ file: 'a.json', unit: 'line', number: 3, reason: 'a "quoted" reason\n½' }];
      const whole = begun(2, { percent: 12.5, message: 'Łódź', rejections, total_bytes: null, finished_at: minute(3) });
      await imports.put([begun(1)]);
      await imports.put([whole, begun(1, { id: 'run-0' })]);
      expect(await runs()).toEqual(['run-2', 'run-0', 'run-1']);
      expect((await imports.list())[0]).toEqual(whole);
    });

    test('a note takes the place of the one with its id, and opening anew loses none', async () => {
      await shared.library.journal.imports.put([begun(1, { state: 'finished', read: 7 })]);
      await shared.reopen();
      const notes = await shared.library.journal.imports.list();
      expect(notes.map(({ id, read, state }) => [id, read, state])).toEqual([
        ['run-2', 0, 'running'],
        ['run-0', 0, 'running'],
        ['run-1', 7, 'finished'],
      ]);
    });

    test('keeps the newest, in whatever order they come, also after other notes', async () => {
      const { imports } = shared.library.journal;
      await imports.put(Array.from({ length: ROOM + 3 }, (_, i) => begun(100 - i)));
      await imports.put([begun(50, { id: 'old' })]);
      await imports.put([begun(90, { read: 1 })]);
      await imports.put([begun(101)]);
      expect(await runs()).toEqual(['run-101', ...Array.from({ length: ROOM - 1 }, (_, i) => `run-${100 - i}`)]);
    });
  });

  test('failures are notes of their own, under ids of any length and script', async () => {
    const { failures } = shared.library.journal;
    const long = 'ł'.repeat(1500);
    await failures.put([failure('https://openalex.org/W1', 1), failure(long, 2)]);
    await failures.put([{ ...failure('https://openalex.org/W1', 3), count: 2, first_at: minute(1) }]);
    expect((await failures.list()).map(({ id, count }) => [id, count])).toEqual([
      ['https://openalex.org/W1', 2],
      [long, 1],
    ]);
    expect(await runs()).toHaveLength(ROOM);
  });
}
