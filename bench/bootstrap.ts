// Confidence of a mean by resampling: which means other samples of the same kind would have had.
import { randomNumbers } from './random.js';

const RESAMPLES = 10_000;
const SEED = 7;
const COVERED = 0.95;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The percentile bootstrap interval of a mean at 95 % (Efron & Tibshirani, 1993; for measures of retrieval, Sakai, 2006):
 * values are drawn with replacement, 10,000 times. Given differences of pairs, it is the paired interval. Equal values
 * give equal intervals.
 * @throws Error without values
 */
export function bootstrapMean(values: readonly number[], resamples = RESAMPLES): Interval {
  return bootstrapGrandMean([values], resamples);
}

/**
 * The same of the mean of the means of groups, each of which counts alike: values are drawn within their group.
 * @throws Error without a group, or for one without values
 */
export function bootstrapGrandMean(groups: readonly (readonly number[])[], resamples = RESAMPLES): Interval {
  if (groups.length === 0 || groups.some((values) => values.length === 0)) {
    throw new Error('a mean of nothing has no confidence');
  }
  const random = randomNumbers(SEED);
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    for (const values of groups) means[i] = (means[i] as number) + drawnMean(values, random) / groups.length;
  }
  means.sort();
  const at = (share: number) => means[Math.round(share * (resamples - 1))] as number;
  return { low: at((1 - COVERED) / 2), high: at((1 + COVERED) / 2) };
}

function drawnMean(values: readonly number[], random: () => number): number {
  const n = values.length;
  let sum = 0;
  for (let drawn = 0; drawn < n; drawn++) sum += values[Math.floor(random() * n)] as number;
  return sum / n;
}
