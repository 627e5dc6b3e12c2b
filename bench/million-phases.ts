// The phases of the million bench, each run by `million.ts` in its own process.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { derive } from '../indexer/derive.js';
import { importWorks } from '../indexer/pipeline.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { measureQuestions } from './engine-queries.js';
import { FURTHER, filesIn, keep, kept, megabytes, takeFurther } from './million-files.js';
import { measureBesideImport, measureTogether, measureWrites } from './million-load.js';
import { cpuMicros, memoryOf } from './million-process.js';
import { drawAll, type KeptQuestions, measureService, measureTyping, measureTypingOver } from './million-questions.js';
import { writeCollection, writeRecords } from './million-records.js';
import { startServiceIn } from './million-service.js';
import { vectorMaker, writeVectors } from './vectors.js';

export interface PhaseInput {
  readonly corpora: readonly string[];
  readonly works: number;
  readonly folder: string;
}

const KINDS = ['works', 'authors', 'topics', 'institutions', 'sources', 'curation'] as const;
const IMPORTED_BESIDE = 20_000;
const WRITES = { perSecond: 200, seconds: 60 };
const START_PATIENCE_MS = 300_000;

const phases: Readonly<Record<string, (input: PhaseInput) => Promise<object>>> = {
  generate,
  import: load,
  derive: deriveEverything,
  vectors,
  index,
  start,
  engine,
  service,
  together: (input) => withService(input, (running, questions) => measureTogether(running, questions)),
  importing,
  writes: (input) =>
    withService(input, (running, questions) => measureWrites(running, questions, WRITES.perSecond, WRITES.seconds)),
};

process.once('message', async (input: PhaseInput) => {
  const phase = phases[process.argv[2] ?? ''];
  if (!phase) throw new Error('no such phase');
  process.send?.(await phase(input));
  process.disconnect();
});

function createLibrary({ folder }: PhaseInput): Library {
  return createBuiltinLibrary({ dataDir: filesIn(folder).store, logger: createLogger('warn') });
}

async function withLibrary<T>(input: PhaseInput, use: (library: Library) => Promise<T>): Promise<T> {
  const library = createLibrary(input);
  for (const part of partsOf(library)) await part.prepare();
  try {
    return await use(library);
  } finally {
    await closeLibrary(library);
  }
}

async function withService<T>(
  { folder }: PhaseInput,
  use: (running: Awaited<ReturnType<typeof startServiceIn>>, questions: KeptQuestions) => Promise<T>,
): Promise<T> {
  const running = await startServiceIn(folder);
  try {
    return await use(running, kept<KeptQuestions>(filesIn(folder).questions));
  } finally {
    await running.stop();
  }
}

const secondsSince = (began: number) => Number(((performance.now() - began) / 1000).toFixed(1));

async function generate({ corpora, works, folder }: PhaseInput) {
  mkdirSync(folder, { recursive: true });
  const began = performance.now();
  const files = filesIn(folder);
  const written = await writeCollection(corpora, works, FURTHER, files);
  return { ...written, seconds: secondsSince(began), megabytes: megabytes(files.works) };
}

/** Reading, validating, normalising and storing; no index is in memory. */
async function load(input: PhaseInput) {
  return withLibrary(input, async ({ works: engine }) => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { created, rejected } = await importWorks({
      engine,
      sources: [filesIn(input.folder).works],
      format: 'jsonl',
    });
    const seconds = secondsSince(began);
    const perSecond = Math.round(created / seconds);
    return { works: created, rejected, seconds, perSecond, cpuMicros: cpuMicros(cpu, created), ...memoryOf('self') };
  });
}

/** Versions, who is who, people, topics, institutions and sources of all works. */
async function deriveEverything(input: PhaseInput) {
  return withLibrary(input, async (library) => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { derived } = await derive(library);
    const seconds = secondsSince(began);
    const counts = await Promise.all(KINDS.map(async (kind) => [kind, await library[kind].count()] as const));
    const micros = cpuMicros(cpu, await library.works.count());
    const heapMb = Math.round(process.memoryUsage().heapTotal / 1e6);
    return { derived, seconds, cpuMicrosPerWork: micros, ...Object.fromEntries(counts), heapMb, ...memoryOf('self') };
  });
}

