// A clock that is set back or forward: what measures time does not read it, and what reads it only tells people.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { asOf, type ImportNote } from '../../src/domain/journal.js';
import { stamp } from '../../src/engine/elasticsearch/documents.js';
import { refreshLibrary } from '../../src/engine/engine.js';
import { words } from '../support/engine-session.js';
import { matchedIn } from '../support/library-session.js';
import { openBuiltinLibrary } from '../support/open-builtin.js';
import { titled } from '../support/works.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Who reads the clock, and what for. docs/faults.md says what a jump of it does. */
const READERS: Readonly<Record<string, string>> = {
  'indexer/backup.ts': 'when a backup was made',
  'indexer/harvest/polite-fetch.ts': 'a date that a server gives in Retry-After',
  'indexer/import-log.ts': 'moments in the notes of imports',
  'indexer/keys-command.ts': 'whether the last day of a key is one to come',
  'indexer/note-failures.ts': 'when a work could not be embedded',
  'src/access/edit-keys.ts': 'when a key was made',
  'src/access/key-ring.ts': 'whether a key has expired',
  'src/api/handlers/admin.ts': 'whether an import has been silent for too long',
  'src/api/rate-limits.ts': 'what to say of the seconds that are left',
  'src/api/service-watch.ts': 'when the service was started',
  'src/client/error.ts': 'a date that a server gives in Retry-After',
  'src/engine/elasticsearch/documents.ts': 'stamps of writes; what copies by them counts afterwards',
  'src/search/service-state.ts': 'whether an import has been silent for too long',
  'src/watched-service.ts': 'when the service was started',
};

/** Everything else of the system goes on as it is. */
function setClock(moment: string): void {
  jest.useFakeTimers({
    now: new Date(moment),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}
afterEach(() => {
  jest.useRealTimers();
});

function readersOfClock(): string[] {
  return ['src', 'indexer']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`),
    )
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /Date\.now|new Date\(\)/.test(readFileSync(join(ROOT, file), 'utf8')))
    .sort();
}

describe('the clock', () => {
  test('is read by those of whom it is known', () => {
    expect(readersOfClock()).toEqual(Object.keys(READERS));
  });

  test('may jump: writes, searches and notes go on', async () => {
    const { library, close } = await openBuiltinLibrary();
    const found = async () => {
      await refreshLibrary(library);
      return matchedIn(library.works, { text: words('graph') });
    };
    try {
      for (const [i, moment] of ['2026-01-01', '1990-01-01', '2099-01-01', '2026-01-02'].entries()) {
        setClock(moment);
        await library.works.write(titled({ [`w${i}`]: 'graph' }));
        expect(await found()).toHaveLength(i + 1);
      }
      await library.works.remove(['w2']);
      expect(await found()).toEqual(['w0', 'w1', 'w3']);
    } finally {
      await close();
    }
  });

  test('that is set back does not make a later write of Elasticsearch an earlier one', () => {
    const first = stamp();
    setClock('1990-01-01');
    expect(stamp()).toBeGreaterThan(first);
  });

  test('decides whether an import is heard of, no more: set back, one that died is taken to run until the time comes again', () => {
    const note = { state: 'running', heard_at: '2026-01-01T12:00:00.000Z' } as ImportNote;
    const at = (moment: string) => asOf(Date.parse(moment), note).state;
    expect(at('2026-01-01T12:00:20Z')).toBe('running');
    expect(at('2026-01-01T12:01:00Z')).toBe('stopped');
    expect(at('2020-01-01T00:00:00Z')).toBe('running');
  });
});
