// The search page before anything is asked for.
import { SearchBox } from './search-box.js';
import { START } from './state.js';
import type { Go } from './use-search.js';

export function Start({ go }: { readonly go: Go }) {
  return (
    <div className="start stack">
      <h1>Search research papers by idea</h1>
      <SearchBox state={START} go={go} />
    </div>
  );
}
