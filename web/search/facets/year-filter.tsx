// The years: a histogram to drag over, two handles below it, two fields.
import { type CSSProperties, useEffect, useId, useRef } from 'react';
import type { YearCount } from '../../ui/years.js';
import type { YearRange } from '../filters.js';
import { countWithin, endsOn, type Histogram, histogramOf, openRange } from './histogram.js';
import { sentence, worksLabel, yearsLabel } from './labels.js';
import { useYearDraft, type YearDraft } from './use-year-draft.js';
import { YearBars } from './year-bars.js';
import { YearFields } from './year-fields.js';

interface YearFilterProps {
  /** Of all works of the search, whatever years are selected. */
  readonly counts: readonly YearCount[];
  readonly applied: YearRange | undefined;
  readonly apply: (years: YearRange | undefined) => void;
}

export function YearFilter({ counts, applied, apply }: YearFilterProps) {
  const heading = useId();
  const draft = useYearDraft(applied, apply);
  const { years } = draft;
  const histogram = histogramOf(counts);
  if (!histogram && !applied) return null;
  return (
    <section className="facet years" aria-labelledby={heading}>
      <h3 id={heading}>Years</h3>
      {histogram && (
        <>
          <p className="year-caption">
            <span>{sentence(yearsLabel(years ?? NO_ENDS))}</span>
            <span className="facet-count">{worksLabel(countWithin(counts, years ?? NO_ENDS))}</span>
          </p>
          <div className="year-axis" style={{ '--years': histogram.last - histogram.first + 1 } as CSSProperties}>
            <YearBars histogram={histogram} total={countWithin(counts, NO_ENDS)} draft={draft} />
            {histogram.first < histogram.last && <Handles histogram={histogram} counts={counts} draft={draft} />}
          </div>
          <Outside histogram={histogram} />
        </>
      )}
      <YearFields years={years} first={histogram?.first} last={histogram?.last} apply={apply} />
    </section>
  );
}

const NO_ENDS: YearRange = { from: undefined, to: undefined };

interface HandlesProps {
  readonly histogram: Histogram;
  readonly counts: readonly YearCount[];
  readonly draft: YearDraft;
}

/** A handle pushes the other one along rather than stop at it, so that both are in reach where they meet. */
function Handles({ histogram, counts, draft }: HandlesProps) {
  const { first, last } = histogram;
  const { from, to } = endsOn(histogram, draft.years);
  const works = worksLabel(countWithin(counts, draft.years ?? NO_ENDS));
  const handle = { first, last, settle: draft.settle };
  return (
    <div className="year-handles">
      <div className="year-track" aria-hidden="true">
        <div style={{ left: `${percent(from, histogram)}%`, right: `${100 - percent(to, histogram)}%` }} />
      </div>
      <Handle
        {...handle}
        label="From year"
        text={`${from <= first ? `${first}, no limit` : from}; ${works}`}
        value={from}
        change={(year) => draft.show(openRange(histogram, year, Math.max(year, to)))}
      />
      <Handle
        {...handle}
        label="To year"
        text={`${to >= last ? `${last}, no limit` : to}; ${works}`}
        value={to}
        change={(year) => draft.show(openRange(histogram, Math.min(year, from), year))}
      />
    </div>
  );
}

function percent(year: number, { first, last }: Histogram): number {
  return ((year - first) / (last - first)) * 100;
}

interface HandleProps {
  readonly label: string;
  /** The year as it is read aloud. */
  readonly text: string;
  readonly value: number;
  readonly first: number;
  readonly last: number;
  readonly change: (year: number) => void;
  readonly settle: YearDraft['settle'];
}

function Handle({ label, text, value, first, last, change, settle }: HandleProps) {
  const input = useRef<HTMLInputElement>(null);
  const isHeld = useRef(false);
  const latest = useRef(settle);
  latest.current = settle;
  // React's onChange is the event `input`; `change` comes when the handle is let go, and after each key
  useEffect(() => {
    const done = () => latest.current(isHeld.current ? 'now' : 'soon');
    const element = input.current;
    element?.addEventListener('change', done);
    return () => element?.removeEventListener('change', done);
  }, []);
  return (
    <input
      ref={input}
      type="range"
      aria-label={label}
      aria-valuetext={text}
      min={first}
      max={last}
      step={1}
      value={value}
      onChange={(event) => change(Number(event.target.value))}
      onPointerDown={() => {
        isHeld.current = true;
      }}
      onKeyDown={() => {
        isHeld.current = false;
      }}
      onBlur={() => settle('now')}
    />
  );
}

/** What the axis leaves out. */
function Outside({ histogram: { first, last, earlier, later } }: { readonly histogram: Histogram }) {
  const parts = [
    ...(earlier > 0 ? [`${worksLabel(earlier)} before ${first}`] : []),
    ...(later > 0 ? [`${worksLabel(later)} after ${last}`] : []),
  ];
  if (parts.length === 0) return null;
  return <p className="quiet year-outside">Not drawn: {parts.join(', ')}.</p>;
}
