// One person among the results: by name with their work in figures, by idea with the works that speak for them.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AuthorAnswer, AuthorBrief, ExpertsAnswer, Institution } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { WorkTitle } from '../ui/work-line.js';
import { counted } from './figures.js';
import { Topics } from './topics.js';

const MOST_NAMES = 3;

type Expert = ExpertsAnswer['results'][number];
type Person = Pick<AuthorAnswer, keyof AuthorBrief & keyof AuthorAnswer>;

export function PersonCard({ person }: { readonly person: AuthorAnswer }) {
  const others = (person.display_name_alternatives ?? []).filter((name) => name !== person.display_name);
  return (
    <article className="card stack">
      <PersonHead person={person} />
      {others.length > 0 && <p className="quiet">{`Also ${others.slice(0, MOST_NAMES).join(', ')}`}</p>}
      <Figures person={person} />
      <Topics topics={person.topics} />
    </article>
  );
}

export function ExpertCard({ expert }: { readonly expert: Expert }) {
  const { author, works_on_topic = 0, topics, evidence = [], last_active_year } = expert;
  if (!author) return null;
  return (
    <article className="card stack">
      <PersonHead person={author} />
      <p>
        <strong>{`${counted(works_on_topic, 'work', 'works')} on this`}</strong>
        <span className="quiet">
          {` of ${counted(author.works_count, 'work', 'works')}${last_active_year ? `, the latest of ${last_active_year}` : ''}`}
        </span>
      </p>
      <ul className="evidence stack" aria-label={`Works of ${author.display_name} on this`}>
        {evidence.map((work) => (
          <li key={work.id}>
            <WorkTitle work={work} highlight={work.highlight?.display_name} />
            <span className="quiet">
              {whereAndWhen(work.publication_year, work.primary_location?.source?.display_name)}
            </span>
          </li>
        ))}
      </ul>
      <Topics topics={topics} />
    </article>
  );
}

function whereAndWhen(year: number | null, source: string | undefined): string {
  const known = [source, year].filter((one) => one != null).join(', ');
  return known === '' ? '' : ` ${known}`;
}

function PersonHead({ person }: { readonly person: Person }) {
  const { id = '', display_name, last_known_institutions = [], claimed, open_to_collaborate } = person;
  return (
    <div className="row">
      <h2 className="person-name">
        <Link href={thingHref('author', id)}>{display_name ?? id}</Link>
      </h2>
      {open_to_collaborate && <span className="badge good">open to collaborate</span>}
      {claimed && <span className="badge">claimed</span>}
      <Institutions institutions={last_known_institutions} />
    </div>
  );
}

function Institutions({ institutions }: { readonly institutions: readonly Institution[] }) {
  return institutions.slice(0, MOST_NAMES).map(({ id, display_name }) => (
    <Link key={id} href={thingHref('institution', id)} className="quiet">
      {display_name}
    </Link>
  ));
}

function Figures({ person }: { readonly person: AuthorAnswer }) {
  const { works_count = 0, cited_by_count = 0, summary_stats, last_publication_year } = person;
  const known: ReactNode[] = [
    counted(works_count, 'work', 'works'),
    cited_by_count > 0 && `cited ${counted(cited_by_count, 'time', 'times')}`,
    summary_stats && summary_stats.h_index > 0 && `h-index ${summary_stats.h_index}`,
    last_publication_year != null && `latest ${last_publication_year}`,
  ];
  return <p className="quiet">{known.filter(Boolean).join(' · ')}</p>;
}
