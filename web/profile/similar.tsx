// People with the same interests, who have never worked with this person.
import { Link } from 'wouter';
import type { SimilarAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { Failed } from '../ui/states.js';
import { distanceOf } from './facts.js';
import { Heading } from './headings.js';
import type { useSimilar } from './use-profile.js';

const TOPICS_SHOWN = 3;

export function Similar({ similar }: { readonly similar: ReturnType<typeof useSimilar> }) {
  const { data, error, refetch } = similar;
  if (data?.results.length === 0) return null;
  return (
    <section className="card stack">
      <Heading rank={2}>People with the same interests</Heading>
      {data ? (
        <ul className="people">{data.results.map((one) => one.author && <Person key={one.author.id} {...one} />)}</ul>
      ) : error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : (
        <p className="quiet" role="status">
          Looking for people …
        </p>
      )}
    </section>
  );
}

function Person({ author, shared_topics = [], path_length }: SimilarAnswer['results'][number]) {
  if (author === undefined) return null;
  const topics = shared_topics.slice(0, TOPICS_SHOWN).map(({ display_name }) => display_name);
  const [institution] = author.last_known_institutions;
  const where = [institution?.display_name, distanceOf(path_length)].filter((part) => part !== undefined);
  return (
    <li>
      <Link href={thingHref('author', author.id)}>{author.display_name}</Link>
      {author.open_to_collaborate && <span className="badge good">open to collaborate</span>}
      {where.length > 0 && <p className="quiet">{where.join('; ')}</p>}
      {topics.length > 0 && <p className="quiet">{`Both: ${topics.join(', ')}`}</p>}
    </li>
  );
}
