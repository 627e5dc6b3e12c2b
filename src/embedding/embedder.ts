// The embedding port: texts in, unit vectors out, together with the identity of the model that made them.

import type { ModelIdentity } from '../domain/model.js';

export { type ModelIdentity, modelKey } from '../domain/model.js';

/**
 * What a text is embedded for: to search by it; to show which sentence of a work is near, while somebody waits for it;
 * to be found by it later. A sentence is a part of a document, and is read by the model as such.
 */
export type Purpose = 'query' | 'sentence' | 'document';

/**
 * An embedder turns texts into vectors of unit length (so the dot product is the cosine).
 *
 * - The result has the order and the length of the input.
 * - Equal texts give equal vectors, whatever else is embedded at the same time.
 * - A text longer than the model can read is cut at the model's limit, never refused.
 * - `query` texts are answered before waiting `sentence` texts, these before `document` texts; all off the event loop.
 * - Texts that are searched for are `query`, texts of works `document` or `sentence`: some models want them introduced differently, so
 *   that the same text has two vectors.
 * - After `close`, or if the model breaks, `embed` rejects with EmbedderError.
 */
export interface Embedder {
  readonly identity: ModelIdentity;
  /** Cosine from which on a work counts as being about the query; calibrated per model (bench/README.md). */
  readonly similarityFloor: number;
  /** Cosine of a work that shows by itself that an index holds something about the query: noise has neighbours, but no near ones. */
  readonly sureFloor: number;
  /** The longest text in tokens that is not cut, special ones included. */
  readonly maxTokens: number;
  /** What somebody who runs the model should know of it, such as that its floors are guessed. */
  readonly note?: string | undefined;
  /** Resolves when it has become useless, with the reason; never by `close`. */
  readonly broken?: Promise<EmbedderError> | undefined;
  embed(texts: readonly string[], priority: Purpose): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Whether there is a model, and if not yet or not at all, why: `message` is meant for people. */
export type EmbedderState =
  | { readonly status: 'ready'; readonly embedder: Embedder }
  | { readonly status: 'loading' | 'failed' | 'off'; readonly message: string };

/** A model that may still be on its way: the service starts without waiting for it. */
export interface EmbedderHandle {
  state(): EmbedderState;
  /** Resolves when the state is no longer `loading`; never rejects. */
  settled(): Promise<EmbedderState>;
  close(): Promise<void>;
}

/** The embedder of a service: its state is that of the model whose vectors the index has, if that can be had. */
export interface FollowingEmbedder extends EmbedderHandle {
  /** The model that is set, whichever the index has. */
  readonly wanted: EmbedderHandle;
  /**
   * Tells which model's vectors searches compare now; to be called again and again. Where it is not the one that is
   * set, it is opened, too, and closed when it is no longer needed. Never rejects.
   */
  follow(model: ModelIdentity | undefined): Promise<void>;
}

export class EmbedderError extends Error {
  override name = 'EmbedderError';
}
