// What is evidence that an index holds something about a query, by the size of the index.
import { describe, expect, test } from '@jest/globals';
import { evidenceIn } from '../../../src/engine/engine.js';

const MINILM = { floor: 0.25, sureFloor: 0.5 };
const alone = (vectors: number) => evidenceIn(MINILM, vectors)?.alone;

describe('evidenceIn', () => {
  test('is sureFloor in an index of 100,000 vectors, less in smaller ones and more in larger ones', () => {
    expect(alone(100_000)).toBeCloseTo(0.5, 6);
    expect(alone(1_400)).toBeCloseTo(0.425, 2);
    expect(alone(1_000_000)).toBeCloseTo(0.534, 2);
  });

  test('never falls as the index grows, and never to the floor', () => {
    const sizes = [0, 1, 10, 229, 1_033, 3_204, 11_429, 95_219, 853_514];
    const found = sizes.map((size) => alone(size) as number);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found[0]).toBeCloseTo(0.3125, 6);
  });

  test('words that agree make up for half of the way', () => {
    expect(evidenceIn(MINILM, 100_000)?.agreed).toBeCloseTo(0.375, 6);
  });

  test('is not asked for without a sureFloor', () => {
    expect(evidenceIn({ floor: 0.25 }, 10)).toBeUndefined();
  });
});
