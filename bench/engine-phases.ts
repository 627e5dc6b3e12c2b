// The phases of the engine bench, each run by `engine.ts` in its own process.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { importWorks } from '../indexer/pipeline.js';
import { createBuiltinEngine } from '../src/engine/builtin/engine.js';
import type { Engine } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { Figures, PhaseInput } from './engine.js';
import { drawQuestions, measureQuestions, type Questions } from './engine-queries.js';
import { vectorMaker, writeVectors } from './vectors.js';

const QUESTIONS_FILE = 'questions';

const phases: Record<string, (input: PhaseInput) => Promise<Figures>> = { import: load, build, embed, serve };

process.once('message', async (input: PhaseInput) => {
  const phase = phases[process.argv[2] ?? ''];
  if (!phase) throw new Error('no such phase');
  process.send?.(await phase(input));
  process.disconnect();
});

async function opened({ folder }: PhaseInput): Promise<Engine> {
  const engine = createBuiltinEngine({ dataDir: folder, logger: createLogger('warn') });
  await engine.prepare();
  return engine;
}

/** Reading, validating, normalising and storing; no index is in memory. */
async function load(input: PhaseInput): Promise<Figures> {
  const engine = await opened(input);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const report = await importWorks({ engine, sources: input.corpora, format: 'auto' });
  const seconds = (performance.now() - started) / 1000;
  await engine.close();
  const works = report.created + report.updated;
  const worksPerSecond = Math.round(works / seconds);
  return {
    works,
    rejected: report.rejected,
    worksPerSecond,
    cpuMicrosPerWork: micros(cpu, works),
    residentMb: residentMb(),
  };
}

/** The index from scratch, and what that does to the event loop. */
async function build(input: PhaseInput): Promise<Figures> {
  const engine = await opened(input);
  const lags: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    lags.push(performance.now() - last);
    last = performance.now();
  }, 1);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await engine.refresh();
  const ms = performance.now() - started;
  clearInterval(timer);
  const { indexed } = await engine.status();
  await engine.close();
  const longestHoldMs = Math.round(Math.max(...lags));
  const cpuMicrosPerWork = micros(cpu, indexed);
  const worksPerSecond = Math.round(indexed / (ms / 1000));
  return { fromScratchMs: Math.round(ms), worksPerSecond, cpuMicrosPerWork, longestHoldMs };
}

/** Vectors of all works, and the questions for the last phase, which shall not pay for making them. */
async function embed(input: PhaseInput): Promise<Figures> {
  const engine = await opened(input);
  const maker = input.vectors === 'none' ? undefined : await vectorMaker(input.vectors);
  const figures = maker ? await writeVectors(engine, maker) : { vectors: 0 };
  await engine.refresh();
  writeFileSync(join(input.folder, QUESTIONS_FILE), serialize(await drawQuestions(engine, maker)));
  await maker?.close();
  await engine.close();
  return figures;
}

/** Start from the snapshot, memory, latency. */
async function serve(input: PhaseInput): Promise<Figures> {
  const started = performance.now();
  const engine = await opened(input);
  await engine.refresh();
  const fromSnapshotMs = Math.round(performance.now() - started);
  const residentAtStartMb = residentMb();
  const questions = deserialize(readFileSync(join(input.folder, QUESTIONS_FILE))) as Questions;
  const latencies = await measureQuestions(engine, questions);
  const figures = { fromSnapshotMs, residentAtStartMb, residentAfterQueriesMb: residentMb(), ...latencies };
  await engine.close();
  return figures;
}

/** CPU time of all threads since `before`, per work: unlike the rate, it does not depend on what else runs. */
function micros(before: NodeJS.CpuUsage, works: number): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / works);
}

function residentMb(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}
