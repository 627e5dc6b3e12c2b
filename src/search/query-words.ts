// The operators, and small repairs of what was typed, each in time linear in its length.
import { tokenize } from '../text/analyze.js';

/** A word that joins or excludes; in lower case it is a word like others. */
export const OPERATOR = /^(?:AND|OR|NOT)$/;

/** With single blanks. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without punctuation at its ends; the signs of `C++` and `C#` are none. */
export function bare(text: string): string {
  const tokens = tokenize(text);
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

/** Without any of some characters at its end. A loop: a pattern anchored at the end takes quadratic time on long punctuation. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end--;
  return text.slice(0, end);
}
