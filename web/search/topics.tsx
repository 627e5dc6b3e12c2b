// The first topics of a result, each leading to its page.
import { Link } from 'wouter';
import { thingHref } from '../hrefs.js';

const MOST_TOPICS = 5;

interface TopicsProps {
  readonly topics: readonly { readonly id: string; readonly display_name: string }[] | undefined;
}

export function Topics({ topics = [] }: TopicsProps) {
  if (topics.length === 0) return null;
  return (
    <ul className="row topics" aria-label="Topics">
      {topics.slice(0, MOST_TOPICS).map(({ id, display_name }) => (
        <li key={id}>
          <Link href={thingHref('topic', id)} className="chip">
            {display_name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
