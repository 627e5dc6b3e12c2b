// How fast works are embedded: against transformers.js used plainly, and against the int8 products that cannot be spared.
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import type { EmbedProgress } from '../indexer/embed-progress.js';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import type { TransformersEmbedder } from '../src/embedding/transformers.js';
import { cpuOf, openCeiling, openNaive, openOurs, runOurs, textsOf, tokenCounts } from './embedding-contenders.js';
import { randomNumbers } from './random.js';
import { writeRun } from './runs.js';

const ROUNDS = 7;
const WORKS_PER_ROUND = 120;
/** Of the run whose end is foreseen. */
const LONG_RUN = 1_600;
const THROTTLED = [10, 50] as const;
const THROTTLED_WORKS = 120;
const FORESEEN = [0.1, 0.25, 0.5, 0.75] as const;
const SECOND = 1000;

interface Turn {
  readonly cpuMs: number;
  readonly wallMs: number;
}

interface Round {
  readonly tokens: number;
  readonly naive: Turn;
  readonly ours: Turn & { readonly idleShare: number };
  readonly ceiling: Turn;
}

/** Prints and writes bench/runs/<day>-embedding.json. */
export async function benchEmbedding(files: readonly string[]): Promise<void> {
  const works = await drawWorks(files, ROUNDS * WORKS_PER_ROUND + LONG_RUN + THROTTLED.length * THROTTLED_WORKS);
  const take = (count: number) => works.splice(0, count);
  const embedder = await openOurs();
  try {
    await runOurs(works.slice(0, 8), { embedder });
    const parts = Array.from({ length: ROUNDS }, () => take(WORKS_PER_ROUND));
    const { rounds, cosine } = await compare(parts, embedder);
    const long = await foresee(take(LONG_RUN), embedder);
    const throttled: Record<string, number> = {};
    for (const maxCpu of THROTTLED) throttled[maxCpu] = await throttle(take(THROTTLED_WORKS), maxCpu, embedder);
    const results = { ...summary(rounds), cosineToNaive: cosine, ...long, cpuShareByLimit: throttled };
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    const command = `npm run bench -- embedding ${files.map((file) => basename(file)).join(' ')}`;
    const setting = { rounds: ROUNDS, worksPerRound: WORKS_PER_ROUND, model: embedder.identity };
    writeRun('embedding', { command, ...setting, ...results });
  } finally {
    await embedder.close();
  }
}

/** Works of all the files alike, in an order that is always the same. */
async function drawWorks(files: readonly string[], count: number): Promise<Work[]> {
  const random = randomNumbers(7);
  const drawn: { readonly at: number; readonly work: Work }[] = [];
  const ids = new Set<string>();
  for (const file of files) {
    const write = async (batch: readonly Work[]) => {
      for (const work of batch) {
        if (!ids.has(work.id)) drawn.push({ at: random(), work });
        ids.add(work.id);
      }
      return batch.map(() => 'created' as const);
    };
    const records = async (wanted: readonly string[]) => wanted.map(() => undefined);
    await importWorks({ engine: { write, records }, sources: [resolve(file)], format: 'auto' });
  }
  if (drawn.length < count) throw new Error(`${drawn.length} works are too few: ${count} are embedded`);
  return drawn
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ work }) => work);
}

async function compare(parts: readonly Work[][], embedder: TransformersEmbedder) {
  const naive = await openNaive();
  const ceiling = await openCeiling();
  const rounds: Round[] = [];
  let cosine: number | undefined;
  try {
    await naive.run(['warm up']);
    for (const part of parts) {
      const texts = textsOf(part);
      const tokens = await tokenCounts(texts, embedder.maxTokens);
      let vectors: Float32Array[] = [];
      const first = await timed(async () => {
        vectors = await naive.run(texts);
      });
      const { utilisation, ...ours } = await runOurs(part, { embedder });
      const last = await timed(() => ceiling.run(tokens));
      cosine ??= meanCosine(vectors, await embedder.embed(texts, 'document'));
      const idleShare = utilisation.idleMs / (utilisation.idleMs + utilisation.activeMs);
      const sum = tokens.reduce((a, b) => a + b, 0);
      rounds.push({ tokens: sum, naive: first, ours: { ...ours, idleShare }, ceiling: last });
      process.stdout.write(`${JSON.stringify(rounds.at(-1))}\n`);
    }
  } finally {
    await Promise.all([naive.close(), ceiling.close()]);
  }
  return { rounds, cosine };
}

