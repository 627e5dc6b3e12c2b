// The field catalogue of works: the one place that says what can be searched, filtered, counted and sorted.
import { canonicalId } from './ids.js';
import type { Work } from './work.js';

export type FieldType = 'keyword' | 'integer' | 'date' | 'boolean';

/** One value of a field: `key` as stored and answered, `label` for people. */
export interface FieldValue {
  readonly key: string | number;
  readonly label?: string;
}

/** A field that filters, facets or sorts. Dates are days since 1970-01-01, booleans 0 and 1, inside the engines. */
export interface Field {
  readonly name: string;
  /** Other names that OpenAlex's clients use for it. */
  readonly aliases: readonly string[];
  readonly type: FieldType;
  /** Whether a work may have several values. */
  readonly multiple: boolean;
  readonly facet: boolean;
  readonly sort: boolean;
  /** Whether its values have names for people besides their keys. */
  readonly labelled: boolean;
  readonly description: string;
  /** Reads the values of a work. */
  readonly values: (work: Work) => readonly FieldValue[];
  /** A value as a user writes it → the stored form (keywords only). */
  readonly normalise: (value: string) => string;
}

/** A field that is searched by its words. `weight` multiplies term frequency and length alike (BM25F, Robertson et al. 2004). */
export interface TextField {
  readonly name: string;
  readonly weight: number;
  readonly description: string;
  readonly text: (work: Work) => string;
}

const asGiven = (value: string) => value;
const one = (key: string | number | undefined, label?: string): FieldValue[] =>
  key === undefined ? [] : [label === undefined ? { key } : { key, label }];
const flag = (value: boolean): FieldValue[] => [{ key: value ? 1 : 0 }];

function field(spec: Pick<Field, 'name' | 'type' | 'description' | 'values'> & Partial<Field>): Field {
  return { aliases: [], multiple: false, facet: false, sort: false, labelled: false, normalise: asGiven, ...spec };
}

