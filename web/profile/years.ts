// Works by year, as bars; pure.

interface YearCount {
  readonly year: number;
  readonly works_count: number;
}

export interface Bar {
  readonly year: number;
  readonly count: number;
  /** Whether the year is written below. */
  readonly labelled: boolean;
  /** Whether the count is written above. */
  readonly numbered: boolean;
}

/** More bars have no room for numbers: only the highest one says how high it is. */
const MOST_NUMBERS = 14;
/** What fits below a chart on the narrowest screen. */
const MOST_LABELS = 7;

/** Every year from the first to the last one, so that a year without works is seen to have none. */
export function barsOf(works: readonly YearCount[]): Bar[] {
  const byYear = new Map(works.map(({ year, works_count }) => [year, works_count]));
  const known = [...byYear.keys()];
  if (known.length === 0) return [];
  const last = known.reduce((a, b) => Math.max(a, b));
  const first = known.reduce((a, b) => Math.min(a, b));
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const step = Math.ceil(years.length / MOST_LABELS);
  const counts = years.map((year) => byYear.get(year) ?? 0);
  const highest = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
  return years.map((year, i) => {
    const count = counts[i] ?? 0;
    const numbered = count > 0 && (years.length <= MOST_NUMBERS || i === highest);
    return { year, count, labelled: (last - year) % step === 0, numbered };
  });
}
