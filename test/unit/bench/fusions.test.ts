// The fusions that are compared: each by hand, the one in use against the service's own, and what holds for all.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FUSIONS, type Fusion, fuseBy, type Leg, type Legs, shapeOf } from '../../../bench/fusions.js';
import type { Scored } from '../../../src/engine/engine.js';
import { fuse } from '../../../src/search/fuse.js';

const FLOOR = 0.35;

function legOf(hits: readonly Scored[], floor: number, all: readonly Scored[] = hits, zero = 0): Leg {
  const shape = (of: readonly Scored[]) => shapeOf(of.map(({ score }) => score));
  return { hits, zero, floor, shape: shape(hits), pooled: shape(all) };
}

function legsOf(lexical: Readonly<Record<string, number>>, semantic: Readonly<Record<string, number>>): Legs {
  const hits = (scores: Readonly<Record<string, number>>) =>
    Object.entries(scores).map(([id, score]) => ({ id, score }));
  return { lexical: legOf(hits(lexical), 0), semantic: legOf(hits(semantic), FLOOR) };
}

function named(name: string): Fusion {
  const found = FUSIONS.find((one) => one.name === name);
  if (!found) throw new Error(`no fusion is called ${name}`);
  return found;
}

/** Scores by id. */
function scored(name: string, legs: Legs): Record<string, number> {
  return Object.fromEntries(fuseBy(named(name), legs).map(({ id, score }) => [id, score]));
}

const LEGS = legsOf({ both: 8, words: 6, few: 2 }, { meaning: 0.75, both: 0.55 });

describe('fusions by hand', () => {
  test.each([
    // a work that a leg lacks has 0, or the rank after the last
    ['RRF 2, nothing', { both: 0.5 / 3 + 0.5 / 4, meaning: 0.5 / 3, words: 0.5 / 4, few: 0.5 / 5 }],
    ['RRF 2, least', { both: 0.5 / 3 + 0.5 / 4, meaning: 0.5 / 3 + 0.5 / 6, words: 0.5 / 4 + 0.5 / 5, few: 0.2 }],
    ['share of the best .3, nothing', { both: 0.3 + (0.7 * 0.55) / 0.75, meaning: 0.7, words: 0.225, few: 0.075 }],
    ['share of the best, least', { both: 0.5 + 0.275 / 0.75, meaning: 0.625, words: 0.375 + 0.275 / 0.75 }],
    ['share of the best, floor', { meaning: 0.5, words: 0.375 + 0.175 / 0.75, few: 0.125 + 0.175 / 0.75 }],
    ['min-max, nothing', { both: 0.5, meaning: 0.5, words: 1 / 3, few: 0 }],
    // the floors lie a third of the range and one whole range below the least
    ['min-max, floor', { both: 0.5, meaning: 0.5 - 1 / 6, words: 1 / 3 - 0.5, few: -0.5 }],
    ['floor-max, nothing', { both: 0.75, meaning: 0.5, words: 0.375, few: 0.125 }],
    ['floor-max, least', { both: 0.75, meaning: 0.625, words: 0.625, few: 0.375 }],
  ])('%s', (name, expected) => {
    const found = scored(name, LEGS);
    for (const [id, score] of Object.entries(expected)) expect(found[id]).toBeCloseTo(score, 10);
  });

  test('z-scores: the mean is 0, and a deviation is 1', () => {
    // words: mean 16/3, deviation √(56/9); meaning: mean .65, deviation .1
    const z = (score: number) => (score - 16 / 3) / Math.sqrt(56 / 9);
    expect(scored('z-scores, nothing', LEGS).both).toBeCloseTo(z(8) / 2 - 0.5, 10);
    expect(scored('z-scores, nothing', LEGS).words).toBeCloseTo(z(6) / 2, 10);
    expect(scored('z-scores, least', LEGS).words).toBeCloseTo(z(6) / 2 - 0.5, 10);
    expect(scored('z-scores, floor', LEGS).words).toBeCloseTo(z(6) / 2 - 1.5, 10);
    expect(scored('distribution, least', LEGS).words).toBeCloseTo((z(6) + 3) / 12 + 2 / 12, 10);
  });

  test('calibrated: the 99th percentile has even odds, the median one in twenty', () => {
    const leg = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`w${i}`, 101 - i]));
    const legs = legsOf(leg, {});
    const odds = scored('log odds, by quantiles, least', legs);
    expect(odds.w1).toBeCloseTo(0, 10);
    expect(odds.w50).toBeCloseTo(Math.log(0.05 / 0.95) / 2, 10);
    const probabilities = scored('probabilities, by quantiles, nothing', legs);
    expect(probabilities.w1).toBeCloseTo(0.25, 10);
    expect(probabilities.w50).toBeCloseTo(0.025, 10);
    expect(scored('noisy or, by quantiles, nothing', legs).w1).toBeCloseTo(Math.log(2) / 2, 10);
  });

  test('pooled: a query that found little of worth has low odds', () => {
    const hits = [{ id: 'a', score: 2 }];
    const all = Array.from({ length: 101 }, (_, i) => ({ id: `${i}`, score: i }));
    const legs = { lexical: legOf(hits, 0, all), semantic: legOf([], FLOOR) };
    expect(scored('log odds, pooled, least', legs).a).toBeLessThan(-2);
    expect(scored('log odds, by quantiles, least', legs).a).toBe(0);
  });
});

const leg = (least: number, most: number) =>
  fc
    .uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-p]$/), score: fc.double({ min: least, max: most, noNaN: true }) }),
      { selector: ({ id }) => id },
    )
    .map((hits) => hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)));
const bothLegs = fc.tuple(leg(0.01, 40), leg(FLOOR, 1));

describe('any legs', () => {
  test('shares of the best, with nothing for what lacks, are what the service does', () => {
    fc.assert(
      fc.property(bothLegs, fc.constantFrom(0, 0.2), ([lexical, semantic], zero) => {
        const legs = { lexical: legOf(lexical, 0), semantic: legOf(semantic, FLOOR, semantic, zero) };
        expect(fuseBy(named('share of the best, nothing'), legs)).toEqual(fuse(lexical, semantic, zero));
      }),
    );
  });

  test('every fusion ranks every hit once, with a number, and keeps the order of a leg that is alone', () => {
    fc.assert(
      fc.property(bothLegs, fc.constantFrom(...FUSIONS), ([lexical, semantic], fusion) => {
        const legs = { lexical: legOf(lexical, 0), semantic: legOf(semantic, FLOOR) };
        const fused = fuseBy(fusion, legs);
        const ids = [...lexical, ...semantic].map(({ id }) => id);
        expect(fused.map(({ id }) => id).sort()).toEqual([...new Set(ids)].sort());
        expect(fused.every(({ score }) => Number.isFinite(score))).toBe(true);
        const alone = fuseBy(fusion, { ...legs, semantic: legOf([], FLOOR) });
        expect(alone.map(({ id }) => id)).toEqual(lexical.map(({ id }) => id));
      }),
    );
  });
});
