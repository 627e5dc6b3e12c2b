// How many workers embed, by what the machine has.
import { expect, test } from '@jest/globals';
import { workerCount } from '../../../src/embedding/transformers.js';

const GIGABYTE = 2 ** 30;

test('one per core where nobody asks anything, as far as half of the memory goes', () => {
  expect(workerCount(2, 8 * GIGABYTE, true)).toBe(2);
  expect(workerCount(16, 64 * GIGABYTE, true)).toBe(16);
  expect(workerCount(16, 2 * GIGABYTE, true)).toBe(7);
  expect(workerCount(16, GIGABYTE / 8, true)).toBe(1);
});

test('at most four beside a service', () => {
  expect(workerCount(2, 8 * GIGABYTE, false)).toBe(2);
  expect(workerCount(16, 64 * GIGABYTE, false)).toBe(4);
});
