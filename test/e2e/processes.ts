// Runs the command line as child processes on a folder of their own, and cleans up after them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config.js';

const CLI = fileURLToPath(new URL('../../indexer/cli.js', import.meta.url));
const POLL_MS = 25;

export type Settings = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Server extends Running {
  readonly url: string;
}

/** A temporary folder with a store, and the processes that use it. */
export class Place {
  readonly folder: string;
  readonly dataDir: string;
  readonly #running = new Set<Running>();

  private constructor(folder: string) {
    this.folder = folder;
    this.dataDir = join(folder, 'data');
  }

  static async open(): Promise<Place> {
    return new Place(await mkdtemp(join(tmpdir(), 'ideascope-e2e-')));
  }

  /** Settings of every child: the model of this checkout, a free port, no demo unless asked for. */
  settings(own: Settings = {}): Settings {
    const { modelDir } = readConfig();
    const fixed = { HOST: '127.0.0.1', PORT: '0', DEMO: '0', LOG_LEVEL: 'info', EMBEDDING_MODEL: '' };
    return { ...fixed, DATA_DIR: this.dataDir, MODEL_DIR: modelDir, ...own };
  }

  start(args: readonly string[], own: Settings = {}): Running {
    const env = { ...process.env, ...this.settings(own) };
    const child = spawn(process.execPath, [CLI, ...args], { env, cwd: this.folder, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // a child that is killed or refuses to read leaves its input broken
    child.stdin.on('error', () => undefined);
    const ended = once(child, 'close').then(([code, signal]): Ended => {
      this.#running.delete(running);
      return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
    });
    const running: Running = {
      process: child,
      ended,
      output: () => ({ stdout, stderr }),
      stop: (signal) => {
        child.kill(signal);
        return ended;
      },
    };
    this.#running.add(running);
    return running;
  }

  /** Runs a command to its end. */
  run(args: readonly string[], own: Settings = {}, input: string | Uint8Array = ''): Promise<Ended> {
    const running = this.start(args, own);
    running.process.stdin?.end(input);
    return running.ended;
  }

  /** Starts the service and waits until it says where it listens. */
  async serve(own: Settings = {}): Promise<Server> {
    const running = this.start(['serve'], own);
    const read = async () => /Ideascope is at (http:\S+)/.exec(running.output().stdout)?.[1];
    const ended = running.ended.then(({ stderr }) => Promise.reject(new Error(`the service did not start: ${stderr}`)));
    const url = await Promise.race([eventually('the address', read, (found) => found !== undefined), ended]);
    ended.catch(() => undefined);
    return { ...running, url: url as string };
  }

  /** Ends what still runs and removes the folder. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((running) => running.stop('SIGKILL')));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Reads again and again until the value is the wanted one; fails with the last value after `patience` ms. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  patience = 25_000,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`waited ${patience} ms for ${what}; last seen: ${JSON.stringify(value)?.slice(0, 500)}`);
    }
    await sleep(POLL_MS);
  }
}

/** The index takes vectors in once a second. */
const REFRESHED_MS = 2500;

interface Readiness {
  readonly engine?: { readonly works: number; readonly embedded: number };
  readonly entities?: { readonly authors: number };
  readonly waiting?: number;
}

/** Waits until a service with works has all their vectors and people, and searches see them. */
export async function wholeService({ url }: Pick<Server, 'url'>, patience: number): Promise<void> {
  const ready = async () => (await (await fetch(`${url}/health/ready`)).json()) as Readiness;
  const isWhole = ({ engine, entities, waiting }: Readiness) =>
    engine !== undefined &&
    engine.works > 0 &&
    engine.works === engine.embedded &&
    (entities?.authors ?? 0) > 0 &&
    waiting === 0;
  await eventually('all vectors and people', ready, isWhole, patience);
  await sleep(REFRESHED_MS);
}

/** Repeats a task until the function that comes back is called; its promise is that of the last time. */
export function repeatedly(task: () => Promise<void>): () => Promise<void> {
  let over = false;
  const running = (async () => {
    while (!over) await task();
  })();
  running.catch(() => undefined);
  return () => {
    over = true;
    return running;
  };
}

/** The numbers of the line that an import ends with. */
export function countsOf({ stdout, stderr }: Ended) {
  const line = /([\d,]+) created, ([\d,]+) updated, ([\d,]+) unchanged, ([\d,]+) rejected/.exec(stdout);
  if (!line) throw new Error(`no summary of an import in: ${stdout}${stderr}`);
  const [created, updated, unchanged, rejected] = line.slice(1).map((digits) => Number(digits.replaceAll(',', '')));
  return { created, updated, unchanged, rejected };
}
