// Above the results: how they are found, sorted and taken along, and the filters that are active.
import type { WorksAnswer } from '../../src/client/index.js';
import { useNames } from './facets/names.js';
import type { SearchState } from './state.js';
import { ActiveFilters } from './toolbar/active-filters.js';
import { ExportMenu } from './toolbar/export-menu.js';
import { ModeSwitch } from './toolbar/mode-switch.js';
import { SortSelect } from './toolbar/sort-select.js';
import type { Go } from './use-search.js';

interface ToolbarProps {
  readonly state: SearchState;
  readonly go: Go;
  /** undefined while the first answer is under way. */
  readonly answer: WorksAnswer | undefined;
}

export function Toolbar({ state, go, answer }: ToolbarProps) {
  const nameOf = useNames(answer);
  return (
    <div className="toolbar stack">
      <div className="toolbar-row">
        {state.q.trim() !== '' && <ModeSwitch mode={state.mode} go={go} />}
        <div className="row toolbar-end">
          <SortSelect state={state} go={go} />
          <ExportMenu state={state} meta={answer?.meta} />
        </div>
      </div>
      <ActiveFilters filters={state.filters} go={go} nameOf={nameOf} />
    </div>
  );
}
