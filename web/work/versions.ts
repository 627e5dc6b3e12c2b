// The versions of a work and what is from which, in plain words; pure.
import type { WorkAnswer } from '../../src/client/index.js';

export type Version = NonNullable<WorkAnswer['versions']>[number];

export interface NamedVersion {
  readonly version: Version;
  /** `Published version`, `Preprint`, with a number where there are several. */
  readonly name: string;
  /** `title, year and venue`; empty where nothing is from it. */
  readonly facts: string;
}

/** The names of facts in `provenance`, in the order in which they are told. */
const FACTS: Readonly<Record<string, string>> = {
  display_name: 'title',
  authorships: 'authors',
  abstract: 'abstract',
  publication_year: 'year',
  publication_date: 'date',
  primary_location: 'venue',
  type: 'type',
  language: 'language',
  cited_by_count: 'citations',
  doi: 'DOI',
};

/** @param provenance the id of a version by the name of a fact */
export function namedVersions(
  versions: readonly Version[],
  provenance: Readonly<Record<string, string>>,
): NamedVersion[] {
  const kinds = versions.map(kindOf);
  return versions.map((version, i) => {
    const kind = kinds[i] ?? '';
    const same = kinds.filter((one) => one === kind).length;
    const number = kinds.slice(0, i + 1).filter((one) => one === kind).length;
    const facts = Object.entries(FACTS).flatMap(([fact, word]) => (provenance[fact] === version.id ? [word] : []));
    return { version, name: same > 1 ? `${kind} ${number}` : kind, facts: listOf(facts) };
  });
}

const PREPRINT_TYPE = /^(?:preprint|posted-content)$/;
const REPOSITORY = /\b(?:ar|bio|med|chem|psy|soc|tech)rxiv\b|\bcorr\b|\bssrn\b|\bpreprints?\b/i;

function kindOf({ type, arxiv, doi, source }: Version): string {
  const isPreprint = PREPRINT_TYPE.test(type) || (source && REPOSITORY.test(source.display_name));
  return isPreprint || (arxiv !== null && doi === null && source === null) ? 'Preprint' : 'Published version';
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[]): string {
  const [last = ''] = words.slice(-1);
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
