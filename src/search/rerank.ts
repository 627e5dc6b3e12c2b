// The second stage of a search: the first hits in the order in which a model that reads query and work together puts them.
import type { TextQuery } from '../domain/query.js';
import type { RerankerHandle } from '../embedding/reranker.js';
import type { Engine } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { throwIfGone } from '../request-scope.js';
import { embeddingText } from '../text/embedding-text.js';
import { withoutTex } from '../text/tex.js';
import type { Order } from './parse-sort.js';
import type { Degradation } from './semantic-leg.js';

/**
 * So many of the first hits are ordered anew, whatever the page: with fewer, pages would not fit together. A
 * cross-encoder takes about 10 to 30 ms for a pair of texts on one core, and what is relevant and not among the first 50
 * of both legs is rare.
 */
export const RERANKED = 50;
/** A second stage that takes longer is done without: an answer in the order of the first is better than none. */
const PATIENCE_MS = 5_000;

export interface RerankDeps {
  readonly engine: Pick<Engine, 'fetch'>;
  readonly reranker?: RerankerHandle | undefined;
  readonly logger: Logger;
  /** How long the second stage may take; in milliseconds. */
  readonly rerankPatience?: number | undefined;
}

/** The hits in their order, of which those that the second stage has looked at have its score. */
export interface Reranked<H> {
  readonly hits: readonly (H & { readonly rerankScore?: number })[];
  /** How many of the first hits the second stage has ordered. */
  readonly count: number;
  readonly missing: Degradation | undefined;
}

/** @throws IdeascopeError invalid_parameter unless hits of a search are asked for in order of relevance */
export function requireRanking(text: TextQuery | undefined, order: Order, groupBy: unknown): void {
  const refuse = (message: string) => new IdeascopeError('invalid_parameter', message, 'rerank');
  if (!text) throw refuse('rerank orders the first hits of a search anew: give search, too');
  if (groupBy !== undefined) throw refuse('rerank orders hits, and groups are none: leave rerank out');
  if (order !== 'relevance') throw refuse('rerank is an order of relevance: leave sort and sample out');
}

/**
 * Orders the first `RERANKED` hits by the score of the second stage, equal scores as they were; the rest follows as it
 * was. The same hits for the same query are ordered alike, for every page. Never rejects for a second stage that is
 * missing, fails or is slow: the hits stay as they were then, and `missing` says why.
 * @throws IdeascopeError of the engine
 */
export async function rerank<H extends { readonly id: string }>(
  deps: RerankDeps,
  text: TextQuery,
  hits: readonly H[],
): Promise<Reranked<H>> {
  const without = (message: string): Reranked<H> => ({
    hits,
    count: 0,
    missing: { code: 'rerank_unavailable', message },
  });
  const state = deps.reranker?.state();
  if (state?.status !== 'ready') return without(state?.message ?? 'there is no second stage');
  const first = hits.slice(0, RERANKED);
  const works = first.length === 0 ? [] : await deps.engine.fetch(first.map(({ id }) => id));
  // removed after the last refresh: it is left out of the page, too
  const there = first.filter((_, i) => works[i] !== undefined);
  const texts = works.flatMap((work) => (work ? [embeddingText(work)] : []));
  const { rerankPatience: patience = PATIENCE_MS } = deps;
  const deadline = AbortSignal.timeout(patience);
  try {
    const scores = await state.reranker.score(withoutTex(text.text), texts, deadline);
    return { ...ordered(hits, there, scores), missing: undefined };
  } catch (error) {
    throwIfGone();
    if (deadline.aborted) return without(`the second stage took longer than ${patience / 1000} s`);
    deps.logger.error({ err: error }, 'reranking failed');
    return without('the second stage failed');
  }
}

function ordered<H extends { readonly id: string }>(
  hits: readonly H[],
  first: readonly H[],
  scores: readonly number[],
) {
  const scored = first.map((hit, i) => ({ ...hit, rerankScore: scores[i] ?? Number.NEGATIVE_INFINITY }));
  // the sort is stable: equal scores stay in their order
  const best = scored.sort((a, b) => b.rerankScore - a.rerankScore);
  const done = new Set(first.map(({ id }) => id));
  return { hits: [...best, ...hits.filter(({ id }) => !done.has(id))], count: best.length };
}
