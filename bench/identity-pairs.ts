// Pairs of mentions, judged by the ids of their source: how many are rightly and wrongly one person, overall and per name.
import type { Mention } from '../indexer/identity/identify.js';
import { fold } from '../src/text/analyze.js';

export interface Known {
  readonly mention: Mention;
  /** The id that the source gives. */
  readonly id: string | undefined;
  readonly scheme: string | undefined;
}

export interface Counts {
  right: number;
  wrong: number;
  missed: number;
  /** Sums over the names that have such pairs. */
  readonly precision: { sum: number; names: number };
  readonly recall: { sum: number; names: number };
}

/** All pairs; those of a written name that several ids share; those of an id that has several written names. */
export type Measured = 'all' | 'homonyms' | 'variants';

const none = (): Counts => ({
  right: 0,
  wrong: 0,
  missed: 0,
  precision: { sum: 0, names: 0 },
  recall: { sum: 0, names: 0 },
});

/** Counts of nothing yet. */
export const MEASURED = (): Record<Measured, Counts> => ({ all: none(), homonyms: none(), variants: none() });

/** Adds the pairs of one block whose ids are of the scheme. `found` has the id found for each mention. */
export function countPairs(
  into: Readonly<Record<Measured, Counts>>,
  block: readonly Known[],
  found: readonly string[],
  scheme: string,
): void {
  const judged = block.flatMap(({ mention, id = '', ...one }, i) =>
    one.scheme === scheme ? [{ id, name: fold(mention.name), found: found[i] }] : [],
  );
  const ids = grouped(judged.map(({ name, id }) => [name, id]));
  const names = grouped(judged.map(({ name, id }) => [id, name]));
  const here = { all: none(), homonyms: none(), variants: none() };
  for (const [i, a] of judged.entries()) {
    for (const b of judged.slice(i + 1)) {
      const verdict = a.found === b.found ? (a.id === b.id ? 'right' : 'wrong') : a.id === b.id ? 'missed' : undefined;
      if (verdict === undefined) continue;
      here.all[verdict] += 1;
      if (a.name === b.name && (ids.get(a.name)?.size ?? 0) > 1) here.homonyms[verdict] += 1;
      if ([a, b].some(({ id }) => (names.get(id)?.size ?? 0) > 1)) here.variants[verdict] += 1;
    }
  }
  add(into.all, here.all);
  add(into.homonyms, here.homonyms);
  add(into.variants, here.variants);
}

function grouped(entries: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [key, value] of entries) groups.set(key, (groups.get(key) ?? new Set()).add(value));
  return groups;
}

function add(into: Counts, { right, wrong, missed }: Counts): void {
  into.right += right;
  into.wrong += wrong;
  into.missed += missed;
  for (const [rate, of] of [
    [into.precision, right + wrong],
    [into.recall, right + missed],
  ] as const) {
    if (of === 0) continue;
    rate.sum += right / of;
    rate.names += 1;
  }
}

const share = (part: number, whole: number) => (whole === 0 ? undefined : Number((part / whole).toFixed(4)));

/** Precision and recall over pairs, and their means over names; undefined where there is nothing to judge. */
export function rates({ right, wrong, missed, precision, recall }: Counts) {
  return {
    pairs: right + wrong + missed,
    precision: share(right, right + wrong),
    recall: share(right, right + missed),
    ofNames: { precision: share(precision.sum, precision.names), recall: share(recall.sum, recall.names) },
  };
}
