// The works of a search, or why there are none.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { WorksAnswer } from '../../src/client/index.js';
import { Empty } from '../ui/states.js';
import { NO_FILTERS, writeFilters } from './filters.js';
import { ResultList } from './result-list.js';
import { type SearchState, START, searchHref } from './state.js';
import { Toolbar } from './toolbar.js';
import { UnderstoodQuery } from './understood-query.js';
import { type Go, useMarks } from './use-search.js';
import { WorkCard } from './work-card.js';

interface WorkResultsProps {
  readonly state: SearchState;
  readonly go: Go;
  readonly works: UseQueryResult<WorksAnswer>;
}

export function WorkResults({ state, go, works }: WorkResultsProps) {
  const { data } = works;
  const marks = useMarks(state, works);
  return (
    <ResultList
      state={state}
      answer={works}
      nouns={['work', 'works']}
      aside={state.q.trim() !== '' && <PeopleLink state={state} />}
      above={
        <>
          {data && <UnderstoodQuery state={state} meta={data.meta} />}
          <Toolbar state={state} go={go} answer={data} />
        </>
      }
      empty={<NoWorks state={state} />}
    >
      {({ results }) =>
        results.map((work) => <WorkCard key={work.id} work={work} highlight={marks.get(work.id ?? '')} state={state} />)
      }
    </ResultList>
  );
}

function PeopleLink({ state }: { readonly state: SearchState }) {
  return (
    <Link href={searchHref({ ...state, tab: 'people', byIdea: true, page: 1 })} className="people-link">
      Find people for this idea
    </Link>
  );
}

/** What may help, the likeliest first; what was probably meant stands above. */
function NoWorks({ state }: { readonly state: SearchState }) {
  const filtered = writeFilters(state.filters) !== '';
  const others = state.mode === 'hybrid' ? undefined : 'hybrid';
  return (
    <Empty title="No works match">
      <ul className="advice">
        {filtered && (
          <li>
            <Link href={searchHref({ ...state, filters: NO_FILTERS, page: 1 })}>Search without the filters</Link>
          </li>
        )}
        {others && (
          <li>
            <Link href={searchHref({ ...state, mode: others, page: 1 })}>Search by words and by meaning</Link>
          </li>
        )}
        <li>Use fewer or other words, or describe the idea in a sentence.</li>
        <li>
          <Link href={searchHref(START)}>Begin anew</Link>
        </li>
      </ul>
    </Empty>
  );
}
