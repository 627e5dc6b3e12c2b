// Load: what the service does when it is asked for several times what it can do, and when heavy requests come in floods.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { type Generator, type Outcome, startGenerator } from './load-generator.js';
import { type Drawn, drawFrom } from './load-questions.js';
import { type LoadedService, startLoadedService } from './load-service.js';
import { writeRun } from './runs.js';
import { modelVectors, writeVectors } from './vectors.js';

export interface LoadOptions {
  /** Where the store is, or is made. */
  readonly data: string;
  readonly rounds: number;
}

const CLIENTS = [2, 4, 8];
const OVERLOAD = 4;
const SECONDS = 30;
/** Of the saturation throughput: what counts as unloaded, and a day with much to do. */
const QUIET = 0.1;
const USUAL = 0.4;
const FLOOD = { clients: 9, exports: 6 };
/** Without limits, latency grows for as long as the load lasts. */
const UNLIMITED = { CONCURRENCY: '1000' };

/** @param corpus what `ideascope import` reads; without it, the demo */
export async function benchLoad(corpus: string | undefined, { data, rounds }: LoadOptions): Promise<void> {
  const store = join(data, 'store');
  if (corpus !== undefined && !existsSync(store)) await prepare(corpus, store);
  const service = await startLoadedService(store, join(data, 'service.log'));
  const drawn = await drawFrom(service.url);
  const generator = await startGenerator(service.url, drawn);
  // the first searches of a process are slow
  await generator.run({ do: 'together', clients: 4, seconds: 5, seed: 99 });
  const measured: Round[] = [];
  for (let number = 1; number <= rounds; number++) {
    measured.push(await oneRound(service, generator, number));
    report(`round ${number}`, measured.at(-1));
  }
  generator.stop();
  await service.stop();
  const { perSecond } = (measured.at(-1) as Round).saturation.before;
  const withoutLimits = await unlimited(store, data, drawn, OVERLOAD * perSecond);
  report('without limits', withoutLimits);
  writeRun('load', {
    corpus: corpus && corpus.split('/').at(-1),
    titles: drawn.titles.length,
    rounds: measured,
    withoutLimits,
  });
}

type Round = Awaited<ReturnType<typeof oneRound>>;

async function oneRound(service: LoadedService, generator: Generator, seed: number) {
  const saturation = await saturate(service, generator, seed);
  const { perSecond } = saturation;
  const quietly = { do: 'offer', perSecond: Math.max(2, QUIET * perSecond), seed } as const;
  const unloaded = await generator.run({ ...quietly, seconds: 20 });
  await service.look();
  const overloaded = await generator.run({ do: 'offer', perSecond: OVERLOAD * perSecond, seconds: SECONDS, seed });
  const feeling = await service.look();
  const after = await generator.run({ ...quietly, seconds: 10, seed: seed + 50 });
  const again = await saturate(service, generator, seed + 70);
  const mean = (of: 'perSecond' | 'perCpuSecond') => (saturation[of] + again[of]) / 2;
  const perCpuSecond = ratio(overloaded.acceptedPerSecond, feeling.cores);
  const usually = { do: 'offer', perSecond: USUAL * perSecond, seconds: 15, seed: seed + 100 } as const;
  const usual = await generator.run(usually);
  const [beside, flood] = await flooded(service, generator, usually);
  return {
    saturation: { before: saturation, after: again },
    unloaded: shown(unloaded),
    overloaded: { ...shown(overloaded), ...feeling, perCpuSecond },
    throughputShare: ratio(overloaded.acceptedPerSecond, mean('perSecond')),
    // where others take the machine, too, this is what the service itself loses
    throughputShareOfCpu: ratio(perCpuSecond, mean('perCpuSecond')),
    p99Ratio: ratio(overloaded.ms.p99, unloaded.ms.p99),
    recoverySeconds: recovery(after, unloaded.ms.p95),
    light: { alone: shown(usual), besideFlood: shown(beside), p99Ratio: ratio(beside.ms.p99, usual.ms.p99), flood },
  };
}

/** The most that clients get who each ask again when they have their answer, by how many they are. */
async function saturate(service: LoadedService, generator: Generator, seed: number) {
  const byClients: Record<string, { perSecond: number; perCpuSecond: number }> = {};
  for (const clients of CLIENTS) {
    await service.look();
    const { acceptedPerSecond } = await generator.run({ do: 'together', clients, seconds: 6, seed });
    const { cores } = await service.look();
    byClients[clients] = { perSecond: acceptedPerSecond, perCpuSecond: ratio(acceptedPerSecond, cores) };
  }
  const [best] = Object.values(byClients).sort((a, b) => b.perSecond - a.perSecond);
  return { ...(best as { perSecond: number; perCpuSecond: number }), byClients };
}

/** Light requests while others ask for heavy ones, by a generator of their own. */
async function flooded(service: LoadedService, generator: Generator, usually: Parameters<Generator['run']>[0]) {
  const others = await startGenerator(service.url, await drawFrom(service.url));
  await service.look();
  const flooding = others.run({ do: 'flood', ...FLOOD, seconds: usually.seconds });
  const beside = await generator.run(usually);
  const flood = { ...shown(await flooding), ...(await service.look()) };
  others.stop();
  return [beside, flood] as const;
}

/** The same load on a service that takes in whatever comes. */
async function unlimited(store: string, data: string, drawn: Drawn, perSecond: number) {
  const service = await startLoadedService(store, join(data, 'unlimited.log'), UNLIMITED);
  const generator = await startGenerator(service.url, drawn);
  await generator.run({ do: 'together', clients: 4, seconds: 5, seed: 99 });
  await service.look();
  const outcome = await generator.run({ do: 'offer', perSecond, seconds: SECONDS, seed: 1 });
  const feeling = await service.look();
  generator.stop();
  await service.stop();
  return { ...shown(outcome), ...feeling };
}

/** Seconds until the first of the seconds in which half of the requests are as fast as 95 % of them were unloaded, and none is refused. */
function recovery({ timeline }: Outcome, quietP95: number): number | null {
  for (let second = 0; second < 10; second++) {
    const within = timeline.filter(([due]) => due >= 1000 * second && due < 1000 * (second + 1));
    const fast = within.filter(([, ms, status]) => status === 200 && ms <= quietP95);
    const all = within.every(([, , status]) => status === 200);
    if (within.length > 0 && all && fast.length >= within.length / 2) return second;
  }
  return null;
}

function shown({ timeline: _, ...outcome }: Outcome) {
  return { ...outcome, shedShare: ratio(outcome.shed, outcome.shed + outcome.accepted + outcome.failed) };
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(3));
}

function report(what: string, figures: unknown): void {
  process.stdout.write(`${what}: ${JSON.stringify(figures, null, 1)}\n`);
}

/** Imports a corpus and gives its works the vectors of the model, as far as they are kept in bench/.cache. */
async function prepare(corpus: string, store: string): Promise<void> {
  mkdirSync(store, { recursive: true });
  const cli = fileURLToPath(new URL('../indexer/cli.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'import', corpus, '--no-embed'], {
    env: { ...process.env, DATA_DIR: store },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'exit');
  const library = createBuiltinLibrary({ dataDir: store, logger: createLogger('warn') });
  for (const part of partsOf(library)) await part.prepare();
  const maker = await modelVectors();
  await writeVectors(library.works, maker);
  await refreshLibrary(library);
  await maker.close();
  await closeLibrary(library);
}
