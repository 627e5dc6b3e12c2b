// The order of a search's hits: both legs fused, neighbours' weight, the second stage if it is asked for; and the page.
import type { TextQuery } from '../domain/query.js';
import { type Engine, type Retrieval, type Scored, type SemanticQuery, unrelatedCosine } from '../engine/engine.js';
import { fuse } from './fuse.js';
import { LENDERS, type LentHit, lendToNeighbours } from './neighbours.js';
import { type Page, type Paging, type Placed, relevancePage, sortedPage } from './paging.js';
import type { Order } from './parse-sort.js';
import { rerank } from './rerank.js';
import type { Degradation, SearchMode, SemanticDeps } from './semantic-leg.js';
import { NO_PAGE, totalOf, type View } from './view.js';

export interface RankedPage extends Page {
  readonly page: readonly (Placed & { readonly rerankScore?: number })[];
  /** How many hits the second stage has ordered, where it was asked for. */
  readonly reranked?: number;
  /** Why it has not. */
  readonly missing?: Degradation | undefined;
}

/** What the place of a page depends on. */
interface Asked extends View {
  readonly text: TextQuery | undefined;
  readonly order: Order;
  readonly paging: Paging;
}

interface Retrieved {
  readonly retrieval: Retrieval;
  readonly mode: SearchMode | undefined;
  readonly semantic: SemanticQuery | undefined;
}

/** The page that is asked for. @throws IdeascopeError page_out_of_reach */
export async function rankPage(
  deps: SemanticDeps,
  asked: Asked,
  { retrieval, mode, semantic }: Retrieved,
  again: boolean,
): Promise<RankedPage> {
  const { order, paging, text } = asked;
  if (asked.groupBy) return NO_PAGE;
  if (order !== 'relevance') return sortedPage(paging, { ...retrieval, total: totalOf(asked, retrieval) });
  const ranked = await byRelevance(deps.engine, retrieval, mode, semantic);
  if (!again) return relevancePage(paging, ranked, retrieval.total.value);
  const { hits, count, missing } = await rerank(deps, text as TextQuery, ranked);
  return { ...relevancePage(paging, hits, retrieval.total.value), reranked: count, missing };
}

/** All hits of a retrieval that have a rank, best first. */
export async function byRelevance(
  engine: Pick<Engine, 'vectors'>,
  retrieval: Retrieval,
  mode: SearchMode | undefined,
  semantic: SemanticQuery | undefined,
): Promise<readonly (Scored & Placed)[]> {
  if (mode !== 'hybrid') return retrieval[mode === 'semantic' ? 'semantic' : 'lexical'];
  return inCompany(engine, fuse(retrieval.lexical, retrieval.semantic, semantic && unrelatedCosine(semantic)));
}

/** The fused hits in the order that they have among their like. */
export async function inCompany(
  engine: Pick<Engine, 'vectors'>,
  hits: ReturnType<typeof fuse>,
): Promise<readonly LentHit[]> {
  return lendToNeighbours(hits, await engine.vectors(hits.slice(0, LENDERS).map(({ id }) => id)));
}
