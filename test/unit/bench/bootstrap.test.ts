// Bootstrap intervals: known cases, and how often they hold the true mean.
import { expect, test } from '@jest/globals';
import { bootstrapGrandMean, bootstrapMean, mean } from '../../../bench/bootstrap.js';
import { randomNumbers } from '../../../bench/random.js';

test('values that are all alike leave no doubt', () => {
  expect(bootstrapMean([0.25, 0.25, 0.25])).toEqual({ low: 0.25, high: 0.25 });
});

test('the interval of zeros and ones is that of the binomial distribution', () => {
  // 100 throws of a coin: the 2.5th and the 97.5th percentile of heads are 40 and 60
  const { low, high } = bootstrapMean(
    Array.from({ length: 100 }, (_, i) => i % 2),
    2_000,
  );
  expect(low).toBeCloseTo(0.4, 1);
  expect(high).toBeCloseTo(0.6, 1);
});

test('the same values give the same interval, and one around their mean', () => {
  const values = [0.1, 0.9, 0.4, 0.35, 0.8];
  const interval = bootstrapMean(values);
  expect(bootstrapMean(values)).toEqual(interval);
  expect(interval.low).toBeLessThan(mean(values));
  expect(interval.high).toBeGreaterThan(mean(values));
});

test('about 95 of 100 intervals hold the true mean', () => {
  const random = randomNumbers(3);
  let held = 0;
  for (let sample = 0; sample < 200; sample++) {
    const values = Array.from({ length: 20 }, () => random() ** 2);
    const { low, high } = bootstrapMean(values, 200);
    if (low <= 1 / 3 && 1 / 3 <= high) held += 1;
  }
  expect(held / 200).toBeGreaterThan(0.88);
  expect(held / 200).toBeLessThan(0.985);
});

test('groups count alike, however many values they have', () => {
  const many = Array.from({ length: 400 }, (_, i) => (i % 2) / 100);
  const few = [0, 1];
  // the two values are both 0, both 1, or differ: a quarter of resamples each at the ends
  const { low, high } = bootstrapGrandMean([many, few], 2_000);
  expect(low).toBeCloseTo(0.0025, 2);
  expect(high).toBeCloseTo(0.5025, 2);
  expect(bootstrapGrandMean([few])).toEqual(bootstrapMean(few));
});

test('nothing has no mean', () => {
  expect(() => bootstrapMean([])).toThrow('nothing');
  expect(() => bootstrapGrandMean([])).toThrow('nothing');
  expect(() => bootstrapGrandMean([[1], []])).toThrow('nothing');
});
