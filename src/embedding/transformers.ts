// The adapter of the embedding port to transformer models on this machine's CPU, through transformers.js in worker threads.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../logger.js';
import { type Embedder, EmbedderError, type ModelIdentity, modelKey, type Purpose } from './embedder.js';
import { describeModel, type ModelDescription } from './model-description.js';
import type { DtypeChoice } from './weights.js';
import type { WorkerInfo, WorkerSettings } from './worker.js';
import { type Utilisation, WorkerPool } from './worker-pool.js';

export interface TransformersOptions {
  readonly modelDir: string;
  /** Folder below modelDir, for example Xenova/all-MiniLM-L6-v2. */
  readonly name: string;
  /** The number format of the weights; default: whichever is there. */
  readonly dtype?: DtypeChoice | undefined;
  /** Number of workers with one thread each; default: see `workerCount`. */
  readonly threads?: number | undefined;
  /** Whether workers are handed documents ahead: where no query is waited for. */
  readonly prefetch?: boolean | undefined;
  readonly logger: Logger;
}

/** An embedder that says how busy its workers are. */
export interface TransformersEmbedder extends Embedder {
  utilisation(): Utilisation;
}

type Pool = WorkerPool<string, Float32Array, WorkerInfo>;

/** Beside a service, whose other threads have work, too. */
const MAX_BESIDE_SERVICE = 4;
/** What a worker with a small model takes. */
const WORKER_BYTES = 150e6;
const REVISION_DIGITS = 12;
/** How all models were used before any could be used otherwise: their vectors keep their identity. */
const PLAIN = { pooling: 'mean', maxTokens: 256, documentPrefix: '', titleSeparator: undefined } as const;

/**
 * First hex digits of a SHA-256 over all that decides a work's vector: weights, tokeniser, and how they are used. What
 * stands before a query is no part of it: vectors of works stay what they are.
 */
async function revisionOf(model: ModelDescription): Promise<string> {
  const hash = createHash('sha256');
  const { pooling, maxTokens, documentPrefix, titleSeparator, weights } = model;
  try {
    for (const file of [weights.file, ...weights.parts, 'tokenizer.json']) {
      for await (const chunk of createReadStream(join(model.folder, file))) hash.update(chunk as Buffer);
    }
  } catch (error) {
    throw new EmbedderError(`the files of model ${model.name} cannot be read: ${(error as Error).message}`);
  }
  const use = JSON.stringify({ pooling, maxTokens, documentPrefix, titleSeparator });
  if (use !== JSON.stringify(PLAIN)) hash.update(use);
  return hash.digest('hex').slice(0, REVISION_DIGITS);
}

/**
 * One worker per core, at most four beside a service; where nobody asks anything (`alone`), as many as half of the memory holds.
 * @param memory bytes that this process may use
 */
export function workerCount(cores: number, memory: number, alone: boolean): number {
  if (!alone) return Math.min(cores, MAX_BESIDE_SERVICE);
  return Math.max(1, Math.min(cores, Math.floor(memory / 2 / WORKER_BYTES)));
}

/** A container's limit counts; Node gives 0 or a number beyond all memory where there is none. */
function memory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

/** A worker that takes the place of another one must not read other weights: its vectors would be mixed with theirs. */
async function requireSame(options: TransformersOptions, revision: string): Promise<void> {
  const { modelDir, name, dtype = 'auto' } = options;
  const now = await revisionOf(await describeModel(modelDir, name, dtype));
  if (now !== revision) throw new EmbedderError(`the files of model ${name} have been replaced by others`);
}

async function startPool(options: TransformersOptions, model: ModelDescription, revision: string): Promise<Pool> {
  const { modelDir, name, threads, prefetch = false, logger } = options;
  const { weights, pooling, maxTokens, needsWholeGraph } = model;
  const { dtype, subfolder } = weights;
  try {
    return await WorkerPool.start<string, Float32Array, WorkerInfo>({
      url: new URL('./worker.js', import.meta.url),
      settings: { modelDir, name, dtype, subfolder, maxTokens, pooling, needsWholeGraph } satisfies WorkerSettings,
      prefetch,
      size: threads ?? workerCount(availableParallelism(), memory(), prefetch),
      mayReplace: () => requireSame(options, revision),
      onReplace: (reason) => logger.warn({ reason: reason.message }, 'embedding worker replaced'),
    });
  } catch (error) {
    throw new EmbedderError(`model ${name} cannot be loaded: ${(error as Error).message}`);
  }
}

/** What the model reads of a text. */
export function inputOf(
  text: string,
  priority: Purpose,
  { queryPrefix, documentPrefix, titleSeparator }: ModelDescription,
): string {
  if (priority === 'query') return queryPrefix + text;
  return documentPrefix + (titleSeparator === undefined ? text : text.replace('\n', titleSeparator));
}

/** What somebody who runs the model should know of it, as one sentence; undefined: nothing. */
function noteOf(model: ModelDescription, identity: ModelIdentity, pooled: boolean): string | undefined {
  const { guessedPooling, measuredWith, notes } = model;
  const others = measuredWith !== undefined && measuredWith !== modelKey(identity);
  const all = [
    ...(guessedPooling !== undefined && !pooled ? [guessedPooling] : []),
    ...(others ? [`its similarity floors were measured with ${measuredWith}`] : []),
    ...notes,
  ];
  if (all.length === 0) return undefined;
  return `of model ${identity.name}: ${all.join('; ')} (docs/models.md says how to measure and to set what is missing)`;
}

/**
 * Loads the model whose files are in `<modelDir>/<name>` (see ensureModelFiles), used as `describeModel` says.
 * @throws EmbedderError if a file is missing, broken or contradicts another, or if the vectors have another length than
 *   the files say
 */
export async function createTransformersEmbedder(options: TransformersOptions): Promise<TransformersEmbedder> {
  const { name, modelDir, dtype = 'auto' } = options;
  const model = await describeModel(modelDir, name, dtype);
  const revision = await revisionOf(model);
  const pool = await startPool(options, model, revision);
  const { dimension, pooled } = pool.info;
  if (model.dimension !== undefined && dimension !== model.dimension) {
    await pool.close();
    throw new EmbedderError(`model ${name} gives vectors of length ${dimension}, not ${model.dimension}: wrong files?`);
  }
  const identity: ModelIdentity = { name, revision, dtype: formatOf(model), dimension };
  return {
    identity,
    similarityFloor: model.similarityFloor,
    sureFloor: model.sureFloor,
    maxTokens: model.maxTokens,
    note: noteOf(model, identity, pooled),
    broken: pool.broken,
    embed: (texts, priority) => Promise.all(texts.map((text) => pool.run(inputOf(text, priority, model), priority))),
    utilisation: () => pool.utilisation(),
    close: () => pool.close(),
  };
}

/** `q8` is the library's word for whole numbers of 8 bits of either kind. */
function formatOf({ weights }: ModelDescription): string {
  return weights.dtype === 'q8' ? 'int8' : weights.dtype;
}
