// The bench of people's pages: whole profiles and their parts over HTTP, on the built-in engine.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { deriveAll } from '../indexer/derive.js';
import { importWorks } from '../indexer/pipeline.js';
import { createApp } from '../src/api/app.js';
import type { Embedder } from '../src/embedding/embedder.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { VectorSource } from './engine.js';
import { rememberedEmbedder } from './engines-service.js';
import { type PlainClient, plainClient } from './plain-http.js';
import { pick, randomNumbers } from './random.js';
import { writeRun } from './runs.js';
import { vectorMaker, writeVectors } from './vectors.js';

const ASKED = 200;
const WARM_UP = 30;
/** Topics with the most works. */
const HUBS = 20;

/** Fills a library with the works of these files, asks it over HTTP, and writes bench/runs/<day>-profile-<corpus>.json. */
export async function benchProfile(corpora: readonly string[], vectors: Exclude<VectorSource, 'none'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  const maker = await vectorMaker(vectors);
  try {
    for (const part of partsOf(library)) await part.prepare();
    await importWorks({ engine: library.works, sources: corpora.map((path) => resolve(path)), format: 'auto' });
    await library.works.refresh();
    await writeVectors(library.works, maker);
    await deriveAll(library);
    for (const part of partsOf(library)) await part.refresh();
    const figures = await measureProfiles(library, rememberedEmbedder(maker, new Map()));
    const name = corpora.length === 1 ? basename(corpora[0] ?? '').replace(/\..*$/, '') : `${corpora.length}-corpora`;
    const command = `npm run bench -- profile ${corpora.map((one) => basename(one)).join(' ')} --vectors ${vectors}`;
    writeRun(`profile-${name}`, { command, ...figures });
  } finally {
    await maker.close();
    await closeLibrary(library);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A question, its times in milliseconds with the reading of the answer, and the mean size of an answer. */
interface Row {
  readonly question: string;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Of this process, asking included: what else runs on the machine counts less in it. */
  readonly cpuP50: number;
  readonly kilobytes: number;
}

/** Figures of a filled library: people are drawn in proportion to their works, as pages of the prolific are read more. */
export async function measureProfiles(library: Library, embedder: Embedder) {
  const { client, close } = await listen(library, embedder);
  const people = await drawPeople(library, ASKED + WARM_UP);
  const ids = people.map(({ id }) => id);
  const { hubs, leaves } = await drawTopics(library, ASKED);
  const author = (path: string) => (id: string) => `/authors/${encodeURIComponent(id)}${path}`;
  const graph = (id: string) => `/topics/${encodeURIComponent(id)}/graph?depth=1&limit=30`;
  const rows = [
    await ask(client, 'profile', ids, author('/profile')),
    await ask(client, 'author', ids, author('')),
    await ask(client, 'collaborators', ids, author('/collaborators')),
    await ask(client, 'graph', ids, author('/graph?depth=1&limit=30')),
    await ask(client, 'graph, depth 2, 100 nodes', ids, author('/graph?depth=2&limit=100')),
    await ask(client, 'related works', ids, author('/related-works')),
    await ask(client, 'similar', ids, author('/similar')),
    await ask(client, 'graph of a large topic', [...hubs, ...hubs, ...hubs], graph),
    await ask(client, 'graph of any topic', leaves, graph),
  ];
  close();
  const works = people.map((one) => one.works_count).sort((a, b) => a - b);
  const figures = {
    works: await library.works.count(),
    authors: await library.authors.count(),
    worksOfPeople: { p50: at(works, 0.5), p95: at(works, 0.95), most: works.at(-1) },
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    questions: rows,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  return figures;
}

async function listen(library: Library, embedder: Embedder) {
  const ready = { status: 'ready' as const, embedder };
  const handle = { state: () => ready, settled: async () => ready, close: async () => {} };
  const app = createApp({ library, embedder: handle, logger: createLogger('warn'), version: 'bench' });
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = plainClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const close = () => {
    client.close();
    server.close();
  };
  return { client, close };
}

async function ask(
  client: PlainClient,
  question: string,
  ids: readonly string[],
  pathOf: (id: string) => string,
): Promise<Row> {
  const times: number[] = [];
  const cpu: number[] = [];
  let bytes = 0;
  for (const [i, id] of ids.entries()) {
    const before = process.cpuUsage();
    const started = performance.now();
    const answer = await client.send({ method: 'GET', path: pathOf(id), type: 'application/json', body: '' });
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    if (i < WARM_UP) continue;
    times.push(ms);
    cpu.push((user + system) / 1000);
    bytes += JSON.stringify(answer).length;
  }
  times.sort((a, b) => a - b);
  cpu.sort((a, b) => a - b);
  const kilobytes = Number((bytes / times.length / 1000).toFixed(1));
  return { question, p50: at(times, 0.5), p95: at(times, 0.95), p99: at(times, 0.99), cpuP50: at(cpu, 0.5), kilobytes };
}

const at = (sorted: readonly number[], share: number) =>
  Number((sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toFixed(2));

interface Drawn {
  readonly id: string;
  readonly works_count: number;
}

/** People, each as likely as they have works; always the same for a library. */
async function drawPeople(library: Library, count: number): Promise<Drawn[]> {
  const all = await everything(library.authors.scan());
  let sum = 0;
  const sums = all.map(({ works_count }) => {
    sum += works_count;
    return sum;
  });
  const random = randomNumbers(5);
  return Array.from({ length: count }, () => {
    const ticket = random() * sum;
    return all[firstAbove(sums, ticket)] as Drawn;
  });
}

/** The place of the first of ascending numbers that is greater than another one. */
function firstAbove(ascending: readonly number[], number: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function drawTopics(library: Library, count: number) {
  const all = (await everything(library.topics.scan())).sort((a, b) => b.works_count - a.works_count);
  const random = randomNumbers(6);
  return {
    hubs: all.slice(0, HUBS).map(({ id }) => id),
    leaves: Array.from({ length: count }, () => pick(random, all).id),
  };
}

/** Whatever the order of a scan, the same list: by id. */
async function everything(batches: AsyncIterable<readonly Drawn[]>): Promise<Drawn[]> {
  const all: Drawn[] = [];
  for await (const batch of batches) for (const { id, works_count } of batch) all.push({ id, works_count });
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}
