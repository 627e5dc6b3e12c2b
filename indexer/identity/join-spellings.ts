// Joins the groups of one person under several spellings: `J. Rasley`, `Jeff Rasley`, `Jeff A. Rasley`.
import { commonnessOfKey, compatible } from './given-names.js';
import type { Group, Groups } from './groups.js';
import { byAge, type Prepared } from './prepare.js';
import { pointsNeeded, reasonsOf } from './reasons.js';

/** A reason that so many groups share is a department's, and tells nobody from anybody. */
const MOST_SHARING = 20;

interface Tie {
  readonly one: number;
  readonly other: number;
  /** How many reasons the two groups share. */
  shared: number;
}

/** Joins by the name where that is enough, then by shared reasons, best first, as long as all spellings of a group agree. */
export function joinSpellings(key: string, groups: Groups): void {
  if (new Set(groups.members.map((one) => one.form)).size < 2) return;
  joinByName(groups);
  for (const { one, other } of tiesOf(key, groups))
    if (agree(groups.of(one), groups.of(other))) groups.join(one, other);
}

/** Written-out names that differ in middle names only, where no two of them contradict each other. */
function joinByName(groups: Groups): void {
  const byFirst = new Map<string, number[]>();
  for (const [i, { given, need, doubled }] of groups.members.entries()) {
    if (need > 0 || doubled) continue;
    const same = byFirst.get(given[0] ?? '');
    if (same === undefined) byFirst.set(given[0] ?? '', [i]);
    else same.push(i);
  }
  for (const same of byFirst.values()) {
    const spellings = new Map(same.map((i) => [groups.members[i]?.form, groups.members[i]?.given ?? []]));
    const given = [...spellings.values()];
    if (!given.every((one) => given.every((other) => compatible(one, other)))) continue;
    for (const i of same) groups.join(same[0] as number, i);
  }
}

/** Pairs of groups with different, compatible spellings that share reasons: most reasons first, then the earliest. */
function tiesOf(key: string, groups: Groups): Tie[] {
  const ties = new Map<Group, Map<Group, Tie>>();
  for (const sharing of groupsByReason(key, groups)) {
    for (const [i, [group, one]] of sharing.entries()) {
      for (const [partner, other] of sharing.slice(i + 1)) {
        const [a, b, x, y] =
          byAge(group.earliest, partner.earliest) < 0 ? [group, partner, one, other] : [partner, group, other, one];
        const of = ties.get(a) ?? new Map<Group, Tie>();
        ties.set(a, of);
        const tie = of.get(b);
        if (tie === undefined) of.set(b, { one: x, other: y, shared: 1 });
        else tie.shared += 1;
      }
    }
  }
  const all = [...ties].flatMap(([a, of]) => [...of].map(([b, tie]) => ({ a, b, tie })));
  all.sort(
    (p, q) => q.tie.shared - p.tie.shared || byAge(p.a.earliest, q.a.earliest) || byAge(p.b.earliest, q.b.earliest),
  );
  return all.map(({ tie }) => tie);
}

/** For each reason, the groups that have it, each with one of its members. */
function groupsByReason(key: string, groups: Groups): [Group, number][][] {
  const { members } = groups;
  // all that two spellings are sure to have in common is the key, and it is never enough alone
  const points = pointsNeeded(Math.max(1, commonnessOfKey(key)), members.length);
  const found = new Map<string, Map<Group, number>>();
  for (const [i, one] of members.entries()) {
    if (one.doubled) continue;
    for (const reason of reasonsOf(one, points)) {
      const having = found.get(reason) ?? new Map<Group, number>();
      found.set(reason, having.set(groups.of(i), i));
    }
  }
  return [...found.values()].filter(({ size }) => size > 1 && size <= MOST_SHARING).map((having) => [...having]);
}

/** Whether every spelling of the one group is compatible with every one of the other. */
function agree(a: Group, b: Group): boolean {
  const all = (group: Group): Prepared[] => [...group.spellings.values()];
  return a === b || all(a).every((one) => all(b).every((other) => compatible(one.given, other.given)));
}
