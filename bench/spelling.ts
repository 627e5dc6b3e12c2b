// The bench of "did you mean": what is offered for searches that are right, and whether the right word is for typos.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import { createBuiltinEngine } from '../src/engine/builtin/engine.js';
import { createElasticsearchEngine } from '../src/engine/elasticsearch/engine.js';
import type { Engine } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { searchWorks } from '../src/search/search-works.js';
import type { DidYouMean } from '../src/search/spelling.js';
import { fold, isStopWord } from '../src/text/analyze.js';
import { letters, syllables } from './floor-nonsense.js';
import { mistypedWord } from './keyboard.js';
import { pick, randomNumbers } from './random.js';
import { writeRun } from './runs.js';

/** Of each kind. */
const QUERIES = 1000;
/** Works that are taken out of the index: some of their words and names, all of them right, are unknown to it then. */
const HELD_OUT = 3000;
/** A word that a typo is made in: no name. */
const MISTYPED = /^\p{Lu}?[a-z]{4,}$/u;
/** In so many works at most. */
const RARE = 3;
const OFF = { status: 'off' as const, message: 'nothing is searched by meaning here' };

interface Query {
  readonly search: string;
  /** What it should be. */
  readonly meant: string;
}

type Maker = (work: Work, random: () => number) => Query | undefined;

