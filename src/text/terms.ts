// The terms of a text by which works are compared: stems of content words, remembered.
import { isStopWord, stem, wordsOf } from './analyze.js';

// Stemming is most of the work, and texts share most of their words.
const MOST_KNOWN = 50_000;
const known = new Map<string, string>();

/** The term of a folded word: its stem, or nothing for a stop word. */
export function termOf(word: string): string {
  let term = known.get(word);
  if (term === undefined) {
    term = isStopWord(word) ? '' : stem(word);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, term);
  }
  return term;
}

/** The distinct terms of a text, in the order in which they first occur. */
export function termsOf(text: string): Set<string> {
  const terms = new Set(wordsOf(text).map(termOf));
  terms.delete('');
  return terms;
}
