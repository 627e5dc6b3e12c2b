// A deterministic second stage without a model: the shorter a text, the better.
import { EmbedderError } from '../../src/embedding/embedder.js';
import type { RerankerHandle, RerankerState } from '../../src/embedding/reranker.js';

/** `broken`: it is there, but scoring fails. */
export type RerankerKind = 'ready' | 'loading' | 'failed' | 'off' | 'broken';

export const scoreOfText = (text: string): number => -text.length;

function stateOf(kind: RerankerKind): RerankerState {
  if (kind !== 'ready' && kind !== 'broken') return { status: kind, message: `the second stage is ${kind}` };
  return {
    status: 'ready',
    reranker: {
      name: 'fake',
      score: async (_query, texts) => {
        if (kind === 'broken') throw new EmbedderError('the model broke');
        return texts.map(scoreOfText);
      },
      close: async () => undefined,
    },
  };
}

export function rerankerOf(kind: RerankerKind): RerankerHandle {
  const state = stateOf(kind);
  return { state: () => state, settled: async () => state, close: async () => undefined };
}
