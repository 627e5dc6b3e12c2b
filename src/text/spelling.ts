// Words as they are misspelt: how many typos a word may have, and how many lie between two words.

/** From how many letters on a word may have one typo, and two; shorter words have too many neighbours. */
const ONE_TYPO = 4;
const TWO_TYPOS = 8;
/** Longer ones are no words that anybody types. */
const MOST_LETTERS = 40;

const NOT_LETTERS = /\P{L}/u;
const SURROGATE = /\p{Cs}|[\u{10000}-\u{10FFFF}]/u;

/** Whether a folded word is made of letters only. */
export function isLetters(word: string): boolean {
  return word !== '' && !NOT_LETTERS.test(word);
}

/**
 * How many typos lie at most between a folded word and those that are spelt nearly as it: one from four letters (code
 * points) on, two from eight on; none where it has a digit, fewer letters or more than forty.
 */
export function typosAllowed(word: string): 0 | 1 | 2 {
  if (word.length > 2 * MOST_LETTERS || !isLetters(word)) return 0;
  const { length } = [...word];
  if (length < ONE_TYPO || length > MOST_LETTERS) return 0;
  return length < TWO_TYPOS ? 1 : 2;
}

/**
 * How many typos lie between two words: a letter too many, one missing, another one, two neighbours exchanged (optimal
 * string alignment: no letter is part of two of them). `most + 1` if there are more than `most`.
 */
export function typosBetween(a: string, b: string, most: number): number {
  const units = !SURROGATE.test(a) && !SURROGATE.test(b);
  return units ? distance(unitsOf(a), unitsOf(b), most) : distance(codePointsOf(a), codePointsOf(b), most);
}

const codePointsOf = (word: string) => Array.from(word, (letter) => letter.codePointAt(0) as number);

function unitsOf(word: string): number[] {
  const units: number[] = [];
  for (let i = 0; i < word.length; i++) units.push(word.charCodeAt(i));
  return units;
}

/** Only cells that may stay within `most` are filled: those near the diagonal (Ukkonen, 1985). */
function distance(a: readonly number[], b: readonly number[], most: number): number {
  const beyond = most + 1;
  if (Math.abs(a.length - b.length) > most) return beyond;
  let [before, above, row] = [0, 0, 0].map(() => new Array<number>(b.length + 1).fill(beyond)) as [
    number[],
    number[],
    number[],
  ];
  for (let j = 0; j <= Math.min(most, b.length); j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const [from, to] = [Math.max(0, i - most), Math.min(b.length, i + most)];
    let least = beyond;
    if (from > 0) row[from - 1] = beyond;
    for (let j = from; j <= to; j++) {
      let cell = (above[j] as number) + 1;
      if (j > 0) {
        const other = a[i - 1] === b[j - 1] ? 0 : 1;
        cell = Math.min(cell, (row[j - 1] as number) + 1, (above[j - 1] as number) + other);
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (swapped) cell = Math.min(cell, (before[j - 2] as number) + 1);
      }
      cell = Math.min(cell, beyond);
      row[j] = cell;
      if (cell < least) least = cell;
    }
    if (to < b.length) row[to + 1] = beyond;
    if (least > most) return beyond;
    [before, above, row] = [above, row, before];
  }
  return above[b.length] as number;
}
