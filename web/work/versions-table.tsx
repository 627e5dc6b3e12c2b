// The versions of a work, and which facts are from which of them.
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { Section } from '../things/section.js';
import { linksOf } from '../ui/links.js';
import { type NamedVersion, namedVersions } from './versions.js';

export function VersionsTable({ work: { versions = [], provenance = {} } }: { readonly work: WorkAnswer }) {
  if (versions.length === 0) return null;
  return (
    <Section title="Versions" count={versions.length}>
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Published</th>
            <th scope="col">What this page has from it</th>
          </tr>
        </thead>
        <tbody>
          {namedVersions(versions, provenance).map((named) => (
            <VersionRow key={named.version.id} named={named} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function VersionRow({ named: { version, name, facts } }: { readonly named: NamedVersion }) {
  const { source, publication_date, publication_year } = version;
  const ids = { openalex: null, doi: version.doi, arxiv: version.arxiv };
  const links = linksOf({ doi: version.doi, ids, primary_location: version });
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="row version-links">
          {links.map(({ label, href }) => (
            <a key={href} href={href} rel="noopener noreferrer">
              {label}
            </a>
          ))}
        </span>
      </th>
      <td>
        {publication_date ?? publication_year ?? 'year unknown'}
        {source && (
          <>
            {', '}
            <Link href={thingHref('source', source.id)}>
              <bdi>{source.display_name}</bdi>
            </Link>
          </>
        )}
      </td>
      <td>{facts === '' ? <span className="quiet">nothing that the others lack</span> : facts}</td>
    </tr>
  );
}
