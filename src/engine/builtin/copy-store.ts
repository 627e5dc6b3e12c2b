// Copies the files of a store while others read and write it: LMDB's own copies, each of one instant.
import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { FORMAT as SNAPSHOT } from './snapshot.js';
import { FORMAT as STORE } from './store.js';

/** Formats of what lies in a store's folder; `docs/keeping.md` says what happens to older and newer ones. */
export const STORE_FORMATS = { store: STORE, snapshot: SNAPSHOT } as const;

/** Room in the address space, as for the store itself. */
const MAP_SIZE = 2 ** 37;
const MAX_DATABASES = 64;
const STORE_FILE = /^[a-z]+\.lmdb$/;
/** Where harvests go on, and indexes: whole files that are only ever replaced. */
const PLAIN_FILE = /^(?:[a-z]+\.snapshot|harvests\.json)$/;

export interface CopiedStore {
  /**
   * Whether all files are of one instant, as nothing was written between the first and the last. Otherwise what is
   * derived of works may be of another moment than works and their marks.
   */
  readonly oneInstant: boolean;
}

/** What is in a store's folder: bytes of what would be copied. @throws Error if there is no store */
export async function storeSize(dataDir: string): Promise<number> {
  const sizes = (await filesIn(dataDir)).map(async (name) => (await stat(join(dataDir, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Copies a store into an empty folder. Snapshots come first, so that none knows of changes that the copied store has not.
 * @throws Error if there is no store, it cannot be read, or the copies cannot be written
 */
export async function copyStore(dataDir: string, folder: string): Promise<CopiedStore> {
  const names = await filesIn(dataDir);
  for (const name of names.filter((one) => PLAIN_FILE.test(one))) {
    await copyFile(join(dataDir, name), join(folder, name));
  }
  const stores = names.filter((name) => STORE_FILE.test(name));
  const roots = stores.map((name) => ({ name, root: openToRead(join(dataDir, name)) }));
  try {
    const before = roots.map(({ root }) => lastChangeIn(root));
    for (const { name, root } of roots) await root.backup(join(folder, name), false);
    const after = await Promise.all(stores.map((name) => lastChangeOf(join(folder, name))));
    return { oneInstant: before.every((change, i) => change === after[i]) };
  } finally {
    await Promise.all(roots.map(({ root }) => root.close()));
  }
}

async function filesIn(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `DATA_DIR=${dataDir} cannot be read: ${error.code === 'ENOENT' ? 'it is not there' : error.message}`,
    );
  });
  if (!names.includes('works.lmdb')) throw new Error(`DATA_DIR=${dataDir} holds no store: there is no works.lmdb`);
  return names.filter((name) => STORE_FILE.test(name) || PLAIN_FILE.test(name)).sort();
}

function openToRead(path: string): RootDatabase {
  return open({ path, mapSize: MAP_SIZE, maxDbs: MAX_DATABASES, noSubdir: true, readOnly: true });
}

async function lastChangeOf(path: string): Promise<number> {
  const root = openToRead(path);
  try {
    return lastChangeIn(root);
  } finally {
    await root.close();
  }
}

/** The journal counts no changes, and nothing is derived of it. */
function lastChangeIn(root: RootDatabase): number {
  root.resetReadTxn();
  const meta = root.openDB({ name: 'meta' }) as ReturnType<RootDatabase['openDB']> | undefined;
  return (meta?.get('seq') as number | undefined) ?? 0;
}
