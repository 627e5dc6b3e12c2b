// The adapter of the embedding port to transformer models on this machine's CPU, through transformers.js in worker threads.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../logger.js';
import { type Embedder, EmbedderError, type ModelIdentity } from './embedder.js';
import { modelFacts } from './models.js';
import type { WorkerSettings } from './worker.js';
import { WorkerPool } from './worker-pool.js';

export interface TransformersOptions {
  readonly modelDir: string;
  /** Folder below modelDir, for example Xenova/all-MiniLM-L6-v2. */
  readonly name: string;
  /** Number of workers with one thread each (about 150 MB each); default: one per core, at most four. */
  readonly threads?: number | undefined;
  readonly logger: Logger;
}

const MAX_DEFAULT_THREADS = 4;
const REVISION_DIGITS = 12;

/** First hex digits of the SHA-256 over the weights and the tokeniser: both decide the vector. */
async function hashFiles(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['onnx/model_quantized.onnx', 'tokenizer.json']) {
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  }
  return hash.digest('hex').slice(0, REVISION_DIGITS);
}

async function readRevision(options: TransformersOptions): Promise<string> {
  try {
    return await hashFiles(join(options.modelDir, options.name));
  } catch (error) {
    throw new EmbedderError(`the files of model ${options.name} cannot be read: ${(error as Error).message}`);
  }
}

async function startPool({ modelDir, name, threads, logger }: TransformersOptions, maxTokens: number) {
  try {
    return await WorkerPool.start({
      url: new URL('./worker.js', import.meta.url),
      settings: { modelDir, name, maxTokens } satisfies WorkerSettings,
      size: threads ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS),
      onReplace: (reason) => logger.warn({ reason: reason.message }, 'embedding worker replaced'),
    });
  } catch (error) {
    throw new EmbedderError(`model ${name} cannot be loaded: ${(error as Error).message}`);
  }
}

/**
 * Loads the model whose files are in `<modelDir>/<name>` (see ensureModelFiles).
 * @throws EmbedderError if a file is missing or broken, or if the vectors have another length than the model is known for.
 */
export async function createTransformersEmbedder(options: TransformersOptions): Promise<Embedder> {
  const { name } = options;
  const facts = modelFacts(name);
  const revision = await readRevision(options);
  const pool = await startPool(options, facts.maxTokens);
  const { dimension } = pool;
  if (facts.dimension !== undefined && dimension !== facts.dimension) {
    await pool.close();
    throw new EmbedderError(`model ${name} gives vectors of length ${dimension}, not ${facts.dimension}: wrong files?`);
  }
  const identity: ModelIdentity = { name, revision, dtype: 'int8', dimension };
  return {
    identity,
    similarityFloor: facts.similarityFloor,
    strangeFloor: facts.strangeFloor,
    maxTokens: facts.maxTokens,
    embed: (texts, priority) => Promise.all(texts.map((text) => pool.run(text, priority))),
    close: () => pool.close(),
  };
}
