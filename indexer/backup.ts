// Makes a backup: copies the store while others use it, describes it, and gives it its name only when it is whole.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Library } from '../src/engine/engine.js';
import { BACKUP_FORMAT, describeFiles, type Formats, MANIFEST, type Manifest } from './backup-manifest.js';
import { EVERYTHING } from './derive.js';
import { flush, inPlainWords, namesIn, requireRoom } from './folders.js';

/** LMDB's own, made by whoever opens a store. */
const LOCK = /\.lmdb-lock$/;

export interface BackupRequest {
  /** Where the backup is to lie: not there yet, or empty. */
  readonly folder: string;
  readonly version: string;
  /** Formats of the store. */
  readonly formats: Omit<Formats, 'backup'>;
  /** Bytes that the copy takes. */
  readonly size: () => Promise<number>;
  /** Copies the store into an empty folder; says whether all of it is of one instant. */
  readonly copy: (folder: string) => Promise<{ readonly oneInstant: boolean }>;
  /** Gives the backup up between two of its steps. */
  readonly signal?: AbortSignal;
  /** Works with a copied store, and closes it. */
  readonly withCopy: <T>(folder: string, use: (library: Library) => Promise<T>) => Promise<T>;
}

/**
 * Makes a backup. It grows in a folder beside the one asked for, which appears under its name when everything in it has
 * reached the disk: a backup that was cut short never looks like one. Whatever was acknowledged before it began is in it.
 * @throws Error if the folder is not empty, there is no room, or the store cannot be read
 */
export async function makeBackup(request: BackupRequest): Promise<Manifest> {
  const folder = resolve(request.folder);
  const began = new Date();
  await requireEmpty(folder);
  const partial = join(dirname(folder), `.${basename(folder)}.${process.pid}.partial`);
  try {
    const size = await request.size();
    await mkdir(dirname(folder), { recursive: true });
    await requireRoom(dirname(folder), size);
    await mkdir(partial);
    const { oneInstant } = await request.copy(partial);
    request.signal?.throwIfAborted();
    const counts = await request.withCopy(partial, (library) => complete(library, !oneInstant));
    const manifest = await describe(request, partial, { began, counts, derive_anew: !oneInstant });
    request.signal?.throwIfAborted();
    await rename(partial, folder);
    await flush(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw inPlainWords(error, dirname(folder));
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const names = await namesIn(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOTDIR' ? new Error(`${folder} is a file: name a new folder for the backup`) : error;
  });
  if (names.includes(MANIFEST))
    throw new Error(`${folder} holds a backup: name a new folder, backups are not replaced`);
  if (names.length > 0) throw new Error(`${folder} is not empty: name a new folder for the backup`);
}

/**
 * Files of several instants are like a store whose process was killed, but for marks that were cleared between them: what
 * is derived is made anew then.
 */
async function complete(library: Library, deriveAnew: boolean): Promise<Record<string, number>> {
  if (deriveAnew) await library.works.mark([EVERYTHING]);
  const counts: Record<string, number> = {};
  for (const kind of ['works', 'authors', 'topics', 'institutions', 'sources', 'curation'] as const) {
    counts[kind] = await library[kind].count();
  }
  return counts;
}

async function describe(
  { version, formats }: BackupRequest,
  folder: string,
  facts: Pick<Manifest, 'counts' | 'derive_anew'> & { readonly began: Date },
): Promise<Manifest> {
  for (const name of (await namesIn(folder)).filter((one) => LOCK.test(one))) await rm(join(folder, name));
  const files = await describeFiles(folder);
  const manifest: Manifest = {
    product: 'ideascope',
    version,
    formats: { backup: BACKUP_FORMAT, ...formats },
    ...facts,
    began: facts.began.toISOString(),
    finished: new Date().toISOString(),
    files,
  };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of [...files.map((file) => file.name), MANIFEST, '.']) await flush(join(folder, name));
  return manifest;
}
