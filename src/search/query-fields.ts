// Field words within the text of a search, `author:hinton` or `year:2019..2021` → conditions of the filter tree.
import { WORKS } from '../domain/fields.js';
import { canonicalIdOf, type IdScheme, parseId, printId } from '../domain/ids.js';
import type { Filter } from '../domain/query.js';
import { wordsOf } from '../text/analyze.js';
import { tidy, withoutEnd } from './query-words.js';

/** A field as people call it. */
export type FieldName = 'author' | 'year' | 'topic' | 'venue' | 'title' | 'abstract' | 'type' | 'doi';

/** A condition on a field, as it was read. */
export interface FieldCondition {
  readonly field: FieldName;
  /** The value in one way of writing it that is read as the same condition; quotes included where it needs them. */
  readonly value: string;
  /** The words that are looked for in the field; absent where it has no words. */
  readonly words?: string;
  /** Years, both inclusive; an absent bound is open. */
  readonly from?: number;
  readonly to?: number;
  readonly filter: Filter;
  /** Whether its words say what a work is about, so that they rank and are embedded, too. */
  readonly ranks: boolean;
}

/** How a field word is read. */
export interface FieldWord {
  readonly name: FieldName;
  /** What its values look like, for people. */
  readonly right: string;
  /** Undefined for what cannot be read. */
  readonly read: (value: string, quoted: boolean) => FieldCondition | undefined;
}

/** Condition on words of one text field: all of them, or side by side where they are quoted. */
function inField(
  name: FieldName,
  textField: string,
  ids: Partial<Record<IdScheme, string>>,
  ranks: boolean,
): FieldWord {
  const read = (value: string, quoted: boolean): FieldCondition | undefined => {
    const byId = quoted ? undefined : idCondition(name, value, ids);
    if (byId) return byId;
    const words = tidy(quoted ? value : unparted(value));
    if (wordsOf(words).length === 0) return undefined;
    const filter: Filter = { type: 'words', fields: [textField], text: words, exact: quoted };
    return { field: name, value: quoted ? `"${words}"` : words, words, filter, ranks };
  };
  return { name, right: `takes a word or a quoted phrase: ${name}:word or ${name}:"two words"`, read };
}

/** The id of a person, a topic or a source says more than words. */
function idCondition(
  name: FieldName,
  value: string,
  ids: Partial<Record<IdScheme, string>>,
): FieldCondition | undefined {
  const id = parseId(value);
  const field = ids[id.scheme];
  if (field === undefined) return undefined;
  const key = WORKS.known(field).normalise(printId(id));
  return { field: name, value: printId(id), filter: { type: 'values', field, values: [key] }, ranks: false };
}

/** Parentheses and quotes would end what the value may stand in, and are no part of any word. */
function unparted(value: string): string {
  return withoutEnd(value.replace(/[\s()"“”„‟]+/g, '-'), ',;');
}

/**
 * All words of a name, wherever they stand: middle names and initials are left out more often than two authors of one
 * work share a name. An initial beside a full word asks for nothing.
 */
const author: FieldWord = {
  ...inField('author', 'authorships.author.display_name', {}, false),
  read: (value, quoted) => {
    const ids = { openalex: 'authorships.author.id', orcid: 'authorships.author.orcid' };
    const byId = quoted ? undefined : idCondition('author', value, ids);
    if (byId) return byId;
    const all = wordsOf(value);
    const full = all.filter((word) => [...word].length > 1);
    const words = (full.length > 0 ? full : all).join(' ');
    if (words === '') return undefined;
    const fields = ['authorships.author.display_name'];
    const written = tidy(quoted ? value : unparted(value));
    return {
      field: 'author',
      value: quoted ? `"${written}"` : written,
      words: written,
      filter: { type: 'words', fields, text: words, exact: false },
      ranks: false,
    };
  },
};

const YEAR = '(\\d{1,4})';
const YEARS: readonly [RegExp, (first: number, second: number) => readonly (number | undefined)[]][] = [
  [new RegExp(`^${YEAR}$`), (year) => [year, year]],
  [new RegExp(`^${YEAR}(?:\\.\\.\\.?|[-–—])${YEAR}$`), (a, b) => [Math.min(a, b), Math.max(a, b)]],
  [new RegExp(`^(?:>=|≥)${YEAR}$`), (year) => [year]],
  [new RegExp(`^>${YEAR}$`), (year) => [year + 1]],
  [new RegExp(`^(?:<=|≤)${YEAR}$`), (year) => [undefined, year]],
  [new RegExp(`^<${YEAR}$`), (year) => [undefined, year - 1]],
  [new RegExp(`^${YEAR}(?:\\.\\.\\.?|[-–—])$`), (year) => [year]],
  [new RegExp(`^(?:\\.\\.\\.?|[-–—])${YEAR}$`), (year) => [undefined, year]],
];

/** A range that ends before it begins is the same range. */
const year: FieldWord = {
  name: 'year',
  right: 'takes years: year:2019, year:2019..2021, year:>2018, year:2019- or year:-2021',
  read: (value) => {
    const text = withoutEnd(value.replace(/\s/g, ''), ',;').replace(/(?<=\d)\.$/, '');
    for (const [pattern, bounds] of YEARS) {
      const match = pattern.exec(text);
      if (!match) continue;
      const [from, to] = bounds(Number(match[1]), Number(match[2]));
      return years(from, to);
    }
    return undefined;
  },
};

function years(from: number | undefined, to: number | undefined): FieldCondition {
  const bounds = { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) };
  return {
    field: 'year',
    value: from === to ? `${from}` : `${from ?? ''}..${to ?? ''}`,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    filter: { type: 'range', field: 'publication_year', ...bounds },
    ranks: false,
  };
}

/** OpenAlex's types have hyphens where people write blanks. */
const type: FieldWord = {
  name: 'type',
  right: 'takes a type of works: type:article, type:preprint or type:"book chapter"',
  read: (value) => {
    const key = wordsOf(value).join('-');
    if (key === '') return undefined;
    return {
      field: 'type',
      value: key,
      words: key,
      filter: { type: 'values', field: 'type', values: [key] },
      ranks: false,
    };
  },
};

const doi: FieldWord = {
  name: 'doi',
  right: 'takes a DOI: doi:10.1145/3394486.3406703',
  read: (value) => {
    const id = canonicalIdOf('doi', withoutEnd(value.trim(), '.,;)'));
    if (id === undefined || /[\s()"“”„‟]/.test(id)) return undefined;
    return { field: 'doi', value: id, words: id, filter: { type: 'values', field: 'doi', values: [id] }, ranks: false };
  },
};

const title = inField('title', 'display_name', {}, true);
const abstract = inField('abstract', 'abstract', {}, true);
const topic = inField('topic', 'topics.display_name', { openalex: 'topics.id' }, true);
const venueIds = { openalex: 'primary_location.source.id', issn: 'primary_location.source.issn' };
const venue = inField('venue', 'primary_location.source.display_name', venueIds, false);

/** Every name by which a field can be called, in lower case. */
export const FIELD_WORDS: ReadonlyMap<string, FieldWord> = new Map([
  ['author', author],
  ['authors', author],
  ['year', year],
  ['years', year],
  ['topic', topic],
  ['topics', topic],
  ['keyword', topic],
  ['keywords', topic],
  ['venue', venue],
  ['source', venue],
  ['journal', venue],
  ['conference', venue],
  ['title', title],
  ['abstract', abstract],
  ['type', type],
  ['doi', doi],
]);
