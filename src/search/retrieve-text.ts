// One retrieval by words and meaning, in the mode that is possible, with an honest word where it is not the one asked for.
import type { TextQuery } from '../domain/query.js';
import type { Retrieval, RetrievalRequest, SemanticQuery } from '../engine/engine.js';
import { inexactFacets } from './paging.js';
import {
  type Degradation,
  missingVectors,
  type SearchMode,
  type SemanticDeps,
  semanticLeg,
  semanticUnavailable,
} from './semantic-leg.js';
import { tellingTerms } from './telling-terms.js';

/** A text with its vector, if it has one: embedded once, asked as often as needed. */
export interface TextRequest {
  /** What is searched by words: of a long text its telling terms. */
  readonly text: TextQuery;
  readonly mode: SearchMode;
  readonly semantic: SemanticQuery | undefined;
  /** Why there is no vector though the mode asks for one. */
  readonly missing: Degradation | undefined;
}

export interface TextRetrieval {
  readonly retrieval: Retrieval;
  /** The mode actually used. */
  readonly mode: SearchMode;
  readonly degraded: readonly Degradation[];
  /** What was searched for by meaning. */
  readonly semantic: SemanticQuery | undefined;
}

/** @throws IdeascopeError semantic_unavailable in mode `semantic` without a model, index_not_ready */
export async function embedText(deps: SemanticDeps, text: TextQuery, mode: SearchMode): Promise<TextRequest> {
  const [leg, searched] = await Promise.all([
    mode === 'keyword' ? undefined : semanticLeg(deps, text),
    tellingTerms(deps.engine, text),
  ]);
  const missing = leg && 'missing' in leg ? leg.missing : undefined;
  if (missing && mode === 'semantic') throw semanticUnavailable(missing);
  return { text: searched, mode, semantic: leg && 'query' in leg ? leg.query : undefined, missing };
}

/** What of a request makes works match besides its filter. */
export function matchingOf({
  text,
  mode,
  semantic,
}: TextRequest): Pick<RetrievalRequest, 'text' | 'lexical' | 'semantic'> {
  return { text, lexical: mode !== 'semantic', ...(semantic ? { semantic } : {}) };
}

/** @throws IdeascopeError semantic_unavailable in mode `semantic` without vectors, index_not_ready */
export async function retrieveText(
  { engine }: Pick<SemanticDeps, 'engine'>,
  asked: TextRequest,
  request: Pick<RetrievalRequest, 'filter' | 'window' | 'order' | 'facets'>,
): Promise<TextRetrieval> {
  const { mode, semantic, missing } = asked;
  const retrieval = await engine.retrieve({ ...request, ...matchingOf(asked) });
  const lacking = missing ?? (semantic ? missingVectors(retrieval) : undefined);
  if (mode === 'semantic' && lacking?.code === 'vectors_missing') throw semanticUnavailable(lacking);
  return {
    retrieval,
    mode: semantic && retrieval.semanticUsed ? mode : 'keyword',
    degraded: [...(lacking ? [lacking] : []), ...inexactFacets(retrieval)],
    semantic,
  };
}
