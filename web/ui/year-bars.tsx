// A small bar chart of years: bars to see, a sentence and a table to hear.
import { useMemo } from 'react';
import { type Bar, barsOf, nameOf, summaryOf, type YearCount } from './years.js';

interface YearBarsProps {
  /** In any order; years without a count may be missing. */
  readonly counts: readonly YearCount[];
  /** What is counted: `Works by year`. */
  readonly label: string;
  /** Whether a heading beside it says so already. */
  readonly headed?: boolean;
}

/** CSS pixels; widths are shares of the place. */
const HEIGHT = 84;
const ABOVE = 16;
const BELOW = 20;
/** Of the place of a bar. */
const FILLED = 0.75;
/** Few years make no wide bars. */
const WIDEST_REM = 3.5;

/** Nothing where no year is known. */
export function YearBars({ counts, label, headed = false }: YearBarsProps) {
  const bars = useMemo(() => barsOf(counts), [counts]);
  if (bars.length === 0) return null;
  return (
    <figure className="years-chart">
      <figcaption>
        <span className={headed ? 'unseen' : 'years-chart-label'}>{label}</span>
        <span className="quiet">{summaryOf(bars)}</span>
      </figcaption>
      <Chart bars={bars} />
      <YearTable bars={bars} label={label} />
    </figure>
  );
}

function Chart({ bars }: { readonly bars: readonly Bar[] }) {
  const most = bars.reduce((sum, { count }) => Math.max(sum, count), 0);
  const percent = (places: number) => `${(100 * places) / bars.length}%`;
  const style = { maxWidth: `${bars.length * WIDEST_REM}rem` };
  return (
    <svg width="100%" height={ABOVE + HEIGHT + BELOW} style={style} aria-hidden="true" focusable="false">
      <line x1="0" x2="100%" y1={ABOVE + HEIGHT} y2={ABOVE + HEIGHT} />
      {bars.map((bar, i) => {
        const { count } = bar;
        // what is there is seen, however little it is
        const height = count === 0 ? 0 : Math.max(3, (count / most) * HEIGHT);
        const y = ABOVE + HEIGHT - height;
        return (
          <g key={bar.from}>
            <title>{`${nameOf(bar)}: ${count.toLocaleString('en')}`}</title>
            {/* the whole height answers to the pointer, so that low bars say their number, too */}
            <rect className="ground" x={percent(i)} width={percent(1)} y="0" height={ABOVE + HEIGHT} />
            <rect x={percent(i + (1 - FILLED) / 2)} width={percent(FILLED)} y={y} height={height} />
            {bar.numbered && (
              <text x={percent(i + 0.5)} y={y - 4}>
                {count.toLocaleString('en')}
              </text>
            )}
            {bar.labelled && (
              <text x={percent(i + 0.5)} y={ABOVE + HEIGHT + BELOW - 5}>
                {bar.from}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function YearTable({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  return (
    <table className="unseen">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">Year</th>
          <th scope="col">Count</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.from}>
            <th scope="row">{nameOf(bar)}</th>
            <td>{bar.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
