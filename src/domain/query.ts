// The neutral query tree: what is asked, in words that no engine owns. Engines lower it; nobody passes engine syntax.

/** A filter that has lost all its values is `none`, never `all`: an emptied condition must not widen a search. */
export type Filter =
  | { readonly type: 'all' }
  | { readonly type: 'none' }
  | { readonly type: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly type: 'not'; readonly filter: Filter }
  /** The field has at least one of the values (stored form). */
  | { readonly type: 'values'; readonly field: string; readonly values: readonly (string | number)[] }
  /** Both bounds inclusive; an absent bound is open; a work without the field is outside every range. */
  | { readonly type: 'range'; readonly field: string; readonly gte?: number; readonly lte?: number }
  | { readonly type: 'exists'; readonly field: string }
  | WordsFilter;

/**
 * A condition on text fields of the catalogue. Not `exact`: every distinct term of the text (by the catalogue's analysis;
 * stop words do not count unless there is nothing else) occurs in one of the fields, each in whichever. `exact`: the
 * folded, unstemmed words stand next to each other within one passage of one of the fields. A text without any word
 * matches nothing, and so does a condition on no field.
 */
export interface WordsFilter {
  readonly type: 'words';
  /** Names of text fields, not of fields. */
  readonly fields: readonly string[];
  readonly text: string;
  readonly exact: boolean;
}

/** Characters. Beyond any name of a person or a thing: a longer text is no search for one. */
export const MAX_NAME = 500;

/** The parts of a text query after `understand` has read it. */
export interface TextQuery {
  /**
   * What is scored: all words outside of exclusions, those of the phrases included. As `understand` gives it, it is what
   * is embedded too; engines get a long text cut to its telling terms (`search/telling-terms.ts`).
   */
  readonly text: string;
  /** The words outside phrases: the lexical match counts these. */
  readonly loose: string;
  /** Each must occur, as adjacent words in one text field, in every hit of either leg. */
  readonly phrases: readonly string[];
  /** Each word or phrase must not occur in any hit. */
  readonly excluded: readonly string[];
  /** Whether a condition of the filter came from the text, so that a text without loose words matches by that condition. */
  readonly bound?: boolean;
}

/** Whether a text without loose words matches what its conditions leave, rather than nothing. */
export function matchesByConditions({ phrases, bound }: Pick<TextQuery, 'phrases' | 'bound'>): boolean {
  return phrases.length > 0 || bound === true;
}

export interface SortKey {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** A random order of the matched set: the same for the same seed, a whole number from 0 up to, without, 2^31. */
export interface Shuffle {
  readonly seed: number;
}

export function isShuffle(order: readonly SortKey[] | Shuffle): order is Shuffle {
  return 'seed' in order;
}

export interface FacetRequest {
  readonly field: string;
  /** How many values to return; selected values come on top of that. */
  readonly size: number;
  /**
   * Absent: the field's own conditions do not count, and the selected values are always returned. `kept`: they count like
   * all others, and nothing comes on top. A field can be asked for in one way per request.
   */
  readonly selection?: 'kept';
}

export const ALL: Filter = { type: 'all' };
export const NONE: Filter = { type: 'none' };

/** Conjunction, flattened, with `all` and `none` resolved. */
export function and(filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((f) => (f.type === 'and' ? f.filters : [f])).filter((f) => f.type !== 'all');
  if (flat.some((f) => f.type === 'none')) return NONE;
  return flat.length === 0 ? ALL : flat.length === 1 && flat[0] ? flat[0] : { type: 'and', filters: flat };
}

/** The fields that a filter speaks of; those that are searched by words are none. */
export function fieldsOf(filter: Filter): Set<string> {
  switch (filter.type) {
    case 'all':
    case 'none':
    case 'words':
      return new Set();
    case 'and':
    case 'or':
      return new Set(filter.filters.flatMap((f) => [...fieldsOf(f)]));
    case 'not':
      return fieldsOf(filter.filter);
    default:
      return new Set([filter.field]);
  }
}

/** The field that a condition belongs to: the only one that it speaks of; of none if it asks for words too. */
export function ownFieldOf(condition: Filter): string | undefined {
  const [field, ...others] = fieldsOf(condition);
  return others.length === 0 && !asksForWords(condition) ? field : undefined;
}

function asksForWords(filter: Filter): boolean {
  switch (filter.type) {
    case 'words':
      return true;
    case 'and':
    case 'or':
      return filter.filters.some(asksForWords);
    case 'not':
      return asksForWords(filter.filter);
    default:
      return false;
  }
}

/** The top-level conditions of a filter: what a user sees as separate selections. */
export function clausesOf(filter: Filter): readonly Filter[] {
  return filter.type === 'and' ? filter.filters : filter.type === 'all' ? [] : [filter];
}

/** The positively selected values of a field, in whatever way its own conditions join them. */
export function selectedValues(filter: Filter, field: string): (string | number)[] {
  const own = clausesOf(filter).filter((clause) => ownFieldOf(clause) === field);
  return [...new Set(own.flatMap(valuesIn))];
}

function valuesIn(filter: Filter): readonly (string | number)[] {
  if (filter.type === 'values') return filter.values;
  return filter.type === 'and' || filter.type === 'or' ? filter.filters.flatMap(valuesIn) : [];
}

/**
 * Those that its facet returns with a count of 0, too: whole conditions. Of others it is not even known whether they were
 * meant as values: `fr gb` may be one or two.
 */
export function certainValues(filter: Filter, field: string): (string | number)[] {
  return clausesOf(filter).flatMap((f) => (f.type === 'values' && f.field === field ? [...f.values] : []));
}
