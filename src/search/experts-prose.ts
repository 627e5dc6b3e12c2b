// What a work says of a query itself, apart from the names of people and sources: nobody is an expert by name.
import { WORKS } from '../domain/fields.js';
import type { TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { analyzerOf, type QueryTerms } from '../text/analyzers.js';
import { holds } from '../text/spellings.js';

/** The text fields that say what a work is about; the others say who wrote it, and where it appeared. */
const ABOUT = new Set(['display_name', 'abstract', 'topics.display_name']);
const PROSE = WORKS.textFields.filter(({ name }) => ABOUT.has(name));
const NAMES = WORKS.textFields.filter(({ name }) => !ABOUT.has(name));

const { words, compounds, term, query, sayings } = analyzerOf(WORKS.analysis);

/** The words of a passage, and each of its compounds alone. */
const runsOf = (passage: string): string[][] => [words(passage), ...compounds(passage)];

/** How a work would match if names were no text. */
export interface Spoken {
  /** Whether as many of the loose words are in the prose as a match needs. */
  readonly words: boolean;
  /** Whether every phrase is in the prose. */
  readonly phrases: boolean;
  /** Of the query's terms in the work, the share that is in its prose; 1 if it has none. */
  readonly share: number;
}

const AS_FOUND: Spoken = { words: true, phrases: true, share: 1 };

export interface ProseReader {
  /** Of a work that the query found. */
  read(work: Work): Spoken;
  /** Whether any term of the query is in the prose. */
  mentions(work: Work): boolean;
}

/** Reads works for one query. Most works have no word of the query in their names, and their prose is not read then. */
export function proseReader(text: TextQuery): ProseReader {
  const terms = termsOf(query(text.text));
  const loose = query(text.loose);
  const phrases = text.phrases.map(sayings).filter(({ length }) => length > 0);
  const read = (work: Work): Spoken => {
    const names = NAMES.flatMap(({ passages }) => passages(work)).flatMap(runsOf);
    const named = new Set(
      names
        .flat()
        .map(term)
        .filter((one) => terms.has(one)),
    );
    if (named.size === 0) return AS_FOUND;
    const prose = PROSE.flatMap(({ passages }) => passages(work)).flatMap(runsOf);
    const spoken = new Set(
      prose
        .flat()
        .map(term)
        .filter((one) => terms.has(one)),
    );
    const has = (one: string) => spoken.has(one);
    const says = (phrase: readonly string[]) => prose.some((passage) => contains(passage, phrase));
    return {
      // a text of alternatives alone has no loose word: one that is found by a name only says nothing
      words:
        text.bound && loose.required === 0
          ? spoken.size > 0
          : loose.terms.filter((_, place) => holds(loose, place, has, says)).length >= loose.required,
      phrases: phrases.every((phrase) => phrase.some(says)),
      share: spoken.size / new Set([...spoken, ...named]).size,
    };
  };
  const mentions = (work: Work) =>
    PROSE.some(({ passages }) =>
      passages(work).some((passage) =>
        runsOf(passage)
          .flat()
          .some((one) => terms.has(term(one))),
      ),
    );
  return { read, mentions };
}

/** Terms of a query, in every spelling. */
function termsOf({ terms, spellings }: QueryTerms): Set<string> {
  return new Set([...terms, ...spellings.flatMap(({ words }) => words.map(term))]);
}

/** Whether words stand side by side in a passage. */
function contains(passage: readonly string[], phrase: readonly string[]): boolean {
  return passage.some((_, start) => phrase.every((word, i) => passage[start + i] === word));
}
