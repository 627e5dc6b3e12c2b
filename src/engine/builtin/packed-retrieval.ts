// An answer as it goes from a search thread to the event loop: thousands of hits as two lists are copied much faster.
import type { Retrieval, Scored } from '../engine.js';

interface PackedHits {
  readonly ids: readonly string[];
  readonly scores: Float64Array;
}

export interface PackedRetrieval extends Omit<Retrieval, 'lexical' | 'semantic'> {
  readonly lexical: PackedHits;
  readonly semantic: PackedHits;
}

export function pack(retrieval: Retrieval): PackedRetrieval {
  return { ...retrieval, lexical: packHits(retrieval.lexical), semantic: packHits(retrieval.semantic) };
}

export function unpack(packed: PackedRetrieval): Retrieval {
  return { ...packed, lexical: unpackHits(packed.lexical), semantic: unpackHits(packed.semantic) };
}

function packHits(hits: readonly Scored[]): PackedHits {
  return { ids: hits.map(({ id }) => id), scores: Float64Array.from(hits, ({ score }) => score) };
}

function unpackHits({ ids, scores }: PackedHits): Scored[] {
  return ids.map((id, i) => ({ id, score: scores[i] as number }));
}
