// Notes of the journal for tests.
import type { ImportNote } from '../../src/domain/journal.js';

/** A run that has just begun, but for what is given. */
export function makeImportNote(given: Partial<ImportNote> & Pick<ImportNote, 'id'>): ImportNote {
  const started_at = '2031-01-01T00:00:00.000Z';
  const nothing = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0, bytes: 0 };
  return {
    command: 'import',
    source: 'works.jsonl',
    format: 'auto',
    started_at,
    heard_at: started_at,
    finished_at: null,
    state: 'running',
    message: null,
    step: 'reading',
    percent: null,
    seconds_left: null,
    ...nothing,
    total_bytes: null,
    records_per_second: null,
    rejections: [],
    ...given,
  };
}
