// Ways to make one order of two legs: how scores are scaled, how much each leg counts, and what a work has in a leg without it.
import { compareText } from '../src/domain/order.js';
import type { Scored } from '../src/engine/engine.js';
import type { FusedHit, LegHit } from '../src/search/fuse.js';

/** How scores are distributed. */
export interface Shape {
  readonly mean: number;
  readonly deviation: number;
  readonly median: number;
  /** The 99th percentile. */
  readonly high: number;
}

/** What one leg found for one query. */
export interface Leg {
  readonly hits: readonly Scored[];
  /** The score of what has nothing in common with the query. */
  readonly zero: number;
  /** The score that a work may have at most that the leg has passed over: 0 by words, the similarity floor by meaning. */
  readonly floor: number;
  /** Of the scores of this query. */
  readonly shape: Shape;
  /** Of the scores of this leg for all queries of the collection. */
  readonly pooled: Shape;
}

export interface Legs {
  readonly lexical: Leg;
  readonly semantic: Leg;
}

/**
 * What a work has in a leg that lacks it: nothing is added; or as much as if its score were the least one of that leg
 * (its rank: the one after the last); or the leg's floor.
 */
export type Lacking = 'nothing' | 'least' | 'floor';

type Scaled = (score: number, rank: number) => number;

export interface Fusion {
  readonly name: string;
  /** How much the lexical leg counts, from 0 to 1; the semantic one counts the rest. */
  readonly weight: number;
  readonly lacking: Lacking;
  /** What a hit of this leg counts; only asked for legs that have hits. */
  readonly scale: (leg: Leg) => Scaled;
}

/** The shape of scores in any order; zeros without any. */
export function shapeOf(scores: readonly number[]): Shape {
  const n = scores.length;
  if (n === 0) return { mean: 0, deviation: 0, median: 0, high: 0 };
  const sorted = Float64Array.from(scores).sort();
  const at = (share: number) => sorted[Math.round(share * (n - 1))] as number;
  const mean = sorted.reduce((sum, score) => sum + score, 0) / n;
  const variance = sorted.reduce((sum, score) => sum + (score - mean) ** 2, 0) / n;
  return { mean, deviation: Math.sqrt(variance), median: at(0.5), high: at(0.99) };
}

/** The hits of both legs in the order of their summed counts; equal ones by the better of their ranks, then by id. */
export function fuseBy(fusion: Fusion, { lexical, semantic }: Legs): FusedHit[] {
  const ofLexical = countsOf(fusion, lexical, fusion.weight);
  const ofSemantic = countsOf(fusion, semantic, 1 - fusion.weight);
  const ids = new Set([...ofLexical.hits.keys(), ...ofSemantic.hits.keys()]);
  const fused = Array.from(ids, (id): FusedHit => {
    const [one, other] = [ofLexical.hits.get(id), ofSemantic.hits.get(id)];
    const score = (one?.contribution ?? ofLexical.lacking) + (other?.contribution ?? ofSemantic.lacking);
    return { id, score, lexical: one, semantic: other };
  });
  return fused.sort((a, b) => b.score - a.score || bestRank(a) - bestRank(b) || compareText(a.id, b.id));
}

function countsOf({ scale, lacking }: Fusion, leg: Leg, weight: number) {
  const hits = new Map<string, LegHit>();
  if (leg.hits.length === 0) return { hits, lacking: 0 };
  const scaled = scale(leg);
  for (const [i, { id, score }] of leg.hits.entries()) {
    hits.set(id, { rank: i + 1, score, contribution: weight * scaled(score, i + 1) });
  }
  const absent = lacking === 'floor' ? leg.floor : leastOf(leg);
  return { hits, lacking: lacking === 'nothing' ? 0 : weight * scaled(absent, leg.hits.length + 1) };
}

function bestRank({ lexical, semantic }: FusedHit): number {
  return Math.min(lexical?.rank ?? Number.POSITIVE_INFINITY, semantic?.rank ?? Number.POSITIVE_INFINITY);
}

const bestOf = ({ hits }: Leg) => hits[0]?.score ?? 0;
const leastOf = ({ hits }: Leg) => hits.at(-1)?.score ?? 0;

/** Reciprocal ranks: Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009 (there k = 60). */
const reciprocal = (k: number) => (): Scaled => (_, rank) => 1 / (k + rank);

/** As a share of the leg's best, as `src/search/fuse.ts` does. */
const shares = (leg: Leg): Scaled => {
  const best = bestOf(leg) - leg.zero;
  return (score) => (best > 0 ? Math.max(0, score - leg.zero) / best : 0);
};

