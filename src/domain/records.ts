// What kind of version a record describes: the published one, a preprint, or nobody knows.
import type { Version, Work } from './work.js';

type Described = Pick<Work, 'id' | 'type' | 'ids' | 'primary_location'>;

/**
 * DOI prefixes of preprint servers and repositories (Crossref and DataCite member lists): arXiv, SSRN, ChemRxiv, PsyArXiv,
 * SocArXiv, OSF, Preprints.org, Research Square, TechRxiv, Authorea, Zenodo, figshare, ResearchGate; bioRxiv and medRxiv
 * share theirs with journals, and are told by what follows.
 */
const PREPRINT_DOI =
  /^https:\/\/doi\.org\/10\.(?:48550|2139|26434|31234|31235|31219|17605|20944|21203|36227|22541|5281|6084|13140|1101\/(?:20\d\d\.|\d{6}))/;

const PREPRINT_TYPES = new Set(['preprint', 'posted-content', 'report', 'dissertation', 'thesis', 'other']);

/** Names of repositories, where sources write them in place of a journal. */
const REPOSITORY =
  /\b(?:ar|(?:bio|med|chem|psy|soc|tech)r)xiv\b|\bcorr\b|\bssrn\b|\bzenodo\b|\bresearch square\b|\bpreprints?\b/i;

/** Ranks of trust in what a record says of the publication: published first, then unclear ones, preprints last. */
export type Standing = 0 | 1 | 2;

export function standingOf(record: Described): Standing {
  const source = record.primary_location?.source?.display_name;
  if (PREPRINT_TYPES.has(record.type) || (source !== undefined && REPOSITORY.test(source))) return 2;
  if (source !== undefined || publishedDoi(record.ids.doi) !== undefined) return 0;
  return record.ids.arxiv === undefined ? 1 : 2;
}

/** The DOI, unless a preprint server gave it. A preprint that names the DOI of its published version has that one. */
export function publishedDoi(doi: string | undefined): string | undefined {
  return doi === undefined || PREPRINT_DOI.test(doi) ? undefined : doi;
}

/** What a work of several records shows of one of them. */
export function versionOf(record: Work): Version {
  const { id, type, publication_year, publication_date, ids, primary_location } = record;
  return {
    id,
    type,
    ...(publication_year === undefined ? {} : { publication_year }),
    ...(publication_date === undefined ? {} : { publication_date }),
    ids,
    ...(primary_location === undefined ? {} : { primary_location }),
  };
}
