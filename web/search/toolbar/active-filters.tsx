// The filters that are active as chips, each of which goes with a click.
import { useLayoutEffect, useRef } from 'react';
import { fieldLabel, yearsLabel } from '../facets/labels.js';
import { type Filters, NO_FILTERS, toggled, withoutRest } from '../filters.js';
import type { Go } from '../use-search.js';

interface ActiveFiltersProps {
  readonly filters: Filters;
  readonly go: Go;
  readonly nameOf: (field: string, id: string) => string;
}

interface Chip {
  /** What it is about; absent where the text says all. */
  readonly about?: string;
  readonly text: string;
  /** What stays without it. */
  readonly without: Filters;
}

export function ActiveFilters({ filters, go, nameOf }: ActiveFiltersProps) {
  const place = useRef<HTMLElement>(null);
  const chips = chipsOf(filters, nameOf);
  const remove = useFocusAfterRemoval(place, chips.length);
  return (
    <section ref={place} aria-label="Active filters" className="active-filters" tabIndex={-1}>
      {chips.length > 0 && (
        <ul className="row">
          {chips.map(({ about, text, without }, i) => (
            <li key={`${about}:${text}`}>
              <button type="button" className="chip" onClick={() => remove(i, () => go({ filters: without }))}>
                <span className="unseen">Remove filter </span>
                <span className="chip-text">
                  {about && <span className="quiet">{about}: </span>}
                  {text}
                </span>
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
          {chips.length > 1 && (
            <li>
              <button
                type="button"
                className="button plain"
                onClick={() => remove(0, () => go({ filters: NO_FILTERS }))}
              >
                Remove all<span className="unseen"> filters</span>
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function chipsOf(filters: Filters, nameOf: ActiveFiltersProps['nameOf']): Chip[] {
  const { values, years, rest = [] } = filters;
  return [
    ...(years ? [{ about: 'Years', text: yearsLabel(years), without: { ...filters, years: undefined } }] : []),
    ...Object.entries(values).flatMap(([field, chosen]) =>
      chosen.map((value) => ({
        about: fieldLabel(field),
        text: nameOf(field, value),
        without: toggled(filters, field, value),
      })),
    ),
    ...rest.map((source) => ({ text: source, without: withoutRest(filters, source) })),
  ];
}

/** The chip that follows, or the place where they were, takes the focus of the one that is gone. */
function useFocusAfterRemoval(place: { readonly current: HTMLElement | null }, count: number) {
  const removed = useRef<number>(undefined);
  const before = useRef(count);
  useLayoutEffect(() => {
    const index = removed.current;
    if (before.current === count) return;
    before.current = count;
    removed.current = undefined;
    if (index === undefined) return;
    const buttons = place.current?.querySelectorAll('button') ?? [];
    (buttons[Math.min(index, buttons.length - 1)] ?? place.current)?.focus();
  }, [count, place]);
  return (index: number, change: () => void) => {
    removed.current = index;
    change();
  };
}
