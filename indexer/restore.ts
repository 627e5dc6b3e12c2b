// Restores a backup into an empty folder: all of it is verified before, and what was cut short is not taken for a store.
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RESTORING } from '../src/compose.js';
import { BackupError, type Formats, type Manifest, readManifest, sha256Of, verifyFiles } from './backup-manifest.js';
import { flush, inPlainWords, namesIn, requireRoom } from './folders.js';

export interface RestoreRequest {
  /** Where the backup lies. */
  readonly backup: string;
  /** Where the store is to be. */
  readonly dataDir: string;
  /** What this version reads. */
  readonly formats: Formats;
  /** Told of the bytes that were verified. */
  readonly onBytes?: (bytes: number, all: number) => void;
}

/**
 * Restores a backup. DATA_DIR may be a mounted volume, so that files are copied into a folder within it; as long as that
 * is there, no process opens the store, and the same command begins anew.
 * @throws BackupError if the backup is damaged, cut short or of a later version; Error if DATA_DIR is not empty
 */
export async function restoreBackup({ backup, dataDir, formats, onBytes }: RestoreRequest): Promise<Manifest> {
  const manifest = await readManifest(backup, formats);
  const all = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  await requireUnused(dataDir);
  await verifyFiles(backup, manifest, (bytes) => onBytes?.(bytes, all));
  try {
    await mkdir(dataDir, { recursive: true });
    // what an earlier try has left; everything here is of it
    for (const name of await namesIn(dataDir)) {
      if (name !== RESTORING) await rm(join(dataDir, name), { recursive: true });
    }
    await rm(join(dataDir, RESTORING), { recursive: true, force: true });
    await requireRoom(dataDir, all);
    await copyInto(dataDir, backup, manifest);
  } catch (error) {
    throw inPlainWords(error, dataDir);
  }
  return manifest;
}

async function requireUnused(dataDir: string): Promise<void> {
  const names = await namesIn(dataDir).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOTDIR' ? new Error(`DATA_DIR=${dataDir} is a file: name a folder`) : error;
  });
  if (names.length === 0 || names.includes(RESTORING)) return;
  const what = names.includes('works.lmdb') ? 'holds a store, which may be in use' : 'is not empty';
  const mend = 'end what uses it and move it away (mv), or set DATA_DIR to a new folder';
  throw new Error(`DATA_DIR=${dataDir} ${what}: ${mend}`);
}

async function copyInto(dataDir: string, backup: string, { files }: Manifest): Promise<void> {
  const within = join(dataDir, RESTORING);
  await mkdir(within);
  await flush(dataDir);
  for (const { name, sha256 } of files) {
    const target = join(within, name);
    await copyFile(join(backup, name), target);
    await flush(target);
    // what reached the disk, not what was read
    if ((await sha256Of(target)) !== sha256) throw new BackupError(`${name} changed while it was copied: try again`);
  }
  for (const { name } of files) await rename(join(within, name), join(dataDir, name));
  await flush(dataDir);
  await rm(within, { recursive: true });
  await flush(dataDir);
}
