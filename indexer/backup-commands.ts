// The commands that keep the built-in store: backup (and its verification), restore.
import { copyStore, openLibrary, STORE_FORMATS, storeSize } from '../src/compose.js';
import { ConfigError } from '../src/config.js';
import { closeLibrary } from '../src/engine/engine.js';
import { readVersion } from '../src/version.js';
import { makeBackup } from './backup.js';
import { BACKUP_FORMAT, type Manifest, readManifest, verifyFiles } from './backup-manifest.js';
import type { Command, Surroundings } from './command-steps.js';
import { createProgress } from './progress.js';
import { restoreBackup } from './restore.js';

const FORMATS = { backup: BACKUP_FORMAT, ...STORE_FORMATS };
const MIB = 1024 * 1024;

export const backupCommand: Command = async (line, around) => {
  const [folder = ''] = line.positionals;
  if (line.options.verify === true) return verify(folder, around);
  const { config, logger, print, signal } = around;
  requireBuiltin(around, 'backup');
  const { dataDir } = config;
  const manifest = await makeBackup({
    folder,
    version: readVersion(),
    formats: STORE_FORMATS,
    signal,
    size: () => storeSize(dataDir),
    copy: (target) => copyStore(dataDir, target),
    withCopy: async (target, use) => {
      const library = await openLibrary({ ...config, dataDir: target }, logger);
      try {
        return await use(library);
      } finally {
        await closeLibrary(library);
      }
    },
  });
  print(`${describe(manifest)} are in ${folder}\n`);
  return true;
};

/** Needs neither a store nor its settings: a backup is verified wherever it lies. */
async function verify(folder: string, around: Surroundings): Promise<boolean> {
  const manifest = await readManifest(folder, FORMATS);
  await withProgress('verify', around, (onBytes) => {
    const all = bytesOf(manifest);
    return verifyFiles(folder, manifest, (bytes) => onBytes(bytes, all));
  });
  around.print(`${folder} is whole: ${describe(manifest)}, begun ${manifest.began} by version ${manifest.version}\n`);
  return true;
}

export const restoreCommand: Command = async (line, around) => {
  const [backup = ''] = line.positionals;
  const { config, print } = around;
  requireBuiltin(around, 'restore');
  const { dataDir } = config;
  const manifest = await withProgress('verify', around, (onBytes) =>
    restoreBackup({ backup, dataDir, formats: FORMATS, onBytes }),
  );
  print(`${describe(manifest)}, as they were at ${manifest.began}, are restored to ${dataDir}\n`);
  if (manifest.derive_anew) {
    print('works were written while the backup was made: the service derives researchers and topics anew\n');
  }
  return true;
};

function requireBuiltin({ config }: Surroundings, command: string): void {
  if (!config.elasticsearch) return;
  const instead = "take a snapshot of the cluster's indices instead, see docs/cluster.md#snapshots";
  throw new ConfigError(`${command} is for the built-in store, and ELASTICSEARCH_URL is set: ${instead}`);
}

function withProgress<T>(
  label: string,
  around: Surroundings,
  run: (onBytes: (bytes: number, all: number) => void) => Promise<T>,
): Promise<T> {
  const progress = createProgress({ label, unit: 'MiB', stream: around.stderr });
  return run((bytes, all) => progress.update(Math.round(bytes / MIB), bytes, all)).finally(progress.stop);
}

const bytesOf = ({ files }: Manifest) => files.reduce((sum, { bytes }) => sum + bytes, 0);

function describe(manifest: Manifest): string {
  const { works = 0, authors = 0 } = manifest.counts;
  const size = Math.ceil(bytesOf(manifest) / MIB).toLocaleString('en');
  return `${works.toLocaleString('en')} works and ${authors.toLocaleString('en')} authors (${size} MiB)`;
}
