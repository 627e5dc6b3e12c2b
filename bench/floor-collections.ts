// Scratch libraries of the calibration: a corpus and judged collections in the built-in engine, embedded and visible.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, type Engine, type Library, partsOf, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { SemanticDeps } from '../src/search/semantic-leg.js';
import { type JudgedQuery, judgedFolders, readJudged } from './judged.js';
import { type ModelVectors, writeVectors } from './vectors.js';

export interface Collection {
  readonly name: string;
  readonly works: number;
  readonly library: Library;
  /** What searches are given, with the floors in use. */
  readonly deps: SemanticDeps;
  /** None for a corpus that nobody judged. */
  readonly queries: readonly JudgedQuery[];
  /** Closes the library and removes its files. */
  remove(): Promise<void>;
}

/** Opens the judged collections of these folders, and the corpus as the last one. */
export async function openCollections(
  corpus: string,
  judged: readonly string[],
  maker: ModelVectors,
): Promise<Collection[]> {
  const opened: Collection[] = [];
  try {
    for (const folder of judgedFolders(judged)) {
      const { name, works, queries } = readJudged(folder);
      opened.push(await openCollection(name, queries, maker, async (engine) => void (await engine.write(works))));
    }
    const importing = async (engine: Engine) => {
      await importWorks({ engine, sources: [resolve(corpus)], format: 'auto' });
    };
    opened.push(await openCollection(basename(corpus).replace(/\..*$/, ''), [], maker, importing));
    return opened;
  } catch (error) {
    for (const one of opened) await one.remove();
    throw error;
  }
}

async function openCollection(
  name: string,
  queries: readonly JudgedQuery[],
  maker: ModelVectors,
  fill: (engine: Engine) => Promise<void>,
): Promise<Collection> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-floor-'));
  const logger = createLogger('warn');
  const library = createBuiltinLibrary({ dataDir, logger });
  const remove = async () => {
    await closeLibrary(library);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    for (const part of partsOf(library)) await part.prepare();
    await fill(library.works);
    await writeVectors(library.works, maker);
    await refreshLibrary(library);
    const works = await library.works.count();
    if (works === 0) throw new Error(`${name} holds no work: a corpus is a file that \`ideascope import\` reads`);
    process.stderr.write(`${name}: ${works} works\n`);
    const deps = { engine: library.works, embedder: readyHandle(maker.embedder), logger };
    return { name, works, library, deps, queries, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

export function readyHandle(embedder: Embedder): EmbedderHandle {
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => {} };
}
