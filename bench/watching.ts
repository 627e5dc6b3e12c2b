// The bench of watching: what a request costs that is logged, counted and traced, against one that is not; and a scrape.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { importWorks } from '../indexer/pipeline.js';
import { createApp } from '../src/api/app.js';
import { unwatched } from '../src/api/service-watch.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger, ofRequest } from '../src/logger.js';
import { Metrics } from '../src/metrics/metrics.js';
import { requestMetrics } from '../src/metrics/request-metrics.js';
import { addServiceMetrics } from '../src/metrics/service-metrics.js';
import { writeRun } from './runs.js';

const ROUNDS = 40;
const REQUESTS = 100;
const SCRAPES = 100;
const OFF = { status: 'off', message: 'words only' } as const;
const embedder = { state: () => OFF, settled: async () => OFF, close: async () => undefined };
/** The cheapest answer, and searches that are neither. */
const ASKED = { live: '/health/live', search: '/works?search=language+models&per_page=25' } as const;

/** Two services over one library of the demo, asked by turns: the machine is as busy for one as for the other. */
export async function benchWatching(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  try {
    for (const part of partsOf(library)) await part.prepare();
    await importWorks({ engine: library.works, sources: ['demo/works.jsonl'], format: 'auto' });
    await refreshLibrary(library);
    writeRun('watching', { command: 'npm run bench -- watching', ...(await measure(library)) });
  } finally {
    await closeLibrary(library);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(library: Library) {
  const metrics = new Metrics({ version: 'bench' });
  addServiceMetrics(metrics, { library, embedder, wanted: embedder, reranker: embedder, watch: unwatched() });
  const base = { library, embedder, version: 'bench', apiKeys: [] };
  const plain = await listen(createApp({ ...base, logger: pino({ level: 'silent' }) }));
  // the lines are made, and written nowhere: the disk is not what is measured
  const logger = pino({ level: 'info', base: null, mixin: ofRequest }, { write: () => undefined });
  const observers = [requestMetrics(metrics)];
  const watched = await listen(createApp({ ...base, logger, slowMs: 60_000, observers, metrics }));
  const figures: Record<string, object> = {};
  for (const [name, path] of Object.entries(ASKED)) figures[name] = await compare(plain.url + path, watched.url + path);
  const scrapes = [];
  for (let i = 0; i < SCRAPES; i++) scrapes.push(await timeOf(() => fetched(`${watched.url}/metrics`)));
  const { length } = await metrics.text();
  for (const { server } of [plain, watched]) server.close();
  return { ...figures, scrape: { ...spread(scrapes), bytes: length } };
}

/** Processor time of a request of each, and how many times as long the watched one takes, round by round. */
async function compare(plain: string, watched: string) {
  const [without, withAll, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = -5; round < ROUNDS; round++) {
    const one = await block(plain);
    const other = await block(watched);
    // the first ones warm up
    if (round < 0) continue;
    without.push(one);
    withAll.push(other);
    ratios.push(other / one);
  }
  return { plainMs: spread(without), watchedMs: spread(withAll), ratio: spread(ratios) };
}

/** Mean milliseconds of processor time that a request takes here, its client included: others may use the machine. */
async function block(url: string): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < REQUESTS; i++) await fetched(url);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / REQUESTS;
}

async function fetched(url: string): Promise<void> {
  await (await fetch(url)).arrayBuffer();
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] as number).toFixed(3));
  return { p10: at(0.1), median: at(0.5), p90: at(0.9), p99: at(0.99) };
}

async function listen(app: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
