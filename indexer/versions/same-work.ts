// Whether two records describe one work: by an id that both have, or by title, authors and year.
import { type Evidence, overlap, sharedPeople } from './evidence.js';

/** Why two records are taken for one work. */
export type Rule = 'doi' | 'arxiv' | 'openalex' | 'title';

/** Why two records with a common key are not. */
export type Refusal =
  | 'another DOI'
  | 'another arXiv id'
  | 'listed twice'
  | 'other authors'
  | 'no authors'
  | 'other years'
  | 'other abstract'
  | 'other title'
  | 'title says too little';

export type Judgement = { readonly rule: Rule; readonly score: number } | { readonly refusal: Refusal };

/** Years between a preprint and what became of it. */
const MOST_YEARS = 2;
/** Two sources date one publication by the day it came online and by its volume. */
const MOST_YEARS_PUBLISHED = 1;
/** Share of the words of a title or an abstract. */
const ALIKE = 0.5;
/** Abstracts are rewritten between versions, but speak of the same. */
const LEAST_ABSTRACT = 0.15;
const TELLING_ABSTRACT_WORDS = 30;

/** Judges two records that share a key. Symmetric, and depends on nothing but the two. */
export function judge(a: Evidence, b: Evidence): Judgement {
  const conflict = conflictOf(a, b);
  if (conflict !== undefined) return { refusal: conflict };
  const people = peopleOf(a, b);
  const rule = commonId(a, b);
  // OpenAlex's own word: an id that it has merged into another one
  if (rule === 'openalex') return { rule, score: 2 + scoreOf(a, b) };
  if (rule !== undefined) {
    // authors note the DOI of another work of theirs by mistake: most pairs of preprints with one DOI were two works
    if (a.form !== b.form && (overlap(a.words, b.words) ?? 0) < ALIKE) return { refusal: 'other title' };
    if (a.form !== b.form && people === 'others') return { refusal: 'other authors' };
    return { rule, score: 2 + scoreOf(a, b) };
  }
  const refusal = titleRefusal(a, b, people);
  return refusal === undefined ? { rule: 'title', score: scoreOf(a, b) } : { refusal };
}

function commonId(a: Evidence, b: Evidence): Rule | undefined {
  const shared = a.keys.find((key) => !key.startsWith('title:') && b.keys.includes(key));
  if (shared === undefined) return undefined;
  if (shared.startsWith('arxiv:')) return 'arxiv';
  return shared.startsWith('https://openalex.org/') ? 'openalex' : 'doi';
}

/**
 * What keeps two records apart whatever else they share, also in a group that a third one would bring together: DOIs of
 * two publications, two preprints of the archive, two entries of one catalogue.
 */
export function conflictOf(a: Evidence, b: Evidence): Refusal | undefined {
  if (commonId(a, b) === 'openalex') return undefined;
  const sameDoi = a.doi !== undefined && a.doi === b.doi;
  if (a.doi !== undefined && b.doi !== undefined && !sameDoi) return 'another DOI';
  const samePublication = sameDoi && a.form === b.form;
  if (a.arxiv !== undefined && b.arxiv !== undefined && a.arxiv !== b.arxiv && !samePublication) {
    return 'another arXiv id';
  }
  const listedTwice = a.standing !== 2 && b.standing !== 2 && !sameDoi && a.catalogue === b.catalogue;
  return listedTwice && a.catalogue !== undefined && !isSameEntry(a, b) ? 'listed twice' : undefined;
}

/** Who numbers publications counts them: two entries are two, but for one that stands twice in a volume with its abstract. */
function isSameEntry(a: Evidence, b: Evidence): boolean {
  const sameVolume = a.source !== undefined && a.source === b.source && a.year === b.year;
  return sameVolume && (overlap(a.abstract, b.abstract) ?? 0) >= ALIKE;
}

function peopleOf(a: Evidence, b: Evidence): 'same' | 'others' | 'unknown' {
  const [least, most] = [a.people.length, b.people.length].sort((x, y) => x - y) as [number, number];
  if (least === 0) return 'unknown';
  const { count, first } = sharedPeople(a.people, b.people);
  return 2 * count >= least && 3 * count >= most && (first || count > 1) ? 'same' : 'others';
}

function titleRefusal(a: Evidence, b: Evidence, people: ReturnType<typeof peopleOf>): Refusal | undefined {
  if (a.form !== b.form) return 'other title';
  if (!a.telling || !b.telling) return 'title says too little';
  if (people === 'unknown') return 'no authors';
  if (people === 'others') return 'other authors';
  const published = a.standing === 0 && b.standing === 0;
  const most = published ? MOST_YEARS_PUBLISHED : MOST_YEARS;
  if (a.year === undefined || b.year === undefined || Math.abs(a.year - b.year) > most) return 'other years';
  const short = Math.min(a.abstract.size, b.abstract.size) < TELLING_ABSTRACT_WORDS;
  return short || (overlap(a.abstract, b.abstract) ?? 1) >= LEAST_ABSTRACT ? undefined : 'other abstract';
}

/** How much two records have in common, 0 to 2: of several that one of them could go with, the best is chosen. */
function scoreOf(a: Evidence, b: Evidence): number {
  const { count } = sharedPeople(a.people, b.people);
  const people = count / Math.max(1, a.people.length, b.people.length);
  const years = a.year !== undefined && a.year === b.year ? 1 : 0;
  const address = a.address !== undefined && a.address === b.address ? 1 : 0;
  return address + 0.4 * people + 0.4 * (overlap(a.abstract, b.abstract) ?? 0.5) + 0.2 * years;
}
