// The service with the demo, its model and a key, shared by all test files of a Jest run: they only read from it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/config.js';
import { eventually, wholeService } from '../e2e/processes.js';
import { withLock } from './elasticsearch-node/lock.js';

const PROCESS = fileURLToPath(new URL('./demo-service-process.js', import.meta.url));
/** The run of Jest that this process belongs to; test/support/elasticsearch-node/shared.ts sets it. */
const RUN = 'IDEASCOPE_JEST_RUN';
/** A first run on a machine downloads the model. */
const START_MS = 120_000;
const END_MS = 10_000;
const POLL_MS = 50;
export const DEMO_KEY = 'invented-key-of-the-demo';

interface Outcome {
  readonly url: string;
  readonly pid: number;
}

/** The address of the service; the first call of a run starts it, and all wait until every work has its vector. */
export async function demoService(): Promise<string> {
  const run = process.env[RUN];
  if (run === undefined) throw new Error('the shared service belongs to a Jest run');
  const outcome = await withLock(`ideascope-demo-${run}`, async () => {
    const known = await read(run);
    if (known) return known;
    const started = await start(Number.parseInt(run, 10));
    await writeFile(outcomeFile(run), JSON.stringify(started));
    return started;
  });
  return outcome.url;
}

/** Ends the service, if this run started one. */
export async function closeDemoService(): Promise<void> {
  const run = process.env[RUN];
  const outcome = run === undefined ? undefined : await read(run);
  if (run === undefined || !outcome) return;
  await end(outcome.pid);
  await rm(outcomeFile(run), { force: true });
}

async function start(owner: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'ideascope-demo-'));
  const log = join(folder, 'service.log');
  const child = await spawned(owner, folder, log);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the service did not start')));
  try {
    const url = await Promise.race([addressIn(log), ended]);
    await Promise.race([wholeService({ url }, START_MS), ended]);
    child.unref();
    return { url, pid: child.pid as number };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${(error as Error).message}: ${(await readFile(log, 'utf8').catch(() => '')).slice(-3000)}`);
  } finally {
    ended.catch(() => undefined);
  }
}

async function spawned(owner: number, folder: string, log: string): Promise<ChildProcess> {
  const settings = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    MODEL_DIR: readConfig().modelDir,
    EMBEDDING_MODEL: '',
    DEMO: '1',
    API_KEYS: DEMO_KEY,
    // pages of other origins, which embed some of it, are at ports that nobody knows beforehand
    CORS_ORIGINS: '*',
    LOG_LEVEL: 'warn',
  };
  const file = await open(log, 'w');
  const child = spawn(process.execPath, [PROCESS, String(owner), folder], {
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
    env: { ...process.env, ...settings },
  });
  await file.close();
  return child;
}

async function addressIn(log: string): Promise<string> {
  const find = async () => /Ideascope is at (http:\S+)/.exec(await readFile(log, 'utf8'))?.[1];
  return (await eventually('the address', find, (found) => found !== undefined, START_MS)) as string;
}

async function end(pid: number): Promise<void> {
  const deadline = performance.now() + END_MS;
  for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; ; signal = performance.now() > deadline ? 'SIGKILL' : 0) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    await sleep(POLL_MS);
  }
}

async function read(run: string): Promise<Outcome | undefined> {
  try {
    return JSON.parse(await readFile(outcomeFile(run), 'utf8')) as Outcome;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function outcomeFile(run: string): string {
  return join(tmpdir(), `ideascope-demo-run-${run}.json`);
}
