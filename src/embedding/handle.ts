// Starts the embedder in the background, so that the service answers keyword searches while the model is on its way.
import type { Logger } from '../logger.js';
import { EmbedderError, type EmbedderHandle, type EmbedderState } from './embedder.js';
import { inBackground } from './in-background.js';
import { ensureModelFiles, hasModelFiles, type ModelFilesOptions, type ModelProgress } from './model-files.js';
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
  /** Whether workers are handed documents ahead: for programs that nobody asks anything. */
  readonly prefetch?: boolean | undefined;
  /** Whether files that are missing are fetched; unless it is said otherwise, they are. */
  readonly download?: boolean | undefined;
  /** Whether a model that cannot be loaded, or that breaks, is tried again: for services. Default: it is not. */
  readonly again?: boolean | undefined;
  /** Milliseconds before each further try. */
  readonly pause?: number | undefined;
  readonly logger: Logger;
}

/** Files that were put in their place are found soon. */
const AGAIN_MS = 5_000;
/** Those that are not there are looked for elsewhere again. */
const DOWNLOAD_AGAIN_MS = 300_000;
/** About 1.5 kB each. */
const CACHED_QUERIES = 2000;
/** About 2 kB each: those of some thirty pages. */
const CACHED_SENTENCES = 6000;
/** How to do without a model, for the message when it cannot be had. */
export const KEYWORDS_ONLY = 'EMBEDDING_MODEL=none to search by keywords only';
const PROGRESS_INTERVAL_MS = 5000;
const MEGABYTE = 1e6;

/** Logs at most one line per interval, the first one at once. */
function progressLogger(logger: Logger): (progress: ModelProgress) => void {
  let next = 0;
  return ({ what, loadedBytes, totalBytes }) => {
    const now = performance.now();
    if (now < next) return;
    next = now + PROGRESS_INTERVAL_MS;
    const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
    const of = totalBytes === undefined ? {} : { ofMegabytes: megabytes(totalBytes) };
    logger.info({ what, megabytes: megabytes(loadedBytes), ...of }, 'downloading model');
  };
}

/**
 * Makes sure of the files, and opens the model. Files that are there but cannot be used are the user's to remove: they
 * may be the user's own.
 * @throws EmbedderError saying what to do
 */
export async function fetchModel<M>(
  { logger, ...files }: ModelFilesOptions & { readonly logger: Logger },
  open: () => Promise<M>,
): Promise<M> {
  const folder = await ensureModelFiles({ ...files, onProgress: progressLogger(logger) });
  try {
    return await open();
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, ' ');
    const what = `the model files in ${folder} cannot be used (${reason})`;
    throw new EmbedderError(`${what}: put them right, or delete them to fetch them anew`);
  }
}

/** Tries to load a model, again and again: what fails for the same reason is logged once. */
class Loading {
  readonly #options: StartOptions;
  readonly #name: string;
  #askedAt = Number.NEGATIVE_INFINITY;
  #failed: (EmbedderState & { readonly message: string }) | undefined;

  constructor(options: StartOptions, name: string) {
    this.#options = options;
    this.#name = name;
  }

  async try(signal: AbortSignal): Promise<EmbedderState> {
    const { modelDir, threads, prefetch, dtype, logger, download = true } = this.#options;
    const name = this.#name;
    const asks = download && performance.now() - this.#askedAt >= DOWNLOAD_AGAIN_MS;
    // what was said of the last download is still true
    if (!asks && this.#failed && !(await hasModelFiles({ modelDir, name, dtype }))) return this.#failed;
    if (asks) this.#askedAt = performance.now();
    try {
      const files = { modelDir, name, dtype, download: asks, without: KEYWORDS_ONLY, logger, signal };
      const open = () => createTransformersEmbedder({ modelDir, name, dtype, threads, prefetch, logger });
      const embedder = await fetchModel(files, open);
      logger.info({ ...embedder.identity }, 'embedding model ready');
      if (embedder.note !== undefined) logger.warn({ note: embedder.note }, 'embedding model with guesses');
      this.#failed = undefined;
      const cached = withCache(embedder, { maxEntries: CACHED_QUERIES, maxSentences: CACHED_SENTENCES });
      return { status: 'ready', embedder: cached };
    } catch (error) {
      if (signal.aborted) return { status: 'failed', message: (error as Error).message };
      return this.failed((error as Error).message);
    }
  }

  failed(message: string): EmbedderState {
    if (message !== this.#failed?.message) {
      this.#options.logger.error({ reason: message }, 'embedding model failed');
      this.#failed = { status: 'failed', message };
    }
    return this.#failed;
  }
}

/**
 * Returns at once, in state `loading` (or `off` without a model); goes on to `ready` or `failed`, and with `again` from
 * each of these to the other.
 */
export function startEmbedder(options: StartOptions): EmbedderHandle {
  const { model, again = false, pause = AGAIN_MS } = options;
  if (model === undefined) return inBackground<EmbedderState>(OFF, undefined, async () => undefined);
  const first: EmbedderState = { status: 'loading', message: `embedding model ${model} is being loaded` };
  const loading = new Loading(options, model);
  const untilBroken = (state: EmbedderState): Promise<EmbedderState> | undefined => {
    if (state.status !== 'ready') return undefined;
    const broken = state.embedder.broken ?? new Promise<never>(() => undefined);
    return broken.then(({ message }) => loading.failed(message));
  };
  return inBackground<EmbedderState>(
    first,
    (signal) => loading.try(signal),
    async (last) => {
      if (last.status === 'ready') await last.embedder.close();
    },
    again ? { pause, untilBroken } : undefined,
  );
}

const OFF: EmbedderState = { status: 'off', message: 'EMBEDDING_MODEL=none: keyword search only' };
