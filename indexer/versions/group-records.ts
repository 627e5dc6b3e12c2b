// Which records are versions of one work: groups in which every step from one to the next is certain, and no two exclude each other.
import { compareText } from '../../src/domain/order.js';
import type { Evidence } from './evidence.js';
import { conflictOf, type Judgement, judge, type Rule } from './same-work.js';

/** Two records with a common key, in the order of their ids, and what was found. */
export interface Pair {
  readonly a: Evidence;
  readonly b: Evidence;
  readonly judgement: Judgement;
}

export interface Grouping {
  /** Ids, each group and all groups in order; a record alone is a group too. */
  readonly groups: readonly (readonly string[])[];
  /** Every pair that was compared. */
  readonly pairs: readonly Pair[];
}

/** A key that more records have says nothing: comparing all would take the square of them. */
export const MOST_SHARING = 100;

/**
 * Groups records. The best pairs are joined first, and none that would bring together two that exclude each other: a
 * preprint with two published versions goes with the more similar one. The result depends on the set of records alone.
 */
export function groupRecords(records: readonly Evidence[]): Grouping {
  const ordered = [...records].sort((a, b) => compareText(a.id, b.id));
  const pairs = pairsOf(ordered).map(([a, b]) => ({ a, b, judgement: judge(a, b) }));
  const certain = pairs.flatMap(({ a, b, judgement }) => ('rule' in judgement ? [{ a, b, ...judgement }] : []));
  certain.sort((x, y) => y.score - x.score || compareText(x.a.id, y.a.id) || compareText(x.b.id, y.b.id));
  const groupOf = new Map(ordered.map((one) => [one.id, [one]]));
  for (const { a, b } of certain) {
    const [one, other] = [groupOf.get(a.id), groupOf.get(b.id)] as [Evidence[], Evidence[]];
    if (one === other || one.some((x) => other.some((y) => conflictOf(x, y) !== undefined))) continue;
    for (const moved of other) {
      one.push(moved);
      groupOf.set(moved.id, one);
    }
  }
  const groups = [...new Set(groupOf.values())].map((group) => group.map(({ id }) => id).sort(compareText));
  return { groups: groups.sort(([a = ''], [b = '']) => compareText(a, b)), pairs };
}

/** Records with a common key, each pair once. */
function pairsOf(ordered: readonly Evidence[]): [Evidence, Evidence][] {
  const byKey = new Map<string, Evidence[]>();
  for (const one of ordered) {
    for (const key of one.keys) {
      const sharing = byKey.get(key);
      if (sharing) sharing.push(one);
      else byKey.set(key, [one]);
    }
  }
  const pairs = new Map<string, [Evidence, Evidence]>();
  for (const sharing of byKey.values()) {
    if (sharing.length > MOST_SHARING) continue;
    for (const [i, a] of sharing.entries()) {
      for (const b of sharing.slice(i + 1)) pairs.set(JSON.stringify([a.id, b.id]), [a, b]);
    }
  }
  return [...pairs.values()];
}

export type { Rule };
