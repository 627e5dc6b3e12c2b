// Starts the reranker in the background: until it is there, searches are answered in the order of the first stage.
import type { Logger } from '../logger.js';
import { createCrossEncoder } from './cross-encoder.js';
import { fetchModel } from './handle.js';
import { inBackground } from './in-background.js';
import type { RerankerHandle, RerankerState } from './reranker.js';

export interface RerankerOptions {
  /** undefined: no second stage. */
  readonly model: string | undefined;
  readonly modelDir: string;
  readonly threads?: number | undefined;
  readonly logger: Logger;
}

const WITHOUT = 'RERANK_MODEL=none to do without a second stage';

/** Returns at once, in state `loading` (or `off` without a model); ends in `ready` or `failed`. */
export function startReranker({ model: name, modelDir, threads, logger }: RerankerOptions): RerankerHandle {
  if (name === undefined) return inBackground<RerankerState>(OFF, undefined, async () => undefined);
  const load = async (signal: AbortSignal): Promise<RerankerState> => {
    try {
      const files = { modelDir, name, without: WITHOUT, logger, signal };
      const reranker = await fetchModel(files, () => createCrossEncoder({ modelDir, name, threads, logger }));
      logger.info({ name }, 'reranking model ready');
      return { status: 'ready', reranker };
    } catch (error) {
      const { message } = error as Error;
      if (!signal.aborted) logger.error({ reason: message }, 'reranking model failed');
      return { status: 'failed', message };
    }
  };
  const loading: RerankerState = { status: 'loading', message: `reranking model ${name} is being loaded` };
  return inBackground(loading, load, async (last) => {
    if (last.status === 'ready') await last.reranker.close();
  });
}

const OFF: RerankerState = { status: 'off', message: 'RERANK_MODEL=none: there is no second stage' };
