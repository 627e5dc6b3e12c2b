// How the text of a search was read: its parts, as conditions and as chips that an interface can show.
import type { Filter } from '../domain/query.js';
import type { FieldCondition, FieldName } from './query-fields.js';
import { printExclusion } from './query-lowering.js';

/**
 * `words`: loose words, with or without conditions. `question`: the same as a question. `text`: a text too long to have
 * been typed as a query, in which nothing is an operator. `id`: ids of works or of people, topics and sources.
 * `conditions`: nothing to rank by. `nothing`: no letter and no digit.
 */
export type ReadingKind = 'words' | 'question' | 'text' | 'id' | 'conditions' | 'nothing';

export type NoteCode =
  | 'nothing_to_find'
  | 'not_ranked'
  | 'long_text'
  | 'too_many_conditions'
  | 'unread_field'
  | 'unknown_id'
  | 'id_in_text'
  | 'year_in_text';

/** What a person may want to know of the reading; `message` is meant for people. */
export interface Note {
  readonly code: NoteCode;
  readonly message: string;
}

/** A condition that holds for every hit, in the order in which they were typed. */
export type Part =
  | { readonly type: 'phrase' | 'exclusion'; readonly text: string }
  /** One of the alternatives holds, or none of them does; each as it can be typed. */
  | { readonly type: 'any_of' | 'none_of'; readonly alternatives: readonly string[]; readonly filter: Filter }
  | { readonly type: 'condition'; readonly negated: boolean; readonly condition: FieldCondition };

/** A condition on a field, for people. */
export interface UnderstoodCondition {
  readonly field: FieldName | 'id';
  /** Whether works with it are left out. */
  readonly excluded: boolean;
  readonly words: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** As it can be typed. */
  readonly written: string;
}

/** How a search was read, for people. */
export interface Understood {
  readonly kind: ReadingKind;
  /** The words outside of conditions. */
  readonly words: string;
  readonly phrases: readonly string[];
  readonly excluded: readonly string[];
  readonly anyOf: readonly (readonly string[])[];
  readonly noneOf: readonly (readonly string[])[];
  readonly conditions: readonly UnderstoodCondition[];
  readonly notes: readonly Note[];
}

/** @param words the words outside of the parts */
export function understoodAs(
  kind: ReadingKind,
  words: string,
  parts: readonly Part[],
  notes: readonly Note[],
): Understood {
  const alternatives = (type: Part['type']) =>
    parts.flatMap((part) => (part.type === type && 'alternatives' in part ? [part.alternatives] : []));
  return {
    kind,
    words,
    phrases: textsOf(parts, 'phrase'),
    excluded: textsOf(parts, 'exclusion'),
    anyOf: alternatives('any_of'),
    noneOf: alternatives('none_of'),
    conditions: parts.flatMap((part) => (part.type === 'condition' ? [conditionOf(part)] : [])),
    notes,
  };
}

/** What the parts of one type say, in their order. */
export function textsOf(parts: readonly Part[], type: 'phrase' | 'exclusion'): string[] {
  return parts.flatMap((part) => (part.type === type && 'text' in part ? [part.text] : []));
}

function conditionOf(part: Extract<Part, { type: 'condition' }>): UnderstoodCondition {
  const { field, words, from, to } = part.condition;
  return { field, excluded: part.negated, words, from, to, written: printPart(part) };
}

/** A part as it can be typed: read again, it is the same part. */
export function printPart(part: Part): string {
  switch (part.type) {
    case 'phrase':
      return `"${part.text}"`;
    case 'exclusion':
      return printExclusion(part.text);
    case 'condition':
      return `${part.negated ? '-' : ''}${part.condition.field}:${part.condition.value}`;
    default:
      return `${part.type === 'none_of' ? 'NOT ' : ''}(${part.alternatives.join(' OR ')})`;
  }
}
