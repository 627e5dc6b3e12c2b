// What a query wants of a text, and where the text has it: the one reading behind highlights and explanations.
import type { TextQuery } from '../domain/query.js';
import { contentWords, isStopWord, stem, type Token, tokenize, wordsOf } from '../text/analyze.js';
import { analyzerOf } from '../text/analyzers.js';
import type { Stretch } from '../text/maths.js';

/** A phrase as it was written, and its folded words. */
export interface WantedPhrase {
  readonly text: string;
  readonly words: readonly string[];
}

/** What a query wants. Terms are what words are indexed under. */
export interface Wanted {
  /** What is scored: each term with the first word of the query that it stands for, as written; in that order. */
  readonly words: ReadonlyMap<string, string>;
  /** Terms outside of phrases, of which `required` must occur for a match by words. */
  readonly loose: ReadonlySet<string>;
  readonly required: number;
  /** Each must occur, as adjacent words. */
  readonly phrases: readonly WantedPhrase[];
}

/** A place that matches a term or a phrase, which is its key. */
export interface Match extends Stretch {
  readonly key: string;
}

/** Reads a query once, for all works. */
export function wantedOf({ text, loose, phrases }: TextQuery): Wanted {
  const asked = analyzerOf('prose').query(loose);
  return {
    words: writtenWords(text),
    loose: new Set(asked.terms),
    required: asked.required,
    phrases: phrases.map((phrase) => ({ text: phrase, words: wordsOf(phrase) })),
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

/** Where a passage has any of the terms, in order. */
export function termMatches(tokens: readonly Token[], terms: { has(term: string): boolean }): Match[] {
  return tokens.flatMap(({ word, start, end }) => {
    const key = stem(word);
    return terms.has(key) ? [{ start, end, key }] : [];
  });
}

/** Where a passage has the words of a phrase side by side; its text is the key. */
export function phraseMatches(tokens: readonly Token[], { text, words }: WantedPhrase): Match[] {
  if (words.length === 0) return [];
  return tokens.flatMap((first, i) => {
    const last = tokens[i + words.length - 1];
    const found = last !== undefined && words.every((word, k) => tokens[i + k]?.word === word);
    return found ? [{ start: first.start, end: last.end, key: text }] : [];
  });
}
