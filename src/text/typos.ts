// How many typos lie between what was typed and the beginnings of a word.
import { MOST_LETTERS } from './completion.js';

/** Whether a word has a beginning at most `most` typos away from what was typed. */
export function beginsNear(word: string, typed: string, most: number): boolean {
  const distances = new Distances(typed, most);
  const letters = lettersOf(word);
  for (let depth = 1; depth <= letters.length; depth++) {
    const least = distances.step(depth, letters[depth - 1] as number);
    if (distances.reached) return true;
    if (least > most) return false;
  }
  return false;
}

/** The code points of a word. */
export function lettersOf(word: string): number[] {
  return Array.from(word, (letter) => letter.codePointAt(0) as number);
}

/**
 * The rows of the table of distances between beginnings of a word and of what was typed (optimal string alignment), of
 * which only the cells that may stay within `most` are filled (Ukkonen, "Algorithms for approximate string matching",
 * 1985). The row of a depth stays valid for all words that begin alike. Words have at most `MOST_LETTERS` letters.
 */
export class Distances {
  /** Whether the last step reached a beginning that is near enough. */
  reached = false;
  private readonly typed: readonly number[];
  private readonly most: number;
  private readonly width: number;
  private readonly rows: Uint8Array;
  private readonly path = new Uint32Array(MOST_LETTERS + 2);

  constructor(typed: string, most: number) {
    this.typed = lettersOf(typed);
    this.most = most;
    this.width = this.typed.length + 1;
    this.rows = new Uint8Array(this.width * (MOST_LETTERS + 2)).fill(most + 1);
    for (let j = 0; j <= Math.min(most, this.typed.length); j++) this.rows[j] = j;
  }

  /** Fills the row of a depth with this letter; returns its least distance, more than `most` if there is no hope below. */
  step(depth: number, letter: number): number {
    const { typed, most, width, rows, path } = this;
    path[depth] = letter;
    const row = depth * width;
    const above = row - width;
    const from = Math.max(0, depth - most);
    const to = Math.min(typed.length, depth + most);
    let least = most + 1;
    // what was left of the band belongs to another word
    if (from > 0) rows[row + from - 1] = most + 1;
    for (let j = from; j <= to; j++) {
      let distance = Math.min(most + 1, (rows[above + j] as number) + 1);
      if (j > 0) {
        const wrong = typed[j - 1] === letter ? 0 : 1;
        distance = Math.min(distance, (rows[row + j - 1] as number) + 1, (rows[above + j - 1] as number) + wrong);
        const swapped = depth > 1 && j > 1 && typed[j - 2] === letter && typed[j - 1] === path[depth - 1];
        if (swapped) distance = Math.min(distance, (rows[above - width + j - 2] as number) + 1);
      }
      rows[row + j] = distance;
      if (distance < least) least = distance;
    }
    if (to < typed.length) rows[row + to + 1] = most + 1;
    this.reached = to === typed.length && (rows[row + to] as number) <= most;
    return least;
  }
}
