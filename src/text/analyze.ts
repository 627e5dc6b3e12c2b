// From text to words: splitting, folding, stemming, stop words. The same rules for indexing, querying and highlighting.
import { stemmer } from 'stemmer';
import { named } from './greek.js';
import type { Stretch } from './maths.js';
import { mayHaveTex, type Reading, readTex, withoutTex } from './tex.js';

/** A word of a text: its folded form and where it stands (UTF-16 offsets, end exclusive). */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// A word is a run of letters, marks and digits, or a language such as C++ and C#: a single letter with its signs. Scripts
// written without spaces give one word per character.
const LANGUAGE = '[A-Za-z](?:\\+\\+|#)';
const ASCII_WORD = new RegExp(`${LANGUAGE}|[A-Za-z0-9]+`, 'g');
const SPACED_WORD = new RegExp(`${LANGUAGE}|[\\p{L}\\p{M}\\p{N}]+`, 'gu');
const CHARACTER = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const WORD = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}]|${CHARACTER})${LANGUAGE}|${CHARACTER}|(?:(?!${CHARACTER})[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);
// Letters that Unicode does not decompose, written as readers without that keyboard type them.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL = /[ßæœøłđðþı]/g;
const NOT_ASCII = /[^\p{ASCII}]/u;
const UNSPACED = new RegExp(CHARACTER, 'u');

/** Lower case without diacritics: `Lévy` → `levy`, `Łukasz` → `lukasz`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** The words of a text with their places, for highlighting; TeX is read as in `withoutTex`. */
export function tokenize(text: string, isName = false): Token[] {
  if (!mayHaveTex(text)) return plainTokens(text, isName);
  const read = readTex(text);
  return plainTokens(read.text, isName).map((token) => placed(token, read));
}

/** What stands somewhere in a reading, in the text that was read. */
export function placed<S extends Stretch>(stretch: S, { starts, ends }: Pick<Reading, 'starts' | 'ends'>): S {
  return { ...stretch, start: starts[stretch.start] ?? 0, end: ends[stretch.end - 1] ?? 0 };
}

/**
 * The same of a text in which nothing is TeX. A Greek letter that stands alone goes by its name (`named`), but in names of
 * people, where it is an initial.
 */
export function plainTokens(text: string, isName = false): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(splitter(text))) {
    const word = isName ? fold(match[0]) : named(fold(match[0]));
    // a mark that stands alone folds to nothing
    if (word !== '') tokens.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

function splitter(text: string): RegExp {
  if (!NOT_ASCII.test(text)) return ASCII_WORD;
  return UNSPACED.test(text) ? WORD : SPACED_WORD;
}

/** Whether a word is a character of a script that is written without blanks. */
export function isUnspaced(word: string): boolean {
  return UNSPACED.test(word);
}

/** The folded words of a text in order; the same words as `tokenize` gives. */
export function wordsOf(text: string, isName = false): string[] {
  const read = withoutTex(text);
  if (!NOT_ASCII.test(read)) return read.match(ASCII_WORD)?.map((word) => word.toLowerCase()) ?? [];
  return plainTokens(read, isName).map((token) => token.word);
}

// Words that are nothing but a suffix: `stemmer` departs from Porter there, and Lucene does not.
const BARE_SUFFIXES = new Map([
  ['sses', 'ss'],
  ['ies', 'i'],
  ['eed', 'eed'],
  ['eeds', 'eed'],
]);

/** The stem under which a folded word is indexed (Porter, "An algorithm for suffix stripping", 1980). */
export function stem(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? (BARE_SUFFIXES.get(word) ?? stemmer(word)) : word;
}

// Function words and the phrases of asking; they match nearly everything and say nothing of the idea.
const STOP_WORDS = new Set(
  `a an and any are as at be been being but by can could did do does doing done for from had has have having how i if in
  into is it its itself may me might my of on or our ours shall should so some such than that the their theirs them then
  there these they this those to too upon us very was we were what when where whether which while who whom whose why will
  with within without would you your about also between both each via per not no nor only same
  s t`.split(/\s+/),
);

/** Whether a folded word is a function word. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The words of a query that carry meaning: without stop words, unless there is nothing else. */
export function contentWords(text: string): string[] {
  const words = wordsOf(text);
  const content = words.filter((word) => !isStopWord(word));
  return content.length > 0 ? content : words;
}
