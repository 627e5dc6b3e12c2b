// Words spelt nearly as others, the most obvious way: every word of every work, and the whole table of distances.
import { WORKS } from '../../src/domain/fields.js';
import type { Work } from '../../src/domain/work.js';
import type { NearWords } from '../../src/engine/engine.js';
import { wordsOf } from '../../src/text/analyze.js';
import { runsBeside } from '../../src/text/compounds.js';

const LETTERS = /^\p{L}+$/u;

export function nearWordsIn(works: readonly Work[], words: readonly string[], limit: number): NearWords[] {
  const frequencies = new Map<string, number>();
  for (const work of works) {
    const passages = WORKS.textFields.flatMap((field) => field.passages(work));
    const distinct = new Set(passages.flatMap((passage) => [...wordsOf(passage), ...runsBeside(passage).flat()]));
    for (const word of distinct) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  }
  return words.map((word) => {
    const near = [...frequencies]
      .filter(([other]) => other !== word && LETTERS.test(other) && [...other][0] === [...word][0])
      .filter(([other]) => distanceBetween(word, other) <= mostTypos(word))
      .map(([other, frequency]) => ({ word: other, frequency }))
      .sort((a, b) => b.frequency - a.frequency)
      .slice(0, limit);
    return { word, frequency: frequencies.get(word) ?? 0, near };
  });
}

function mostTypos(word: string): number {
  const { length } = [...word];
  if (!LETTERS.test(word) || length < 4 || length > 40) return 0;
  return length < 8 ? 1 : 2;
}

/** Optimal string alignment, by its definition. */
export function distanceBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  const table = from.map(() => [] as number[]);
  const at = (i: number, j: number): number => (i === 0 ? j : j === 0 ? i : (table[i - 1]?.[j - 1] as number));
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const exchanged = swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (table[i - 1] as number[])[j - 1] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, exchanged);
    }
  }
  return at(from.length, to.length);
}
