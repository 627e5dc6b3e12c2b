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

/** A word of a passage where it stands, with the term that it is indexed under. */
export interface ReadWord extends Token {
  readonly term: string;
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

/** Reads a passage as it is indexed. */
export function readWords(passage: string): ReadWord[] {
  return tokenize(passage).map(({ word, start, end }) => ({ word, start, end, term: stem(word) }));
}

/** Where a passage has any of the terms, in order. */
export function termMatches(passage: readonly ReadWord[], terms: { has(term: string): boolean }): Match[] {
  return passage.flatMap(({ term: key, start, end }) => (terms.has(key) ? [{ start, end, key }] : []));
}

/** Where a passage has the words of a phrase side by side; its text is the key. */
export function phraseMatches(passage: readonly ReadWord[], { text, words }: WantedPhrase): Match[] {
  if (words.length === 0) return [];
  return passage.flatMap((first, i) => {
    const last = passage[i + words.length - 1];
    const found = last !== undefined && words.every((word, k) => passage[i + k]?.word === word);
    return found ? [{ start: first.start, end: last.end, key: text }] : [];
  });
}
