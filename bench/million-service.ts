// The service of the million bench in a process of its own: the whole library behind HTTP, with vectors known beforehand.
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deriveBacklog } from '../indexer/derive-backlog.js';
import { createApp } from '../src/api/app.js';
import type { Work } from '../src/domain/work.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { refreshRegularly } from '../src/refresh-regularly.js';
import { rememberedEmbedder } from './engines-service.js';
import { filesIn, kept, takeFurtherWorks } from './million-files.js';
import { type Memory, memoryOf, type Percentiles, percentiles, watchEventLoop } from './million-process.js';
import type { KeptQuestions } from './million-questions.js';
import { vectorMaker } from './vectors.js';

/** Of how many writes one is looked for. */
const PROBED = 100;

/** What the service is told, and what it answers; `acknowledged` comes by itself. */
export type Order =
  | { readonly do: 'look' }
  | { readonly do: 'write'; readonly perSecond: number; readonly seconds: number }
  | { readonly do: 'stop' };

export interface Look {
  readonly memory: Memory;
  /** Since the last look. */
  readonly eventLoop: Percentiles;
}

export interface WritesReport {
  readonly writes: number;
  readonly perSecond: number;
  readonly acknowledgedMs: Percentiles;
}

export interface RunningService {
  readonly url: string;
  readonly readyMs: number;
  look(): Promise<Look>;
  /** Writes further works, one by one; `onProbe` gets a word that finds the work that has just been acknowledged. */
  write(perSecond: number, seconds: number, onProbe: (word: string) => void): Promise<WritesReport>;
  stop(): Promise<void>;
}

type Message =
  | { readonly url: string; readonly readyMs: number }
  | { readonly acknowledged: string }
  | { readonly answer: unknown };

/** Starts the service over the store in a folder, and waits until all of it is ready. */
export async function startServiceIn(folder: string): Promise<RunningService> {
  const child = fork(fileURLToPath(import.meta.url), ['serve', folder], { serialization: 'json' });
  const first = (await nextMessage(child, (message) => 'url' in message)) as { url: string; readyMs: number };
  const asked = async (order: Order) => {
    child.send(order);
    return ((await nextMessage(child, (message) => 'answer' in message)) as { answer: unknown }).answer;
  };
  return {
    ...first,
    look: async () => (await asked({ do: 'look' })) as Look,
    write: async (perSecond, seconds, onProbe) => {
      const listen = (message: Message) => {
        if ('acknowledged' in message) onProbe(message.acknowledged);
      };
      child.on('message', listen);
      const report = (await asked({ do: 'write', perSecond, seconds })) as WritesReport;
      child.off('message', listen);
      return report;
    },
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.send({ do: 'stop' } satisfies Order);
      await ended;
    },
  };
}

function nextMessage(child: ChildProcess, isWanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((done, fail) => {
    const gone = (code: number | null) => fail(new Error(`the service ended with code ${code}`));
    const listen = (message: unknown) => {
      if (!isWanted(message as Message)) return;
      child.off('message', listen);
      child.off('exit', gone);
      done(message as Message);
    };
    child.on('message', listen);
    child.on('exit', gone);
  });
}

/** As `ideascope serve` does it, but for the model: refreshes every second, and derives what is marked. */
async function serve(folder: string): Promise<void> {
  const began = performance.now();
  const logger = createLogger('warn');
  const library = createBuiltinLibrary({ dataDir: filesIn(folder).store, logger });
  for (const part of partsOf(library)) await part.prepare();
  await refreshLibrary(library);
  const readyMs = Math.round(performance.now() - began);
  const { vectors } = kept<KeptQuestions>(filesIn(folder).questions);
  const embedder = rememberedEmbedder(await vectorMaker('synthetic'), vectors);
  const state = { status: 'ready' as const, embedder };
  const handle = { state: () => state, settled: async () => state, close: async () => {} };
  const server = createServer(createApp({ library, embedder: handle, logger, version: 'bench' }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = new AbortController();
  const refreshing = refreshRegularly(library, logger, async () => {});
  const background = deriveBacklog({ library, logger, signal: stop.signal });
  obey(library, folder, async () => {
    stop.abort();
    server.closeAllConnections();
    server.close();
    await Promise.all([background, refreshing.stop()]);
    await closeLibrary(library);
  });
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, readyMs } satisfies Message);
}

function obey(library: Library, folder: string, stop: () => Promise<void>): void {
  const loop = watchEventLoop();
  process.on('message', async (order: Order) => {
    if (order.do === 'stop') {
      loop.stop();
      await stop();
      process.disconnect();
      return;
    }
    const look = (): Look => ({ memory: memoryOf('self'), eventLoop: loop.read() });
    const answer = order.do === 'look' ? look() : await writeSingly(library, folder, order.perSecond, order.seconds);
    process.send?.({ answer } satisfies Message);
  });
}

/** Each write is a transaction of its own, as one over HTTP would be; they start on time, whether those before have ended or not. */
async function writeSingly(
  library: Library,
  folder: string,
  perSecond: number,
  seconds: number,
): Promise<WritesReport> {
  const works = await takeFurtherWorks(folder, perSecond * seconds);
  const taken: number[] = [];
  const began = performance.now();
  const writeOne = async (work: Work, number: number) => {
    const isProbed = number % PROBED === 0;
    const word = `probe${number}x${Math.round(began)}`;
    const sent = performance.now();
    await library.works.write([isProbed ? { ...work, display_name: `${work.display_name} ${word}` } : work]);
    taken.push(performance.now() - sent);
    if (isProbed) process.send?.({ acknowledged: word } satisfies Message);
  };
  const writing: Promise<void>[] = [];
  for (const [number, work] of works.entries()) {
    const due = began + (1000 * number) / perSecond - performance.now();
    if (due > 1) await sleep(due);
    writing.push(writeOne(work, number));
  }
  await Promise.all(writing);
  const achieved = works.length / ((performance.now() - began) / 1000);
  return { writes: works.length, perSecond: Math.round(achieved), acknowledgedMs: percentiles(taken) };
}

if (process.argv[2] === 'serve' && process.argv[1] === fileURLToPath(import.meta.url))
  await serve(process.argv[3] ?? '');
