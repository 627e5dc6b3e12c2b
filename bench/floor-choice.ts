// Which floors to take: a grid from the cosines of the model, and the rule that chooses among what was measured.
import { evidenceIn } from '../src/engine/engine.js';
import { mean } from './bootstrap.js';
import type { Probe } from './floor-probe.js';

export interface Floors {
  readonly floor: number;
  readonly sureFloor: number;
}

/** Of nonsense that finds nothing by meaning alone in the largest collection; the promise is .95. */
export const SILENT = 0.97;
/** What may be lost, as a share of what searches without floors have. */
export const LOSSES = { 'nDCG@10': 0.01, 'Recall@100': 0.03 } as const;

export type Cost = Readonly<Record<keyof typeof LOSSES, number>>;

/** Cosines of queries with works drawn at random, and with works judged relevant, ascending. */
export interface Cosines {
  readonly random: readonly number[];
  readonly relevant: readonly number[];
}

export interface Grid {
  readonly floors: readonly number[];
  readonly sureFloors: readonly number[];
}

/** The widest of these with which the floors are at least so many. */
const STEPS = [0.05, 0.025, 0.01, 0.005, 0.0025, 0.001];
const LEAST_FLOORS = 12;

/**
 * Floors lie between the medians of unrelated and of relevant works: below, most of a collection would match, above, most
 * of what is relevant would not. What is sure is seldom reached by unrelated works, and is reached by the most relevant
 * ones. Those in use are in the grid, too.
 */
export function gridOf({ random, relevant }: Cosines, inUse: Floors): Grid {
  const [least, most] = [quantile(random, 0.5), quantile(relevant, 0.5)];
  const step = STEPS.find((one) => (most - least) / one >= LEAST_FLOORS) ?? (STEPS.at(-1) as number);
  return {
    floors: between(least, most, step, inUse.floor),
    sureFloors: between(quantile(random, 0.95), quantile(relevant, 0.95), step, inUse.sureFloor),
  };
}

/** Multiples of the step, and one value more. */
function between(from: number, to: number, step: number, more: number): number[] {
  const first = Math.floor(from / step);
  const multiples = Array.from({ length: Math.max(0, Math.ceil(to / step) - first) + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(4)),
  );
  return [...new Set([...multiples, more])].sort((a, b) => a - b);
}

/** @param ascending at least one value */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] as number;
}

/** Whether works match by meaning at all: the port's treaty of `sureFloor`. */
export function isAbout({ best, agreeing, vectors }: Probe, floors: Floors): boolean {
  const evidence = evidenceIn(floors, vectors);
  return !evidence || best >= evidence.alone || agreeing >= evidence.agreed;
}

/** Whether a search finds works that its words do not. */
export function findsByMeaning(probe: Probe, floors: Floors): boolean {
  return isAbout(probe, floors) && probe.beyond >= floors.floor;
}

export function shareFinding(probes: readonly Probe[], floors: Floors): number {
  return mean(probes.map((probe) => (findsByMeaning(probe, floors) ? 1 : 0)));
}

/** Floors that silence nonsense. */
export interface Silencing extends Floors {
  /** The share of the nonsense that finds works by meaning all the same. */
  readonly finding: number;
}

export interface Candidate extends Silencing {
  /** Means over judged collections. */
  readonly means: Cost;
  readonly cost: Cost;
}

/** For each floor the least sure floor that silences nonsense; floors without one are left out. */
export function silencing({ floors, sureFloors }: Grid, nonsense: readonly Probe[]): Silencing[] {
  return floors.flatMap((floor) => {
    const able = sureFloors
      .filter((sureFloor) => sureFloor >= floor)
      .map((sureFloor) => ({ floor, sureFloor, finding: shareFinding(nonsense, { floor, sureFloor }) }));
    return able.find(({ finding }) => finding <= 1 - SILENT) ?? [];
  });
}

export function isAffordable(cost: Cost): boolean {
  return cost['nDCG@10'] < LOSSES['nDCG@10'] && cost['Recall@100'] < LOSSES['Recall@100'];
}

/** The greatest affordable floor; if there is none, whichever costs the least nDCG. Undefined where nothing silences. */
export function choose(among: readonly Candidate[]): Candidate | undefined {
  const affordable = among.filter(({ cost }) => isAffordable(cost));
  if (affordable.length > 0) return affordable.reduce((a, b) => (b.floor > a.floor ? b : a));
  return [...among].sort((a, b) => a.cost['nDCG@10'] - b.cost['nDCG@10'] || b.floor - a.floor)[0];
}
