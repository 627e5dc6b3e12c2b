// What says most about a node: the measure and its sources of surprise, and how the types share a graph.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Neighbour, NodeType } from '../../../src/search/graph-model.js';
import { association, byTurns, chooseByShare } from '../../../src/search/graph-rank.js';

/** G² as textbooks have it: 2 Σ observed · ln(observed / expected) over the four cells. */
function textbook(joint: number, seed: number, other: number, total: number): number {
  const cells = [
    [joint, seed, other],
    [seed - joint, seed, total - other],
    [other - joint, total - seed, other],
    [total - seed - other + joint, total - seed, total - other],
  ] as const;
  return 2 * cells.reduce((sum, [n, row, column]) => sum + (n > 0 ? n * Math.log((n * total) / (row * column)) : 0), 0);
}

const contingency = fc
  .record({
    both: fc.integer({ min: 1, max: 50 }),
    onlySeed: fc.nat(500),
    onlyOther: fc.nat(500),
    neither: fc.nat(5000),
  })
  .map(({ both, onlySeed, onlyOther, neither }) => ({
    joint: both,
    seed: both + onlySeed,
    other: both + onlyOther,
    total: both + onlySeed + onlyOther + neither,
  }));

describe('association', () => {
  test('is the log-likelihood ratio where more is shared than chance would give, else 0', () => {
    fc.assert(
      fc.property(contingency, ({ joint, seed, other, total }) => {
        const surprising = joint * total > seed * other;
        const expected = surprising ? textbook(joint, seed, other, total) : 0;
        expect(association({ joint, seed, other, total })).toBeCloseTo(expected, 6);
        expect(association({ joint, seed, other, total }) > 0).toBe(surprising);
      }),
    );
  });

  test('what everybody has says nothing, and of equal joint works the rarer thing says more', () => {
    const of = (joint: number, other: number) => association({ joint, other, seed: 10, total: 1000 });
    expect(of(10, 1000)).toBe(0);
    expect(of(3, 3)).toBeGreaterThan(of(3, 100));
    expect(of(5, 20)).toBeGreaterThan(of(1, 1));
  });

  test('is finite and not below 0, also where derived counts lag behind', () => {
    const small = fc.nat(20);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), small, small, small, (joint, more, other, total) => {
        const score = association({ joint, seed: joint + more, other, total });
        expect(Number.isFinite(score) && score >= 0).toBe(true);
      }),
    );
  });
});

const lists = fc.record({ work: fc.nat(12), author: fc.nat(12), topic: fc.nat(12), institution: fc.nat(12) });

function neighbours(counts: Readonly<Record<NodeType, number>>): Record<NodeType, Neighbour[]> {
  const list = (type: NodeType) =>
    Array.from({ length: counts[type] }, (_, i): Neighbour => {
      return { node: { id: `${type}${i}`, type, display_name: type, weight: 1 }, edges: [] };
    });
  return { work: list('work'), author: list('author'), topic: list('topic'), institution: list('institution') };
}

const chosen = (counts: Readonly<Record<NodeType, number>>, limit: number) =>
  chooseByShare(neighbours(counts), limit).map(({ node }) => node.id);

describe('chooseByShare', () => {
  test('each type gets its part, and what one leaves goes to the others', () => {
    const count = (ids: readonly string[], type: string) => ids.filter((id) => id.startsWith(type)).length;
    const parts = (ids: readonly string[]) =>
      ['work', 'author', 'topic', 'institution'].map((type) => count(ids, type));
    expect(parts(chosen({ work: 50, author: 50, topic: 50, institution: 50 }, 20))).toEqual([7, 6, 4, 3]);
    expect(parts(chosen({ work: 50, author: 1, topic: 0, institution: 50 }, 20))).toEqual([13, 1, 0, 6]);
  });

  test('takes the best of each type, as many as there is room for, and less is the beginning of more', () => {
    fc.assert(
      fc.property(lists, fc.nat(60), fc.nat(60), (counts, limit, less) => {
        const ids = chosen(counts, limit);
        const all = counts.work + counts.author + counts.topic + counts.institution;
        expect(ids).toHaveLength(Math.min(limit, all));
        for (const type of ['work', 'author', 'topic', 'institution']) {
          const ranks = ids.filter((id) => id.startsWith(type)).map((id) => Number(id.slice(type.length)));
          expect(ranks).toEqual(ranks.map((_, i) => i));
        }
        expect(chosen(counts, Math.min(less, limit))).toEqual(ids.slice(0, Math.min(less, limit)));
      }),
    );
  });
});

describe('byTurns', () => {
  test('one of each list after the other, each thing once', () => {
    const merged = byTurns<string>([['a', 'b', 'c', 'd'], [], ['c', 'a', 'e']], (id) => id);
    expect(merged).toEqual(['a', 'c', 'b', 'e', 'd']);
    expect(byTurns<string>([], (id) => id)).toEqual([]);
  });
});
