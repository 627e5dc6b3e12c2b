// Comparing an engine with the oracle where engines may round: scores may differ a little, sets may not.
import { expect } from '@jest/globals';
import { WORKS } from '../../src/domain/fields.js';
import { modelKey } from '../../src/domain/model.js';
import type { Engine, FacetBucket, RequestedOrder, Retrieval, Scored, SemanticQuery } from '../../src/engine/engine.js';
import { search } from './engine-session.js';
import type { OracleStore } from './oracle-engine.js';
import { ascending } from './oracle-retrieve.js';

/** Vectors may be stored in eight bits per component, which moves a cosine by up to about half of this. */
const COSINE_MARGIN = 0.01;
const FLOOR_STEP = 0.001;

/** Whether one BM25F score is above another by more than rounding. */
export const clearlyHigher = (a: number, b: number): boolean => a - b > 1e-4 * Math.max(Math.abs(a), Math.abs(b));

/** Whether one cosine is above another by more than rounding. */
export const clearlyNearer = (a: number, b: number): boolean => a - b > COSINE_MARGIN;

/** The floor, raised until no exact cosine is so near that rounding could decide who matches. */
export async function safeFloor(oracle: Engine, query: SemanticQuery, margin = COSINE_MARGIN): Promise<number> {
  const all = await search(oracle, { semantic: { ...query, floor: -2 }, window: Number.MAX_SAFE_INTEGER });
  const cosines = all.semantic.map((hit) => hit.score);
  let floor = query.floor;
  while (cosines.some((value) => Math.abs(value - floor) <= margin)) floor += FLOOR_STEP;
  return floor;
}

export interface LegRules {
  readonly window: number;
  readonly clearlyBetter: (a: number, b: number) => boolean;
  /** Whether every engine must give two works of equal exact score the very same score. */
  readonly isTie: (a: string, b: string) => boolean;
}

/** Checks a leg against the exact ranking of all its matches. */
export function expectLeg(actual: readonly Scored[], exact: readonly Scored[], rules: LegRules): void {
  const exactScores = new Map(exact.map((hit) => [hit.id, hit.score]));
  const scoreOf = (id: string): number => exactScores.get(id) ?? Number.NaN;
  expect(actual).toHaveLength(Math.min(rules.window, exact.length));
  expect(actual.filter((hit) => !exactScores.has(hit.id))).toEqual([]);
  expect(new Set(actual.map((hit) => hit.id)).size).toBe(actual.length);

  const mustPrecede = (a: string, b: string): boolean => {
    if (rules.clearlyBetter(scoreOf(a), scoreOf(b))) return true;
    return scoreOf(a) === scoreOf(b) && ascending(a, b) < 0 && rules.isTie(a, b);
  };
  const inOrder = (a: Scored, b: Scored) => a.score > b.score || (a.score === b.score && ascending(a.id, b.id) < 0);
  const ids = actual.map((hit) => hit.id);
  const shown = new Set(ids);
  const rest = exact.filter((hit) => !shown.has(hit.id)).map((hit) => hit.id);
  const wrong = ids.flatMap((id, i) => [...ids.slice(i + 1), ...rest].filter((later) => mustPrecede(later, id)));
  expect({ wronglyLate: wrong, actual: ids }).toEqual({ wronglyLate: [], actual: ids });
  const unsorted = actual.filter((hit, i) => i > 0 && !inOrder(actual[i - 1] as Scored, hit));
  expect(unsorted).toEqual([]);
}

export interface AnswerRules {
  readonly window: number;
  readonly store: OracleStore;
  /** Works may stand in another order in the lexical leg, and others may be its best. */
  readonly lingeringStatistics: boolean;
  /** The page of a shuffle that was asked for; the oracle then lists the whole matched set. */
  readonly shuffled?: Pick<RequestedOrder, 'offset' | 'limit'> | undefined;
}

/** Checks an answer against the oracle's answer to the same request with an unlimited window. */
export function expectSameAnswer(
  actual: Retrieval,
  exact: Retrieval,
  { window, store, lingeringStatistics, shuffled }: AnswerRules,
): void {
  if (actual.total.relation === 'eq') expect(actual.total.value).toBe(exact.total.value);
  else expect(actual.total.value).toBeLessThanOrEqual(exact.total.value);
  if (shuffled) expectSomeOf(actual.sorted, exact.sorted, shuffled);
  else expect(actual.sorted).toEqual(exact.sorted);
  // whether a leg without any vector "took part" has its own example; no set depends on it
  if (exact.semanticUsed) expect(actual.semanticUsed).toBe(true);
  const isHigher = lingeringStatistics ? () => false : clearlyHigher;
  expectLeg(actual.lexical, exact.lexical, { window, clearlyBetter: isHigher, isTie: sameText(store) });
  expectLeg(actual.semantic, exact.semantic, { window, clearlyBetter: clearlyNearer, isTie: sameVector(store) });
  expect(facetsOf(actual)).toEqual(facetsOf(exact));
}

/** Checks a page of a shuffle: as many as there are left, each one of all, none twice. */
function expectSomeOf(
  page: readonly string[],
  all: readonly string[],
  { offset, limit }: Pick<RequestedOrder, 'offset' | 'limit'>,
): void {
  expect(page).toHaveLength(Math.max(0, Math.min(limit, all.length - offset)));
  expect(new Set(page).size).toBe(page.length);
  expect(page.filter((id) => !all.includes(id))).toEqual([]);
}

function sameText(store: OracleStore): LegRules['isTie'] {
  const textOf = (id: string) => {
    const work = store.works.get(id);
    return work && JSON.stringify(WORKS.textFields.map((field) => field.passages(work)));
  };
  return (a, b) => textOf(a) === textOf(b);
}

function sameVector(store: OracleStore): LegRules['isTie'] {
  const vectors = store.model && store.vectors.get(modelKey(store.model));
  return (a, b) => String(vectors?.get(a)) === String(vectors?.get(b));
}

function facetsOf(answer: Retrieval): [string, FacetBucket[]][] {
  // the label of a value that no matching work has may be forgotten or remembered
  const known = (bucket: FacetBucket) => (bucket.count > 0 ? bucket : { ...bucket, label: '' });
  const entries = [...answer.facets].map(([field, buckets]): [string, FacetBucket[]] => [field, buckets.map(known)]);
  return entries.sort((a, b) => ascending(a[0], b[0]));
}
