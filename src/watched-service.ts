// What the running process knows of itself: since when it runs, how fast vectors come in, what keeps them from coming.
import type { ServiceWatch } from './api/service-watch.js';
import { type ModelIdentity, modelKey, sameModel } from './domain/model.js';
import type { EmbedderHandle } from './embedding/embedder.js';
import type { EngineStatus, Library } from './engine/engine.js';
import { RateWindow } from './rate-window.js';

/** Milliseconds over which the pace of embedding is measured. */
const WINDOW_MS = 60_000;
/** Milliseconds between two looks: each may be a question to a server. */
const LOOK_MS = 2_000;

export interface WatchOptions {
  readonly maxCpu: number;
  readonly paused: () => boolean;
  /** Milliseconds, from any zero. */
  readonly now?: () => number;
}

export class WatchedService implements ServiceWatch {
  readonly startedAt = new Date();
  readonly maxCpu: number;
  /** Written by whoever embeds. */
  trouble: string | undefined;
  readonly #paused: () => boolean;
  readonly #now: () => number;
  readonly #embedded: RateWindow;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor({ maxCpu, paused, now = performance.now.bind(performance) }: WatchOptions) {
    this.maxCpu = maxCpu;
    this.#paused = paused;
    this.#now = now;
    this.#embedded = new RateWindow(WINDOW_MS, now);
  }

  get paused(): boolean {
    return this.#paused();
  }

  get rate(): number | undefined {
    return this.#embedded.perSecond;
  }

  /** To be called again and again: looks now and then how many works have a vector of the model that is set. */
  async look(works: Library['works'], status: EngineStatus, wanted: EmbedderHandle): Promise<void> {
    if (this.#now() - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = this.#now();
    const state = wanted.state();
    const model = (state.status === 'ready' ? state.embedder.identity : undefined) ?? status.model;
    this.#embedded.saw(await countFor(works, model, status), model && modelKey(model));
  }
}

async function countFor(
  works: Library['works'],
  model: ModelIdentity | undefined,
  status: EngineStatus,
): Promise<number> {
  return !model || sameModel(model, status.model) ? status.embedded : works.countEmbedded(model);
}
