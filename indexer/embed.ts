// Gives every work that lacks one its vector, and makes the model current when it is complete.
import { type ModelIdentity, sameModel } from '../src/domain/model.js';
import type { Embedder } from '../src/embedding/embedder.js';
import type { Engine, StoredVector, UnembeddedWork } from '../src/engine/engine.js';
import type { Throttle } from './throttle.js';
import { messageOf } from './values.js';

/** Vectors are stored after each batch: this is what the death of the process can cost. */
const BATCH_SIZE = 64;

/** While one batch is computed the next one waits at the embedder already, and its workers never run dry. */
const BATCHES_IN_FLIGHT = 2;

/** Works are asked for by the window, because each asking makes the engine look past those that are under way. */
const WINDOW_BATCHES = 8;

export type EmbeddingEngine = Pick<Engine, 'unembedded' | 'writeVectors' | 'switchModel' | 'status'>;

export interface EmbedFailure {
  readonly id: string;
  readonly reason: string;
}

export interface EmbedReport {
  /** Works that got their vector. */
  readonly embedded: number;
  /** Works whose text could not be embedded; they are left out until the next run. */
  readonly failures: readonly EmbedFailure[];
  /** Whether the vectors replaced those of another model. */
  readonly switched: boolean;
  /** Whether works may be left over, because of `signal`, `limit` or `overtaken`. */
  readonly stopped: boolean;
  /** The model to which somebody else has switched the index meanwhile: what was done for this one is given up. */
  readonly overtaken?: ModelIdentity;
}

export interface EmbedRequest {
  readonly engine: EmbeddingEngine;
  readonly embedder: Embedder;
  /** `total` as known at the start: works that come in meanwhile are embedded too. `batch` is what was stored last. */
  readonly onProgress?: (done: number, total: number, batch: readonly UnembeddedWork[]) => void;
  /** When aborted, batches that are under way are still stored. */
  readonly signal?: AbortSignal;
  /** Asked before each batch. */
  readonly throttle?: Throttle;
  /** Texts per call of the embedder. */
  readonly batchSize?: number;
  /** Stop after about this many works. */
  readonly limit?: number;
  /** Works that are not tried; those that fail are added. Kept by callers that run again and again. */
  readonly skip?: Set<string>;
}

/**
 * Embeds the works that lack a vector of the embedder's model, in the order of the engine: new and much cited ones first. If the index
 * searches with another model, that one stays until all vectors of the new one are there. When somebody else switches
 * the index to a third model meanwhile, the run ends: it would undo that.
 * @throws EmbedderError if the model itself does not work; the engine's errors as they are
 */
export async function embedMissing(request: EmbedRequest): Promise<EmbedReport> {
  const run = new EmbedRun(request);
  await run.prepare();
  const underWay = new Set<Promise<void>>();
  try {
    for (;;) {
      await request.throttle?.turn(request.signal);
      const batch = await run.nextBatch();
      if (batch !== undefined) {
        const task: Promise<void> = run.embed(batch).finally(() => underWay.delete(task));
        underWay.add(task);
      } else if (underWay.size === 0) {
        break;
      }
      // at the end too: a work that changed while it was embedded comes back
      if (batch === undefined || underWay.size >= BATCHES_IN_FLIGHT) await Promise.race(underWay);
    }
  } finally {
    await Promise.allSettled(underWay);
  }
  return run.finish();
}

class EmbedRun {
  readonly #request: EmbedRequest;
  readonly #batchSize: number;
  readonly #waiting: UnembeddedWork[] = [];
  /** Works handed out and not stored yet. */
  readonly #underWay = new Set<string>();
  /** Works that are not tried again in this run. */
  readonly #skipped: Set<string>;
  /** Works whose vector the engine did not take; normal once (the text changed), a failure if it comes again. */
  readonly #refused = new Set<string>();
  readonly #failures: EmbedFailure[] = [];
  #embedded = 0;
  #handedOut = 0;
  #total = 0;
  #failure: { readonly error: unknown } | undefined;
  /** The model of the index at the start. */
  #before: ModelIdentity | undefined;
  #overtaken: ModelIdentity | undefined;

  constructor(request: EmbedRequest) {
    this.#request = request;
    this.#batchSize = request.batchSize ?? BATCH_SIZE;
    this.#skipped = request.skip ?? new Set();
  }

  async prepare(): Promise<void> {
    const { works, embedded, model } = await this.#request.engine.status();
    const { identity } = this.#request.embedder;
    this.#before = model;
    this.#total = sameModel(model, identity) ? works - embedded : works;
  }

