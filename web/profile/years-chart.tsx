// Works by year: bars for who sees them, a table for who hears them.
import type { AuthorAnswer } from '../../src/client/index.js';
import { Heading } from './headings.js';
import { type Bar, barsOf } from './years.js';

/** CSS pixels; widths are shares of the place. */
const HEIGHT = 84;
const ABOVE = 16;
const BELOW = 20;
/** Of the place of a bar. */
const FILLED = 0.72;

export function YearsChart({ counts }: { readonly counts: NonNullable<AuthorAnswer['counts_by_year']> }) {
  const bars = barsOf(counts);
  if (bars.length === 0) return null;
  return (
    <section className="card stack">
      <Heading rank={2}>Publications by year</Heading>
      <Chart bars={bars} />
      <Table bars={bars} />
    </section>
  );
}

function Chart({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(...bars.map(({ count }) => count));
  const share = 100 / bars.length;
  const percent = (places: number) => `${places * share}%`;
  return (
    <svg className="years-chart" width="100%" height={ABOVE + HEIGHT + BELOW} aria-hidden="true" focusable="false">
      <line x1="0" x2="100%" y1={ABOVE + HEIGHT} y2={ABOVE + HEIGHT} />
      {bars.map(({ year, count, labelled, numbered }, i) => {
        const height = most === 0 ? 0 : Math.max(count > 0 ? 2 : 0, (count / most) * HEIGHT);
        const y = ABOVE + HEIGHT - height;
        return (
          <g key={year}>
            <title>{`${year}: ${count}`}</title>
            {/* the whole height answers to the pointer, so that low bars say their number, too */}
            <rect className="ground" x={percent(i)} width={percent(1)} y="0" height={ABOVE + HEIGHT} />
            <rect x={percent(i + (1 - FILLED) / 2)} width={percent(FILLED)} y={y} height={height} rx="1.5" />
            {numbered && (
              <text x={percent(i + 0.5)} y={y - 4}>
                {count}
              </text>
            )}
            {labelled && (
              <text className="year" x={percent(i + 0.5)} y={ABOVE + HEIGHT + BELOW - 5}>
                {year}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Table({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <div className="unseen">
      <table>
        <caption>Works by year</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">Works</th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ count }) => count > 0)
            .map(({ year, count }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                <td>{count}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
