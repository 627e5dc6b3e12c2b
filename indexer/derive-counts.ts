// What the derivation of entities counts: spellings, years, and things named together. The order of counting never matters.
import { compareText } from '../src/domain/order.js';

/** How often each of a few values occurs. Most entities have one value only, which takes no map. */
export class Counts {
  total = 0;
  #first: string | undefined;
  #ofFirst = 0;
  #others: Map<string, number> | undefined;

  add(value: string): void {
    this.total += 1;
    this.#first ??= value;
    if (value === this.#first) {
      this.#ofFirst += 1;
      return;
    }
    this.#others ??= new Map();
    this.#others.set(value, (this.#others.get(value) ?? 0) + 1);
  }

  /** Most frequent first, equally frequent ones by code point. */
  ordered(): [value: string, count: number][] {
    if (this.#first === undefined) return [];
    const all: [string, number][] = [[this.#first, this.#ofFirst], ...(this.#others ?? [])];
    return all.length === 1 ? all : all.sort(byCount);
  }

  /** The most frequent value. */
  best(): string | undefined {
    return this.#others === undefined ? this.#first : this.ordered()[0]?.[0];
  }

  /**
   * The values as spellings of names, most frequent first. Those that differ in the case of letters are one spelling,
   * written as most works write it.
   */
  spellings(): string[] {
    const ordered = this.ordered();
    if (ordered.length < 2) return ordered.map(([value]) => value);
    const groups = new Map<string, [string, number]>();
    for (const [value, count] of ordered) {
      const group = groups.get(value.toLowerCase());
      if (group) group[1] += count;
      else groups.set(value.toLowerCase(), [value, count]);
    }
    return [...groups.values()].sort(byCount).map(([value]) => value);
  }
}

function byCount([a, m]: readonly [string, number], [b, n]: readonly [string, number]): number {
  return n - m || compareText(a, b);
}

/** A thing named beside another one. */
export interface Shared {
  readonly id: string;
  readonly display_name: string;
  readonly works_count: number;
}

/** Counts the works that name each of many things, which come with their names. */
export class SharedCounts {
  readonly #counts = new Map<string, Counts>();

  /** Counts what a work names; a thing that it names twice counts once. */
  addAll(things: readonly { readonly id?: string | undefined; readonly display_name: string }[]): void {
    const seen = new Set<string>();
    for (const { id, display_name } of things) {
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      const counts = this.#counts.get(id) ?? new Counts();
      if (counts.total === 0) this.#counts.set(id, counts);
      counts.add(display_name);
    }
  }

  /** The `most` that most works name, without `but`; equal ones by id. */
  top(most: number, but?: string): Shared[] {
    // hubs have a hundred thousand: they are not sorted for the sake of a few
    const best: [string, Counts][] = [];
    for (const entry of this.#counts) {
      const last = best[most - 1];
      if (entry[0] === but || (last !== undefined && byWorks(last, entry) < 0)) continue;
      const place = best.findIndex((one) => byWorks(one, entry) > 0);
      best.splice(place < 0 ? best.length : place, 0, entry);
      if (best.length > most) best.pop();
    }
    return best.map(([id, counts]) => {
      return { id, display_name: counts.spellings()[0] as string, works_count: counts.total };
    });
  }
}

function byWorks([a, m]: readonly [string, Counts], [b, n]: readonly [string, Counts]): number {
  return n.total - m.total || compareText(a, b);
}

/** Works and their citations by year of publication. */
export class YearCounts {
  readonly #years = new Map<number, { works_count: number; cited_by_count: number }>();

  add(year: number | undefined, citations: number): void {
    if (year === undefined) return;
    const counts = this.#years.get(year) ?? { works_count: 0, cited_by_count: 0 };
    counts.works_count += 1;
    counts.cited_by_count += citations;
    this.#years.set(year, counts);
  }

  /** Latest first. */
  ordered(): { year: number; works_count: number; cited_by_count: number }[] {
    return [...this.#years].sort(([a], [b]) => b - a).map(([year, counts]) => ({ year, ...counts }));
  }
}

/** The greatest h for which h works are cited at least h times (Hirsch, 2005). */
export function hIndex(citations: readonly number[]): number {
  const ordered = [...citations].sort((a, b) => b - a);
  const short = ordered.findIndex((count, i) => count < i + 1);
  return short < 0 ? ordered.length : short;
}
