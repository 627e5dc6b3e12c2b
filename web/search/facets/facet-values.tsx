// Values of a facet as checkboxes, each with its count.
import { useLayoutEffect, useRef } from 'react';
import { type Entry, writtenFor } from './entries.js';
import { type FacetField, valueLabel, worksLabel } from './labels.js';

interface FacetValuesProps {
  readonly field: FacetField;
  readonly entries: readonly Entry[];
  readonly selected: readonly string[];
  readonly toggle: (key: string) => void;
}

export function FacetValues({ field, entries, selected, toggle }: FacetValuesProps) {
  const list = useRef<HTMLUListElement>(null);
  // a value that moves in the list, as one does that is no longer selected, loses the focus, which was on it until now
  const focused = keyWithFocus(list.current);
  useLayoutEffect(() => {
    if (focused === undefined || document.activeElement !== document.body) return;
    const boxes = [...(list.current?.querySelectorAll('input') ?? [])];
    const box = boxes.find(({ dataset }) => dataset['key'] === focused) ?? boxes[0];
    box?.focus({ preventScroll: true });
  });
  return (
    <ul ref={list} className="facet-values">
      {entries.map(({ key, name, count }) => (
        <li key={key}>
          <label className="facet-value">
            <input
              type="checkbox"
              data-key={key}
              checked={writtenFor(selected, key) !== undefined}
              onChange={() => toggle(key)}
            />
            <span className="facet-name">{valueLabel(field, key, name)}</span>
            {count !== undefined && <Count count={count} />}
          </label>
        </li>
      ))}
    </ul>
  );
}

function keyWithFocus(list: HTMLUListElement | null): string | undefined {
  const { activeElement: element } = document;
  return element instanceof HTMLElement && list?.contains(element) ? element.dataset['key'] : undefined;
}

/** A bare number is enough beside others, but not when it is read aloud. */
function Count({ count }: { readonly count: number }) {
  return (
    <span className="facet-count">
      <span aria-hidden="true">{count.toLocaleString('en')}</span>
      <span className="unseen">, {worksLabel(count)}</span>
    </span>
  );
}
