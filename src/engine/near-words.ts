// The part of the engine port that looks words up as they are spelt: what is answered, and by which rules.

/** A word of the index, and how many things have it in a text field. */
export interface WordFrequency {
  readonly word: string;
  readonly frequency: number;
}

/**
 * A folded, unstemmed word as the index knows it, and the words that are spelt nearly as it.
 *
 * **Frequencies** count the things that searches see; those that have been removed or written anew since may still count
 * for a while, for any word but the one asked about. A word that nothing has has the frequency 0.
 *
 * **Near** are words of the index that are made of letters only, begin with the same letter (code point), and differ from
 * the word by at most `typosAllowed(word)` typos (`text/spelling.ts`; optimal string alignment): of them those with the
 * highest frequencies, most frequent first; which of equals come, and in which order, is left to the engine. The word
 * itself is none of them.
 */
export interface NearWords extends WordFrequency {
  readonly near: readonly WordFrequency[];
}
