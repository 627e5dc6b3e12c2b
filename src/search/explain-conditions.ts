// Which of a filter's conditions on words a work fulfils, and by what: of alternatives those that hold.
import type { Filter, WordsFilter } from '../domain/query.js';
import { wordsOf } from '../text/analyze.js';
import { analyzerOf } from '../text/analyzers.js';
import { note, type Occurrence, occurrence, type Places, type ReadPassage } from './explain-terms.js';
import { type Match, phraseMatches, termMatches } from './wanted-words.js';

/** A condition that holds: its text, the text fields that it asks of, and what stands in them for it. */
export interface Condition extends Occurrence {
  readonly fields: readonly string[];
}

interface ReadCondition {
  readonly condition: WordsFilter;
  /** Each must match; the terms of a text, or one phrase. */
  readonly keys: readonly string[];
  matches(passage: ReadPassage): Match[];
}

/** Reads a filter once, for all works. What it forbids, and its conditions on values, are not looked at. */
export function conditionsReader(filter: Filter): (passages: readonly ReadPassage[]) => Condition[] {
  const conditions = wordsFiltersIn(filter).map(read);
  return (passages) => conditions.flatMap((one) => fulfilled(one, passages));
}

function wordsFiltersIn(filter: Filter): WordsFilter[] {
  if (filter.type === 'words') return [filter];
  return filter.type === 'and' || filter.type === 'or' ? filter.filters.flatMap(wordsFiltersIn) : [];
}

function read(condition: WordsFilter): ReadCondition {
  const { text, exact } = condition;
  if (exact) {
    const phrase = { text, words: wordsOf(text) };
    return { condition, keys: [text], matches: ({ words }) => phraseMatches(words, phrase) };
  }
  const { terms: keys } = analyzerOf('prose').every(text);
  const terms = new Set(keys);
  return { condition, keys, matches: ({ words }) => termMatches(words, terms) };
}

function fulfilled({ condition, keys, matches }: ReadCondition, passages: readonly ReadPassage[]): Condition[] {
  const { fields, text } = condition;
  const places: Places = new Map();
  for (const passage of passages) if (fields.includes(passage.field)) note(places, passage, matches(passage));
  if (keys.length === 0 || !keys.every((key) => places.has(key))) return [];
  return [{ ...occurrence(text, together(places)), fields }];
}

/** What stands in each field for any of the terms. */
function together(places: Places): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const fields of places.values()) {
    for (const [field, forms] of fields) all.set(field, new Set([...(all.get(field) ?? []), ...forms]));
  }
  return all;
}
