// How near a work is to a body of works, against the definition written out.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { affinity, bodyOf, FULL, strength } from '../../../src/search/affinity.js';
import { contentWords, isStopWord, stem, wordsOf } from '../../../src/text/analyze.js';
import { degrees } from '../../support/works.js';

const word = fc.constantFrom('graph', 'graphs', 'theory', 'learning', 'learned', 'robot', 'the', 'of', 'memory', 'GPU');
const text = fc.record({
  display_name: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
  abstract: fc.option(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    { nil: undefined },
  ),
});
type Plain = { id: string; display_name: string; abstract?: string };
const toText = (
  id: string,
  { display_name, abstract }: { display_name: string; abstract?: string | undefined },
): Plain => ({
  id,
  display_name,
  ...(abstract === undefined ? {} : { abstract }),
});
const angle = fc.option(fc.integer({ min: 0, max: 180 }), { nil: undefined });
const own = fc
  .array(fc.record({ text, angle }), { minLength: 1, maxLength: 15 })
  .map((list) => list.map((one, i) => ({ work: toText(`own${i}`, one.text), angle: one.angle })));

const vectorOf = (at: number | undefined) => (at === undefined ? undefined : degrees(at));

/** The cosine of logarithmic term frequencies, over every term of both texts. */
function wordsShared(a: Plain, b: Plain): number {
  const terms = (one: Plain) =>
    wordsOf(`${one.display_name} ${one.abstract ?? ''}`)
      .filter((w) => !isStopWord(w))
      .map(stem);
  const [x, y] = [terms(a), terms(b)];
  const weight = (list: readonly string[], term: string) => {
    const frequency = list.filter((one) => one === term).length;
    return frequency === 0 ? 0 : 1 + Math.log(frequency);
  };
  const vocabulary = [...new Set([...x, ...y])];
  const dot = (p: readonly string[], q: readonly string[]) =>
    vocabulary.reduce((sum, term) => sum + weight(p, term) * weight(q, term), 0);
  const lengths = Math.sqrt(dot(x, x) * dot(y, y));
  return lengths === 0 ? 0 : dot(x, y) / lengths;
}

describe('affinity', () => {
  test('is the definition: meaning and three quarters of the words, the ten nearest by 1/i', () => {
    fc.assert(
      fc.property(own, text, angle, (list, target, at) => {
        const work = toText('target', target);
        const nearnesses = list.map((one) => {
          const meaning =
            at === undefined || one.angle === undefined ? 0 : Math.max(0, Math.cos(((at - one.angle) * Math.PI) / 180));
          return (meaning + 0.75 * wordsShared(one.work, work)) / 1.75;
        });
        const best = nearnesses.sort((a, b) => b - a).slice(0, 10);
        const weighted = best.reduce((sum, value, i) => sum + value ** 2 / (i + 1), 0);
        const expected = Math.sqrt(weighted / best.reduce((sum, _, i) => sum + 1 / (i + 1), 0));
        const body = bodyOf(
          list.map((one) => one.work),
          list.map((one) => vectorOf(one.angle)),
        );
        expect(affinity(body, work, vectorOf(at)).score).toBeCloseTo(expected, 4);
      }),
    );
  });

  test('the order of the body is of no account', () => {
    const shuffled = own.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, text, angle, ([list, other], target, at) => {
        const [first, second] = [list, other].map((some) => {
          const body = bodyOf(
            some.map((one) => one.work),
            some.map((one) => vectorOf(one.angle)),
          );
          return affinity(body, toText('target', target), vectorOf(at)).score;
        });
        expect(second).toBeCloseTo(first as number, 12);
      }),
    );
  });
});

describe('affinity, case by case', () => {
  test('names the nearest own work, and none where nothing is near', () => {
    const body = bodyOf(
      [toText('far', { display_name: 'robot' }), toText('near', { display_name: 'graph' })],
      [degrees(80), degrees(10)],
    );
    expect(affinity(body, toText('w', { display_name: 'graphs' }), degrees(0)).near).toBe('near');
    expect(affinity(body, toText('w', { display_name: 'memory' }), undefined)).toEqual({ score: 0, near: undefined });
    expect(affinity(bodyOf([], []), toText('w', { display_name: 'graphs' }), degrees(0)).score).toBe(0);
  });

  test('a work does not speak for itself', () => {
    const work = toText('w', { display_name: 'graph' });
    expect(affinity(bodyOf([work], [degrees(0)]), work, degrees(0))).toEqual({ score: 0, near: undefined });
    const twin = { ...work, id: 'twin' };
    expect(affinity(bodyOf([work, twin], [degrees(0), degrees(0)]), work, degrees(0)).score).toBeCloseTo(1, 6);
  });

  test('stop words are no words that works share', () => {
    expect(contentWords('the of')).toEqual(['the', 'of']);
    const body = bodyOf([toText('own', { display_name: 'the of' })], []);
    expect(affinity(body, toText('w', { display_name: 'the of' }), undefined).score).toBe(0);
  });
});

describe('strength', () => {
  test('at most FULL, 0 for nothing, and never lowered by one more', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, more) => {
        expect(strength(list)).toBeLessThanOrEqual(FULL);
        expect(strength([...list, more])).toBeGreaterThanOrEqual(strength(list));
      }),
    );
    expect(strength([])).toBe(0);
  });
});
