// What floors cost: the judged queries of a collection, ranked in hybrid mode as if each pair of floors were set.
import type { Retrieval } from '../src/engine/engine.js';
import { byRelevance } from '../src/search/rank-works.js';
import { WINDOW } from '../src/search/search-works.js';
import { mean } from './bootstrap.js';
import { type Cosines, type Cost, type Floors, isAbout } from './floor-choice.js';
import type { Collection } from './floor-collections.js';
import { type OpenSearch, searchOpenly } from './floor-probe.js';
import type { JudgedQuery } from './judged.js';
import { rounded } from './quality-outcomes.js';
import { pick, randomNumbers } from './random.js';
import { ndcg, recall } from './ranking-measures.js';

/** nDCG@10 and Recall@100, of one query or on average. */
export type Measured = Readonly<Record<keyof Cost, number>>;

/** Works drawn for each query. */
const DRAWN = 100;

/**
 * No cosine is lower, so that every work matches, and is evidence; both together say from which cosine fusion counts.
 * @param unrelated the cosine of what has nothing in common, as `unrelatedCosine` has it
 */
export function withoutFloors(unrelated: number): Floors {
  return { floor: -1, sureFloor: -2 - unrelated };
}

/** Asks every judged query once, and ranks what it finds under each pair of floors; the means, in the order of the pairs. */
export async function rankJudged(collection: Collection, pairs: readonly Floors[]): Promise<Measured[]> {
  const measured: (readonly Measured[])[] = [];
  for (const query of collection.queries) {
    const open = await searchOpenly(collection, query.text);
    // one that is an id is answered without legs, whatever the floors
    if (open) measured.push(await rankQuery(collection, query, open, pairs));
  }
  return pairs.map((_, i) => meanOf(measured.map((query) => query[i] as Measured)));
}

async function rankQuery(
  { deps }: Collection,
  { grades }: JudgedQuery,
  search: OpenSearch,
  pairs: readonly Floors[],
): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const floors of pairs) {
    const least = isAbout(search.probe, floors) ? floors.floor : Number.POSITIVE_INFINITY;
    const semantic = { ...search.semantic, ...floors };
    const hits = await byRelevance(deps.engine, underFloor(search, least), 'hybrid', semantic);
    const ranking = hits.map(({ id }) => id);
    results.push({ 'nDCG@10': ndcg(ranking, grades, 10), 'Recall@100': recall(ranking, grades, 100) });
  }
  return results;
}

/** Both legs as the engine would give them: each ranks the matched set, to the depth that is fused. */
function underFloor({ legs, byWords }: OpenSearch, floor: number): Retrieval {
  const near = legs.semantic.filter(({ score }) => score >= floor);
  const matched = new Set(near.map(({ id }) => id));
  const lexical = legs.lexical.filter(({ id }) => byWords.has(id) || matched.has(id));
  return { ...legs, lexical: lexical.slice(0, WINDOW), semantic: near.slice(0, WINDOW) };
}

/** What is lost of the means over collections, as a share of what there is without floors. */
export function lossOf(withFloors: readonly Measured[], without: readonly Measured[]): Cost {
  const [now, before] = [meanOf(withFloors), meanOf(without)];
  const lost = (measure: keyof Measured) => rounded(1 - now[measure] / before[measure]);
  return { 'nDCG@10': lost('nDCG@10'), 'Recall@100': lost('Recall@100') };
}

/** Each counts alike. */
export function meanOf(all: readonly Measured[]): Measured {
  const of = (measure: keyof Measured) => rounded(mean(all.map((one) => one[measure])));
  return { 'nDCG@10': of('nDCG@10'), 'Recall@100': of('Recall@100') };
}

/** Cosines of judged queries with works drawn at random and with those judged relevant. */
export async function cosinesOf(collections: readonly Collection[]): Promise<Cosines> {
  const random: number[] = [];
  const relevant: number[] = [];
  const draw = randomNumbers(5);
  for (const collection of collections) {
    for (const { text, grades } of collection.queries) {
      const near = (await searchOpenly(collection, text))?.legs.semantic ?? [];
      const drawn = near.length === 0 ? 0 : DRAWN;
      for (let i = 0; i < drawn; i++) random.push(pick(draw, near).score);
      for (const { id, score } of near) if ((grades.get(id) ?? 0) > 0) relevant.push(score);
    }
  }
  if (relevant.length === 0) throw new Error('no work that is judged relevant has a vector');
  const ascending = (values: number[]) => values.sort((a, b) => a - b);
  return { random: ascending(random), relevant: ascending(relevant) };
}
