// The bars of the histogram of years; dragging over them selects a range, a click a bar.
import { type PointerEvent, useRef } from 'react';
import { type Bar, type Histogram, nearestBar, yearAt } from './histogram.js';
import { worksLabel, yearsLabel } from './labels.js';
import type { YearDraft } from './use-year-draft.js';

/** Of the drawing, which is stretched to its place. */
const HEIGHT = 100;
/** So that one work among thousands is seen. */
const LOWEST = 3;
/** Between bars, as a part of the year's width; where bars are thin, they touch. */
const GAP = 0.16;
const MOST_WITH_GAP = 60;

interface YearBarsProps {
  readonly histogram: Histogram;
  /** Of all works that have a year. */
  readonly total: number;
  readonly draft: YearDraft;
}

export function YearBars({ histogram, total, draft }: YearBarsProps) {
  const { first, last, bars, most } = histogram;
  const span = last - first + 1;
  const drag = useDrag(histogram, draft);
  const { from = -Infinity, to = Infinity } = draft.years ?? {};
  const gap = span > MOST_WITH_GAP ? 0 : GAP;
  return (
    <svg
      className="year-bars"
      viewBox={`0 0 ${span} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={summaryOf(histogram, total)}
      {...drag}
    >
      <rect className="year-ground" x={0} y={0} width={span} height={HEIGHT} />
      {bars.map((bar) => {
        const height = Math.max(LOWEST, (bar.count / most) * HEIGHT);
        return (
          <rect
            key={bar.from}
            className={bar.to >= from && bar.from <= to ? 'year-bar' : 'year-bar outside'}
            x={bar.from - first + gap / 2}
            y={HEIGHT - height}
            width={bar.to - bar.from + 1 - gap}
            height={height}
          >
            <title>{`${yearsLabel(bar)}: ${worksLabel(bar.count)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function summaryOf({ first, last, bars, most }: Histogram, total: number): string {
  const tallest = bars.find(({ count }) => count === most);
  const when = yearsLabel({ from: first, to: last });
  const peak = tallest && first < last ? `, most of them in ${yearsLabel(tallest)}` : '';
  return `${worksLabel(total)} by year, ${when}${peak}`;
}

/** The handlers of the pointer: a range from where it goes down to where it is let go. */
function useDrag(histogram: Histogram, draft: YearDraft) {
  const anchor = useRef<number>(undefined);
  const yearOf = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return yearAt(histogram, width === 0 ? 0 : (clientX - left) / width);
  };
  const stop = () => {
    anchor.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      anchor.current = yearOf(event);
      draft.show(around(histogram.bars, anchor.current));
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (anchor.current === undefined) return;
      const year = yearOf(event);
      const [from, to] = [Math.min(anchor.current, year), Math.max(anchor.current, year)];
      const isAll = from === histogram.first && to === histogram.last;
      if (from === to) draft.show(around(histogram.bars, year));
      else draft.show(isAll ? undefined : { from, to });
    },
    onPointerUp: () => {
      if (anchor.current !== undefined) draft.settle('now');
      stop();
    },
    // the finger scrolls the page after all
    onPointerCancel: () => {
      stop();
      draft.cancel();
    },
  };
}

function around(bars: readonly Bar[], year: number): Pick<Bar, 'from' | 'to'> {
  const { from, to } = nearestBar(bars, year) ?? { from: year, to: year };
  return { from, to };
}
