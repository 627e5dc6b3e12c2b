// The text of a request → query clauses: enough of the words, every phrase, none of the exclusions.
import type { estypes } from '@elastic/elasticsearch';
import type { Analysis } from '../../domain/catalogue.js';
import type { TextQuery } from '../../domain/query.js';
import { wordsOf } from '../../text/analyze.js';
import { analyzerOf } from '../../text/analyzers.js';
import { asTerm } from './documents.js';
import type { AnyCatalogue } from './field-values.js';

type Query = estypes.QueryDslQueryContainer;

/** Where words stand unstemmed: those of names always do. */
export const UNSTEMMED: Readonly<Record<Analysis, string>> = { prose: 'text.exact', names: 'text' };

type Analysed = Pick<AnyCatalogue, 'analysis'>;

/** For each term of a text a word that has it, because the index makes terms of words itself. */
export function distinctWords(catalogue: Analysed, text: string): string[] {
  return wordsWanted(catalogue, text).words;
}

function wordsWanted({ analysis }: Analysed, text: string): { words: string[]; required: number } {
  const { terms, required } = analyzerOf(analysis).query(text);
  return { words: asWritten({ analysis }, text, terms), required };
}

/** For each term that must occur where a text is asked for in full a word that has it. */
export function everyWord(catalogue: Analysed, text: string): string[] {
  return asWritten(catalogue, text, analyzerOf(catalogue.analysis).every(text));
}

function asWritten({ analysis }: Analysed, text: string, terms: readonly string[]): string[] {
  const analyzer = analyzerOf(analysis);
  const words = new Map(wordsOf(text).map((word) => [analyzer.term(word), word]));
  return terms.map((term) => asTerm(words.get(term) ?? term));
}

/** Works with any of the words, by BM25; with `least`, works with at least so many of them. */
export function wordsQuery(words: readonly string[], least = 1): Query {
  return { match: { text: { query: words.join(' '), minimum_should_match: least } } };
}

/**
 * What makes a work match by its words: enough of the loose ones. Undefined: nothing can match by words. A query of
 * phrases alone is matched by its phrases.
 */
export function lexicalMatch(catalogue: Analysed, { loose, phrases }: TextQuery): Query | undefined {
  const { words, required } = wordsWanted(catalogue, loose);
  if (words.length > 0) return wordsQuery(words, required);
  return phrases.length > 0 ? { match_all: {} } : undefined;
}

/** The conditions that hold for every hit of either leg. */
export function phraseConditions({ analysis }: Analysed, { phrases, excluded }: TextQuery): Query[] {
  const field = UNSTEMMED[analysis];
  const required = phrases.flatMap((phrase) => phraseQuery(field, phrase));
  const forbidden = excluded.flatMap((phrase) => phraseQuery(field, phrase));
  return forbidden.length === 0 ? required : [...required, { bool: { must_not: forbidden } }];
}

/** Adjacent words within one passage; a phrase without a word demands nothing. */
function phraseQuery(field: string, phrase: string): Query[] {
  const words = wordsOf(phrase).map(asTerm);
  return words.length === 0 ? [] : [{ match_phrase: { [field]: words.join(' ') } }];
}
