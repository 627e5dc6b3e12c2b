// Typos as fingers make them on a keyboard with the letters in the order of QWERTY.
import { pick } from './random.js';

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The keys around one; rows are shifted by half a key. */
function neighboursOf(letter: string): string[] {
  const row = ROWS.findIndex((keys) => keys.includes(letter));
  const at = ROWS[row]?.indexOf(letter) ?? -1;
  const near = [ROWS[row]?.[at - 1], ROWS[row]?.[at + 1]];
  for (const column of [at, at + 1]) near.push(ROWS[row - 1]?.[column]);
  for (const column of [at - 1, at]) near.push(ROWS[row + 1]?.[column]);
  return near.flatMap((one) => one ?? []);
}

/**
 * A lower-case word of a to z with one typo behind its first letter: a neighbouring key pressed as well, a letter left
 * out, a neighbouring key instead, or two letters exchanged. Never the word itself.
 */
export function mistypedWord(word: string, random: () => number): string {
  for (;;) {
    const at = 1 + Math.floor(random() * (word.length - 1));
    const [before, letter, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)];
    const typos = [
      () => before + pick(random, neighboursOf(letter)) + letter + after,
      () => before + after,
      () => before + pick(random, neighboursOf(letter)) + after,
      () => before + after.slice(0, 1) + letter + after.slice(1),
    ];
    const typed = pick(random, typos)();
    if (typed !== word) return typed;
  }
}