async function timed(run: () => Promise<unknown>): Promise<Turn> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await run();
  return { cpuMs: cpuOf(process.cpuUsage(cpu)), wallMs: performance.now() - started };
}

function meanCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const cosines = a.map((x, at) => x.reduce((sum, value, i) => sum + value * (b[at]?.[i] as number), 0));
  return digits(cosines.reduce((sum, value) => sum + value, 0) / cosines.length, 4);
}

function summary(rounds: readonly Round[]) {
  const perCpuSecond = ({ cpuMs }: Turn) => (WORKS_PER_ROUND * SECOND) / cpuMs;
  const perSecond = ({ wallMs }: Turn) => (WORKS_PER_ROUND * SECOND) / wallMs;
  const of = (who: 'naive' | 'ours' | 'ceiling') => ({
    docsPerCpuSecond: spread(rounds.map((round) => perCpuSecond(round[who]))),
    docsPerSecond: spread(rounds.map((round) => perSecond(round[who]))),
    tokensPerCpuSecond: spread(rounds.map((round) => (round.tokens * SECOND) / round[who].cpuMs)),
  });
  return {
    tokensPerDoc: digits(rounds.reduce((sum, { tokens }) => sum + tokens, 0) / rounds.length / WORKS_PER_ROUND, 1),
    naive: of('naive'),
    ours: of('ours'),
    ceiling: of('ceiling'),
    oursToNaive: spread(rounds.map(({ ours, naive }) => naive.cpuMs / ours.cpuMs)),
    oursToCeiling: spread(rounds.map(({ ours, ceiling }) => ceiling.cpuMs / ours.cpuMs)),
    workersIdle: spread(rounds.map(({ ours }) => ours.idleShare)),
  };
}

function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => digits(sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN, 3);
  return { median: at(0.5), least: at(0), most: at(1) };
}

/** A longer run: what it predicted of its own length on the way, in shares of what it took; and how long workers waited. */
async function foresee(works: readonly Work[], embedder: TransformersEmbedder) {
  const byWall: Foreseen[] = [];
  const byCpu: Foreseen[] = [];
  const into = (seen: Foreseen[]) => (progress: EmbedProgress, at: number) => {
    seen.push({ at, end: progress.left === undefined ? undefined : at + progress.left });
  };
  const run = { embedder, show: into(byWall), showCpu: into(byCpu) };
  const { wallMs, cpuMs, utilisation } = await runOurs(works, run);
  const { idleMs, activeMs } = utilisation;
  const predictedToReal = { wallTime: predicted(byWall, wallMs), cpuTime: predicted(byCpu, cpuMs) };
  return { predictedToReal, workersIdleInLongRun: digits(idleMs / (idleMs + activeMs), 4) };
}

interface Foreseen {
  readonly at: number;
  readonly end: number | undefined;
}

/** By the share of the run that was over. */
function predicted(seen: readonly Foreseen[], real: number): Record<string, number | null> {
  const entries = FORESEEN.map((share) => {
    const end = seen.find(({ at }) => at >= share * real)?.end;
    return [share, end === undefined ? null : digits(end / real, 3)] as const;
  });
  return Object.fromEntries(entries);
}

/** Percent of the machine that a run with a limit took, between its first batch and its last, which nothing follows. */
async function throttle(works: readonly Work[], maxCpu: number, embedder: TransformersEmbedder): Promise<number> {
  const seen: { readonly wall: number; readonly cpu: number }[] = [];
  const show = () => seen.push({ wall: performance.now(), cpu: cpuOf(process.cpuUsage()) });
  await runOurs(works, { embedder, maxCpu, show });
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last) throw new Error('nothing was embedded');
  return digits((100 * (last.cpu - first.cpu)) / ((last.wall - first.wall) * availableParallelism()), 1);
}

function digits(value: number, places: number): number {
  return Number(value.toFixed(places));
}
