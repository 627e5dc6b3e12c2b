// Counts by year → the bars of a chart; pure.

export interface YearCount {
  readonly year: number;
  readonly count: number;
}

/** Of one year, or of some years where there are too many for a bar each. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Whether the year is written below. */
  readonly labelled: boolean;
  /** Whether the count is written above. */
  readonly numbered: boolean;
}

/** What fits below a chart on the narrowest screen. */
const MOST_LABELS = 7;
/** More bars have no room for numbers: only the highest one says how high it is. */
const MOST_NUMBERS = 14;

const MOST_BARS = 60;
const WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Bars from the first to the last year, those without a count, too; of several years they begin at round ones, but none goes beyond what is known. */
export function barsOf(counts: readonly YearCount[]): Bar[] {
  const known = counts.filter(({ year, count }) => Number.isInteger(year) && count > 0);
  if (known.length === 0) return [];
  const first = known.reduce((least, { year }) => Math.min(least, year), Infinity);
  const last = known.reduce((most, { year }) => Math.max(most, year), -Infinity);
  const width = WIDTHS.find((years) => Math.floor(last / years) - Math.floor(first / years) < MOST_BARS) ?? 1000;
  const start = Math.floor(first / width) * width;
  const sums = new Map<number, number>();
  for (const { year, count } of known) {
    const at = Math.floor((year - start) / width);
    sums.set(at, (sums.get(at) ?? 0) + count);
  }
  const length = Math.floor((last - start) / width) + 1;
  const highest = [...sums].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  );
  const step = Math.ceil(length / MOST_LABELS);
  return Array.from({ length }, (_, i) => {
    const from = start + i * width;
    const count = sums.get(i) ?? 0;
    return {
      from: Math.max(from, first),
      to: Math.min(from + width - 1, last),
      count,
      labelled: (length - 1 - i) % step === 0,
      numbered: count > 0 && (length <= MOST_NUMBERS || i === highest[0]),
    };
  });
}

export function nameOf({ from, to }: Pick<Bar, 'from' | 'to'>): string {
  return from === to ? String(from) : `${from}–${to}`;
}

/** What the chart shows, in a sentence: `9 in 2018–2023, most in 2022 (3)`; empty where there is nothing. */
export function summaryOf(bars: readonly Bar[]): string {
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return '';
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const most = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const all = `${total.toLocaleString('en')} in ${nameOf({ from: first.from, to: last.to })}`;
  return bars.length === 1 ? all : `${all}, most in ${nameOf(most)} (${most.count.toLocaleString('en')})`;
}