async function vectors(input: PhaseInput) {
  return withLibrary(input, async ({ works }) => writeVectors(works, await vectorMaker('synthetic')));
}

/** All indexes from scratch, with their snapshots, and what the later phases ask. */
async function index(input: PhaseInput) {
  const files = filesIn(input.folder);
  const figures = await withLibrary(input, async (library) => {
    const built: Record<string, { seconds: number; cpuMicros: number }> = {};
    for (const kind of KINDS) {
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      await library[kind].reindex();
      built[kind] = { seconds: secondsSince(began), cpuMicros: cpuMicros(cpu, await library[kind].count()) };
    }
    keep(files.questions, await drawAll(library, await vectorMaker('synthetic')));
    return { built, ...memoryOf('self') };
  });
  const sizes = (ending: string) => {
    const names = readdirSync(files.store).filter((name) => name.endsWith(ending));
    return Object.fromEntries(names.map((name) => [name.slice(0, -ending.length), megabytes(join(files.store, name))]));
  };
  return { ...figures, storeMb: sizes('.lmdb'), snapshotMb: sizes('.snapshot') };
}

/** The program itself, as users start it: `ideascope serve`. */
async function start({ folder }: PhaseInput) {
  const cli = fileURLToPath(new URL('../indexer/cli.js', import.meta.url));
  const env = {
    ...process.env,
    DATA_DIR: filesIn(folder).store,
    EMBEDDING_MODEL: 'none',
    PORT: String(await freePort()),
  };
  const began = performance.now();
  const child = spawn(process.execPath, [cli, 'serve'], { env: { ...env, LOG_LEVEL: 'warn' }, stdio: 'ignore' });
  try {
    const until = async (path: string) => {
      while (performance.now() - began < START_PATIENCE_MS) {
        const answer = await fetch(`http://127.0.0.1:${env.PORT}${path}`).catch(() => undefined);
        if (answer?.ok) return Math.round(performance.now() - began);
        await sleep(50);
      }
      throw new Error(`the service was not ready after ${START_PATIENCE_MS / 1000} s`);
    };
    const liveMs = await until('/health/live');
    const searchesAfterMs = await until('/health/ready');
    const peopleAfterMs = await until('/autocomplete/authors?q=a');
    return {
      liveMs,
      searchesAfterMs,
      allReadyMs: Math.max(searchesAfterMs, peopleAfterMs),
      ...memoryOf(child.pid ?? 'self'),
    };
  } finally {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Questions to the engine itself, with all kinds of things in this process, as in a service. */
async function engine(input: PhaseInput) {
  const library = createLibrary(input);
  const { engine: questions, typed } = kept<KeptQuestions>(filesIn(input.folder).questions);
  const took: Record<string, number> = {};
  for (const kind of KINDS) {
    const began = performance.now();
    await library[kind].prepare();
    await library[kind].refresh();
    took[kind] = Math.round(performance.now() - began);
  }
  const atStart = memoryOf('self');
  const latencies = await measureQuestions(library.works, questions);
  const completion = await measureTyping(library, typed);
  const figures = { fromSnapshotMs: took, atStart, latencies, completion, afterQuestions: memoryOf('self') };
  await closeLibrary(library);
  return figures;
}

/** The same over HTTP, from another process. */
async function service(input: PhaseInput) {
  return withService(input, async (running, questions) => {
    const { memory: atStart } = await running.look();
    const latencies = await measureService(running.url, questions);
    const completion = await measureTypingOver(running.url, questions.typed);
    const { memory: afterQuestions, eventLoop } = await running.look();
    return { readyMs: running.readyMs, atStart, latencies, completion, eventLoopMs: eventLoop, afterQuestions };
  });
}

async function importing(input: PhaseInput) {
  const files = filesIn(input.folder);
  await writeRecords(files.import, await takeFurther(input.folder, IMPORTED_BESIDE));
  return withService(input, (running, questions) => measureBesideImport(running, questions, files.store, files.import));
}
