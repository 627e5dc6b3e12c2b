// A process of its own that reads every page of a store: where one is damaged so that reading it ends the process, only
// this one ends. Usage: check-worker.js <folder>; it writes a line of JSON for each file that it begins and each damage.
import { existsSync } from 'node:fs';
import { type Database, open } from 'lmdb';
import { ENTITY_KINDS, type Stored } from '../../domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../domain/entity-fields.js';
import { Store } from './store.js';
import { requireStoreFile, storePath } from './store-file.js';
import { WorkStore } from './work-store.js';

const MAX_DATABASES = 64;
/** More of one file say nothing new. */
const MOST_DAMAGES = 20;
const CATALOGUES = [AUTHORS, TOPICS, INSTITUTIONS, SOURCES, CURATION];

/** What the process says. */
export type CheckLine = { readonly begun: string } | { readonly damaged: string; readonly reason: string };

const say = (line: CheckLine) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Every page that is in use is read: those of things are checked against their hashes besides. */
async function readPages(path: string): Promise<void> {
  const root = open({ path, readOnly: true, noSubdir: true, maxDbs: MAX_DATABASES });
  for (const name of [...root.getKeys()]) {
    const database: Database<Buffer, Buffer> = root.openDB({
      name: String(name),
      encoding: 'binary',
      keyEncoding: 'binary',
    });
    for (const { value } of database.getRange()) value.at(-1);
  }
  await root.close();
}

function* damagesOf(folder: string, kind: string): Generator<string> {
  const catalogue = CATALOGUES.find((one) => one.kind === kind);
  if (kind !== 'works' && !catalogue) return;
  const store: Pick<Store<Stored>, 'damages'> = kind === 'works'
    ? new WorkStore(folder)
    : new Store(folder, catalogue as never);
  yield* store.damages();
}

async function check(folder: string, kind: string): Promise<void> {
  const path = storePath(folder, kind);
  if (!existsSync(path)) return;
  say({ begun: path });
  let found = 0;
  try {
    requireStoreFile(folder, kind);
    await readPages(path);
    for (const reason of damagesOf(folder, kind)) {
      if (++found <= MOST_DAMAGES) say({ damaged: path, reason });
    }
  } catch (error) {
    say({ damaged: path, reason: (error as Error).message });
  }
}

const [folder = '.'] = process.argv.slice(2);
for (const kind of ['journal', 'curation', ...ENTITY_KINDS, 'works']) await check(folder, kind);
// stores that are open would be closed one by one: there is nothing to be written
process.exit(0);
