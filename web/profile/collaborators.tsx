// Whom a person has written works with: the close ones, and everybody when wanted.
import { useState } from 'react';
import { Link } from 'wouter';
import type { ProfileAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { Failed } from '../ui/states.js';
import { counted } from './facts.js';
import { Heading } from './headings.js';
import { type Collaborator, useCollaborators } from './use-profile.js';

interface CollaboratorsProps {
  readonly id: string;
  /** The first of them, close ones first. */
  readonly first: NonNullable<ProfileAnswer['collaborators']>;
}

export function Collaborators({ id, first }: CollaboratorsProps) {
  const [all, setAll] = useState(false);
  const { count, close_count } = first.meta;
  const close = first.results.filter((one) => one.close);
  const shown = close.length > 0 ? close : first.results;
  if (count === 0) return null;
  return (
    <section className="card stack">
      <Heading rank={2}>{!all && close_count > 0 ? 'Close collaborators' : 'Collaborators'}</Heading>
      {all ? <AllOfThem id={id} /> : <List people={shown} tell={false} />}
      {count > shown.length && (
        <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer collaborators' : `All ${counted(count, 'collaborator')}`}
        </button>
      )}
    </section>
  );
}

function AllOfThem({ id }: { readonly id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useCollaborators(id, true);
  const people = data?.pages.flatMap(({ results }) => results) ?? [];
  const count = data?.pages[0]?.meta.count ?? 0;
  return (
    <>
      {people.length > 0 && <List people={people} tell />}
      <p className="quiet" role="status">
        {isFetching ? 'Loading collaborators …' : error ? '' : `${people.length} of ${count} shown`}
      </p>
      {error && !isFetching && <Failed error={error} retry={() => void (data ? fetchNextPage() : refetch())} />}
      {hasNextPage && !error && (
        <button type="button" className="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </button>
      )}
    </>
  );
}

interface ListProps {
  readonly people: readonly Collaborator[];
  /** Whether each says that it is a close one, where not all are. */
  readonly tell: boolean;
}

function List({ people, tell }: ListProps) {
  return (
    <ul className="people">
      {people.map(({ author, joint_works_count = 0, last_joint_year, close }) =>
        author === undefined ? null : (
          <li key={author.id}>
            <Link href={thingHref('author', author.id)}>{author.display_name}</Link>
            {tell && close && <span className="badge">close</span>}
            <p className="quiet">
              {counted(joint_works_count, 'joint work')}
              {last_joint_year != null && `, the last in ${last_joint_year}`}
            </p>
          </li>
        ),
      )}
    </ul>
  );
}
