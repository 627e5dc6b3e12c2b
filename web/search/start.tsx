// What is below the box before anything is asked for: ways in, and what there is to be found.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ReadyAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { type Degradation, Degraded, Failed } from '../ui/states.js';
import { figure } from './figures.js';
import { plainNotes } from './plain-notes.js';
import { searchHref, type Tab } from './state.js';

const EXAMPLES = 6;

export function Start() {
  const ready = useQuery({ queryKey: ['ready'], queryFn: ({ signal }) => api.ready({}, { signal }) });
  const { data, error, refetch } = ready;
  if (error) return <Failed error={error} retry={refetch} />;
  return (
    <div className="start-below stack">
      <Degraded notes={plainNotes(missingOf(data))} />
      <Examples />
      <Ways />
      {data && <Collection ready={data} />}
    </div>
  );
}

/** Topics of this very collection: whatever it holds, they find something. */
function Examples() {
  const parameters = { sort: 'works_count:desc', per_page: EXAMPLES, select: ['id', 'display_name'] };
  const { data } = useQuery({
    queryKey: ['examples'],
    queryFn: ({ signal }) => api.searchTopics(parameters, { signal }),
  });
  const topics = data?.results ?? [];
  return (
    <div className="row examples">
      {topics.length > 0 && <span className="quiet">Try</span>}
      <ul className="row" aria-label="Examples">
        {topics.map(({ id, display_name = '' }) => (
          <li key={id}>
            <Link href={searchHref({ q: display_name })} className="chip">
              {display_name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

const WAYS = [
  ['An idea', 'Describe it in a sentence, or paste an abstract: works near in meaning are found, too.'],
  ['A paper', 'Paste a DOI or an arXiv id, or begin to type its title.'],
  ['A person', 'Type the name. Or search for an idea, and see who works on it.'],
  ['Exactly', 'Quotes keep "words together", a minus leaves -one out, author:name and year:2019..2021 narrow.'],
] as const;

function Ways() {
  return (
    <dl className="ways">
      {WAYS.map(([what, how]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd className="quiet">{how}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What searches will have to do without. */
function missingOf(ready: ReadyAnswer | undefined): Degradation[] {
  if (!ready || ready.embedding.status === 'ready') return [];
  return [{ code: `embedding_${ready.embedding.status}`, message: ready.embedding.message ?? '' }];
}

function Collection({ ready: { engine, entities } }: { readonly ready: ReadyAnswer }) {
  if (engine.works === 0) {
    return <p className="note">There are no works here yet. They come with the command ideascope import.</p>;
  }
  const counts: readonly (readonly [Tab, number, string])[] = [
    ['people', entities.authors, 'people'],
    ['topics', entities.topics, 'topics'],
    ['institutions', entities.institutions, 'institutions'],
  ];
  return (
    <p className="quiet collection">
      Here are <Link href={searchHref({ sort: 'publication_date:desc' })}>{`${figure(engine.works)} works`}</Link>
      {counts.map(([tab, count, what], i) => (
        <span key={tab}>
          {i === counts.length - 1 ? ' and ' : ', '}
          <Link href={searchHref({ tab })}>{`${figure(count)} ${what}`}</Link>
        </span>
      ))}
      .
    </p>
  );
}
