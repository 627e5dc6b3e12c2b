// A condition on words of some text fields → query clauses.
import type { WordsFilter } from '../../domain/query.js';
import { analyzerOf } from '../../text/analyzers.js';
import { eitherOf, NOTHING, type Query } from './clauses.js';
import { wordsField } from './documents.js';
import type { AnyCatalogue } from './field-values.js';
import { everyWord, phraseOf, UNSTEMMED } from './text-query.js';

/** Where the words of text fields stand in the index: stemmed as the catalogue has it, and not. */
interface Places {
  readonly terms: readonly string[];
  readonly words: readonly string[];
}

/** @throws Error when it names an unknown text field */
export function wordsCondition(catalogue: AnyCatalogue, { fields, text, exact }: WordsFilter): Query {
  const { terms, words } = placesOf(catalogue, fields);
  const sayings = analyzerOf(catalogue.analysis).sayings(text);
  if (sayings.length === 0 || terms.length === 0) return NOTHING;
  const phrases = (asked: readonly string[]) => words.map((field) => phraseOf(field, asked));
  if (exact) return eitherOf(sayings.flatMap(phrases));
  const matches = (word: string): Query[] => terms.map((field) => ({ match: { [field]: word } }));
  const { words: every, spellings } = everyWord(catalogue, text);
  const clauses = every.map((word, place) => {
    const others = spellings.filter(({ of }) => of.includes(place)).map((spelling) => spelling.words);
    const found = others.flatMap((asked) => (asked.length > 1 ? phrases(asked) : asked.flatMap(matches)));
    return eitherOf([...matches(word), ...found]);
  });
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
