// The years as two fields, for who knows which ones.
import { useEffect, useState } from 'react';
import type { YearRange } from '../filters.js';

interface YearFieldsProps {
  readonly years: YearRange | undefined;
  /** Of the works; undefined where none has a year. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly apply: (years: YearRange | undefined) => void;
}

/** The field that was written last pushes the other one along, as the handles do. */
export function YearFields({ years, first, last, apply }: YearFieldsProps) {
  const { from, to } = years ?? {};
  const change = (range: YearRange) => {
    if (range.from === from && range.to === to) return;
    apply(range.from === undefined && range.to === undefined ? undefined : range);
  };
  return (
    <div className="year-fields">
      <YearField
        label="Earliest year"
        year={from}
        hint={first}
        change={(year) => change({ from: year, to: later(year, to) })}
      />
      <span aria-hidden="true">–</span>
      <YearField
        label="Latest year"
        year={to}
        hint={last}
        change={(year) => change({ from: earlier(year, from), to: year })}
      />
      {years && (
        <button type="button" className="button plain" onClick={() => apply(undefined)}>
          Any year
        </button>
      )}
    </div>
  );
}

const later = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? other : Math.max(one, other);
const earlier = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? other : Math.min(one, other);

interface YearFieldProps {
  readonly label: string;
  readonly year: number | undefined;
  readonly hint: number | undefined;
  readonly change: (year: number | undefined) => void;
}

function YearField({ label, year, hint, change }: YearFieldProps) {
  const shown = year === undefined ? '' : String(year);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const settle = () => {
    setText(shown);
    if (text !== shown) change(text === '' ? undefined : Number(text));
  };
  return (
    <input
      inputMode="numeric"
      maxLength={4}
      autoComplete="off"
      aria-label={label}
      placeholder={hint === undefined ? '' : String(hint)}
      value={text}
      onChange={(event) => setText(event.target.value.replace(/\D/g, ''))}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}
