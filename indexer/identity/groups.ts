// Mentions that are one person so far: a disjoint-set forest (Tarjan 1975) whose sets know their earliest mention and spellings.
import type { Mention } from './mentions.js';
import { byAge, type Prepared } from './prepare.js';

export interface Group {
  readonly earliest: Mention;
  /** Each spelling of the given names once, by its text. */
  readonly spellings: ReadonlyMap<string, Prepared>;
}

export class Groups {
  readonly members: readonly Prepared[];
  readonly #parents: number[];
  readonly #groups: Group[];

  /** Every mention on its own. */
  constructor(members: readonly Prepared[]) {
    this.members = members;
    this.#parents = members.map((_, i) => i);
    this.#groups = members.map((one) => ({ earliest: one.mention, spellings: new Map([[one.form, one]]) }));
  }

  /** The group of the i-th mention. */
  of(i: number): Group {
    return this.#groups[this.#root(i)] as Group;
  }

  /** Makes one group of those of two mentions. */
  join(i: number, j: number): void {
    const [one, other] = [this.#root(i), this.#root(j)];
    if (one === other) return;
    const [a, b] = [this.#groups[one] as Group, this.#groups[other] as Group];
    const earliest = byAge(a.earliest, b.earliest) <= 0 ? a.earliest : b.earliest;
    this.#parents[other] = one;
    this.#groups[one] = { earliest, spellings: union(a.spellings, b.spellings) };
  }

  /** With every path halved on the way, joins and look-ups take next to constant time. */
  #root(i: number): number {
    let at = i;
    for (let up = this.#parents[at] as number; up !== at; up = this.#parents[at] as number) {
      this.#parents[at] = this.#parents[up] as number;
      at = up;
    }
    return at;
  }
}

function union(a: Group['spellings'], b: Group['spellings']): Group['spellings'] {
  return [...b.keys()].every((form) => a.has(form)) ? a : new Map([...a, ...b]);
}
