// The reranking port: a query and some texts in, one score for each text out, by a model that reads both together.

/**
 * A reranker scores texts against a query; only the order of scores of one query means something.
 *
 * - The result has the order and the length of the texts; each is finite.
 * - The score of a text depends on query and text alone, whatever else is scored.
 * - What is longer than the model can read is cut, the query at half of the window, never refused.
 * - Runs off the event loop. An aborted `signal` rejects with its reason, and what was not begun is left.
 * - After `close`, or if the model breaks, `score` rejects with EmbedderError.
 */
export interface Reranker {
  /** Of the model, as owner/name. */
  readonly name: string;
  score(query: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]>;
  close(): Promise<void>;
}

/** Whether there is a model, and if not yet or not at all, why: `message` is meant for people. */
export type RerankerState =
  | { readonly status: 'ready'; readonly reranker: Reranker }
  | { readonly status: 'loading' | 'failed' | 'off'; readonly message: string };

/** A model that may still be on its way: the service starts without waiting for it. */
export interface RerankerHandle {
  state(): RerankerState;
  /** Resolves when the state is no longer `loading`; never rejects. */
  settled(): Promise<RerankerState>;
  close(): Promise<void>;
}
