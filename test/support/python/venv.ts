// A Python with the packages of requirements.txt, installed once into a cache folder and shared by every run.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withLock } from '../elasticsearch-node/lock.js';

const run = promisify(execFile);
// the source: the compiler does not copy it
const REQUIREMENTS = fileURLToPath(new URL('../../../../test/support/python/requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/python/', import.meta.url));
/** Written last: a folder without it is one whose making broke off. */
const COMPLETE = 'complete';
const OUTPUT_BYTES = 16 * 1024 * 1024;

export type Venv = { readonly python: string } | { readonly skip: string };

/**
 * The path of a Python with all of requirements.txt; undefined where there is none to be had. The first call on a
 * machine installs them, which takes about a minute; calls of other processes wait for it.
 * @throws Error in CI, where there must be one
 */
export async function pythonVenv(): Promise<string | undefined> {
  const venv = await openVenv();
  return 'python' in venv ? venv.python : undefined;
}

/** The same, with the reason where there is none. */
export async function openVenv(): Promise<Venv> {
  try {
    return { python: await prepare() };
  } catch (error) {
    const reason = `Python with venv and the packages of requirements.txt is not to be had: ${saidBy(error)}`;
    if (process.env.CI === 'true') throw new Error(`CI must test with Python, but ${reason}`);
    return { skip: reason };
  }
}

async function prepare(): Promise<string> {
  const { stdout } = await run('python3', ['-c', 'import sys; print(sys.version, sys.executable)']);
  const requirements = await readFile(REQUIREMENTS);
  const name = createHash('sha256').update(stdout).update(requirements).digest('hex').slice(0, 16);
  const folder = join(CACHE, name);
  await madeOnce(folder, () => install(folder));
  return join(folder, 'bin', 'python');
}

/** Makes a folder, whichever process asks first; one whose making broke off is made anew. */
async function madeOnce(folder: string, make: () => Promise<void>): Promise<void> {
  await withLock(`ideascope-python-${createHash('sha256').update(folder).digest('hex')}`, async () => {
    if (existsSync(join(folder, COMPLETE))) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await make();
    await writeFile(join(folder, COMPLETE), '');
  });
}

async function install(folder: string): Promise<void> {
  await run('python3', ['-m', 'venv', folder], { maxBuffer: OUTPUT_BYTES });
  await pipInstall(join(folder, 'bin', 'python'), ['--requirement', REQUIREMENTS]);
}

async function pipInstall(python: string, what: readonly string[]): Promise<void> {
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', ...what];
  await run(python, ['-m', 'pip', 'install', ...options], { maxBuffer: OUTPUT_BYTES });
}

/**
 * A folder for PYTHONPATH with one package in a version other than that of requirements.txt.
 * @param requirement as pip writes it: `pyalex==0.16`
 */
export async function packageBeside(python: string, requirement: string): Promise<string> {
  const folder = join(CACHE, createHash('sha256').update(python).update(requirement).digest('hex').slice(0, 16));
  await madeOnce(folder, () => pipInstall(python, ['--no-deps', '--target', folder, requirement]));
  return folder;
}

function saidBy(error: unknown): string {
  const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
  return `${message} ${stdout} ${stderr}`.trim().slice(0, 1000);
}
