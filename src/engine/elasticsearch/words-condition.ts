// A condition on words of some text fields → query clauses.
import type { WordsFilter } from '../../domain/query.js';
import { wordsOf } from '../../text/analyze.js';
import { anyOf, NOTHING, type Query } from './clauses.js';
import { asTerm, wordsField } from './documents.js';
import type { AnyCatalogue } from './field-values.js';
import { everyWord, UNSTEMMED } from './text-query.js';

/** Where the words of text fields stand in the index: stemmed as the catalogue has it, and not. */
interface Places {
  readonly terms: readonly string[];
  readonly words: readonly string[];
}

/** @throws Error when it names an unknown text field */
export function wordsCondition(catalogue: AnyCatalogue, { fields, text, exact }: WordsFilter): Query {
  const { terms, words } = placesOf(catalogue, fields);
  const asked = wordsOf(text).map(asTerm);
  if (asked.length === 0 || terms.length === 0) return NOTHING;
  if (exact) return one(words.map((field) => ({ match_phrase: { [field]: asked.join(' ') } })));
  const clauses = everyWord(catalogue, text).map((word) => one(terms.map((field) => ({ match: { [field]: word } }))));
  return clauses.length === 1 && clauses[0] ? clauses[0] : { bool: { filter: clauses } };
}

/** All text fields together are one field of the index, which searches know already. */
function placesOf({ textFields, analysis }: AnyCatalogue, names: readonly string[]): Places {
  const asked = [...new Set(names)];
  const unknown = asked.find((name) => !textFields.some((field) => field.name === name));
  if (unknown !== undefined) throw new Error(`no such text field: ${unknown}`);
  if (asked.length === textFields.length) return { terms: ['text'], words: [UNSTEMMED[analysis]] };
  return { terms: asked.map(wordsField), words: asked.map((name) => `${wordsField(name)}.exact`) };
}

const one = (clauses: readonly Query[]): Query => (clauses.length === 1 && clauses[0] ? clauses[0] : anyOf(clauses));
