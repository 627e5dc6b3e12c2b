// Which of a filter's conditions on words a work fulfils, and by what: of alternatives those that hold.
import type { Filter, WordsFilter } from '../domain/query.js';
import { analyzerOf } from '../text/analyzers.js';
import { askedOf, phraseMatches, type TextMatch, termMatches } from '../text/matches.js';
import { note, type Occurrence, occurrence, type Places, type ReadPassage } from './explain-terms.js';

/** A condition that holds: its text, the text fields that it asks of, and what stands in them for it. */
export interface Condition extends Occurrence {
  readonly fields: readonly string[];
}

interface ReadCondition {
  readonly condition: WordsFilter;
  /** Each must match; the terms of a text, or one phrase. */
  readonly keys: readonly string[];
  matches(passage: ReadPassage): TextMatch[];
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
    const asked = askedOf({ loose: '', phrases: [text] });
    return { condition, keys: [text], matches: ({ runs }) => phraseMatches(runs, asked) };
  }
  const { terms: keys } = analyzerOf('prose').every(text);
  const asked = askedOf({ loose: text, phrases: [] });
  return { condition, keys, matches: ({ runs }) => termMatches(runs, asked) };
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
