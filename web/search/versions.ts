// The other records of a work, and where it can be read; pure.
import type { WorkAnswer } from '../../src/client/index.js';
import { arxivAddress, webAddress } from '../ui/links.js';

type Version = NonNullable<WorkAnswer['versions']>[number];

export interface OtherVersion {
  readonly id: string;
  /** `preprint (arXiv, 2019)`. */
  readonly label: string;
  /** Where it can be read. */
  readonly href: string | undefined;
}

/** All but the first, whose facts the work shows. */
export function otherVersions({ versions = [] }: Pick<WorkAnswer, 'versions'>): OtherVersion[] {
  return versions.slice(1).map((version) => {
    const where = [sourceOf(version), version.publication_year].filter((one) => one != null).join(', ');
    const kind = version.type.replaceAll('-', ' ');
    return {
      id: version.id,
      label: where === '' ? kind : `${kind} (${where})`,
      href: webAddress(version.landing_page_url) ?? webAddress(version.doi) ?? arxivAddress(version.arxiv),
    };
  });
}

function sourceOf({ source, arxiv }: Version): string | undefined {
  return source?.display_name ?? (arxiv ? 'arXiv' : undefined);
}

/** Where the work itself can be read. */
export function readHref({ primary_location, doi }: Pick<WorkAnswer, 'primary_location' | 'doi'>): string | undefined {
  return webAddress(primary_location?.landing_page_url) ?? webAddress(doi);
}
