// What somebody works on, each topic with how many of their works have it.
import { Link } from 'wouter';
import type { AuthorAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { counted } from './facts.js';
import { Heading } from './headings.js';

interface TopicsProps {
  readonly topics: NonNullable<AuthorAnswer['topics']>;
  /** Those named and further ones. */
  readonly count: number;
}

export function Topics({ topics, count }: TopicsProps) {
  if (topics.length === 0) return null;
  const more = count - topics.length;
  return (
    <section className="card stack">
      <Heading rank={2}>Topics</Heading>
      <ul className="row">
        {topics.map(({ id, display_name, works_count }) => (
          <li key={id}>
            <Link href={thingHref('topic', id)} className="chip">
              {display_name}
              <span className="quiet">
                {works_count.toLocaleString('en')}
                <span className="unseen">{works_count === 1 ? ' work' : ' works'}</span>
              </span>
            </Link>
          </li>
        ))}
        {more > 0 && <li className="quiet">{`and ${counted(more, 'more topic')}`}</li>}
      </ul>
    </section>
  );
}
