// What the results can be narrowed by: years and facets.
import { useId, useRef, useState } from 'react';
import type { WorksAnswer } from '../../src/client/index.js';
import type { YearCount } from '../ui/years.js';
import { FacetGroup } from './facets/facet-group.js';
import { worksLabel } from './facets/labels.js';
import { useNames } from './facets/names.js';
import { YearFilter } from './facets/year-filter.js';
import { countFilters } from './filters.js';
import type { SearchState } from './state.js';
import { FACETS, type Go, YEAR_FACET } from './use-search.js';

interface FilterPanelProps {
  readonly state: SearchState;
  readonly go: Go;
  /** undefined while the first answer is under way. */
  readonly answer: WorksAnswer | undefined;
}

/** A column beside the results; behind a button where there is no room for one. */
export function FilterPanel({ state, go, answer }: FilterPanelProps) {
  const body = useId();
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const nameOf = useNames(answer);
  const { filters } = state;
  const active = countFilters(filters);
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  return (
    <aside aria-label="Filters" className="filters">
      <button
        ref={toggle}
        type="button"
        className="button filters-toggle"
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
      >
        Filters
        {active > 0 && (
          <span className="filters-number">
            {active}
            <span className="unseen"> active</span>
          </span>
        )}
      </button>
      <div id={body} className="filters-body" data-open={open}>
        <h2 className="unseen">Filters</h2>
        <YearFilter
          counts={yearsOf(answer)}
          applied={filters.years}
          apply={(years) => go({ filters: { ...filters, years } })}
        />
        {FACETS.map((field) => (
          <FacetGroup key={field} field={field} facet={answer?.facets?.[field]} state={state} go={go} nameOf={nameOf} />
        ))}
        <button type="button" className="button main filters-done" onClick={close}>
          {answer ? `Show ${worksLabel(answer.meta.count)}` : 'Show the works'}
        </button>
      </div>
    </aside>
  );
}

function yearsOf(answer: WorksAnswer | undefined): YearCount[] {
  return (answer?.facets?.[YEAR_FACET] ?? []).map(({ key, count }) => ({ year: Number(key), count }));
}
