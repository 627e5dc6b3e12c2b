// Works by year → the bars and the axis of a histogram; pure.
import type { YearCount } from '../../ui/years.js';
import type { YearRange } from '../filters.js';

/** The works of one year, or of a few where there are too many years to draw. Years without works have no bar. */
export interface Bar {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly count: number;
}

export interface Histogram {
  /** The years of the axis, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly bars: readonly Bar[];
  /** Of the tallest bar. */
  readonly most: number;
  /** Works before and after the axis. */
  readonly earlier: number;
  readonly later: number;
}

const MOST_BARS = 120;
/** Years; a longer axis has its outliers cut off. */
const LONGEST_AXIS = 200;
const OUTLIERS = 0.02;

/**
 * One work of the year 0 or 3000, as every large collection has them, would press all others into a corner: where the
 * axis is longer than two centuries, years at its ends are left out, those behind the widest gaps first, as long as they
 * hold no more than 2 % of the works (two works at least, but never a quarter). They are counted, and in reach of a range that is open.
 * @returns undefined where there is no year
 */
export function histogramOf(counts: readonly YearCount[]): Histogram | undefined {
  const years = counts.filter(({ count }) => count > 0).sort((one, other) => one.year - other.year);
  const kept = withoutOutliers(years);
  const first = kept[0]?.year;
  const last = kept.at(-1)?.year;
  if (first === undefined || last === undefined) return undefined;
  const bars = barsOf(kept, first, last);
  return {
    first,
    last,
    bars,
    most: Math.max(...bars.map(({ count }) => count)),
    earlier: sum(years.filter(({ year }) => year < first)),
    later: sum(years.filter(({ year }) => year > last)),
  };
}

const sum = (years: readonly YearCount[]) => years.reduce((all, { count }) => all + count, 0);

function withoutOutliers(years: readonly YearCount[]): readonly YearCount[] {
  const total = sum(years);
  let spare = Math.min(total / 4, Math.max(2, total * OUTLIERS));
  let kept = years;
  for (;;) {
    const [first, second] = kept;
    const [beforeLast, last] = kept.slice(-2);
    if (!first || !second || !beforeLast || !last || last.year - first.year < LONGEST_AXIS) return kept;
    const atStart = second.year - first.year >= last.year - beforeLast.year;
    spare -= (atStart ? first : last).count;
    if (spare < 0) return kept;
    kept = atStart ? kept.slice(1) : kept.slice(0, -1);
  }
}

function barsOf(years: readonly YearCount[], first: number, last: number): Bar[] {
  const width = Math.ceil((last - first + 1) / MOST_BARS);
  const byStart = new Map<number, number>();
  for (const { year, count } of years) {
    const from = year - ((year - first) % width);
    byStart.set(from, (byStart.get(from) ?? 0) + count);
  }
  return [...byStart].map(([from, count]) => ({ from, to: Math.min(from + width - 1, last), count }));
}

/** How many works a range holds. */
export function countWithin(counts: readonly YearCount[], { from = -Infinity, to = Infinity }: YearRange): number {
  return sum(counts.filter(({ year }) => year >= from && year <= to));
}

/** The year at a place of the axis, from 0 to 1; places outside are its ends. */
export function yearAt({ first, last }: Pick<Histogram, 'first' | 'last'>, place: number): number {
  const year = first + Math.floor(place * (last - first + 1));
  return Math.min(last, Math.max(first, year));
}

/** The bar nearest to a year: a click beside a bar means the bar. */
export function nearestBar(bars: readonly Bar[], year: number): Bar | undefined {
  const distance = ({ from, to }: Bar) => Math.max(from - year, year - to, 0);
  return bars.reduce<Bar | undefined>(
    (best, bar) => (best === undefined || distance(bar) < distance(best) ? bar : best),
    undefined,
  );
}

/** The two ends of a range on the axis, where an open one is the end of the axis. */
export function endsOn({ first, last }: Pick<Histogram, 'first' | 'last'>, years: YearRange | undefined) {
  const within = (year: number) => Math.min(last, Math.max(first, year));
  return { from: within(years?.from ?? first), to: within(years?.to ?? last) };
}

/** The range between two handles: one at the end of the axis leaves it open. Undefined where both do. */
export function openRange(
  { first, last }: Pick<Histogram, 'first' | 'last'>,
  from: number,
  to: number,
): YearRange | undefined {
  const range = { from: from <= first ? undefined : from, to: to >= last ? undefined : to };
  return range.from === undefined && range.to === undefined ? undefined : range;
}
