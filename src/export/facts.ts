// Facts of a work in the forms that several formats share.
import { parseId } from '../domain/ids.js';
import type { Work } from '../domain/work.js';

/** A bare id as its scheme writes it: `10.1145/3394486`, `1910.02054`; undefined without one. */
export function bare(id: string | undefined): string | undefined {
  return id === undefined ? undefined : parseId(id).value;
}

/** Where the work can be read about: its page, else arXiv's, else where its DOI leads. */
export function addressOf({ ids, primary_location }: Work): string | undefined {
  const arxiv = bare(ids.arxiv);
  return primary_location?.landing_page_url ?? (arxiv === undefined ? ids.doi : `https://arxiv.org/abs/${arxiv}`);
}
