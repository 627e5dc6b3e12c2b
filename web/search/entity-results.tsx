// Topics and institutions by name; all of them, most works first, without a search.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type ThingType, thingHref } from '../hrefs.js';
import { Empty } from '../ui/states.js';
import { counted } from './figures.js';
import { ResultList } from './result-list.js';
import { type SearchState, searchHref } from './state.js';
import { Topics } from './topics.js';
import { canBeName, useInstitutions, useTopics } from './use-lists.js';

const MOST_NAMES = 3;

export function TopicResults({ state }: { readonly state: SearchState }) {
  const topics = useTopics(state);
  if (!canBeName(state.q)) return <TooLong state={state} what="topic" />;
  return (
    <ResultList state={state} answer={topics} nouns={['topic', 'topics']} empty={<None state={state} what="topic" />}>
      {({ results }) =>
        results.map(
          ({ id = '', display_name, display_name_alternatives, works_count = 0, related_topics, top_authors }) => (
            <EntityCard key={id} type="topic" id={id} name={display_name} others={display_name_alternatives}>
              <p className="quiet">{counted(works_count, 'work', 'works')}</p>
              <Names type="author" label="Most works:" things={top_authors} />
              <Names type="topic" label="Beside it:" things={related_topics} />
            </EntityCard>
          ),
        )
      }
    </ResultList>
  );
}

export function InstitutionResults({ state }: { readonly state: SearchState }) {
  const institutions = useInstitutions(state);
  if (!canBeName(state.q)) return <TooLong state={state} what="institution" />;
  const none = <None state={state} what="institution" />;
  return (
    <ResultList state={state} answer={institutions} nouns={['institution', 'institutions']} empty={none}>
      {({ results }) =>
        results.map(({ id = '', display_name, display_name_alternatives, works_count = 0, country_code, topics }) => (
          <EntityCard key={id} type="institution" id={id} name={display_name} others={display_name_alternatives}>
            <p className="quiet">
              {[counted(works_count, 'work', 'works'), country_code && countryName(country_code)]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <Topics topics={topics} />
          </EntityCard>
        ))
      }
    </ResultList>
  );
}

interface EntityCardProps {
  readonly type: ThingType;
  readonly id: string;
  readonly name: string | undefined;
  readonly others: readonly string[] | undefined;
  readonly children: ReactNode;
}

function EntityCard({ type, id, name, others = [], children }: EntityCardProps) {
  const also = others.filter((other) => other !== name).slice(0, MOST_NAMES);
  return (
    <article className="card stack entity-card">
      <h2 className="person-name">
        <Link href={thingHref(type, id)}>{name ?? id}</Link>
      </h2>
      {also.length > 0 && <p className="quiet">{`Also ${also.join(', ')}`}</p>}
      {children}
    </article>
  );
}

interface NamesProps {
  readonly type: ThingType;
  readonly label: string;
  readonly things: readonly { readonly id: string; readonly display_name: string }[] | undefined;
}

function Names({ type, label, things = [] }: NamesProps) {
  if (things.length === 0) return null;
  return (
    <p className="quiet">
      {label}{' '}
      {things.slice(0, MOST_NAMES).map(({ id, display_name }, i) => (
        <span key={id}>
          {i > 0 && ', '}
          <Link href={thingHref(type, id)}>{display_name}</Link>
        </span>
      ))}
    </p>
  );
}

interface NoneProps {
  readonly state: SearchState;
  readonly what: 'topic' | 'institution';
}

function None({ state, what }: NoneProps) {
  return (
    <Empty title={`No ${what} is called so`}>
      <p>
        Names are compared here, not ideas. <ToWorks state={state} />
      </p>
    </Empty>
  );
}

function TooLong({ state, what }: NoneProps) {
  return (
    <Empty title={`The text is too long for the name of ${what === 'topic' ? 'a topic' : 'an institution'}`}>
      <p>
        <ToWorks state={state} />
      </p>
    </Empty>
  );
}

function ToWorks({ state }: { readonly state: SearchState }) {
  return (
    <>
      See the <Link href={searchHref({ ...state, tab: 'works', page: 1 })}>works</Link> or the{' '}
      <Link href={searchHref({ ...state, tab: 'people', byIdea: true, page: 1 })}>people</Link> for it.
    </>
  );
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** A code that is none is shown as it is. */
function countryName(code: string): string {
  try {
    return COUNTRIES.of(code) ?? code;
  } catch {
    return code;
  }
}
