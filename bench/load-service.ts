// The service of the load bench: `ideascope serve` in a process of its own, which says how it feels when it is asked.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Memory, memoryOf, type Percentiles, watchEventLoop } from './million-process.js';

export interface Feeling {
  readonly memory: Memory;
  /** Since the last look. */
  readonly eventLoopMs: Percentiles;
  /** Cores that all its threads took together since the last look. */
  readonly cores: number;
}

export interface LoadedService {
  readonly url: string;
  look(): Promise<Feeling>;
  stop(): Promise<void>;
}

/** Starts it over the store in a folder; resolves when it is ready, its model included. */
export async function startLoadedService(
  dataDir: string,
  logFile: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<LoadedService> {
  const log = openSync(logFile, 'w');
  const child = fork(fileURLToPath(import.meta.url), ['watched'], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, EMBED_MAX_CPU: '0', ...settings },
    stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the service ended: see ${logFile}`)));
  ended.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
  await untilReady(url);
  return {
    url,
    look: async () => {
      child.send('look');
      const [feeling] = (await Promise.race([once(child, 'message'), ended])) as [Feeling];
      return feeling;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended.catch(() => undefined);
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/works?search=warm&mode=semantic&per_page=1`);
    if (answer.status === 200) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** Nothing is changed of what is served: this only listens to its output and to the event loop. */
async function beWatched(): Promise<void> {
  const loop = watchEventLoop();
  let since = { at: performance.now(), cpu: process.cpuUsage() };
  process.on('message', () => {
    const { user, system } = process.cpuUsage(since.cpu);
    const cores = Number(((user + system) / 1000 / (performance.now() - since.at)).toFixed(2));
    since = { at: performance.now(), cpu: process.cpuUsage() };
    process.send?.({ memory: memoryOf('self'), eventLoopMs: loop.read(), cores } satisfies Feeling);
  });
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string | Uint8Array) => {
    const url = /Ideascope is at (http:\S+)/.exec(text.toString())?.[1];
    if (url !== undefined) process.send?.({ url });
    return write(text);
  }) as typeof process.stdout.write;
  // a service that cannot start ends, and one whose bench has died does, too
  process.channel?.unref();
  let stopping = false;
  process.once('SIGTERM', () => {
    stopping = true;
    if (process.connected) process.disconnect();
  });
  process.once('disconnect', () => {
    if (!stopping) process.kill(process.pid, 'SIGTERM');
  });
  process.argv.splice(2, process.argv.length, 'serve');
  await import('../indexer/cli.js');
}

if (process.argv[2] === 'watched' && process.argv[1] === fileURLToPath(import.meta.url)) await beWatched();
