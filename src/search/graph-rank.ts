// Which neighbours of a node say most about it, and how many of each type fit into a graph.
import { compareText } from '../domain/order.js';
import type { Neighbour, NodeType } from './graph-model.js';

/** Works by the things that they have: of `total` works `seed` have the one, `other` the other, `joint` both. */
export interface Contingency {
  readonly joint: number;
  readonly seed: number;
  readonly other: number;
  readonly total: number;
}

/**
 * How surprising it is that two things share so many works: the log-likelihood ratio of Dunning, "Accurate methods for
 * the statistics of surprise and coincidence", Computational Linguistics 19(1), 1993. 0 where chance alone would give as
 * many or more: what everybody has says nothing. Unlike pointwise mutual information it does not prefer what is rare.
 */
export function association({ joint, seed, other: given, total: indexed }: Contingency): number {
  // what is derived may lag behind the works
  const other = Math.max(given, joint);
  const total = Math.max(indexed, seed + other - joint);
  if (joint <= 0 || joint * total <= seed * other) return 0;
  const part = (count: number, row: number, column: number) =>
    count === 0 ? 0 : count * Math.log((count * total) / (row * column));
  return (
    2 *
    (part(joint, seed, other) +
      part(seed - joint, seed, total - other) +
      part(other - joint, total - seed, other) +
      part(total - seed - other + joint, total - seed, total - other))
  );
}

/** A candidate with its evidence. */
export interface Counted<T> {
  readonly thing: T;
  readonly id: string;
  readonly joint: number;
  readonly score: number;
}

/** Best first: by association, then by joint works, then by id. */
export function byAssociation<T>(a: Counted<T>, b: Counted<T>): number {
  return b.score - a.score || b.joint - a.joint || compareText(a.id, b.id);
}

/** The most frequent ones: by count, then by id. */
export function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).slice(0, limit);
}

/** What each type may take of a graph while all of them have enough; what one leaves goes to the others. */
const SHARES: readonly (readonly [NodeType, number])[] = [
  ['work', 0.35],
  ['author', 0.3],
  ['topic', 0.2],
  ['institution', 0.15],
];

/**
 * The best neighbours of every type, `limit` in all, in the order in which seats are given out in proportion to the
 * shares (Webster's method): any shorter limit gives the beginning of the same list.
 */
export function chooseByShare(
  neighbours: Readonly<Record<NodeType, readonly Neighbour[]>>,
  limit: number,
): Neighbour[] {
  const seats = SHARES.flatMap(([type, share], order) =>
    neighbours[type].map((neighbour, rank) => ({ neighbour, order, turn: (rank + 0.5) / share })),
  );
  seats.sort((a, b) => a.turn - b.turn || a.order - b.order);
  return seats.slice(0, Math.max(0, limit)).map(({ neighbour }) => neighbour);
}

/** Lists merged by turns, each thing once, where it stands first. */
export function byTurns<T>(lists: readonly (readonly T[])[], idOf: (thing: T) => string): T[] {
  const found = new Map<string, T>();
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let i = 0; i < longest; i++) {
    for (const list of lists) {
      const thing = list[i];
      if (thing !== undefined && !found.has(idOf(thing))) found.set(idOf(thing), thing);
    }
  }
  return [...found.values()];
}
