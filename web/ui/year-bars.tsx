// A small bar chart of years: bars to see, a sentence and a table to hear.
import { useMemo } from 'react';
import { barsOf, nameOf, summaryOf, type YearCount } from './years.js';

interface YearBarsProps {
  /** In any order; years without a count may be missing. */
  readonly counts: readonly YearCount[];
  /** What is counted: `Works by year`. */
  readonly label: string;
}

/** Of the picture, whose width the page gives. */
const HEIGHT = 100;
const GAP = 0.18;

/** Nothing where no year is known. */
export function YearBars({ counts, label }: YearBarsProps) {
  const bars = useMemo(() => barsOf(counts), [counts]);
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return null;
  const most = bars.reduce((sum, { count }) => Math.max(sum, count), 0);
  return (
    <figure className="year-bars">
      <figcaption>
        <span className="year-bars-label">{label}</span>
        <span className="quiet">{summaryOf(bars)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((bar, i) => {
          // what is there is seen, however little it is
          const height = bar.count === 0 ? 0 : Math.max(3, (HEIGHT * bar.count) / most);
          return (
            <g key={bar.from}>
              <title>{`${nameOf(bar)}: ${bar.count.toLocaleString('en')}`}</title>
              <rect className="whole" x={i} y={0} width={1} height={HEIGHT} />
              <rect x={i + GAP / 2} y={HEIGHT - height} width={1 - GAP} height={height} />
            </g>
          );
        })}
      </svg>
      <p className="year-bars-ends quiet" aria-hidden="true">
        <span>{first.from}</span>
        {bars.length > 1 && <span>{last.to}</span>}
      </p>
      <YearTable bars={bars} label={label} />
    </figure>
  );
}

function YearTable({ bars, label }: { readonly bars: ReturnType<typeof barsOf>; readonly label: string }) {
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
