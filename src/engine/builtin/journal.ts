// The journal in LMDB, in a file of its own: its writers wait for nobody who writes works.
import { mkdirSync } from 'node:fs';
import { type Database, open, type RootDatabase } from 'lmdb';
import { hashOf } from '../hash.js';
import { FAILURES, IMPORTS, type Journal, kept, type Shelf, type ShelfKind } from '../journal.js';
import { commit } from './commit.js';
import { requireStoreFile } from './store-file.js';

/** Room in the address space; the notes take some 200 KB. */
const MAP_SIZE = 2 ** 28;

interface Opened {
  readonly root: RootDatabase;
  readonly databases: Readonly<Record<ShelfKind<never>['name'], Notes>>;
}
type Notes = Database<string, string>;

/** Several processes may have it open. @param folder made if there is none */
export function createBuiltinJournal(folder: string): Journal {
  let current: Opened | undefined;
  const opened = () => {
    current ??= openIn(folder);
    return current;
  };
  return {
    imports: shelfOf(IMPORTS, folder, opened),
    failures: shelfOf(FAILURES, folder, opened),
    close: async () => {
      const closing = current;
      current = undefined;
      await closing?.root.close();
    },
  };
}

function openIn(folder: string): Opened {
  mkdirSync(folder, { recursive: true });
  requireStoreFile(folder, 'journal');
  const root = open({ path: `${folder}/journal.lmdb`, mapSize: MAP_SIZE, maxDbs: 4, noSubdir: true });
  const database = (name: string): Notes => root.openDB({ name, encoding: 'string' });
  return { root, databases: { imports: database(IMPORTS.name), failures: database(FAILURES.name) } };
}

function shelfOf<N>(kind: ShelfKind<N>, folder: string, opened: () => Opened): Shelf<N> {
  // ids may be longer than keys
  const keyOf = (note: N) => hashOf(kind.idOf(note));
  const read = (notes: Notes): N[] => {
    const found = Array.from(notes.getRange(), ({ value }) => kind.read(value));
    return kept(
      kind,
      found.filter((note) => note !== undefined),
    );
  };
  return {
    async put(notes) {
      if (notes.length === 0) return;
      const { root, databases } = opened();
      const stored = databases[kind.name];
      await commit(root, folder, () => {
        for (const note of notes) stored.put(keyOf(note), JSON.stringify(note));
        const { entryCount } = stored.getStats() as { entryCount: number };
        if (entryCount <= kind.room) return;
        const staying = new Set(read(stored).map(keyOf));
        for (const key of [...stored.getKeys()]) if (!staying.has(key)) stored.remove(key);
      });
    },
    async list() {
      const { root, databases } = opened();
      // see what other processes have committed, and let go of what those that died had open
      root.readerCheck();
      root.resetReadTxn();
      return read(databases[kind.name]);
    },
  };
}
