// Where else a work is to be found; pure. Only addresses of the web become links.
import type { WorkAnswer } from '../../src/client/index.js';

export interface WebLink {
  readonly label: string;
  readonly href: string;
}

type Located = Pick<WorkAnswer, 'doi' | 'ids' | 'primary_location'>;

/** The address if it is one of the web, in normal form: `javascript:` and whatever else runs or opens programs is none. */
export function webAddress(text: string | null | undefined): string | undefined {
  if (!text || !/^https?:\/\//i.test(text.trim()) || !URL.canParse(text)) return undefined;
  const { protocol, href, username, password } = new URL(text);
  // `https://arxiv.org@elsewhere.example` only looks like arXiv
  const isPlain = username === '' && password === '';
  return isPlain && (protocol === 'https:' || protocol === 'http:') ? href : undefined;
}

/** DOI, arXiv, OpenAlex, then the page of the publisher where it is none of these. */
export function linksOf({ doi, ids, primary_location }: Located): WebLink[] {
  const links: WebLink[] = [];
  const add = (label: string, address: string | null | undefined) => {
    const href = webAddress(address);
    if (href !== undefined && !links.some((link) => link.href === href)) links.push({ label, href });
  };
  add('DOI', doi ?? ids?.doi);
  add('arXiv', arxivAddress(ids?.arxiv));
  add('OpenAlex', ids?.openalex);
  const page = webAddress(primary_location?.landing_page_url);
  if (page !== undefined) add(new URL(page).hostname.replace(/^www\./, ''), page);
  return links;
}

/** `arxiv:1910.02054` → its page. */
export function arxivAddress(id: string | null | undefined): string | undefined {
  const [, number] = /^(?:arxiv:)?([\w./-]+)$/i.exec(id ?? '') ?? [];
  return number === undefined ? undefined : `https://arxiv.org/abs/${number}`;
}
