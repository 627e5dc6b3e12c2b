// The search page: box, tabs, results; filters beside them.
import { InstitutionResults, TopicResults } from '../search/entity-results.js';
import { FilterPanel } from '../search/filter-panel.js';
import { PeopleResults } from '../search/people-results.js';
import { ResultTabs } from '../search/result-tabs.js';
import { SearchBox } from '../search/search-box.js';
import { Start } from '../search/start.js';
import type { SearchState } from '../search/state.js';
import { asksForSomething, type Go, useSearchState, useWorks } from '../search/use-search.js';
import { WorkResults } from '../search/work-results.js';
import { usePageTitle } from '../ui/page-title.js';
import { OfflineNote } from '../ui/states.js';

const LONGEST_TITLE = 80;

export function SearchPage() {
  const [state, go] = useSearchState();
  const asks = asksForSomething(state);
  usePageTitle(state.q.slice(0, LONGEST_TITLE));
  // the box stays the same one, with its focus, when the first results come
  return (
    <div className={asks ? 'search-page' : 'search-page start'}>
      <h1 className={asks ? 'unseen' : undefined}>Search research papers by idea</h1>
      <SearchBox state={state} go={go} />
      <OfflineNote />
      {asks ? <Results state={state} go={go} /> : <Start />}
    </div>
  );
}

interface ResultsProps {
  readonly state: SearchState;
  readonly go: Go;
}

function Results({ state, go }: ResultsProps) {
  const works = useWorks(state);
  const isOfState = works.data !== undefined && !works.isPlaceholderData;
  const answer = isOfState ? works.data : undefined;
  return (
    <>
      <ResultTabs state={state} works={answer} ready={state.tab !== 'works' || isOfState || works.isError} />
      {state.tab === 'works' && (
        <div className="search-columns">
          <FilterPanel state={state} go={go} answer={works.data} />
          <WorkResults state={state} go={go} works={works} />
        </div>
      )}
      {state.tab === 'people' && <PeopleResults state={state} />}
      {state.tab === 'topics' && <TopicResults state={state} />}
      {state.tab === 'institutions' && <InstitutionResults state={state} />}
    </>
  );
}
