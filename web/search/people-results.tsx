// People: who is called so, or whose works are about the idea.
import { Link } from 'wouter';
import { Empty } from '../ui/states.js';
import { NO_FILTERS, writeFilters } from './filters.js';
import { ExpertCard, PersonCard } from './person-card.js';
import { ResultList } from './result-list.js';
import { type SearchState, searchHref } from './state.js';
import { UnderstoodQuery } from './understood-query.js';
import { canBeName, useExperts, usePeople } from './use-lists.js';

const PEOPLE = ['person', 'people'] as const;

export function PeopleResults({ state }: { readonly state: SearchState }) {
  const { q, byIdea } = state;
  const asked = q.trim() !== '';
  return (
    <div className="stack">
      {asked && <ByNameOrIdea state={state} />}
      {asked && (byIdea || !canBeName(q)) ? <ByIdea state={state} /> : <ByName state={state} />}
    </div>
  );
}

function ByNameOrIdea({ state }: { readonly state: SearchState }) {
  const name = canBeName(state.q);
  const byIdea = state.byIdea || !name;
  const link = (idea: boolean, label: string) => (
    <Link
      href={searchHref({ ...state, byIdea: idea, page: 1 })}
      className="switch-side"
      aria-current={idea === byIdea ? 'page' : undefined}
    >
      {label}
    </Link>
  );
  if (!name) return <p className="quiet">The text is too long for a name: these people work on what it says.</p>;
  return (
    <nav aria-label="How people are found" className="switch">
      {link(false, 'By name')}
      {link(true, 'By idea')}
    </nav>
  );
}

function ByName({ state }: { readonly state: SearchState }) {
  const people = usePeople(state, true);
  const nobody = people.data?.meta.count === 0 && !people.isPlaceholderData && state.q.trim() !== '';
  if (nobody) {
    return (
      <>
        <p className="note" role="status">
          {`Nobody here is called “${state.q}”. These people work on it:`}
        </p>
        <ByIdea state={state} />
      </>
    );
  }
  return (
    <ResultList state={state} answer={people} nouns={PEOPLE} empty={<Empty title="There are no people here yet" />}>
      {({ results }) => results.map((person) => <PersonCard key={person.id} person={person} />)}
    </ResultList>
  );
}

function ByIdea({ state }: { readonly state: SearchState }) {
  const experts = useExperts(state, true);
  const filtered = writeFilters(state.filters) !== '';
  const { data } = experts;
  return (
    <ResultList
      state={state}
      answer={experts}
      nouns={PEOPLE}
      above={
        <>
          {data && <UnderstoodQuery state={state} meta={data.meta} />}
          {filtered && (
            <p className="quiet">
              Only works that your filters let through speak for people.{' '}
              <Link href={searchHref({ ...state, filters: NO_FILTERS, page: 1 })}>Search without the filters</Link>
            </p>
          )}
        </>
      }
      empty={
        <Empty title="No works match, so nobody stands out">
          <p>Use fewer or other words, or describe the idea in a sentence.</p>
        </Empty>
      }
    >
      {({ results }) => results.map((expert) => <ExpertCard key={expert.author?.id} expert={expert} />)}
    </ResultList>
  );
}
