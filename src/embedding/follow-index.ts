// Queries are embedded by the model whose vectors the index has, while the model that is set is being made ready for it.
import { type ModelIdentity, sameModel } from '../domain/model.js';
import type { Logger } from '../logger.js';
import type { Embedder, EmbedderHandle, EmbedderState, FollowingEmbedder } from './embedder.js';

export interface FollowOptions {
  readonly wanted: EmbedderHandle;
  /** Opens the model of an index. */
  readonly open: (model: ModelIdentity) => EmbedderHandle;
  readonly logger: Logger;
  /** How long a model that is no longer needed stays open for queries under way; in milliseconds. */
  readonly grace?: number;
}

/** Much longer than any query takes. */
const GRACE_MS = 10_000;

interface Other {
  readonly model: ModelIdentity;
  readonly handle: EmbedderHandle;
}

/**
 * A handle whose state is that of the model that the index has. It is the wanted model's where that is the same, where
 * the index has no vectors yet, and where the index's model cannot be had here: searches say that vectors are missing then.
 * Without a wanted model there is none: whoever wants words alone gets words alone.
 */
export function followIndex({ wanted, open, logger, grace = GRACE_MS }: FollowOptions): FollowingEmbedder {
  let other: Other | undefined;
  const retired = new Map<EmbedderHandle, NodeJS.Timeout>();

  const retire = (): void => {
    const handle = other?.handle;
    other = undefined;
    if (!handle) return;
    const close = () => {
      retired.delete(handle);
      handle.close().catch((error) => logger.warn({ err: error }, 'closing a model failed'));
    };
    retired.set(handle, setTimeout(close, grace).unref());
  };

  const change = async (model: ModelIdentity | undefined): Promise<void> => {
    if (other && sameModel(other.model, model)) return;
    const state = wanted.state();
    // it may be the index's model: only its files tell
    if (state.status === 'loading') return;
    const needed = model !== undefined && state.status !== 'off' && !isOf(state, model);
    retire();
    if (!needed) return;
    const handle = open(model);
    other = { model, handle };
    const opened = await handle.settled();
    if (isOf(opened, model)) logger.info({ model }, 'the index has vectors of another model than the one that is set');
    else
      logger.warn(
        { model },
        'the index has vectors of a model that is not in the model folder: words alone are searched',
      );
  };

  const state = (): EmbedderState => {
    const own = wanted.state();
    const followed = other?.handle.state();
    return other && followed?.status === 'ready' && isOf(followed, other.model) ? noted(followed.embedder, own) : own;
  };

  return {
    wanted,
    state,
    settled: async () => {
      await wanted.settled();
      return state();
    },
    follow: change,
    async close() {
      const open = [...retired.keys(), ...(other ? [other.handle] : []), wanted];
      for (const timer of retired.values()) clearTimeout(timer);
      await Promise.all(open.map((handle) => handle.close()));
    },
  };
}

/** The model of the index, which says that it is not the one that is set. */
function noted(embedder: Embedder, own: EmbedderState): EmbedderState {
  const set = own.status === 'ready' ? `those of ${own.embedder.identity.name}` : 'those of the model that is set';
  const why = own.status === 'failed' ? ` (${own.message})` : '';
  const note = `searches use the vectors of ${embedder.identity.name}, which the index has, not ${set}${why}`;
  return { status: 'ready', embedder: { ...embedder, note } };
}

function isOf(state: EmbedderState, model: ModelIdentity): boolean {
  return state.status === 'ready' && sameModel(state.embedder.identity, model);
}
