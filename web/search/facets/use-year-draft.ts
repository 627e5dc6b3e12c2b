// A range of years while it is being chosen: shown at once, searched for when it is let go.
import { useEffect, useRef, useState } from 'react';
import { writeFilters, type YearRange } from '../filters.js';

/** After the last key: who steps through years does not mean each. */
const PAUSE_MS = 600;

/** A draft without a range means any year. */
interface Draft {
  readonly range: YearRange | undefined;
}

export interface YearDraft {
  /** What is shown: the draft, or what is applied. */
  readonly years: YearRange | undefined;
  /** Shows a range. */
  readonly show: (range: YearRange | undefined) => void;
  /** Searches for what is shown; `soon` waits whether more keys follow. */
  readonly settle: (when: 'now' | 'soon') => void;
  readonly cancel: () => void;
}

const writeYears = (years: YearRange | undefined) => writeFilters({ values: {}, years });

export function useYearDraft(applied: YearRange | undefined, apply: (years: YearRange | undefined) => void): YearDraft {
  const [draft, setDraft] = useState<Draft>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const written = writeYears(applied);
  // what a timer finds when it comes is not what there was when it was set
  const latest = useRef({ draft, apply, written });
  latest.current = { draft, apply, written };
  const cancel = () => {
    clearTimeout(timer.current);
    latest.current = { ...latest.current, draft: undefined };
    setDraft(undefined);
  };
  const settle = () => {
    const { draft: chosen, apply: search, written: before } = latest.current;
    cancel();
    // who comes back to where they began has changed nothing
    if (chosen && writeYears(chosen.range) !== before) search(chosen.range);
  };
  // what is applied from elsewhere, as by going back, is what holds
  const before = useRef(written);
  useEffect(() => {
    if (before.current === written) return;
    before.current = written;
    clearTimeout(timer.current);
    setDraft(undefined);
  }, [written]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    years: draft ? draft.range : applied,
    show: (range) => {
      clearTimeout(timer.current);
      latest.current = { ...latest.current, draft: { range } };
      setDraft({ range });
    },
    settle: (when) => {
      clearTimeout(timer.current);
      if (when === 'now') settle();
      else timer.current = setTimeout(settle, PAUSE_MS);
    },
    cancel,
  };
}
