// The commands that work on the store and end: import, embed, status, search, reindex.
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../src/config.js';
import { sameModel } from '../src/domain/model.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import type { Engine } from '../src/engine/engine.js';
import type { Logger } from '../src/logger.js';
import { searchWorks } from '../src/search/search-works.js';
import { embedMissing } from './embed.js';
import { SourceError } from './importers/list-files.js';
import { importWorks } from './pipeline.js';
import { createProgress, type ProgressStream } from './progress.js';
import { describeAnswer, describeEmbedding, describeImport, describeStatus } from './reports.js';
import { type CommandLine, countOption, IMPORT_FORMATS, oneOf } from './usage.js';

/** What the commands need from outside. */
export interface Surroundings {
  readonly config: Config;
  readonly logger: Logger;
  readonly stdin: Readable;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** For progress, and notes that are not the result. */
  readonly stderr: ProgressStream;
  readonly signal: AbortSignal;
  /** A prepared engine. */
  readonly openEngine: () => Promise<Engine>;
  readonly openEmbedder: () => EmbedderHandle;
}

/** A command's answer: whether it did what it was asked to. */
export type Command = (line: CommandLine, around: Surroundings) => Promise<boolean>;

const MODES = ['hybrid', 'keyword', 'semantic'] as const;
const MOST_HITS = 200;

/** How long a search waits for the index, in milliseconds: a million works are indexed well within it. */
const INDEX_PATIENCE = 300_000;

async function withEngine<T>(around: Surroundings, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await around.openEngine();
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

async function withEmbedder<T>(around: Surroundings, use: (handle: EmbedderHandle) => Promise<T>): Promise<T> {
  const handle = around.openEmbedder();
  try {
    await handle.settled();
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function embedAll(engine: Engine, embedder: Embedder, around: Surroundings): Promise<boolean> {
  const progress = createProgress({ label: 'embed', unit: 'works', stream: around.stderr });
  const onProgress = (done: number, total: number) => progress.update(done, done, total);
  const report = await embedMissing({ engine, embedder, signal: around.signal, onProgress }).finally(progress.stop);
  around.print(describeEmbedding(report));
  if (report.stopped) around.stderr.write('stopped: run `ideascope embed` to go on\n');
  return !report.stopped && report.failures.length === 0;
}

async function embedAfterImport(engine: Engine, around: Surroundings): Promise<boolean> {
  return withEmbedder(around, async (handle) => {
    const state = handle.state();
    if (state.status === 'ready') return embedAll(engine, state.embedder, around);
    around.stderr.write(
      `${state.message}\nthe works can be found by keywords; run \`ideascope embed\` later for the rest\n`,
    );
    return true;
  });
}

export const importCommand: Command = async (line, around) => {
  const format = oneOf('format', line.options.format, IMPORT_FORMATS, 'auto');
  return withEngine(around, async (engine) => {
    const progress = createProgress({ label: 'import', unit: 'records', stream: around.stderr });
    const report = await importWorks({
      engine,
      sources: line.positionals,
      format,
      stdin: around.stdin,
      signal: around.signal,
      onProgress: ({ records, bytes, totalBytes }) => progress.update(records, bytes, totalBytes),
    }).finally(progress.stop);
    around.print(describeImport(report));
    if (report.stopped) {
      around.stderr.write('stopped: run the same command again to go on\n');
      return false;
    }
    const { created, updated, unchanged, rejected, failures } = report;
    const imported = created + updated + unchanged;
    if (imported === 0) {
      if (rejected + failures.length === 0) throw new SourceError(`no records in ${line.positionals.join(', ')}`);
      return false;
    }
    if (line.options['no-embed'] === true) {
      around.stderr.write('the works can be found by keywords; run `ideascope embed` later for the rest\n');
      return failures.length === 0;
    }
    return (await embedAfterImport(engine, around)) && failures.length === 0;
  });
};

export const embedCommand: Command = (_line, around) =>
  withEngine(around, (engine) =>
    withEmbedder(around, async (handle) => {
      const state = handle.state();
      if (state.status !== 'ready') throw new Error(state.message);
      return embedAll(engine, state.embedder, around);
    }),
  );

export const statusCommand: Command = (_line, around) =>
  withEngine(around, async (engine) => {
    around.print(describeStatus(await engine.status(), around.config.embeddingModel));
    return true;
  });

async function waitForIndex(engine: Engine, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + INDEX_PATIENCE;
  await engine.refresh();
  for (let status = await engine.status(); !status.ready; status = await engine.status()) {
    if (performance.now() > deadline)
      throw new Error(`the index is not ready: ${status.waitingFor ?? 'still being built'}`);
    await sleep(50, undefined, { signal });
  }
}

/** Search by words alone needs no model, and loading one takes longer than the search. */
const NO_EMBEDDER: EmbedderHandle = {
  state: () => ({ status: 'off', message: 'not needed' }),
  settled: async () => ({ status: 'off', message: 'not needed' }),
  close: async () => undefined,
};

export const searchCommand: Command = (line, around) => {
  const mode = oneOf('mode', line.options.mode, MODES, 'hybrid');
  const perPage = countOption('limit', line.options.limit, MOST_HITS, 10);
  const request = { search: line.positionals[0], mode, page: 1, perPage, facets: [], facetSize: 0, highlight: false };
  const wired = mode === 'keyword' ? { ...around, openEmbedder: () => NO_EMBEDDER } : around;
  return withEngine(around, (engine) =>
    withEmbedder(wired, async (embedder) => {
      await waitForIndex(engine, around.signal);
      const answer = await searchWorks({ engine, embedder, logger: around.logger }, request);
      around.print(describeAnswer(answer));
      for (const { message } of answer.degraded) around.stderr.write(`${message}\n`);
      return true;
    }),
  );
};

export const reindexCommand: Command = (_line, around) =>
  withEngine(around, async (engine) => {
    await engine.reindex();
    const { works, model } = await engine.status();
    around.print(`the index is built anew: ${works.toLocaleString('en')} works\n`);
    const { embeddingModel } = around.config;
    if (model === undefined || embeddingModel === undefined || model.name === embeddingModel) return true;
    return withEmbedder(around, async (handle) => {
      const state = handle.state();
      if (state.status !== 'ready') throw new Error(state.message);
      if (sameModel(state.embedder.identity, model)) return true;
      around.stderr.write(`its vectors are of ${model.name}; those of ${embeddingModel} follow\n`);
      return embedAll(engine, state.embedder, around);
    });
  });
