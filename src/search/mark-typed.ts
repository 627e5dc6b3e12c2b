// Where what was typed stands in a name: the beginnings of its words in marks, and whole words that were mistyped.
import { type Token, tokenize } from '../text/analyze.js';
import { MOST_LETTERS, readTyped, typosIn } from '../text/completion.js';
import { beginsNear } from '../text/typos.js';
import { escaped } from './highlight.js';

/** A name as HTML with `<mark>`; undefined where no word of it was typed. */
export function markTyped(name: string, typed: string): string | undefined {
  const tokens = tokenize(name).map((token) => ({ ...token, word: token.word.slice(0, MOST_LETTERS) }));
  const words = readTyped(typed).words;
  const mistyped = words.filter((one) => typosIn(one) > 0 && !tokens.some(({ word }) => word.startsWith(one)));
  let html = '';
  let at = 0;
  for (const token of tokens) {
    const end = endOfMark(name, token, words, mistyped);
    // two words that one command of TeX stands for share its place
    if (end === undefined || token.start < at) continue;
    html += `${escaped(name.slice(at, token.start))}<mark>${escaped(name.slice(token.start, end))}</mark>`;
    at = end;
  }
  return at === 0 ? undefined : html + escaped(name.slice(at));
}

/** Behind the longest beginning of the word that was typed, or behind a word that somebody nearly typed. */
function endOfMark(
  name: string,
  { word, start, end }: Token,
  words: readonly string[],
  mistyped: readonly string[],
): number | undefined {
  const typed = Math.max(0, ...words.filter((one) => word.startsWith(one)).map(({ length }) => length));
  if (typed > 0) return typed === word.length || !isLetterByLetter(name.slice(start, end)) ? end : start + typed;
  return mistyped.some((one) => beginsNear(word, one, typosIn(one))) ? end : undefined;
}

/** Whether each letter folds to one: of other words no part can be marked. */
function isLetterByLetter(written: string): boolean {
  return [...written].every((letter) => tokenize(letter)[0]?.word.length === letter.length);
}
