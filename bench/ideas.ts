// Measures long questions: abstracts and pages of notes, whether they find what they should, and how long they take.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import { ALL } from '../src/domain/query.js';
import type { Work } from '../src/domain/work.js';
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import { createBuiltinEngine } from '../src/engine/builtin/engine.js';
import type { Engine } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { byRelevance } from '../src/search/rank-works.js';
import { retrieveText, type TextRequest } from '../src/search/retrieve-text.js';
import { WINDOW } from '../src/search/search-works.js';
import type { SemanticDeps } from '../src/search/semantic-leg.js';
import { measureIdeas, WAYS } from './ideas-measure.js';
import { abstractsOf, judgedIdeas, notesOf, pagesOf } from './ideas-questions.js';
import { writeRun } from './runs.js';
import { type VectorMaker, vectorMaker, writeVectors } from './vectors.js';

/** Questions that are timed, by their words; the last are as long as a search may be. */
const TIMED = 20;
const LENGTHS = { '80 words': 560, '250 words': 1_750, '20,000 characters': 20_000 };
const PAGE = 25;

/**
 * Writes bench/runs/<day>-ideas.json: references found for abstracts and pages of notes of the corpus, and what is found
 * for the questions of judged collections.
 */
export async function benchIdeas(corpus: string, judged: readonly string[]): Promise<void> {
  const maker = await vectorMaker('model');
  const results: Record<string, unknown> = await onEngine(maker, importing(corpus), async (deps) => {
    const works = await readAll(deps.engine);
    return {
      abstracts: await measureIdeas(deps, abstractsOf(works)),
      notes: await measureIdeas(deps, notesOf(works)),
    };
  });
  for (const path of judged) {
    const { works, ideas } = judgedIdeas(path);
    const write = async (engine: Engine) => void (await engine.write(works));
    results[basename(path)] = await onEngine(maker, write, (deps) => measureIdeas(deps, ideas));
  }
  await maker.close();
  const names = [corpus, ...judged].map((path) => basename(path)).join(' ');
  writeRun('ideas', { command: `npm run bench -- ideas ${names}`, ...results });
}

/** Writes bench/runs/<day>-idea-times.json: what long questions cost on a corpus. */
export async function benchIdeaTimes(corpus: string): Promise<void> {
  const maker = await vectorMaker('model');
  const results = await onEngine(maker, importing(corpus), measureTimes);
  await maker.close();
  writeRun('idea-times', { command: `npm run bench -- idea-times ${basename(corpus)}`, ...results });
}

const importing = (path: string) => async (engine: Engine) => {
  await importWorks({ engine, sources: [path], format: 'auto' });
};

/** Fills an engine of its own, with vectors. */
async function onEngine<R>(
  maker: VectorMaker,
  fill: (engine: Engine) => Promise<void>,
  measure: (deps: SemanticDeps) => Promise<R>,
): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-ideas-'));
  const logger = createLogger('warn');
  const engine = createBuiltinEngine({ dataDir: folder, logger });
  await engine.prepare();
  await fill(engine);
  await writeVectors(engine, maker);
  await engine.refresh();
  const result = await measure({ engine, embedder: handleOf(maker), logger });
  await engine.close();
  rmSync(folder, { recursive: true });
  return result;
}

/** What reading a text (embedding it, choosing its words) and answering it by both legs take. */
async function measureTimes(deps: SemanticDeps) {
  const works = await readAll(deps.engine);
  const times: Record<string, Record<string, unknown>> = {};
  for (const [length, characters] of Object.entries(LENGTHS)) {
    // no text is asked twice: vectors of queries are remembered; the first of each way warms up
    const pages = pagesOf(works, characters, 2 * (TIMED + 1));
    for (const [i, [name, way]] of Object.entries(WAYS).entries()) {
      const reading: Cost[] = [];
      const answering: Cost[] = [];
      for (const text of pages.slice(i * (TIMED + 1), (i + 1) * (TIMED + 1))) {
        const [asked, read] = await costOf(() => way(deps, text, 'hybrid'));
        const [, answered] = await costOf(() => answerFirstPage(deps, asked));
        reading.push(read);
        answering.push(answered);
      }
      const figures = { reading: spread(reading.slice(1)), answering: spread(answering.slice(1)) };
      times[length] = { ...times[length], [name]: figures };
    }
  }
  process.stdout.write(`${JSON.stringify(times)}\n`);
  return { works: works.length, times };
}

async function answerFirstPage(deps: SemanticDeps, asked: TextRequest): Promise<void> {
  const { retrieval } = await retrieveText(deps, asked, { filter: ALL, window: WINDOW, facets: [] });
  const first = (await byRelevance(deps.engine, retrieval, 'hybrid', asked.semantic)).slice(0, PAGE);
  await deps.engine.fetch(first.map(({ id }) => id));
}

/** Milliseconds on the clock, and of processors, all threads together: on a busy machine these say more. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

async function costOf<R>(task: () => Promise<R>): Promise<[R, Cost]> {
  const began = performance.now();
  const before = process.cpuUsage();
  const result = await task();
  const { user, system } = process.cpuUsage(before);
  return [result, { wall: performance.now() - began, processor: (user + system) / 1000 }];
}

function spread(costs: readonly Cost[]) {
  const median = (values: readonly number[]) =>
    Number(([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number).toFixed(1));
  return { wallMs: median(costs.map(({ wall }) => wall)), processorMs: median(costs.map((one) => one.processor)) };
}

async function readAll(engine: Engine): Promise<Work[]> {
  const works: Work[] = [];
  for await (const batch of engine.scan()) works.push(...batch);
  return works.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function handleOf({ model, floors, maxTokens, query }: VectorMaker): EmbedderHandle {
  const embedder = {
    identity: model,
    similarityFloor: floors.floor,
    sureFloor: floors.sureFloor ?? floors.floor,
    maxTokens,
    embed: (texts: readonly string[]) => Promise.all(texts.map(query)),
    close: async () => undefined,
  };
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => undefined };
}
