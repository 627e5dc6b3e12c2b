// Follows an embedding run: how much of the cost is done, and how long the rest takes.
import type { Embedder } from '../src/embedding/embedder.js';
import type { Engine, UnembeddedWork } from '../src/engine/engine.js';
import { costAhead, embeddingCost, Pace } from './time-left.js';

/** Below it the lengths of the texts are not looked up: the mean of those that are done will do. */
const WORTH_READING = 256;

export interface EmbedProgress {
  /** Works that got their vector, and how many there are to be. */
  readonly works: number;
  readonly total: number;
  /** Share of the whole cost, from 0 to 1. */
  readonly share: number;
  /** Milliseconds; undefined: not known yet. */
  readonly left: number | undefined;
}

export interface FollowRequest {
  readonly engine: Pick<Engine, 'scan' | 'status'>;
  readonly embedder: Pick<Embedder, 'identity' | 'maxTokens'>;
  readonly show: (progress: EmbedProgress) => void;
  /** Milliseconds, from any zero. */
  readonly now?: () => number;
}

export interface Following {
  /** For `embedMissing`. */
  onProgress(works: number, total: number, batch: readonly UnembeddedWork[]): void;
  /** Must be called at the end. */
  stop(): Promise<void>;
}

/**
 * Counts by cost instead of works: what comes first, new works with abstracts, says little of the number of titles
 * alone that come last. The cost of all is read while the first are embedded.
 */
export function followEmbedding(request: FollowRequest): Following {
  const { embedder, engine, show, now = performance.now.bind(performance) } = request;
  const stopped = new AbortController();
  const pace = new Pace(now);
  let done = 0;
  let whole: number | undefined;
  let reading: Promise<void> | undefined;
  const read = async (before: number): Promise<void> => {
    const ahead = await costAhead(engine, embedder, stopped.signal);
    if (!stopped.signal.aborted) whole = before + ahead;
  };
  return {
    onProgress(works, total, batch) {
      const cost = batch.reduce((sum, { text }) => sum + embeddingCost(text, embedder.maxTokens), 0);
      done += cost;
      pace.add(cost);
      // only an estimate is lost where it fails
      if (total >= WORTH_READING) reading ??= read(done).catch(() => undefined);
      const all = Math.max(done, whole ?? (done * total) / Math.max(1, works));
      const over = works >= total;
      show({ works, total, share: over ? 1 : done / all, left: over ? 0 : pace.timeFor(all - done) });
    },
    async stop() {
      stopped.abort();
      await reading;
    },
  };
}
