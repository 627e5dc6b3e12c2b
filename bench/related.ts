// Measures related works: whether they find citations that were held out, and how long they take.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import type { Library } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { heldOut, measureQuality } from './related-quality.js';
import { measureSpeed } from './related-speed.js';
import { writeRun } from './runs.js';
import { type VectorMaker, vectorMaker, writeVectors } from './vectors.js';

/** Writes bench/runs/<day>-related.json: quality on the first corpus, which has references, speed on the second. */
export async function benchRelated(judged: string, large: string | undefined): Promise<void> {
  const maker = await vectorMaker('model');
  const quality = await onLibrary(judged, maker, async (deps, works) => {
    const split = heldOut(works);
    await deps.library.works.write(split.changed);
    await deps.library.works.refresh();
    return measureQuality(deps, split);
  });
  process.stdout.write(`${JSON.stringify(quality, null, 1)}\n`);
  const speed = large === undefined ? undefined : await onLibrary(large, maker, measureSpeed);
  await maker.close();
  const names = [judged, ...(large === undefined ? [] : [large])].map((path) => basename(path));
  writeRun('related', { command: `npm run bench -- related ${names.join(' ')}`, quality, speed });
}

/** Imports a corpus with vectors into a library of its own. */
async function onLibrary<R>(
  corpus: string,
  maker: VectorMaker,
  measure: (deps: LibraryDeps, works: readonly Work[]) => Promise<R>,
): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-related-'));
  const logger = createLogger('warn');
  const library = createBuiltinLibrary({ dataDir: folder, logger });
  await library.works.prepare();
  await importWorks({ engine: library.works, sources: [corpus], format: 'auto' });
  await writeVectors(library.works, maker);
  await library.works.refresh();
  const deps = { library, engine: library.works, embedder: handleOf(maker), logger };
  const result = await measure(deps, await readAll(library));
  await library.works.close();
  rmSync(folder, { recursive: true });
  return result;
}

async function readAll(library: Library): Promise<Work[]> {
  const works: Work[] = [];
  for await (const batch of library.works.scan()) works.push(...batch);
  return works.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function handleOf(maker: VectorMaker): EmbedderHandle {
  const { floor, sureFloor = floor } = maker.floors;
  const state = {
    status: 'ready' as const,
    embedder: {
      identity: maker.model,
      similarityFloor: floor,
      sureFloor,
      maxTokens: maker.maxTokens,
      embed: (texts: readonly string[]) => Promise.all(texts.map((text) => maker.query(text))),
      close: async () => undefined,
    },
  };
  return { state: () => state, settled: async () => state, close: async () => undefined };
}
