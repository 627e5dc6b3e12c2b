// The bench of topics for a text: the topics of some works are taken away, and should be found again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { deriveAll } from '../indexer/derive.js';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { randomNumbers } from './random.js';
import { writeRun } from './runs.js';
import { calibration, measure, type Question, quickened, waysOf } from './topics-measure.js';
import { type VectorMaker, vectorMaker, writeVectors } from './vectors.js';

const QUESTIONS = 500;

/** Fills a library with each of the files in turn and writes bench/runs/<day>-topics.json. */
export async function benchTopics(corpora: readonly string[]): Promise<void> {
  const maker = await vectorMaker('model');
  const figures: Record<string, unknown> = {
    command: `npm run bench -- topics ${corpora.map((one) => basename(one)).join(' ')}`,
    model: maker.model,
  };
  try {
    for (const path of corpora) figures[basename(path).replace(/\..*$/, '')] = await benchCorpus(resolve(path), maker);
    writeRun('topics', figures);
  } finally {
    await maker.close();
  }
}

async function benchCorpus(path: string, maker: VectorMaker) {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  try {
    for (const part of partsOf(library)) await part.prepare();
    await importWorks({ engine: library.works, sources: [path], format: 'auto' });
    const { questions, tagged } = await takeAway(library);
    await writeVectors(library.works, maker);
    await library.works.refresh();
    await deriveAll(library);
    await refreshLibrary(library);
    const deps = await quickened(library, maker, questions);
    const results: Record<string, unknown> = {};
    for (const [name, way] of Object.entries(await waysOf(deps))) {
      results[name] = await measure(questions, way);
      process.stdout.write(`${basename(path)}, ${name}: ${JSON.stringify(results[name])}\n`);
    }
    return {
      works: await library.works.count(),
      worksWithTopics: tagged,
      topics: await library.topics.count(),
      questions: questions.length,
      results,
      calibration: await calibration(deps, questions),
    };
  } finally {
    await closeLibrary(library);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Takes the topics of works drawn at random out of the store, so that these works cannot vote, not even for themselves.
 * What should be found are those of them that other works still have.
 */
async function takeAway(library: Library): Promise<{ questions: Question[]; tagged: number }> {
  const works: Work[] = [];
  for await (const batch of library.works.scan()) works.push(...batch.filter(({ topics }) => topics.length > 0));
  works.sort((a, b) => (a.id < b.id ? -1 : 1));
  const random = randomNumbers(12);
  const lots = works.map((work) => ({ work, lot: random() })).sort((a, b) => a.lot - b.lot);
  const drawn = lots.slice(0, QUESTIONS).map(({ work }) => work);
  const left = new Set(lots.slice(QUESTIONS).flatMap(({ work }) => work.topics.map(({ id }) => id)));
  await library.works.write(drawn.map((work) => ({ ...work, topics: [] })));
  const questions = drawn.map((work): Question => {
    return { work, relevant: new Set(work.topics.map(({ id }) => id).filter((id) => left.has(id))) };
  });
  return { questions: questions.filter(({ relevant }) => relevant.size > 0), tagged: works.length - drawn.length };
}
