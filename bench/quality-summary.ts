// Outcomes of single queries → means with their confidence, hybrid against the better leg, and tables of them.
import { bootstrapMean, type Interval, mean } from './bootstrap.js';
import {
  byMeasure,
  MEASURES,
  type Measure,
  type Mode,
  type Outcome,
  type Outcomes,
  rounded,
} from './quality-outcomes.js';

export interface Estimate extends Interval {
  readonly mean: number;
}

export interface ModeSummary extends Readonly<Record<Measure, Estimate>> {
  /** Mean of `meta.count`. */
  readonly matched: number;
  /** Queries that found nothing. */
  readonly empty: number;
}

/** Hybrid minus the leg with the better mean in these very queries, which flatters that leg a little. */
export interface Gain extends Estimate {
  readonly over: Exclude<Mode, 'hybrid'>;
}

export interface CollectionSummary {
  readonly works: number;
  readonly queries: number;
  readonly modes: Readonly<Partial<Record<Mode, ModeSummary>>>;
  /** If all three modes were asked. */
  readonly hybridMinusBestLeg?: Readonly<Record<Measure, Gain>>;
}

export function summarise(works: number, outcomes: Outcomes): CollectionSummary {
  const modes = Object.fromEntries(
    Object.entries(outcomes).map(([mode, of]) => [mode, modeSummary(Object.values(of))]),
  );
  const { keyword, semantic, hybrid } = outcomes;
  const queries = Object.keys(Object.values(outcomes)[0] ?? {}).length;
  if (!keyword || !semantic || !hybrid) return { works, queries, modes };
  return {
    works,
    queries,
    modes,
    hybridMinusBestLeg: byMeasure((measure) => gainOf({ keyword, semantic }, hybrid, measure)),
  };
}

function modeSummary(outcomes: readonly Outcome[]): ModeSummary {
  const matched = outcomes.map((one) => one.matched);
  return {
    ...byMeasure((measure) => estimate(outcomes.map((one) => one[measure]))),
    matched: Math.round(mean(matched) * 10) / 10,
    empty: matched.filter((count) => count === 0).length,
  };
}

type ByQuery = Readonly<Record<string, Outcome>>;

function gainOf(legs: Readonly<Record<Gain['over'], ByQuery>>, hybrid: ByQuery, measure: Measure): Gain {
  const meanOf = (leg: ByQuery) => mean(Object.values(leg).map((one) => one[measure]));
  const over = meanOf(legs.keyword) > meanOf(legs.semantic) ? 'keyword' : 'semantic';
  return { over, ...estimate(differences(hybrid, legs[over], measure)) };
}

/** Of each query that both know. */
export function differences(one: ByQuery, other: ByQuery, measure: Measure): number[] {
  return Object.entries(one).flatMap(([query, outcome]) => {
    const against = other[query];
    return against ? [outcome[measure] - against[measure]] : [];
  });
}

export function estimate(values: readonly number[]): Estimate {
  const { low, high } = bootstrapMean(values);
  return { mean: rounded(mean(values)), low: rounded(low), high: rounded(high) };
}

/** Means over fewer queries than this say too little to count as much as others. */
export const ENOUGH = 30;

/** Plain means over the collections with at least 30 queries; each counts alike. */
export function overall(summaries: Readonly<Record<string, CollectionSummary>>) {
  const counted = Object.entries(summaries).filter(([, { queries }]) => queries >= ENOUGH);
  const modes = Object.keys(counted[0]?.[1].modes ?? {}) as Mode[];
  const means = modes.map((mode) => {
    const of = (measure: Measure) =>
      rounded(mean(counted.map(([, { modes }]) => modes[mode]?.[measure].mean ?? Number.NaN)));
    return [mode, byMeasure(of)] as const;
  });
  return { collections: counted.map(([name]) => name), modes: Object.fromEntries(means) };
}

export function tableOf(summaries: Readonly<Record<string, CollectionSummary>>): string {
  const rows = Object.entries(summaries).flatMap(([name, { works, queries, modes, hybridMinusBestLeg }]) => [
    ...Object.entries(modes).map(([mode, summary]) => [
      `${name} (${works} works, ${queries} queries)`,
      mode,
      ...MEASURES.map((measure) => shown(summary[measure])),
      `${summary.matched}`,
      `${summary.empty}`,
    ]),
    ...(hybridMinusBestLeg ? [[name, 'hybrid − best leg', ...gains(hybridMinusBestLeg), '', '']] : []),
  ]);
  const { collections, modes } = overall(summaries);
  const means = Object.entries(collections.length > 1 ? modes : {}).map(([mode, measures]) => [
    `mean of ${collections.join(', ')}`,
    mode,
    ...MEASURES.map((measure) => fraction(measures[measure])),
    '',
    '',
  ]);
  return markdown(['collection', 'mode', ...MEASURES, 'matched', 'nothing found'], [...rows, ...means]);
}

function gains(of: Readonly<Record<Measure, Gain>>): string[] {
  return MEASURES.map((measure) => `${signed(of[measure])} (${of[measure].over})`);
}

function shown({ mean, low, high }: Estimate): string {
  return `${fraction(mean)} [${fraction(low)}, ${fraction(high)}]`;
}

export function signed({ mean, low, high }: Estimate): string {
  const sign = (value: number) => (value < 0 ? `−${fraction(-value)}` : `+${fraction(value)}`);
  return `${sign(mean)} [${sign(low)}, ${sign(high)}]`;
}

function fraction(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
