// The text of a request → query clauses: enough of the words, every phrase, none of the exclusions.
import type { estypes } from '@elastic/elasticsearch';
import { requiredTerms } from '../../domain/matching.js';
import type { TextQuery } from '../../domain/query.js';
import { contentWords, stem, wordsOf } from '../../text/analyze.js';
import { asTerm } from './documents.js';

type Query = estypes.QueryDslQueryContainer;

/** One word for each distinct stem of a text's content words; the index stems them the same way. */
export function distinctWords(text: string): string[] {
  return [...new Map(contentWords(text).map((word) => [stem(word), asTerm(word)])).values()];
}

/** Works with any of the words, by BM25; with `least`, works with at least so many of them. */
export function wordsQuery(words: readonly string[], least = 1): Query {
  return { match: { text: { query: words.join(' '), minimum_should_match: least } } };
}

/**
 * What makes a work match by its words: enough of the loose ones. Undefined: nothing can match by words. A query of
 * phrases alone is matched by its phrases.
 */
export function lexicalMatch({ loose, phrases }: TextQuery): Query | undefined {
  const words = distinctWords(loose);
  if (words.length > 0) return wordsQuery(words, requiredTerms(words.length));
  return phrases.length > 0 ? { match_all: {} } : undefined;
}

/** The conditions that hold for every hit of either leg. */
export function phraseConditions({ phrases, excluded }: TextQuery): Query[] {
  const required = phrases.flatMap(phraseQuery);
  const forbidden = excluded.flatMap(phraseQuery);
  return forbidden.length === 0 ? required : [...required, { bool: { must_not: forbidden } }];
}

/** Adjacent words within one passage; a phrase without a word demands nothing. */
function phraseQuery(phrase: string): Query[] {
  const words = wordsOf(phrase).map(asTerm);
  return words.length === 0 ? [] : [{ match_phrase: { 'text.exact': words.join(' ') } }];
}
