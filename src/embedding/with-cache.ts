// Decorator: remembers the vectors of recent queries, and lets equal queries that run at the same time share one computation.
import type { Embedder } from './embedder.js';

export interface CacheOptions {
  /** Queries remembered; the least recently used one is forgotten first. */
  readonly maxEntries: number;
}

/**
 * Documents pass through: each is embedded once, so remembering them would only push queries out.
 * A failure is not remembered. Callers get copies, so that no one can change another's vector.
 */
export function withCache(inner: Embedder, { maxEntries }: CacheOptions): Embedder {
  // A Map keeps insertion order: re-inserting on every use puts the least recently used entry first.
  const entries = new Map<string, Promise<Float32Array>>();

  async function compute(text: string): Promise<Float32Array> {
    const [vector] = await inner.embed([text], 'query');
    return vector as Float32Array;
  }

  function remember(text: string, vector: Promise<Float32Array>): void {
    entries.delete(text);
    entries.set(text, vector);
    const [oldest] = entries.keys();
    if (entries.size > maxEntries) entries.delete(oldest as string);
  }

  async function lookUp(text: string): Promise<Float32Array> {
    const vector = entries.get(text) ?? compute(text);
    remember(text, vector);
    try {
      return (await vector).slice();
    } catch (error) {
      // Only if it is still this failure: a later attempt may already have taken the place.
      if (entries.get(text) === vector) entries.delete(text);
      throw error;
    }
  }

  return {
    identity: inner.identity,
    similarityFloor: inner.similarityFloor,
    strangeFloor: inner.strangeFloor,
    embed: (texts, priority) => (priority === 'query' ? Promise.all(texts.map(lookUp)) : inner.embed(texts, priority)),
    async close() {
      // Emptied, so that after closing every query reaches the inner embedder and is refused there.
      entries.clear();
      await inner.close();
    },
  };
}