/** Fills an engine with the works of a file and writes bench/runs/<day>-spelling-<corpus>.json. */
export async function benchSpelling(corpus: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const logger = createLogger('warn');
  const figures: Record<string, unknown> = { command: `npm run bench -- spelling ${basename(corpus)}` };
  const url = process.env['ELASTICSEARCH_URL'];
  try {
    figures['builtin'] = await benchEngine(createBuiltinEngine({ dataDir: folder, logger }), corpus);
    if (url !== undefined) {
      const prefix = `bench-spelling-${Date.now()}`;
      figures['elasticsearch'] = await benchEngine(createElasticsearchEngine({ url, prefix, logger }), corpus);
    }
    writeRun(`spelling-${basename(corpus).replace(/\..*$/, '')}`, figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchEngine(engine: Engine, corpus: string) {
  try {
    await engine.prepare();
    await importWorks({ engine, sources: [resolve(corpus)], format: 'auto' });
    await engine.refresh();
    const works: Work[] = [];
    for await (const batch of engine.scan()) works.push(...batch);
    const random = randomNumbers(41);
    const lots = works.sort((a, b) => (a.id < b.id ? -1 : 1)).map((work) => ({ work, lot: random() }));
    const shuffled = lots.sort((a, b) => a.lot - b.lot).map(({ work }) => work);
    const [held, kept] = [shuffled.slice(0, HELD_OUT), shuffled.slice(HELD_OUT)];
    const titles = { right: ofTitle, oneTypo: mistypedTitle };
    const indexed = {
      ...(await measure(engine, kept, titles)),
      withRareWord: await sharesOf(engine, await withRareWord(engine, kept)),
    };
    await engine.remove(held.map(({ id }) => id));
    await engine.refresh();
    const notIndexed = await measure(engine, held, { ...titles, namesOfAuthors: nameOf });
    const nonsense = await measure(engine, held, {
      letters: (_, numbers) => meaningless(letters, numbers),
      syllables: (_, numbers) => meaningless(syllables, numbers),
    });
    const load = Number((loadavg()[0] ?? 0).toFixed(1));
    const all = { works: works.length, indexed, notIndexed, nonsense, load };
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return all;
  } finally {
    await engine.close();
  }
}

async function measure(engine: Engine, works: readonly Work[], makers: Readonly<Record<string, Maker>>) {
  const results: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(makers)) {
    const random = randomNumbers(42);
    const queries = works.flatMap((work) => make(work, random) ?? []).slice(0, QUERIES);
    results[name] = await sharesOf(engine, queries);
  }
  return results;
}

/** Two to five words of the title that stand next to each other, as they are written there. */
function ofTitle({ display_name }: Work, random: () => number): Query | undefined {
  const words = display_name.match(/\p{L}[\p{L}\p{N}-]*/gu) ?? [];
  const wanted = 2 + Math.floor(random() * 4);
  if (words.length < wanted) return undefined;
  const start = Math.floor(random() * (words.length - wanted + 1));
  const chosen = words.slice(start, start + wanted);
  if (chosen.every((word) => isStopWord(word.toLowerCase()))) return undefined;
  return { search: chosen.join(' '), meant: chosen.join(' ') };
}

/** Such words of which one is in three works at most, and is no name by its letters. */
async function withRareWord(engine: Engine, works: readonly Work[]): Promise<Query[]> {
  const random = randomNumbers(43);
  const queries: Query[] = [];
  for (const work of works) {
    const query = ofTitle(work, random);
    const words = query?.search.split(' ').filter((word) => MISTYPED.test(word)) ?? [];
    const known = await engine.nearWords(words.map(fold), 0);
    if (query && known.some(({ frequency }) => frequency <= RARE)) queries.push(query);
    if (queries.length === QUERIES) break;
  }
  return queries;
}

/** The same in lower case with a typo in one word of five letters or more. */
function mistypedTitle(work: Work, random: () => number): Query | undefined {
  const words = ofTitle(work, random)?.search.split(' ') ?? [];
  const possible = words.flatMap((word, i) => (MISTYPED.test(word) && !isStopWord(word.toLowerCase()) ? [i] : []));
  if (possible.length === 0) return undefined;
  const at = pick(random, possible);
  const meant = words.map((word, i) => (i === at ? word.toLowerCase() : word));
  const typed = meant.map((word, i) => (i === at ? mistypedWord(word, random) : word));
  return { search: typed.join(' '), meant: meant.join(' ') };
}

function nameOf({ authorships }: Work): Query | undefined {
  const search = authorships[0]?.author.display_name ?? '';
  return search === '' ? undefined : { search, meant: search };
}

function meaningless(kind: (random: () => number) => string, random: () => number): Query {
  const search = Array.from({ length: 1 + Math.floor(random() * 5) }, () => kind(random)).join(' ');
  return { search, meant: search };
}

/** How often something is offered and is what was meant, how often words are looked up for it, and how long that takes. */
async function sharesOf(engine: Engine, queries: readonly Query[]) {
  const times: number[] = [];
  const watched = watch(engine, times);
  let [offered, right] = [0, 0];
  for (const { search, meant } of queries) {
    const answer = await ask(watched, search);
    if (answer) offered++;
    if (answer?.search === meant) right++;
  }
  const share = (count: number) => Number((count / Math.max(1, queries.length)).toFixed(3));
  times.sort((a, b) => a - b);
  const at = (part: number) => Number((times[Math.floor(part * times.length)] ?? Number.NaN).toFixed(2));
  return {
    queries: queries.length,
    offered: share(offered),
    ...(queries.some(({ search, meant }) => search !== meant) ? { rightOffered: share(right) } : {}),
    lookedUp: share(times.length),
    milliseconds: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
  };
}

function watch(engine: Engine, times: number[]): Engine {
  const nearWords: Engine['nearWords'] = async (words, limit) => {
    const started = performance.now();
    const found = await engine.nearWords(words, limit);
    times.push(performance.now() - started);
    return found;
  };
  return new Proxy(engine, {
    get: (target, name) => {
      const value: unknown = name === 'nearWords' ? nearWords : Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function ask(engine: Engine, search: string): Promise<DidYouMean | undefined> {
  const embedder = { state: () => OFF, settled: async () => OFF, close: async () => {} };
  const page = { page: 1, perPage: 25, facets: [], facetSize: 1, highlight: false };
  const deps = { engine, embedder, logger: createLogger('warn') };
  return (await searchWorks(deps, { ...page, search, mode: 'keyword' })).didYouMean;
}
