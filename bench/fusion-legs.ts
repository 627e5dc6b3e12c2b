// Both legs of the queries of a collection, asked once as the service asks them, and every fusion of them judged.
import { and, type Filter } from '../src/domain/query.js';
import { type Engine, type Retrieval, type Scored, type SemanticQuery, unrelatedCosine } from '../src/engine/engine.js';
import { LENDERS, lendToNeighbours } from '../src/search/neighbours.js';
import { byRelevance } from '../src/search/rank-works.js';
import { readSearch } from '../src/search/read-search.js';
import { embedText, retrieveText } from '../src/search/retrieve-text.js';
import { WINDOW } from '../src/search/search-works.js';
import type { SemanticDeps } from '../src/search/semantic-leg.js';
import { FUSIONS, fuseBy, type Leg, type Legs, shapeOf } from './fusions.js';
import type { JudgedQuery } from './judged.js';
import { byMeasure, type Measure } from './quality-outcomes.js';
import { averagePrecision, type Grades, ndcg, recall } from './ranking-measures.js';

const DEPTH = 100;

export interface FusionQuery extends JudgedQuery {
  /** Ids of works that it should not find. */
  readonly without?: readonly string[];
}

/** By way of ranking: each measure, of all queries in their order. */
export type Judgements = Readonly<Record<string, Readonly<Record<Measure, readonly number[]>>>>;

/** The ways that are no fusion: two modes of the service, and its lexical leg, which also ranks what meaning has matched. */
export const LEGS = ['keyword', 'lexical leg', 'semantic'] as const;
export const IN_USE = 'in use';
/** The fusion of what is in use, before neighbours lend. */
export const IN_USE_ALONE = 'share of the best, nothing';
export const WITH_NEIGHBOURS = ' + neighbours';

interface Asked {
  readonly grades: Grades;
  readonly retrieval: Retrieval;
  /** What the service answers by keyword. */
  readonly keyword: readonly Scored[];
  readonly semantic: SemanticQuery;
}

/** @throws Error for a text that is not searched by words and meaning, such as one of conditions only */
export async function judgeFusions(deps: SemanticDeps, queries: readonly FusionQuery[]): Promise<Judgements> {
  const asked: Asked[] = [];
  for (const query of queries) asked.push(await ask(deps, query));
  const scores = ({ hits }: Pick<Leg, 'hits'>) => hits.map(({ score }) => score);
  const pooled = {
    lexical: shapeOf(asked.flatMap(({ retrieval }) => scores({ hits: retrieval.lexical }))),
    semantic: shapeOf(asked.flatMap(({ retrieval }) => scores({ hits: retrieval.semantic }))),
  };
  const judged: Record<string, Record<Measure, number[]>> = {};
  for (const { grades, retrieval, keyword, semantic } of asked) {
    const leg = (hits: readonly Scored[], limits: Pick<Leg, 'zero' | 'floor'>, all: Leg['pooled']): Leg => {
      return { hits, ...limits, shape: shapeOf(scores({ hits })), pooled: all };
    };
    const legs: Legs = {
      lexical: leg(retrieval.lexical, { zero: 0, floor: 0 }, pooled.lexical),
      semantic: leg(retrieval.semantic, { zero: unrelatedCosine(semantic), floor: semantic.floor }, pooled.semantic),
    };
    const rankings: Record<string, readonly Pick<Scored, 'id'>[]> = {
      keyword,
      'lexical leg': retrieval.lexical,
      semantic: retrieval.semantic,
      [IN_USE]: await byRelevance(deps.engine, retrieval, 'hybrid', semantic),
      ...(await fusedBy(deps.engine, legs)),
    };
    for (const [way, ranking] of Object.entries(rankings)) {
      judged[way] ??= byMeasure((): number[] => []);
      const ids = ranking.slice(0, DEPTH).map(({ id }) => id);
      judged[way]['nDCG@10'].push(ndcg(ids, grades, 10));
      judged[way].MAP.push(averagePrecision(ids, grades));
      judged[way]['Recall@100'].push(recall(ids, grades, DEPTH));
    }
  }
  return judged;
}

async function ask(deps: SemanticDeps, { id, text: search, grades, without = [] }: FusionQuery): Promise<Asked> {
  const typed = await readSearch(deps.engine, search);
  if (!typed.text) throw new Error(`query ${id} has nothing to rank by: ${search}`);
  const others: Filter[] =
    without.length === 0 ? [] : [{ type: 'not', filter: { type: 'values', field: 'id', values: [...without] } }];
  const request = { filter: and([typed.filter, ...others]), window: WINDOW, facets: [] };
  const hybrid = await embedText(deps, typed.text, 'hybrid');
  const { retrieval, mode } = await retrieveText(deps, hybrid, request);
  if (!hybrid.semantic || mode !== 'hybrid') throw new Error(`query ${id} was not searched by meaning`);
  const words = await embedText(deps, typed.text, 'keyword');
  const keyword = (await retrieveText(deps, words, request)).retrieval.lexical;
  return { grades, retrieval, keyword, semantic: hybrid.semantic };
}

/** The hits of every fusion, as they are and with what neighbours lend them. */
async function fusedBy(
  engine: Pick<Engine, 'vectors'>,
  legs: Legs,
): Promise<Record<string, readonly Pick<Scored, 'id'>[]>> {
  const known = new Map<string, Float32Array | undefined>();
  const rankings: Record<string, readonly Pick<Scored, 'id'>[]> = {};
  for (const fusion of FUSIONS) {
    const hits = fuseBy(fusion, legs);
    const first = hits.slice(0, LENDERS).map(({ id }) => id);
    const unread = first.filter((id) => !known.has(id));
    const read = await engine.vectors(unread);
    for (const [i, id] of unread.entries()) known.set(id, read[i]);
    rankings[fusion.name] = hits;
    rankings[`${fusion.name}${WITH_NEIGHBOURS}`] = lendToNeighbours(
      hits,
      first.map((id) => known.get(id)),
    );
  }
  return rankings;
}
