// Who embeds in the bench: transformers.js as its README shows it, `ideascope embed`, and the int8 products alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoTokenizer, env, type FeatureExtractionPipeline, pipeline } from '@huggingface/transformers';
import { embedMissing } from '../indexer/embed.js';
import { type EmbedProgress, followEmbedding } from '../indexer/embed-progress.js';
import { limitedTo, WHOLE_MACHINE } from '../indexer/throttle.js';
import { openLibrary } from '../src/compose.js';
import { type Config, readConfig } from '../src/config.js';
import type { Work } from '../src/domain/work.js';
import { createTransformersEmbedder, type TransformersEmbedder } from '../src/embedding/transformers.js';
import { type Utilisation, WorkerPool } from '../src/embedding/worker-pool.js';
import { closeLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { embeddingText } from '../src/text/embedding-text.js';
import { writeExport } from './embedding-export.js';
import { gemmGraph } from './embedding-gemm.js';
import { CACHE } from './vectors.js';

const DIMENSION = 384;

/** The folder and name of the model in use. */
export function modelPlace(): { readonly modelDir: string; readonly name: string } {
  const { modelDir, embeddingModel: name } = readConfig();
  if (name === undefined) throw new Error('EMBEDDING_MODEL=none: there is no model to measure');
  return { modelDir, name };
}

export interface Naive {
  /** One text after the other, in the order given. */
  run(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** `pipeline('feature-extraction')` with the library's own threads, on the graph that exporters write. */
export async function openNaive(): Promise<Naive> {
  const { modelDir, name } = modelPlace();
  const folder = join(CACHE, 'exported');
  await writeExport(folder, name, join(modelDir, name));
  env.allowRemoteModels = false;
  env.localModelPath = folder;
  const extractor = (await pipeline('feature-extraction', name, { dtype: 'q8' })) as FeatureExtractionPipeline;
  return {
    async run(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        const output = await extractor(text, { pooling: 'mean', normalize: true });
        vectors.push(Float32Array.from(output.data as Float32Array).subarray(0, DIMENSION));
      }
      return vectors;
    },
    close: async () => {
      await extractor.dispose();
    },
  };
}

/** How many tokens the model reads of each text. */
export async function tokenCounts(texts: readonly string[], maxTokens: number): Promise<number[]> {
  const { modelDir, name } = modelPlace();
  const before = env.localModelPath;
  env.localModelPath = modelDir;
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  env.localModelPath = before;
  return texts.map((text) => Math.min(maxTokens, tokenizer.encode(text).length));
}

export interface Ceiling {
  /** The int8 products for texts of so many tokens, each worker taking the next one. */
  run(tokens: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** One worker per core with one thread each. */
export async function openCeiling(): Promise<Ceiling> {
  const pool = await WorkerPool.start<number, number, null>({
    url: new URL('./embedding-gemm-worker.js', import.meta.url),
    settings: { graph: gemmGraph() },
    size: availableParallelism(),
  });
  const run = async (tokens: readonly number[]) => {
    await Promise.all(tokens.map((count) => pool.run(count, 'document')));
  };
  await run(Array.from({ length: availableParallelism() }, () => 64));
  return { run, close: () => pool.close() };
}

export async function openOurs(): Promise<TransformersEmbedder> {
  return createTransformersEmbedder({ ...modelPlace(), prefetch: true, logger: createLogger('warn') });
}

export interface OursRun {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of the workers, meanwhile. */
  readonly utilisation: Utilisation;
}

export interface OursOptions {
  readonly embedder: TransformersEmbedder;
  readonly maxCpu?: number;
  readonly show?: (progress: EmbedProgress, wallMs: number) => void;
  /** The same by a clock of CPU time, which other programs do not disturb. */
  readonly showCpu?: (progress: EmbedProgress, cpuMs: number) => void;
}

/** What `ideascope embed` does for these works, from a store of its own: reading, embedding, writing, progress. */
export async function runOurs(works: readonly Work[], options: OursOptions): Promise<OursRun> {
  const { embedder, maxCpu = WHOLE_MACHINE, show, showCpu } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-embedding-'));
  const config: Config = { ...readConfig(), elasticsearch: undefined, dataDir };
  const library = await openLibrary(config, createLogger('warn'));
  try {
    const engine = library.works;
    await engine.write(works);
    const before = embedder.utilisation();
    const cpu = process.cpuUsage();
    const started = performance.now();
    const following = followEmbedding({
      engine,
      embedder,
      show: (progress) => show?.(progress, performance.now() - started),
    });
    const now = () => cpuOf(process.cpuUsage(cpu));
    const byCpu = showCpu && followEmbedding({ engine, embedder, now, show: (progress) => showCpu(progress, now()) });
    const onProgress: typeof following.onProgress = (...progress) => {
      following.onProgress(...progress);
      byCpu?.onProgress(...progress);
    };
    const report = await embedMissing({ engine, embedder, onProgress, ...limitedTo(maxCpu) });
    await Promise.all([following.stop(), byCpu?.stop()]);
    const wallMs = performance.now() - started;
    const cpuMs = cpuOf(process.cpuUsage(cpu));
    const after = embedder.utilisation();
    if (report.embedded !== works.length) throw new Error(`${report.embedded} of ${works.length} works were embedded`);
    const idleMs = after.idleMs - before.idleMs;
    return { wallMs, cpuMs, utilisation: { activeMs: after.activeMs - before.activeMs, idleMs } };
  } finally {
    await closeLibrary(library);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Milliseconds. */
export function cpuOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** What a work gives the model to read. */
export function textsOf(works: readonly Work[]): string[] {
  return works.map(embeddingText);
}
