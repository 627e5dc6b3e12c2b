// A work in a line or two, as lists show it: title, people, venue, year.
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { RichText } from './rich-text.js';

const MOST_NAMES = 6;

type Titled = Pick<WorkAnswer, 'id' | 'display_name'>;

export function WorkTitle({ work, highlight }: { readonly work: Titled; readonly highlight?: string | undefined }) {
  const text = work.display_name ?? 'Untitled';
  return (
    <Link href={thingHref('work', work.id ?? '')}>
      <RichText text={text} highlight={highlight} />
    </Link>
  );
}

/** The first names and the last one: who led and who heads are what readers look for. */
export function Authors({ authorships = [] }: { readonly authorships?: WorkAnswer['authorships'] }) {
  const many = authorships.length > MOST_NAMES;
  const shown = many ? [...authorships.slice(0, MOST_NAMES - 1), ...authorships.slice(-1)] : authorships;
  return (
    <span className="authors">
      {shown.map(({ author }, i) => (
        <span key={`${author.id ?? author.display_name}:${i}`}>
          {i > 0 && (many && i === shown.length - 1 ? ` … ${authorships.length - MOST_NAMES} more … ` : ', ')}
          {author.id === null ? (
            author.display_name
          ) : (
            <Link href={thingHref('author', author.id)}>{author.display_name}</Link>
          )}
        </span>
      ))}
    </span>
  );
}

type Placed = Pick<WorkAnswer, 'publication_year' | 'type' | 'primary_location' | 'cited_by_count'>;

/** Kind, year, venue, citations: what is known of them. */
export function Facts({ work }: { readonly work: Placed }) {
  const source = work.primary_location?.source;
  const cited = work.cited_by_count ?? 0;
  return (
    <span className="row quiet facts">
      {work.type && <span className="badge">{work.type.replaceAll('-', ' ')}</span>}
      {work.publication_year != null && <span>{work.publication_year}</span>}
      {source && <Link href={thingHref('source', source.id)}>{source.display_name}</Link>}
      {cited > 0 && <span>{`cited ${cited.toLocaleString('en')} ${cited === 1 ? 'time' : 'times'}`}</span>}
    </span>
  );
}