  get #stopped(): boolean {
    const { signal, limit } = this.#request;
    const done = limit !== undefined && this.#handedOut >= limit;
    return signal?.aborted === true || done || this.#overtaken !== undefined;
  }

  /** The next works to embed; undefined if there are none at the moment. */
  async nextBatch(): Promise<readonly UnembeddedWork[] | undefined> {
    if (this.#failure !== undefined || this.#stopped) return undefined;
    if (this.#waiting.length < this.#batchSize) await this.#fetchMore();
    const batch = longestFirst(this.#waiting.splice(0, this.#batchSize));
    for (const work of batch) this.#underWay.add(keyOf(work));
    this.#handedOut += batch.length;
    return batch.length === 0 ? undefined : batch;
  }

  async #fetchMore(): Promise<void> {
    const { engine, embedder } = this.#request;
    const known = new Set([...this.#underWay, ...this.#skipped, ...this.#waiting.map(keyOf)]);
    const window = this.#batchSize * WINDOW_BATCHES;
    for (const work of await engine.unembedded(embedder.identity, window + known.size)) {
      const key = keyOf(work);
      if (this.#skipped.has(key)) continue;
      if (this.#refused.has(key)) this.#skip(work, 'the index does not take its vector');
      else if (!known.has(key)) this.#waiting.push(work);
    }
  }

  /** Never rejects: a failure ends the run when it is finished. */
  async embed(batch: readonly UnembeddedWork[]): Promise<void> {
    try {
      const vectors = await this.#vectorsOf(batch);
      const { engine, embedder } = this.#request;
      if (await this.#isOvertaken()) return;
      const accepted = await engine.writeVectors(embedder.identity, vectors);
      if (accepted < vectors.length) for (const one of vectors) this.#refused.add(keyOf(one));
      this.#embedded += accepted;
      this.#request.onProgress?.(this.#embedded, this.#total, batch);
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      for (const work of batch) this.#underWay.delete(keyOf(work));
    }
  }

  /** Whether the index has another model now than at the start, and not this one. */
  async #isOvertaken(): Promise<boolean> {
    const { engine, embedder } = this.#request;
    const { model } = await engine.status();
    const expected = model === undefined || sameModel(model, embedder.identity) || sameModel(model, this.#before);
    if (!expected) this.#overtaken = model;
    return !expected;
  }

  async #vectorsOf(batch: readonly UnembeddedWork[]): Promise<StoredVector[]> {
    const { embedder } = this.#request;
    const texts = batch.map((work) => work.text);
    const vectors = await embedder.embed(texts, 'document').catch(() => undefined);
    const stored: StoredVector[] = [];
    for (const [index, work] of batch.entries()) {
      const vector = vectors === undefined ? await this.#vectorAlone(work) : vectors[index];
      if (vector === undefined) continue;
      if (isUsable(vector, embedder.identity.dimension)) stored.push({ id: work.id, textHash: work.textHash, vector });
      else this.#skip(work, 'the model gave no usable vector');
    }
    return stored;
  }

  /** The vector of one text of a batch that failed. Another text tells whether it is the text or the model. */
  async #vectorAlone(work: UnembeddedWork): Promise<Float32Array | undefined> {
    const { embedder } = this.#request;
    try {
      const [vector] = await embedder.embed([work.text], 'document');
      return vector;
    } catch (error) {
      await embedder.embed(['a text that can be embedded'], 'document');
      this.#skip(work, messageOf(error));
      return undefined;
    }
  }

  #skip(work: UnembeddedWork, reason: string): void {
    this.#skipped.add(keyOf(work));
    this.#failures.push({ id: work.id, reason });
  }

  async finish(): Promise<EmbedReport> {
    if (this.#failure !== undefined) throw this.#failure.error;
    const switched = !this.#stopped && (await this.#makeCurrent());
    const report = { embedded: this.#embedded, failures: this.#failures, switched, stopped: this.#stopped };
    return this.#overtaken === undefined ? report : { ...report, overtaken: this.#overtaken };
  }

  async #makeCurrent(): Promise<boolean> {
    const { engine, embedder } = this.#request;
    const { model } = await engine.status();
    if (model === undefined || sameModel(model, embedder.identity) || (await this.#isOvertaken())) return false;
    await engine.switchModel(embedder.identity);
    return true;
  }
}

/** Workers take texts one by one: short ones at the end let them all end together. */
function longestFirst(works: readonly UnembeddedWork[]): UnembeddedWork[] {
  return works.toSorted((a, b) => b.text.length - a.text.length);
}

/** A work whose text changes is another task. */
function keyOf({ id, textHash }: Pick<UnembeddedWork, 'id' | 'textHash'>): string {
  return `${textHash} ${id}`;
}

function isUsable(vector: Float32Array, dimension: number): boolean {
  return vector.length === dimension && vector.every(Number.isFinite);
}
