// Words as the systems without an analysis of their own are given them: folded, without stop words, stemmed.
import { contentWords, isStopWord, stem, wordsOf } from '../../src/text/analyze.js';

/** The terms of a text in order. */
export function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => (isStopWord(word) ? [] : [stem(word)]));
}

/** The distinct terms of a query; stop words count if there is nothing else. */
export function queryTerms(text: string): string[] {
  return [...new Set(contentWords(text).map(stem))];
}

/** The distinct words of a query as they are, without stop words unless there is nothing else. */
export function queryWords(text: string): string[] {
  return [...new Set(contentWords(text))];
}

/** Whether the words of a phrase stand side by side in one of the texts; stemmed, as the words of a search are. */
export function hasPhrase(phrase: string, texts: readonly string[]): boolean {
  const wanted = ` ${termsWithStopWords(phrase)} `;
  return texts.some((text) => ` ${termsWithStopWords(text)} `.includes(wanted));
}

function termsWithStopWords(text: string): string {
  return wordsOf(text).map(stem).join(' ');
}
