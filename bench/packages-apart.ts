// Packages that one bench alone needs: installed on demand, away from those of the project, from a lockfile of their own.
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
const BENCH = fileURLToPath(new URL('../../bench/', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const FILES = ['package.json', 'package-lock.json'] as const;
/** Written last, and says which lockfile was installed. */
const COMPLETE = 'complete';
const OUTPUT_BYTES = 16 * 1024 * 1024;

/** The packages that bench/<name>/package.json lists, in an ignored folder. */
export class PackagesApart {
  readonly #name: string;
  readonly #lists: string;
  readonly #folder: string;

  constructor(name: string) {
    this.#name = name;
    this.#lists = join(BENCH, name);
    this.#folder = join(CACHE, name);
  }

  /** Installs what the lockfile names, without running anybody's install script. @param more options of npm */
  async install(more: readonly string[] = []): Promise<void> {
    const lock = createHash('sha256')
      .update(await readFile(join(this.#lists, 'package-lock.json')))
      .digest('hex');
    const complete = join(this.#folder, COMPLETE);
    if (existsSync(complete) && (await readFile(complete, 'utf8')) === lock) return;
    process.stderr.write(`installing what bench/${this.#name}/package.json lists\n`);
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true });
    for (const file of FILES) await copyFile(join(this.#lists, file), join(this.#folder, file));
    // not `ci`, which refuses a lockfile without the binaries of platforms that the registry at hand does not have
    const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', ...more];
    await run('npm', ['install', ...options], { cwd: this.#folder, maxBuffer: OUTPUT_BYTES });
    await writeFile(complete, lock);
  }

  /** By name. */
  async versions(): Promise<Readonly<Record<string, string>>> {
    const list = JSON.parse(await readFile(join(this.#lists, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    return list.dependencies;
  }

  /** Whether they are there. */
  get installed(): boolean {
    return existsSync(join(this.#folder, COMPLETE));
  }

  /** A module of an installed package; its shape is the caller's word, as the compiler does not see the package. */
  async load<T>(name: string): Promise<T> {
    const path = createRequire(join(this.#folder, 'package.json')).resolve(name);
    return (await import(pathToFileURL(path).href)) as T;
  }
}
