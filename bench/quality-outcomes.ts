// What the bench of relevance measures: the modes of searching, the measures, and the outcomes of single queries.
import { mean } from './bootstrap.js';

export const MODES = ['keyword', 'semantic', 'hybrid'] as const;
export type Mode = (typeof MODES)[number];
export const MEASURES = ['nDCG@10', 'MAP', 'Recall@100'] as const;
export type Measure = (typeof MEASURES)[number];

/** What one query came to. */
export interface Outcome extends Readonly<Record<Measure, number>> {
  /** `meta.count`: how many works matched. */
  readonly matched: number;
}

/** By mode and id of the query. */
export type Outcomes = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

/** By mode, what the queries come to on average. */
export type Means = Readonly<Partial<Record<Mode, Readonly<Record<Measure, number>>>>>;

export function meansOf(outcomes: Outcomes): Means {
  const means = Object.entries(outcomes).map(([mode, ofMode]) => {
    const of = (measure: Measure) => rounded(mean(Object.values(ofMode).map((one) => one[measure])));
    return [mode, byMeasure(of)] as const;
  });
  return Object.fromEntries(means);
}

export function byMeasure<T>(of: (measure: Measure) => T): Record<Measure, T> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, of(measure)])) as Record<Measure, T>;
}

export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
