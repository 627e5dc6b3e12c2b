// The search page: box, tabs, results; filters beside them.
import { FilterPanel } from '../search/filter-panel.js';
import { ResultTabs } from '../search/result-tabs.js';
import { SearchBox } from '../search/search-box.js';
import { Start } from '../search/start.js';
import { Toolbar } from '../search/toolbar.js';
import { asksForSomething, useSearchState, useWorks } from '../search/use-search.js';
import { WorkResults } from '../search/work-results.js';
import { usePageTitle } from '../ui/page-title.js';
import { OfflineNote } from '../ui/states.js';

export function SearchPage() {
  const [state, go] = useSearchState();
  const works = useWorks(state);
  usePageTitle(state.q.slice(0, 80));
  if (!asksForSomething(state)) return <Start go={go} />;
  return (
    <>
      <SearchBox state={state} go={go} />
      <OfflineNote />
      <ResultTabs state={state} go={go} />
      <div className="search-columns">
        <FilterPanel state={state} go={go} answer={works.data} />
        <div className="stack results">
          <Toolbar state={state} go={go} answer={works.data} />
          <WorkResults state={state} go={go} works={works} />
        </div>
      </div>
    </>
  );
}
