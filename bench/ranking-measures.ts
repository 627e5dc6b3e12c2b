// How good a ranking is, judged by relevance: nDCG, average precision and recall, as trec_eval computes them.

/** Grades of the works judged for one query, by id: 0 (or less) is irrelevant, more is better; unjudged is irrelevant. */
export type Grades = ReadonlyMap<string, number>;

/** Whether there is anything to find: averages leave out queries without. */
export function hasRelevant(grades: Grades): boolean {
  return relevantOf(grades) > 0;
}

/**
 * Normalised discounted cumulative gain of the first `k` (Järvelin & Kekäläinen, 2002), trec_eval's `ndcg_cut`: the gain
 * of a work is its grade (linear, not 2^grade − 1), the discount log2(rank + 1), the ideal ranking that of all judged works.
 * @param ranking ids without repetition, best first
 * @returns 0 to 1; 0 if nothing is relevant
 */
export function ndcg(ranking: readonly string[], grades: Grades, k: number): number {
  const ideal = gainOf([...grades.values()].sort((a, b) => b - a).slice(0, k));
  return ideal === 0 ? 0 : gainOf(ranking.slice(0, k).map((id) => grades.get(id) ?? 0)) / ideal;
}

/** Discounted gain of grades in their order. */
function gainOf(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + Math.max(grade, 0) / Math.log2(i + 2), 0);
}

/**
 * Average precision, trec_eval's `map` for one query: the precision at the rank of each relevant work found, summed and
 * divided by the number of all relevant works, so that one that is not found counts 0.
 * @param ranking ids without repetition, best first
 */
export function averagePrecision(ranking: readonly string[], grades: Grades): number {
  let found = 0;
  let sum = 0;
  for (const [i, id] of ranking.entries()) {
    if (!isRelevant(grades.get(id))) continue;
    found += 1;
    sum += found / (i + 1);
  }
  return found === 0 ? 0 : sum / relevantOf(grades);
}

/** The share of the relevant works that is among the first `k`, trec_eval's `recall`; 0 if nothing is relevant. */
export function recall(ranking: readonly string[], grades: Grades, k: number): number {
  const found = ranking.slice(0, k).filter((id) => isRelevant(grades.get(id))).length;
  return found === 0 ? 0 : found / relevantOf(grades);
}

function relevantOf(grades: Grades): number {
  return [...grades.values()].filter(isRelevant).length;
}

function isRelevant(grade: number | undefined): boolean {
  return grade !== undefined && grade > 0;
}
