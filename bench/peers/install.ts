// The packages of the peers: installed on demand, away from those of the project, from a lockfile of their own.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
// the sources: the compiler does not copy them
const LISTS = fileURLToPath(new URL('../../../bench/peers/', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/peers/', import.meta.url));
const FILES = ['package.json', 'package-lock.json'] as const;
/** Written last, and says which lockfile was installed. */
const COMPLETE = 'complete';
const OUTPUT_BYTES = 16 * 1024 * 1024;

/** Installs what bench/peers/package-lock.json names into an ignored folder, without running anybody's install script. */
export async function installPackages(): Promise<void> {
  const lock = createHash('sha256')
    .update(await readFile(join(LISTS, 'package-lock.json')))
    .digest('hex');
  const complete = join(FOLDER, COMPLETE);
  if (existsSync(complete) && (await readFile(complete, 'utf8')) === lock) return;
  process.stderr.write('installing the peers of bench/peers/package.json\n');
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const file of FILES) await copyFile(join(LISTS, file), join(FOLDER, file));
  // not `ci`, which refuses a lockfile without the binaries of platforms that the registry at hand does not have
  const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options], { cwd: FOLDER, maxBuffer: OUTPUT_BYTES });
  await writeFile(complete, lock);
}

/** By name; the servers, which do not come from the registry of npm, among them. */
export async function peerVersions(): Promise<Readonly<Record<string, string>>> {
  const list = JSON.parse(await readFile(join(LISTS, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return { ...list.dependencies, elasticsearch: '9.5.3', postgresql: '16.14' };
}

/** Whether they are there. */
export function packagesInstalled(): boolean {
  return existsSync(join(FOLDER, COMPLETE));
}

/** A module of an installed package; its shape is the caller's word, as the compiler does not see the package. */
export async function loadPackage<T>(name: string): Promise<T> {
  const path = createRequire(join(FOLDER, 'package.json')).resolve(name);
  return (await import(pathToFileURL(path).href)) as T;
}
