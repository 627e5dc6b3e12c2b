// What stands above the results: how they are searched, ordered and taken along.
import type { WorksAnswer } from '../../src/client/index.js';
import type { SearchState } from './state.js';
import type { Go } from './use-search.js';

interface ToolbarProps {
  readonly state: SearchState;
  readonly go: Go;
  /** undefined while the first answer is under way. */
  readonly answer: WorksAnswer | undefined;
}

export function Toolbar(_: ToolbarProps) {
  return null;
}
