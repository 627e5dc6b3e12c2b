// The bench of completion: real names and topics typed letter by letter, with and without typos; shares and times.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { deriveAll } from '../indexer/derive.js';
import { importWorks } from '../indexer/pipeline.js';
import { createApp } from '../src/api/app.js';
import type { Kind, Stored } from '../src/domain/catalogue.js';
import { ALL } from '../src/domain/query.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { createElasticsearchLibrary } from '../src/engine/elasticsearch/library.js';
import { type Collection, closeLibrary, type Library, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { plainClient } from './plain-http.js';
import { randomNumbers } from './random.js';
import { writeRun } from './runs.js';
import { keystrokes, mistyped, sharesFound, type Target } from './typing.js';

/** Names and topics together are 500. */
const TYPED = 250;
/** Names whose every letter is timed. */
const TIMED = 80;
const WARM_UP = 200;
const LIMIT = 10;

const OFF = { status: 'off' as const, message: 'nothing is searched by meaning here' };

/** Fills a library with the works of these files and writes bench/runs/<day>-complete-<corpus>.json. */
export async function benchComplete(corpora: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const name = corpora.length === 1 ? basename(corpora[0] ?? '').replace(/\..*$/, '') : `${corpora.length}-corpora`;
  const figures: Record<string, unknown> = {
    command: `npm run bench -- complete ${corpora.map((one) => basename(one)).join(' ')}`,
  };
  const logger = createLogger('warn');
  const url = process.env['ELASTICSEARCH_URL'];
  try {
    const builtin = createBuiltinLibrary({ dataDir: folder, logger });
    figures['builtin'] = await benchLibrary(builtin, corpora);
    if (url !== undefined) {
      const prefix = `bench-complete-${Date.now()}`;
      figures['elasticsearch'] = await benchLibrary(createElasticsearchLibrary({ url, prefix, logger }), corpora);
    }
    writeRun(`complete-${name}`, figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchLibrary(library: Library, corpora: readonly string[]) {
  try {
    for (const part of partsOf(library)) await part.prepare();
    await importWorks({ engine: library.works, sources: corpora.map((path) => resolve(path)), format: 'auto' });
    await library.works.refresh();
    await deriveAll(library);
    await refreshLibrary(library);
    return await measureCompletion(library);
  } finally {
    await closeLibrary(library);
  }
}

/** Figures of a filled library. People and topics are drawn in proportion to their works: those are looked for most. */
export async function measureCompletion(library: Library) {
  const { ask, close } = await listen(library);
  const typed = {
    authors: await draw(library.authors, ({ works_count }) => works_count, 5),
    topics: await draw(library.topics, ({ works_count }) => works_count, 6),
    works: await draw(library.works, () => 1, 7),
  };
  const figures = {
    works: await library.works.count(),
    authors: await library.authors.count(),
    topics: await library.topics.count(),
    foundAmongTheFirstFive: {
      authors: await shares(library.authors, typed.authors),
      topics: await shares(library.topics, typed.topics),
    },
    milliseconds: {
      authors: await times(library, 'authors', typed.authors, ask),
      topics: await times(library, 'topics', typed.topics, ask),
      works: await times(library, 'works', typed.works, ask),
      all: await timesOf(letters([...typed.authors, ...typed.topics]), (q) => ask('/autocomplete', q)),
    },
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
  close();
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  return figures;
}

interface Named extends Stored {
  readonly display_name: string;
}

async function draw<D extends Named>(from: Collection<D>, weight: (one: D) => number, seed: number): Promise<Target[]> {
  const all: (Target & { readonly weight: number })[] = [];
  for await (const batch of from.scan()) {
    for (const one of batch) all.push({ id: one.id, name: one.display_name, weight: weight(one) });
  }
  all.sort((a, b) => (a.id < b.id ? -1 : 1));
  // each by the luck of its own number: the largest are a sample in proportion (Efraimidis & Spirakis, 2006)
  const random = randomNumbers(seed);
  const lots = all.map((one) => ({ one, luck: Math.log(random()) / Math.max(one.weight, 1e-9) }));
  return lots
    .sort((a, b) => b.luck - a.luck)
    .slice(0, TYPED)
    .map(({ one }) => one);
}

async function shares<D extends Named>(collection: Collection<D>, targets: readonly Target[]) {
  const complete = async (text: string) =>
    (await collection.complete({ text, filter: ALL, limit: 5 })).map(({ id, thing }) => ({
      id,
      name: thing.display_name,
    }));
  const random = randomNumbers(8);
  return {
    asWritten: await sharesFound(targets, ({ name }) => name, complete),
    withOneTypo: await sharesFound(targets, ({ name }) => mistyped(name, random), complete),
  };
}

/** Every letter of some names, and of the same with a typo. */
function letters(targets: readonly Target[]): string[] {
  const random = randomNumbers(9);
  return targets
    .slice(0, TIMED)
    .flatMap(({ name }) => [name, mistyped(name, random) ?? name].flatMap((one) => keystrokes(one)));
}

type Ask = (path: string, q: string) => Promise<unknown>;

async function times(library: Library, kind: Kind, targets: readonly Target[], ask: Ask) {
  const typed = letters(targets);
  const complete = (text: string) => library[kind].complete({ text, filter: ALL, limit: LIMIT });
  return { engine: await timesOf(typed, complete), http: await timesOf(typed, (q) => ask(`/autocomplete/${kind}`, q)) };
}

async function timesOf(typed: readonly string[], complete: (text: string) => Promise<unknown>) {
  for (const text of typed.slice(0, WARM_UP)) await complete(text);
  const taken: number[] = [];
  for (const text of typed) {
    const started = performance.now();
    await complete(text);
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => Number((taken[Math.floor(share * taken.length)] ?? Number.NaN).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

async function listen(library: Library): Promise<{ ask: Ask; close: () => void }> {
  const embedder = { state: () => OFF, settled: async () => OFF, close: async () => {} };
  const app = createApp({ library, embedder, logger: createLogger('warn'), version: 'bench' });
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = plainClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask: Ask = (path, q) =>
    client.send({ method: 'GET', path: `${path}?q=${encodeURIComponent(q)}`, type: 'application/json', body: '' });
  const close = () => {
    client.close();
    server.close();
  };
  return { ask, close };
}