/** From 0 for the least to 1 for the best: Lee, "Analyses of multiple evidence combination", SIGIR 1997. */
const minMax = (leg: Leg): Scaled => {
  const [best, least] = [bestOf(leg), leastOf(leg)];
  return (score) => (best > least ? (score - least) / (best - least) : 1);
};

/** The same from the floor on. */
const floorMax = (leg: Leg): Scaled => {
  const best = bestOf(leg);
  return (score) => (best > leg.floor ? (score - leg.floor) / (best - leg.floor) : 1);
};

/** Standard scores. */
const standard = ({ shape }: Leg): Scaled => linear(shape.mean, shape.deviation);

/** Three deviations about the mean, spread over 0 to 1 and cut there (distribution-based score fusion). */
const distribution = (leg: Leg): Scaled => {
  const z = standard(leg);
  return (score) => Math.min(1, Math.max(0, (z(score, 0) + 3) / 6));
};

/** 0 at `zero`, 1 a `unit` further; 0 everywhere where there is no spread. */
function linear(zero: number, unit: number): Scaled {
  return (score) => (unit > 0 ? (score - zero) / unit : 0);
}

/** Log odds of relevance; their logistic is a probability. */
type Calibration = (leg: Leg) => Scaled;

/** The median is even odds, a deviation one unit: how Bayesian BM25 estimates its logistic without judgements. */
const byDeviation: Calibration = ({ shape }) => linear(shape.median, shape.deviation);

const UNLIKELY = 0.05;

/** Through two quantiles: one in twenty works like the median is relevant, every second like the 99th percentile. */
const throughQuantiles = ({ median, high }: Shape): Scaled => {
  return linear(high, (high - median) / Math.log((1 - UNLIKELY) / UNLIKELY));
};

const byQuantiles: Calibration = ({ shape }) => throughQuantiles(shape);
/** One logistic for all queries of a collection: that nothing good was found shows. */
const pooled: Calibration = (leg) => throughQuantiles(leg.pooled);

/** Adds to the noisy or of both legs' probabilities: −log(1 − p). */
const noisyOr = (calibration: Calibration) => (leg: Leg) => {
  const odds = calibration(leg);
  return (score: number, rank: number) => {
    const x = odds(score, rank);
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  };
};

/** Adds to the mean of both legs' probabilities. */
const probability = (calibration: Calibration) => (leg: Leg) => {
  const odds = calibration(leg);
  return (score: number, rank: number) => 1 / (1 + Math.exp(-odds(score, rank)));
};

const WEIGHTS = [0.3, 0.4, 0.5, 0.6, 0.7];
const EVEN = 0.5;

function family(name: string, scale: Fusion['scale'], lacking: readonly Lacking[]): Fusion[] {
  return lacking.map((one) => ({ name: `${name}, ${one}`, weight: EVEN, lacking: one, scale }));
}

function weighted(name: string, scale: Fusion['scale'], lacking: Lacking): Fusion[] {
  return WEIGHTS.map((weight) => {
    const share = weight.toFixed(1).replace(/^0/, '');
    return { name: weight === EVEN ? `${name}, ${lacking}` : `${name} ${share}, ${lacking}`, weight, lacking, scale };
  });
}

/** Everything compared; a name ends with what a work has in a leg that lacks it. */
export const FUSIONS: readonly Fusion[] = [
  ...[2, 5, 10, 20, 60].flatMap((k) => family(`RRF ${k}`, reciprocal(k), ['nothing', 'least'])),
  ...weighted('share of the best', shares, 'nothing'),
  ...family('share of the best', shares, ['least', 'floor']),
  // the least score counts 0: lacking it and having nothing are one
  ...weighted('min-max', minMax, 'nothing'),
  ...family('min-max', minMax, ['floor']),
  ...family('floor-max', floorMax, ['nothing', 'least']),
  ...family('z-scores', standard, ['nothing', 'least', 'floor']),
  ...family('distribution', distribution, ['nothing', 'least', 'floor']),
  ...family('log odds, by deviation', byDeviation, ['nothing', 'least', 'floor']),
  ...family('log odds, by quantiles', byQuantiles, ['nothing', 'least', 'floor']),
  ...family('log odds, pooled', pooled, ['nothing', 'least', 'floor']),
  ...family('noisy or, by quantiles', noisyOr(byQuantiles), ['nothing', 'floor']),
  ...family('noisy or, pooled', noisyOr(pooled), ['nothing', 'floor']),
  ...family('probabilities, by quantiles', probability(byQuantiles), ['nothing', 'floor']),
  ...family('probabilities, pooled', probability(pooled), ['nothing', 'floor']),
];
