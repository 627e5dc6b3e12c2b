// The adapter of the reranking port to cross-encoders on this machine's CPU, through transformers.js in worker threads.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../logger.js';
import { EmbedderError } from './embedder.js';
import type { LoadSettings } from './load-model.js';
import { readModelJson, tokenLimit } from './model-json.js';
import type { Pair } from './rerank-worker.js';
import type { Reranker } from './reranker.js';
import { type DtypeChoice, requireWeights } from './weights.js';
import { WorkerPool } from './worker-pool.js';

export interface CrossEncoderOptions {
  readonly modelDir: string;
  /** Folder below modelDir, for example Xenova/ms-marco-MiniLM-L-6-v2. */
  readonly name: string;
  readonly dtype?: DtypeChoice | undefined;
  /** Number of workers with one thread each; default: one per core, at most four. */
  readonly threads?: number | undefined;
  readonly logger: Logger;
}

const MAX_DEFAULT_THREADS = 4;
/** An abstract and a question fit. */
const WINDOW = 512;
/** Scores remembered: further pages of a search ask for the same ones. About 100 bytes each. */
const REMEMBERED = 20_000;
const TASK = { doing: 'a reranking worker', service: 'the reranker', failed: 'the text could not be scored' };

type Pool = WorkerPool<Pair, number, undefined>;

/**
 * Loads the model whose files are in `<modelDir>/<name>`: a graph for the classification of pairs of texts with one
 * number as its output, which is greater the better a text answers the query.
 * @throws EmbedderError if a file is missing or broken, or the graph is another one
 */
export async function createCrossEncoder(options: CrossEncoderOptions): Promise<Reranker> {
  const { name } = options;
  const size = options.threads ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS);
  const pool = await startPool(options, size);
  const remembered = new Map<string, number>();
  const scoreOf = async (pair: Pair): Promise<number> => {
    const key = keyOf(pair);
    const score = remembered.get(key) ?? (await pool.run(pair, 'query'));
    remembered.delete(key);
    remembered.set(key, score);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value as string);
    return score;
  };
  return {
    name,
    score: (query, texts, signal) =>
      scoreAll(
        texts.map((text) => ({ query, text })),
        scoreOf,
        size,
        signal,
      ),
    async close() {
      remembered.clear();
      await pool.close();
    },
  };
}

async function startPool({ modelDir, name, dtype = 'auto', logger }: CrossEncoderOptions, size: number): Promise<Pool> {
  const folder = join(modelDir, name);
  const json = await readModelJson(folder);
  const { dtype: format, subfolder } = await requireWeights(folder, dtype);
  const maxTokens = Math.min(tokenLimit(json), WINDOW);
  try {
    return await WorkerPool.start<Pair, number, undefined>({
      url: new URL('./rerank-worker.js', import.meta.url),
      settings: { modelDir, name, dtype: format, subfolder, maxTokens } satisfies LoadSettings,
      size,
      task: TASK,
      onReplace: (reason) => logger.warn({ reason: reason.message }, 'reranking worker replaced'),
    });
  } catch (error) {
    throw new EmbedderError(`model ${name} cannot be loaded: ${(error as Error).message}`);
  }
}

/** Texts of works are long: their hash is enough to know them again. */
function keyOf({ query, text }: Pair): string {
  return createHash('sha256').update(query).update('\0').update(text).digest('base64');
}

/** As many at once as there are workers: searches take turns, and one that is given up leaves nothing waiting. */
async function scoreAll(
  pairs: readonly Pair[],
  scoreOf: (pair: Pair) => Promise<number>,
  width: number,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const scores: number[] = [];
  const numbered = pairs.entries();
  let failed = false;
  const lane = async () => {
    for (const [i, pair] of numbered) {
      signal?.throwIfAborted();
      if (failed) return;
      scores[i] = await scoreOf(pair);
    }
  };
  const lanes = Promise.all(Array.from({ length: width }, lane)).catch((error) => {
    failed = true;
    throw error;
  });
  await Promise.race([lanes, ...(signal ? [aborted(signal)] : [])]);
  return scores;
}

/** Rejects when the signal is aborted: a text that is being scored is not waited for. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
