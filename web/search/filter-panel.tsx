// What the results can be narrowed by: years, facets, the filters that are active.
import type { WorksAnswer } from '../../src/client/index.js';
import type { SearchState } from './state.js';
import type { Go } from './use-search.js';

interface FilterPanelProps {
  readonly state: SearchState;
  readonly go: Go;
  /** undefined while the first answer is under way. */
  readonly answer: WorksAnswer | undefined;
}

export function FilterPanel({ answer }: FilterPanelProps) {
  return <aside aria-label="Filters">{Object.keys(answer?.facets ?? {}).join(', ')}</aside>;
}
