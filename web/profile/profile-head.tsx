// Who it is: name, badges, links, a few words, and what there is of them in numbers.
import { useContext, useState } from 'react';
import { Link } from 'wouter';
import type { AuthorAnswer, ProfileAnswer } from '../../src/client/index.js';
import { Clamped } from './clamped.js';
import { badgesOf, counted, initialsOf, linkName, orcidOf, safeUrl, spansOf } from './facts.js';
import { Heading } from './headings.js';
import { Hosted } from './host-slot.js';

interface ProfileHeadProps {
  readonly author: AuthorAnswer;
  readonly counts: ProfileAnswer['counts'];
}

export function ProfileHead({ author, counts }: ProfileHeadProps) {
  const { display_name: name = 'Unnamed', display_name_alternatives: others = [], bio } = author;
  return (
    <header className="card stack">
      <div className="profile-head">
        <Portrait name={name} avatar={author.avatar} />
        <div className="stack">
          <Heading rank={1}>{name}</Heading>
          {others.length > 0 && <p className="quiet">{`Also written ${others.join(', ')}`}</p>}
          <Badges author={author} />
          <Elsewhere author={author} />
        </div>
      </div>
      {bio && (
        <Clamped of="what is said about this person">
          <p className="bio">{bio}</p>
        </Clamped>
      )}
      {counts && <Counts counts={counts} />}
      <Career author={author} />
    </header>
  );
}

interface PortraitProps {
  readonly name: string;
  readonly avatar: string | null | undefined;
}

/** The picture only where there is a host: it is the host's, and our own page loads nothing from elsewhere. */
function Portrait({ name, avatar }: PortraitProps) {
  const [lost, setLost] = useState<string>();
  const url = useContext(Hosted) && avatar ? safeUrl(avatar) : undefined;
  return (
    <div className="portrait" aria-hidden="true">
      {initialsOf(name)}
      {/* the address last: with it loading begins */}
      {url && url !== lost && (
        <img alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setLost(url)} src={url} />
      )}
    </div>
  );
}

function Badges({ author }: { readonly author: AuthorAnswer }) {
  return (
    <ul className="row" aria-label="In short">
      {badgesOf(author).map(({ key, text, href, good }) => (
        <li key={key}>
          {href ? (
            <Link href={href} className="chip">
              {text}
            </Link>
          ) : (
            <span className={good ? 'badge good' : 'badge'}>{text}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** ORCID and the links that a platform stores: they leave the site. */
function Elsewhere({ author: { orcid, links = [] } }: { readonly author: AuthorAnswer }) {
  const shown = [
    ...(orcid ? [{ url: `https://orcid.org/${orcidOf(orcid)}`, name: `ORCID ${orcidOf(orcid)}` }] : []),
    ...links.filter(({ url }) => safeUrl(url)).map(({ label, url }) => ({ url, name: linkName(label, url) })),
  ];
  if (shown.length === 0) return null;
  return (
    <ul className="row">
      {shown.map(({ url, name }, i) => (
        <li key={`${url}:${i}`}>
          <a href={url} rel="noopener noreferrer nofollow ugc">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Counts({ counts }: { readonly counts: NonNullable<ProfileAnswer['counts']> }) {
  const shown = [
    [counts.works, 'work'],
    [counts.followers, 'follower'],
    [counts.topics, 'topic'],
    [counts.close_collaborators, 'close collaborator'],
  ] as const;
  return (
    <dl className="counts">
      {shown.map(([count, what]) => (
        <div key={what}>
          <dt>{count === 1 ? what : `${what}s`}</dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Years, citations and affiliations, as far as the imported works tell. */
function Career({ author }: { readonly author: AuthorAnswer }) {
  const { first_publication_year: first, last_publication_year: last, cited_by_count: cited = 0 } = author;
  const facts = [
    first != null && last != null && `Active ${first === last ? first : `${first}–${last}`}`,
    cited > 0 && `cited ${counted(cited, 'time')}`,
    cited > 0 && author.summary_stats && `h-index ${author.summary_stats.h_index}`,
  ].filter((fact) => typeof fact === 'string');
  const affiliations = author.affiliations ?? [];
  if (facts.length === 0 && affiliations.length === 0) return null;
  return (
    <div className="quiet">
      {facts.length > 0 && <p>{facts.join(', ')}</p>}
      {affiliations.length > 0 && (
        <Clamped of="the affiliations">
          <p>
            {`Affiliations: ${affiliations
              .map(({ institution, years }) => [institution.display_name, spansOf(years)].filter(Boolean).join(' '))
              .join('; ')}`}
          </p>
        </Clamped>
      )}
    </div>
  );
}
