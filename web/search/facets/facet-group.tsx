// One facet: its values, more of them, a field to find one.
import { useId, useState } from 'react';
import type { FacetsAnswer } from '../../../src/client/index.js';
import { toggled } from '../filters.js';
import type { SearchState } from '../state.js';
import type { Go } from '../use-search.js';
import { entriesOf, writtenFor } from './entries.js';
import { FacetFind } from './facet-find.js';
import { FacetValues } from './facet-values.js';
import { FACET_LABELS, type FacetField } from './labels.js';

const SHOWN_FIRST = 6;
const SHOWN_MORE = 20;

interface FacetGroupProps {
  readonly field: FacetField;
  readonly facet: FacetsAnswer[string] | undefined;
  readonly state: SearchState;
  readonly go: Go;
  readonly nameOf: (field: string, id: string) => string;
}

export function FacetGroup({ field, facet, state, go, nameOf }: FacetGroupProps) {
  const heading = useId();
  const [shown, setShown] = useState(SHOWN_FIRST);
  const selected = state.filters.values[field] ?? [];
  const entries = entriesOf(facet, selected, (key) => nameOf(field, key));
  if (entries.length === 0) return null;
  const { heading: title, kind } = FACET_LABELS[field];
  const toggle = (key: string) => go({ filters: toggled(state.filters, field, writtenFor(selected, key) ?? key) });
  const values = { field, selected, toggle };
  const visible = Math.max(shown, selected.length);
  const change = (more: boolean) => setShown(more ? visible + SHOWN_MORE : SHOWN_FIRST);
  const all = (
    <>
      <FacetValues {...values} entries={entries.slice(0, visible)} />
      <MoreOrFewer title={title} left={entries.length - visible} open={shown > SHOWN_FIRST} change={change} />
    </>
  );
  return (
    <section className="facet" aria-labelledby={heading}>
      <h3 id={heading}>{title}</h3>
      {entries.length > SHOWN_FIRST ? (
        <FacetFind {...values} title={title} kind={kind} entries={entries} state={state}>
          {all}
        </FacetFind>
      ) : (
        all
      )}
    </section>
  );
}

interface MoreOrFewerProps {
  readonly title: string;
  /** How many values there are beyond those shown. */
  readonly left: number;
  readonly open: boolean;
  readonly change: (more: boolean) => void;
}

function MoreOrFewer({ title, left, open, change }: MoreOrFewerProps) {
  return (
    <div className="row">
      {left > 0 && (
        <button type="button" className="button plain" onClick={() => change(true)}>
          Show {Math.min(left, SHOWN_MORE)} more<span className="unseen"> of {title}</span>
        </button>
      )}
      {open && (
        <button type="button" className="button plain" onClick={() => change(false)}>
          Show fewer<span className="unseen"> of {title}</span>
        </button>
      )}
    </div>
  );
}
