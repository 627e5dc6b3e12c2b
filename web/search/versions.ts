// The other records of a work, and addresses that come from data; pure.
import type { WorkAnswer } from '../../src/client/index.js';

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
      href: webHref(version.landing_page_url) ?? webHref(version.doi) ?? arxivHref(version.arxiv),
    };
  });
}

function sourceOf({ source, arxiv }: Version): string | undefined {
  return source?.display_name ?? (arxiv ? 'arXiv' : undefined);
}

function arxivHref(id: string | null): string | undefined {
  return id ? `https://arxiv.org/abs/${encodeURI(id.replace(/^arxiv:/, ''))}` : undefined;
}

/** An address of the web; anything else that data may hold (`javascript:`) is none. */
export function webHref(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\/[^\s]+$/i.test(url) ? url : undefined;
}

/** Where the work itself can be read. */
export function readHref({ primary_location, doi }: Pick<WorkAnswer, 'primary_location' | 'doi'>): string | undefined {
  return webHref(primary_location?.landing_page_url) ?? webHref(doi);
}