/** Days since 1970-01-01 of an ISO 8601 day. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

export const WORK_FIELDS: readonly Field[] = [
  field({
    name: 'id',
    aliases: ['openalex', 'openalex_id', 'ids.openalex'],
    type: 'keyword',
    normalise: canonicalId,
    values: (w) => one(w.id),
    description: 'The id of the work.',
  }),
  field({
    name: 'doi',
    aliases: ['ids.doi'],
    type: 'keyword',
    normalise: canonicalId,
    values: (w) => one(w.ids.doi),
    description: 'The DOI, in any common way of writing it.',
  }),
  field({
    name: 'publication_year',
    aliases: ['year'],
    type: 'integer',
    facet: true,
    sort: true,
    values: (w) => one(w.publication_year),
    description: 'Year of publication.',
  }),
  field({
    name: 'publication_date',
    type: 'date',
    sort: true,
    values: (w) => one(w.publication_date === undefined ? undefined : dayNumber(w.publication_date)),
    description: 'Day of publication, YYYY-MM-DD.',
  }),
  field({
    name: 'cited_by_count',
    type: 'integer',
    sort: true,
    values: (w) => one(w.cited_by_count),
    description: 'How many works cite it.',
  }),
  field({
    name: 'authors_count',
    type: 'integer',
    sort: true,
    values: (w) => one(w.authorships.length),
    description: 'How many authors it has.',
  }),
  field({
    name: 'type',
    type: 'keyword',
    facet: true,
    normalise: (value) => value.toLowerCase(),
    values: (w) => one(w.type),
    description: 'Kind of work: article, preprint, …',
  }),
  field({
    name: 'language',
    type: 'keyword',
    facet: true,
    normalise: (value) => value.toLowerCase(),
    values: (w) => one(w.language),
    description: 'Language, ISO 639-1.',
  }),
  field({
    name: 'authorships.author.id',
    aliases: ['author.id'],
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.authorships.flatMap((a) => one(a.author.id, a.author.display_name)),
    description: 'Id of an author.',
  }),
  field({
    name: 'authorships.author.orcid',
    aliases: ['author.orcid'],
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (w) => w.authorships.flatMap((a) => one(a.author.orcid)),
    description: 'ORCID of an author.',
  }),
  field({
    name: 'authorships.institutions.id',
    aliases: ['institutions.id'],
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.authorships.flatMap((a) => a.institutions.flatMap((i) => one(i.id, i.display_name))),
    description: "Id of an author's institution.",
  }),
  field({
    name: 'authorships.institutions.country_code',
    aliases: ['institutions.country_code', 'authorships.countries'],
    type: 'keyword',
    multiple: true,
    facet: true,
    normalise: (value) => value.toUpperCase(),
    values: (w) => w.authorships.flatMap((a) => a.institutions.flatMap((i) => one(i.country_code))),
    description: "Country of an author's institution, ISO 3166-1 alpha-2.",
  }),
  field({
    name: 'primary_location.source.id',
    type: 'keyword',
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => one(w.primary_location?.source?.id, w.primary_location?.source?.display_name),
    description: 'Id of the journal, conference or repository.',
  }),
  field({
    name: 'topics.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.topics.flatMap((t) => one(t.id, t.display_name)),
    description: 'Id of any topic of the work.',
  }),
  field({
    name: 'primary_topic.id',
    type: 'keyword',
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => one(w.topics[0]?.id, w.topics[0]?.display_name),
    description: 'Id of the first topic of the work.',
  }),
  field({
    name: 'keywords.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.keywords.flatMap((k) => one(k.id, k.display_name)),
    description: 'Id of a keyword.',
  }),
  field({
    name: 'referenced_works',
    aliases: ['cites'],
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (w) => w.referenced_works.flatMap((r) => one(r)),
    description: 'Id of a work that it cites.',
  }),
  field({
    name: 'has_abstract',
    type: 'boolean',
    facet: true,
    values: (w) => flag(w.abstract !== undefined),
    description: 'Whether there is an abstract.',
  }),
  field({
    name: 'has_doi',
    type: 'boolean',
    facet: true,
    values: (w) => flag(w.ids.doi !== undefined),
    description: 'Whether there is a DOI.',
  }),
];

/** Searched by words. The title counts twice: it names the idea. On judged collections 1, 2 and 3 differ by .002 at most. */
export const WORK_TEXT_FIELDS: readonly TextField[] = [
  { name: 'display_name', weight: 2, description: 'Title.', text: (w) => w.display_name },
  { name: 'abstract', weight: 1, description: 'Abstract.', text: (w) => w.abstract ?? '' },
  {
    name: 'topics.display_name',
    weight: 1,
    description: 'Names of topics and keywords.',
    text: (w) => [...w.topics, ...w.keywords].map((t) => t.display_name).join(' \n '),
  },
  {
    name: 'authorships.author.display_name',
    weight: 1,
    description: 'Names of the authors.',
    text: (w) => w.authorships.map((a) => a.author.display_name).join(' \n '),
  },
  {
    name: 'primary_location.source.display_name',
    weight: 1,
    description: 'Name of the journal, conference or repository.',
    text: (w) => w.primary_location?.source?.display_name ?? '',
  },
];

/** Between the elements of a field whose text is a list of names. */
const ELEMENTS = ' \n ';
const PROSE = new Set(['display_name', 'abstract']);

/** The pieces of a field's text that a phrase may not leave: of a list its elements, otherwise the whole. */
export function passagesOf(field: TextField, work: Work): string[] {
  const text = field.text(work);
  return PROSE.has(field.name) ? [text] : text.split(ELEMENTS);
}

const BY_NAME = new Map(WORK_FIELDS.flatMap((f) => [f.name, ...f.aliases].map((name) => [name, f] as const)));

/** A field by its name or one of its aliases. */
export function findField(name: string): Field | undefined {
  return BY_NAME.get(name);
}

/** A field that must be there: asking for another one is a programming error. @throws Error */
export function knownField(name: string): Field {
  const field = findField(name);
  if (!field) throw new Error(`the field catalogue has no ${name}`);
  return field;
}
