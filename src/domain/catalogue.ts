// What a field catalogue is: the one description of a kind of thing that both engines, filters, facets and sorting follow.

/** The kinds of things that are stored and searched. */
export type Kind = 'works' | 'authors' | 'topics' | 'institutions' | 'sources';

export type EntityKind = Exclude<Kind, 'works'>;

export const ENTITY_KINDS: readonly EntityKind[] = ['authors', 'topics', 'institutions', 'sources'];

/** What every stored thing has: an id in the form that `canonicalId` prints. */
export interface Stored {
  readonly id: string;
}

export type FieldType = 'keyword' | 'integer' | 'date' | 'boolean';

/** One value of a field: `key` as stored and answered, `label` for people. */
export interface FieldValue {
  readonly key: string | number;
  readonly label?: string;
}

/** A field that filters, facets or sorts. Dates are days since 1970-01-01, booleans 0 and 1, inside the engines. */
export interface Field<D> {
  readonly name: string;
  /** Other names that OpenAlex's clients use for it. */
  readonly aliases: readonly string[];
  readonly type: FieldType;
  /** Whether a thing may have several values. */
  readonly multiple: boolean;
  readonly facet: boolean;
  readonly sort: boolean;
  /** Whether its values have names for people besides their keys. */
  readonly labelled: boolean;
  readonly description: string;
  /** Reads the values of a thing. */
  readonly values: (stored: D) => readonly FieldValue[];
  /** A value as a user writes it → the stored form (keywords only). */
  readonly normalise: (value: string) => string;
}

/** A field that is searched by its words. `weight` multiplies term frequency and length alike (BM25F, Robertson et al. 2004). */
export interface TextField<D> {
  readonly name: string;
  readonly weight: number;
  readonly description: string;
  /** The pieces that a phrase may not leave: of a list its elements, of prose the whole. */
  readonly passages: (stored: D) => readonly string[];
}

/**
 * How text becomes terms (`text/analyzers.ts`). `prose`: folded, stemmed words without stop words. `names`: folded words
 * of people's names as they are, with their initials.
 */
export type Analysis = 'prose' | 'names';

/** Everything an engine must know of a kind of thing; `D` is what is stored. */
export interface Catalogue<D extends Stored> {
  readonly kind: string;
  readonly fields: readonly Field<D>[];
  readonly textFields: readonly TextField<D>[];
  readonly analysis: Analysis;
  /** Every other id under which it can be asked for, in stored form. */
  readonly externalIds: (stored: D) => readonly string[];
  /** A field by its name or one of its aliases. */
  find(name: string): Field<D> | undefined;
  /** A field that must be there: asking for another one is a programming error. @throws Error */
  known(name: string): Field<D>;
}

/** Builds a catalogue; names and aliases must be distinct. */
export function catalogueOf<D extends Stored>(parts: Omit<Catalogue<D>, 'find' | 'known'>): Catalogue<D> {
  const byName = new Map(parts.fields.flatMap((f) => [f.name, ...f.aliases].map((name) => [name, f] as const)));
  const find = (name: string) => byName.get(name);
  const known = (name: string) => {
    const field = find(name);
    if (!field) throw new Error(`the field catalogue of ${parts.kind} has no ${name}`);
    return field;
  };
  return { ...parts, find, known };
}

const asGiven = (value: string) => value;

type Spec<D> = Pick<Field<D>, 'name' | 'type' | 'description' | 'values'> & Partial<Field<D>>;

/** A field with the usual defaults: one value, filtered by only. */
export function field<D>(spec: Spec<D>): Field<D> {
  return { aliases: [], multiple: false, facet: false, sort: false, labelled: false, normalise: asGiven, ...spec };
}

/** The values of a field that has one value or none. */
export function one(key: string | number | undefined, label?: string): FieldValue[] {
  return key === undefined ? [] : [label === undefined ? { key } : { key, label }];
}

/** The values of a boolean field. */
export function flag(value: boolean): FieldValue[] {
  return [{ key: value ? 1 : 0 }];
}

/** Days since 1970-01-01 of an ISO 8601 day. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}
