// Starts the embedder in the background, so that the service answers keyword searches while the model is on its way.
import type { Logger } from '../logger.js';
import { EmbedderError, type EmbedderHandle, type EmbedderState } from './embedder.js';
import { ensureModelFiles, type ModelProgress } from './model-files.js';
import { createTransformersEmbedder } from './transformers.js';
import type { DtypeChoice } from './weights.js';
import { withCache } from './with-cache.js';

export interface StartOptions {
  /** undefined: no model, keywords only. */
  readonly model: string | undefined;
  readonly modelDir: string;
  /** The number format of the weights; default: whichever is there. */
  readonly dtype?: DtypeChoice | undefined;
  readonly threads?: number | undefined;
  readonly logger: Logger;
}

/** About 1.5 kB each. */
const CACHED_QUERIES = 2000;
/** About 2 kB each: those of some thirty pages. */
const CACHED_SENTENCES = 6000;
export const KEYWORDS_ONLY = 'EMBEDDING_MODEL=none to search by keywords only';
const PROGRESS_INTERVAL_MS = 5000;
const MEGABYTE = 1e6;

/** Logs at most one line per interval, the first one at once. */
function progressLogger(logger: Logger): (progress: ModelProgress) => void {
  let next = 0;
  return ({ what, loadedBytes, totalBytes }) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_INTERVAL_MS;
    const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
    const of = totalBytes === undefined ? {} : { ofMegabytes: megabytes(totalBytes) };
    logger.info({ what, megabytes: megabytes(loadedBytes), ...of }, 'downloading embedding model');
  };
}

async function load(options: StartOptions, model: string, signal: AbortSignal): Promise<EmbedderState> {
  const { logger, modelDir, threads, dtype } = options;
  try {
    const onProgress = progressLogger(logger);
    const files = { modelDir, name: model, dtype, without: KEYWORDS_ONLY, onProgress, signal };
    const folder = await ensureModelFiles(files);
    const embedder = await openModel({ modelDir, name: model, dtype, threads, logger }, folder);
    logger.info({ ...embedder.identity }, 'embedding model ready');
    if (embedder.note !== undefined) logger.warn({ note: embedder.note }, 'embedding model with guesses');
    return {
      status: 'ready',
      embedder: withCache(embedder, { maxEntries: CACHED_QUERIES, maxSentences: CACHED_SENTENCES }),
    };
  } catch (error) {
    const { message } = error as Error;
    if (!signal.aborted) logger.error({ reason: message }, 'embedding model failed');
    return { status: 'failed', message };
  }
}

/** Files that are there but cannot be used are the user's to remove: they may be the user's own. */
async function openModel(options: Parameters<typeof createTransformersEmbedder>[0], folder: string) {
  try {
    return await createTransformersEmbedder(options);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, ' ');
    throw new EmbedderError(
      `the model files in ${folder} cannot be used (${reason}): put them right, or delete them to fetch them anew`,
    );
  }
}

/** Returns at once, in state `loading` (or `off` without a model); ends in `ready` or `failed`. */
export function startEmbedder(options: StartOptions): EmbedderHandle {
  const { model } = options;
  const closing = new AbortController();
  let state: EmbedderState =
    model === undefined
      ? { status: 'off', message: 'EMBEDDING_MODEL=none: keyword search only' }
      : { status: 'loading', message: `embedding model ${model} is being loaded` };
  const settled = (async () => {
    if (model !== undefined) state = await load(options, model, closing.signal);
    return state;
  })();
  return {
    state: () => state,
    settled: () => settled,
    async close() {
      closing.abort(new Error('the service is closing'));
      const last = await settled;
      if (last.status === 'ready') await last.embedder.close();
    },
  };
}
