// Decorator: remembers the vectors of recent queries and sentences; equal ones at the same time share one computation.
import { IdeascopeError } from '../errors.js';
import { tallyOf } from '../readings.js';
import { throwIfGone } from '../request-scope.js';
import type { Embedder } from './embedder.js';

export interface CacheOptions {
  /** Queries remembered; the least recently used one is forgotten first. */
  readonly maxEntries: number;
  /** Sentences remembered, besides the queries, in the same way; as many as queries without it. */
  readonly maxSentences?: number;
}

/**
 * Documents pass through: each is embedded once, so remembering them would only push queries out.
 * A failure is not remembered. Callers get copies, so that no one can change another's vector.
 */
export function withCache(inner: Embedder, { maxEntries, maxSentences = maxEntries }: CacheOptions): Embedder {
  const queries = new Memory(inner, 'query', maxEntries);
  const sentences = new Memory(inner, 'sentence', maxSentences);
  return {
    identity: inner.identity,
    similarityFloor: inner.similarityFloor,
    sureFloor: inner.sureFloor,
    embed: (texts, priority) => {
      if (priority === 'document') return inner.embed(texts, priority);
      const memory = priority === 'query' ? queries : sentences;
      return Promise.all(texts.map((text) => memory.lookUp(text)));
    },
    maxTokens: inner.maxTokens,
    note: inner.note,
    broken: inner.broken,
    async close() {
      // Emptied, so that after closing every text reaches the inner embedder and is refused there.
      queries.clear();
      sentences.clear();
      await inner.close();
    },
  };
}

/** How often a vector was remembered, of all models. */
const TALLIES = { query: tallyOf('query_vectors'), sentence: tallyOf('sentence_vectors') } as const;

/** The vectors of texts that were embedded for one purpose. */
class Memory {
  readonly #inner: Embedder;
  readonly #purpose: keyof typeof TALLIES;
  readonly #maxEntries: number;
  // A Map keeps insertion order: re-inserting on every use puts the least recently used entry first.
  readonly #entries = new Map<string, Promise<Float32Array>>();

  constructor(inner: Embedder, purpose: keyof typeof TALLIES, maxEntries: number) {
    this.#inner = inner;
    this.#purpose = purpose;
    this.#maxEntries = maxEntries;
  }

  async lookUp(text: string): Promise<Float32Array> {
    const known = this.#entries.get(text);
    if (known) TALLIES[this.#purpose].hits++;
    else TALLIES[this.#purpose].misses++;
    const vector = known ?? this.#compute(text);
    this.#remember(text, vector);
    try {
      return (await vector).slice();
    } catch (error) {
      // Only if it is still this failure: a later attempt may already have taken the place.
      if (this.#entries.get(text) === vector) this.#entries.delete(text);
      if (!(error instanceof IdeascopeError && error.code === 'client_gone')) throw error;
      // whose client is gone may be another one, for whom it was begun
      throwIfGone();
      return this.lookUp(text);
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  async #compute(text: string): Promise<Float32Array> {
    const [vector] = await this.#inner.embed([text], this.#purpose);
    return vector as Float32Array;
  }

  #remember(text: string, vector: Promise<Float32Array>): void {
    this.#entries.delete(text);
    this.#entries.set(text, vector);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries) this.#entries.delete(oldest as string);
  }
}
