// How well people are found by what they wrote: `npm run bench -- experts <reviewers folder> <corpus> [<corpus>]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deriveAll } from '../indexer/derive.js';
import { importWorks } from '../indexer/pipeline.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { type Library, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { measureReviewers } from './experts-reviewers.js';
import { measureTitles } from './experts-titles.js';
import { writeRun } from './runs.js';
import { type VectorMaker, vectorMaker, writeVectors } from './vectors.js';

/** Writes bench/runs/<day>-experts.json. */
export async function benchExperts(reviewers: string, corpora: readonly string[]): Promise<void> {
  const maker = await vectorMaker('model');
  const [graded, titles] = corpora;
  const results: { reviewers?: unknown; titles?: unknown } = {};
  if (graded !== undefined) {
    results.reviewers = await withLibrary(graded, maker, (library) => measureReviewers(library, reviewers));
  }
  if (titles !== undefined) {
    results.titles = await withLibrary(titles, maker, async (library) => {
      await deriveAll(library);
      for (const part of partsOf(library)) await part.refresh();
      return measureTitles(library, maker);
    });
  }
  await maker.close();
  const command = `npm run bench -- experts ${[reviewers, ...corpora].map((path) => basename(path)).join(' ')}`;
  writeRun('experts', { command, ...results });
}

async function withLibrary<R>(
  corpus: string,
  maker: VectorMaker,
  measure: (library: Library) => Promise<R>,
): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-experts-'));
  const library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  try {
    for (const part of partsOf(library)) await part.prepare();
    await importWorks({ engine: library.works, sources: [corpus], format: 'auto' });
    await writeVectors(library.works, maker);
    await library.works.refresh();
    return await measure(library);
  } finally {
    for (const part of partsOf(library)) await part.close();
    rmSync(folder, { recursive: true });
  }
}
