// Measures long questions: abstracts and pages of notes, whether they find what they should, and how long they take.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
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
import { retrieveText } from '../src/search/retrieve-text.js';
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
 * Writes bench/runs/<day>-ideas.json: references found for abstracts and pages of notes of the first corpus; of other
 * paths, folders are judged collections, and on a file it is measured how long answers take.
 */
export async function benchIdeas(corpus: string, others: readonly string[]): Promise<void> {
  const maker = await vectorMaker('model');
  const fill = (path: string) => async (engine: Engine) => {
    await importWorks({ engine, sources: [path], format: 'auto' });
  };
  const results: Record<string, unknown> = await onEngine(maker, fill(corpus), async (deps) => {
    const works = await readAll(deps.engine);
    return {
      abstracts: await measureIdeas(deps, abstractsOf(works)),
      notes: await measureIdeas(deps, notesOf(works)),
    };
  });
  for (const path of others) {
    if (statSync(path).isDirectory()) {
      const { works, ideas } = judgedIdeas(path);
      const write = async (engine: Engine) => void (await engine.write(works));
      results[basename(path)] = await onEngine(maker, write, (deps) => measureIdeas(deps, ideas));
    } else results['times'] = { corpus: basename(path), ...(await onEngine(maker, fill(path), measureTimes)) };
  }
  await maker.close();
  const names = [corpus, ...others].map((path) => basename(path)).join(' ');
  writeRun('ideas', { command: `npm run bench -- ideas ${names}`, ...results });
}

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

/** Median and 95th percentile in milliseconds of embedding a text, of choosing its words, and of a hybrid answer. */
async function measureTimes(deps: SemanticDeps) {
  const works = await readAll(deps.engine);
  const times: Record<string, Record<string, unknown>> = {};
  for (const [length, characters] of Object.entries(LENGTHS)) {
    // no text is asked twice: vectors of queries are remembered
    const pages = pagesOf(works, characters, 2 * TIMED + 2);
    for (const [i, [name, way]] of Object.entries(WAYS).entries()) {
      const reading: number[] = [];
      const answering: number[] = [];
      for (const text of pages.slice(i * (TIMED + 1), (i + 1) * (TIMED + 1))) {
        const began = performance.now();
        const asked = await way(deps, text, 'hybrid');
        const read = performance.now();
        const { retrieval } = await retrieveText(deps, asked, { filter: ALL, window: WINDOW, facets: [] });
        const first = (await byRelevance(deps.engine, retrieval, 'hybrid')).slice(0, PAGE);
        await deps.engine.fetch(first.map(({ id }) => id));
        reading.push(read - began);
        answering.push(performance.now() - read);
      }
      // the first warms up
      times[length] = {
        ...times[length],
        [name]: { reading: spread(reading.slice(1)), answering: spread(answering.slice(1)) },
      };
    }
  }
  process.stdout.write(`${JSON.stringify(times)}\n`);
  return { works: works.length, times };
}

function spread(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(share * sorted.length)] as number).toFixed(1));
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
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
