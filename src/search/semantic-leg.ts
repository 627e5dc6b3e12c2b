// The semantic leg of a search: the vector of the query, and an honest word wherever meaning could not be searched.
import type { TextQuery } from '../domain/query.js';
import type { EmbedderHandle } from '../embedding/embedder.js';
import type { RerankerHandle } from '../embedding/reranker.js';
import type { Engine, Retrieval, SemanticQuery } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import type { Logger } from '../logger.js';
import { throwIfGone } from '../request-scope.js';
import { queryVector } from './query-vector.js';

export type SearchMode = 'hybrid' | 'keyword' | 'semantic';

/** Why an answer is less than what was asked for; `message` is meant for people. */
export interface Degradation {
  readonly code:
    | 'embedding_off'
    | 'embedding_loading'
    | 'embedding_failed'
    | 'embedding_error'
    | 'vectors_missing'
    | 'vectors_incomplete'
    | 'facets_inexact'
    | 'names_not_searched'
    | 'explain_incomplete'
    | 'rerank_unavailable';
  readonly message: string;
}

export interface SemanticDeps {
  readonly engine: Engine;
  readonly embedder: EmbedderHandle;
  /** The second stage of searches that ask for it; without one they are told so. */
  readonly reranker?: RerankerHandle | undefined;
  readonly logger: Logger;
}

export type SemanticLeg = { readonly query: SemanticQuery } | { readonly missing: Degradation };

/** Embeds the query, or says why that is impossible. Hybrid answers by words then. @throws IdeascopeError client_gone */
export async function semanticLeg(deps: SemanticDeps, text: TextQuery): Promise<SemanticLeg> {
  const state = deps.embedder.state();
  if (state.status !== 'ready') return { missing: { code: `embedding_${state.status}`, message: state.message } };
  const { identity: model, similarityFloor: floor, sureFloor } = state.embedder;
  try {
    const vector = await queryVector(state.embedder, text.text);
    if (vector?.length === model.dimension) return { query: { vector, model, floor, sureFloor } };
    deps.logger.error({ length: vector?.length, model }, 'query vector has the wrong length');
  } catch (error) {
    throwIfGone();
    deps.logger.error({ err: error }, 'embedding a query failed');
  }
  return { missing: { code: 'embedding_error', message: 'the query could not be embedded' } };
}

/** What the index lacks for a search by meaning. */
export function missingVectors({ semanticUsed, coverage }: Retrieval): Degradation | undefined {
  if (!semanticUsed) {
    return { code: 'vectors_missing', message: 'the index holds no vectors of the embedding model in use' };
  }
  if (coverage.vectors >= coverage.works) return undefined;
  return {
    code: 'vectors_incomplete',
    message: `${coverage.vectors} of ${coverage.works} works can be found by meaning so far`,
  };
}

/** The error for a search that is by meaning alone and has no meaning to go by. */
export function semanticUnavailable(missing: Degradation): IdeascopeError {
  const message = `search by meaning is not available: ${missing.message}; mode=hybrid answers by words meanwhile`;
  return new IdeascopeError('semantic_unavailable', message, 'mode');
}
