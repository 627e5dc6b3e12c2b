// The people of a work with their institutions: the first ones at once, hundreds on demand.
import { Fragment, useState } from 'react';
import { Link } from 'wouter';
import { thingHref } from '../hrefs.js';
import { webAddress } from '../ui/links.js';
import { type Authorship, numbered } from './affiliations.js';

/** As many are named at once: those who led and the one who heads where there are more. */
const AT_ONCE = 10;
const STEP = 100;

export function AuthorList({ authorships }: { readonly authorships: readonly Authorship[] }) {
  const [shown, setShown] = useState(0);
  if (authorships.length === 0) return <p className="quiet">No authors are known.</p>;
  const many = authorships.length > AT_ONCE;
  return (
    <div className="people stack">
      {shown === 0 ? (
        <Names
          authorships={many ? [...authorships.slice(0, AT_ONCE - 1), ...authorships.slice(-1)] : authorships}
          left={authorships.length - AT_ONCE}
        />
      ) : (
        <Rows authorships={authorships.slice(0, shown)} />
      )}
      {many && (
        <p className="row">
          {shown < authorships.length && (
            <button type="button" className="button" onClick={() => setShown(shown + STEP)}>
              {moreOf(shown, authorships.length)}
            </button>
          )}
          {shown > 0 && (
            <button type="button" className="button" onClick={() => setShown(0)}>
              Show fewer
            </button>
          )}
        </p>
      )}
    </div>
  );
}

function moreOf(shown: number, all: number): string {
  const left = all - shown;
  if (shown === 0 && all <= STEP) return `Show all ${all} authors`;
  if (shown === 0) return `Show the first ${STEP} of ${all.toLocaleString('en')} authors`;
  return left <= STEP ? `Show the last ${left}` : `Show ${STEP} more of ${left.toLocaleString('en')}`;
}

/** In one line, with numbers for institutions, as on the first page of a paper. */
function Names({ authorships, left }: { readonly authorships: readonly Authorship[]; readonly left: number }) {
  const { institutions, numbers } = numbered(authorships);
  return (
    <>
      <p className="names">
        {authorships.map((authorship, i) => (
          <Fragment key={i}>
            {i > 0 && (left > 0 && i === authorships.length - 1 ? `, … ${left.toLocaleString('en')} more …, ` : ', ')}
            <Name authorship={authorship} />
            {(numbers[i] ?? []).length > 0 && <sup className="quiet">{numbers[i]?.join(', ')}</sup>}
          </Fragment>
        ))}
      </p>
      {institutions.length > 0 && (
        <p className="institutions quiet">
          {institutions.map(({ id, display_name }, i) => (
            <span key={id} className="institution">
              {numbers.some((own) => own.length > 0) && <sup>{i + 1}</sup>}
              <Link href={thingHref('institution', id)}>
                <bdi>{display_name}</bdi>
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** A line each. */
function Rows({ authorships }: { readonly authorships: readonly Authorship[] }) {
  return (
    <ol className="author-rows">
      {authorships.map((authorship, i) => (
        <li key={i}>
          <Name authorship={authorship} />
          <Orcid authorship={authorship} />
          {authorship.institutions.map(({ id, display_name }) => (
            <Link key={id} href={thingHref('institution', id)} className="quiet">
              <bdi>{display_name}</bdi>
            </Link>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Name({ authorship: { author } }: { readonly authorship: Authorship }) {
  const name = <bdi>{author.display_name}</bdi>;
  return author.id === null ? name : <Link href={thingHref('author', author.id)}>{name}</Link>;
}

function Orcid({ authorship: { author } }: { readonly authorship: Authorship }) {
  const href = webAddress(author.orcid);
  if (href === undefined) return null;
  return (
    <a href={href} rel="noopener noreferrer" className="badge">
      ORCID<span className="unseen"> of {author.display_name}</span>
    </a>
  );
}
