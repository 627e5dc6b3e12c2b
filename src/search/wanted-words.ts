// What a query wants of a text, for explanations: its words as they were typed, and how many must occur.
import type { TextQuery } from '../domain/query.js';
import { contentWords, isStopWord, stem, tokenize } from '../text/analyze.js';
import { analyzerOf } from '../text/analyzers.js';
import { type Asked, askedOf } from '../text/matches.js';

/** What a query wants. Terms are what words are indexed under. */
export interface Wanted {
  /** What is scored: each term with the first word of the query that it stands for, as written; in that order. */
  readonly words: ReadonlyMap<string, string>;
  /** The same words and the phrases, as texts are searched for them. */
  readonly asked: Asked;
  /** Terms outside of phrases, of which `required` must occur for a match by words. */
  readonly loose: ReadonlySet<string>;
  readonly required: number;
  /** Each must occur, as adjacent words. */
  readonly phrases: readonly string[];
}

/** Reads a query once, for all works. */
export function wantedOf({ text, loose, phrases }: TextQuery): Wanted {
  const { terms, required } = analyzerOf('prose').query(loose);
  return {
    words: writtenWords(text),
    asked: askedOf({ loose: text, phrases }),
    loose: new Set(terms),
    required,
    phrases,
  };
}

function writtenWords(text: string): Map<string, string> {
  const onlyStopWords = contentWords(text).every(isStopWord);
  const words = new Map<string, string>();
  for (const { word, start, end } of tokenize(text)) {
    if (isStopWord(word) && !onlyStopWords) continue;
    const term = stem(word);
    if (!words.has(term)) words.set(term, text.slice(start, end));
  }
  return words;
}
