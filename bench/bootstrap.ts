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
  const n = values.length;
  if (n === 0) throw new Error('a mean of nothing has no confidence');
  const random = randomNumbers(SEED);
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let sum = 0;
    for (let drawn = 0; drawn < n; drawn++) sum += values[Math.floor(random() * n)] as number;
    means[i] = sum / n;
  }
  means.sort();
  const at = (share: number) => means[Math.round(share * (resamples - 1))] as number;
  return { low: at((1 - COVERED) / 2), high: at((1 + COVERED) / 2) };
}
