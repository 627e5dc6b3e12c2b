// What facets, their values and years are called on the page; pure.
import type { YearRange } from '../filters.js';

/** Those of `FACETS`, which is where their order stands. */
export type FacetField =
  | 'type'
  | 'topics.id'
  | 'authorships.author.id'
  | 'authorships.institutions.id'
  | 'primary_location.source.id'
  | 'language';
/** The kinds of things that can be completed, which have names of their own. */
export type EntityKind = 'topics' | 'authors' | 'institutions' | 'sources';

interface FacetLabels {
  readonly heading: string;
  /** Before a value, as in `Kind: Preprint`. */
  readonly one: string;
  /** Absent where a value is a code. */
  readonly kind?: EntityKind;
}

export const FACET_LABELS: Readonly<Record<FacetField, FacetLabels>> = {
  type: { heading: 'Kind', one: 'Kind' },
  'topics.id': { heading: 'Topics', one: 'Topic', kind: 'topics' },
  'authorships.author.id': { heading: 'People', one: 'Person', kind: 'authors' },
  'authorships.institutions.id': { heading: 'Institutions', one: 'Institution', kind: 'institutions' },
  'primary_location.source.id': { heading: 'Venues', one: 'Venue', kind: 'sources' },
  language: { heading: 'Language', one: 'Language' },
};

const isFacet = (field: string): field is FacetField => Object.hasOwn(FACET_LABELS, field);

/** `Topic`; of other fields, which links from elsewhere filter by, the name made readable. */
export function fieldLabel(field: string): string {
  return isFacet(field) ? FACET_LABELS[field].one : sentence(field.replace(/\.id$/, '').split('.').at(-1) ?? field);
}

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

/** `proceedings-article` → `Proceedings article`, `de` → `German`; other values have the name that the service gives. */
export function valueLabel(field: string, key: string, name: string): string {
  if (field === 'type') return sentence(key);
  return field === 'language' ? languageLabel(key) : name;
}

function languageLabel(code: string): string {
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    // not the form of a code: sources write what they like
    return code;
  }
}

/** With a capital, and words for what stands between them in a code. */
export function sentence(key: string): string {
  const words = key.replace(/[-_]+/g, ' ').trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The best that an id says of a thing: `topic:deep-learning` → `Deep learning`, `https://openalex.org/T1` → `T1`. */
export function readableId(id: string): string {
  const own = /^[a-z]+:([^/:]+)$/.exec(id)?.[1];
  if (own !== undefined) return sentence(own);
  return /^https?:\/\/.*\/([^/]+)$/.exec(id)?.[1] ?? id;
}

/** `2015–2020`, `2015`, `since 2015`, `until 2020`. */
export function yearsLabel({ from, to }: YearRange): string {
  if (from === undefined) return to === undefined ? 'any year' : `until ${to}`;
  if (to === undefined) return `since ${from}`;
  return from === to ? String(from) : `${from}–${to}`;
}

/** `1 work`, `1,234 works`. */
export function worksLabel(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'work' : 'works'}`;
}
