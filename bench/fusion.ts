// The bench of fusions: both legs of every query asked once, then fused in many ways, against what the service does.
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import type { Engine } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { type FusionQuery, judgeFusions } from './fusion-legs.js';
import { type Compared, fusionTable, summariseFusions } from './fusion-summary.js';
import { titlesOf } from './fusion-titles.js';
import { judgedFolders, readJudged, SHARED } from './judged.js';
import { openPlace } from './quality-library.js';
import { writeRun } from './runs.js';
import { type ModelVectors, modelVectors, writeVectors } from './vectors.js';

/** Works with their references, searched if nothing is named, as are the judged collections beside them. */
const REFERENCES = join(SHARED, '../corpora/openalex-synergy.jsonl.gz');

/**
 * Compares the fusions on judged folders, and on corpora with references whose titles should find what the works cite;
 * prints a table and writes bench/runs/<day>-fusion.json.
 */
export async function benchFusion(given: readonly string[]): Promise<void> {
  const corpora = given.length === 0 ? [REFERENCES].filter(existsSync) : given.filter(isFile);
  const folders = given.filter((one) => !isFile(one));
  const judged = given.length > 0 && folders.length === 0 ? [] : judgedFolders(folders);
  const maker = await modelVectors();
  const compared: Compared[] = [];
  const done = (one: Compared) => {
    compared.push(one);
    process.stderr.write(`judged ${one.name}: ${one.queries} queries\n`);
  };
  for (const folder of judged) done(await compareJudged(folder, maker));
  for (const corpus of corpora) done(await compareReferences(corpus, maker));
  await maker.close();
  const summary = summariseFusions(compared);
  process.stdout.write(`${fusionTable(summary)}\n`);
  const command = ['npm run bench -- fusion', ...given.map((path) => basename(path))].join(' ');
  writeRun('fusion', { command, model: maker.model, floors: maker.floors, ...summary });
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

async function compareJudged(folder: string, maker: ModelVectors): Promise<Compared> {
  const { name, works, queries } = readJudged(folder);
  const judgements = await onEngine(works, maker, (engine) => judge(engine, maker, queries));
  return { name, kind: 'judged', works: works.length, queries: queries.length, judgements };
}

async function compareReferences(corpus: string, maker: ModelVectors): Promise<Compared> {
  const importing = async (engine: Engine) => {
    await importWorks({ engine, sources: [corpus], format: 'auto' });
  };
  return onEngine(
    [],
    maker,
    async (engine) => {
      const works: Work[] = [];
      for await (const batch of engine.scan()) works.push(...batch);
      const queries = titlesOf(works);
      const judgements = await judge(engine, maker, queries);
      const name = `references of ${basename(corpus).replace(/\..*$/, '')}`;
      return { name, kind: 'references', works: works.length, queries: queries.length, judgements };
    },
    importing,
  );
}

/** An engine of its own with these works and those that are imported, embedded. */
async function onEngine<R>(
  works: readonly Work[],
  maker: ModelVectors,
  measure: (engine: Engine) => Promise<R>,
  importing?: (engine: Engine) => Promise<void>,
): Promise<R> {
  const place = await openPlace('builtin');
  const scratch = await place.open(works, async (engine) => {
    await importing?.(engine);
    await writeVectors(engine, maker);
  });
  try {
    return await measure(scratch.library.works);
  } finally {
    await scratch.remove();
    await place.close();
  }
}

function judge(engine: Engine, { embedder }: ModelVectors, queries: readonly FusionQuery[]) {
  return judgeFusions({ engine, embedder: handleOf(embedder), logger: createLogger('warn') }, queries);
}

function handleOf(embedder: Embedder): EmbedderHandle {
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => {} };
}
