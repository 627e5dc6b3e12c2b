// Which words of a search may be misspelt, whether works found have them, and the search with some of them replaced.
import { WORKS } from '../domain/fields.js';
import type { TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { fold, isStopWord, stem, tokenize, wordsOf } from '../text/analyze.js';
import { typosAllowed } from '../text/spelling.js';
import { readable } from './understand.js';

/** A word of a search, folded, and where it stands (UTF-16 offsets, end exclusive). */
export interface TypedWord {
  readonly word: string;
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/** A word as it was typed, and the one that was probably meant, in the same case. */
export interface Misspelt {
  readonly typed: string;
  readonly suggested: string;
}

/** Texts of more words are not looked through: their author has read them over, and no single word decides. */
const MOST_WORDS = 20;
/** What so many of the works shown have is no typo, or one that does no harm. */
const SHOWN_OFTEN = 5;
/** As many as a page has, unless more are asked for. */
const LOOKED_AT = 25;

// Parts of a formula, an id, an address, a field condition, or a name with digits. A colon may end a heading.
const NO_PROSE = /[\p{N}@\\_{}^=<>]|:\S|\/\/|\.\p{L}/u;
const FORMULA = /\$[^$]*\$/g;
const CAPITAL_INSIDE = /^.+\p{Lu}/u;
const SMALL = /\p{Ll}/u;

/**
 * The words that may be misspelt: loose words of four letters or more that are no function words, not quoted, not
 * excluded, and neither names (`RoBERTa`, `LSTM`, `GPT-2`; in a search all in capitals these are not told apart) nor parts
 * of ids, addresses, formulas and field conditions. None in a search of more than 20 words.
 */
export function correctableWords(search: string, text: TextQuery): TypedWord[] {
  if (wordsOf(text.text).length > MOST_WORDS) return [];
  const source = readable(search).replace(FORMULA, (formula) => ' '.repeat(formula.length));
  const loose = new Set(wordsOf(text.loose));
  const fixed = new Set([...text.phrases, ...text.excluded].flatMap((text) => wordsOf(text)));
  const shouted = !SMALL.test(source);
  const found = new Map<string, { start: number; end: number }[]>();
  for (const part of source.matchAll(/\S+/g)) {
    if (NO_PROSE.test(part[0])) continue;
    for (const { word, start, end } of tokenize(part[0])) {
      if (!loose.has(word) || fixed.has(word) || typosAllowed(word) === 0 || isStopWord(word)) continue;
      if (!shouted && CAPITAL_INSIDE.test(part[0].slice(start, end))) continue;
      const places = found.get(word) ?? [];
      places.push({ start: part.index + start, end: part.index + end });
      found.set(word, places);
    }
  }
  return [...found].map(([word, places]) => ({ word, places }));
}

/** Those of the words that fewer than five of the works have, in any inflection; the first 25 works are looked at. */
export function seldomShown(words: readonly TypedWord[], works: readonly Work[]): TypedWord[] {
  if (works.length < SHOWN_OFTEN) return [...words];
  const texts: string[] = [];
  const textOf = (i: number): string => {
    texts[i] ??= fold(WORKS.textFields.flatMap(({ passages }) => passages(works[i] as Work)).join('\n'));
    return texts[i];
  };
  return words.filter(({ word }) => {
    const has = hasTermOf(word);
    let having = 0;
    for (let i = 0; i < Math.min(works.length, LOOKED_AT) && having < SHOWN_OFTEN; i++) if (has(textOf(i))) having++;
    return having < SHOWN_OFTEN;
  });
}

const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;
const LETTERS = /\p{L}*/uy;

/** Whether a folded text has a word with the stem of this one. Inflections have its letters, but for the last one or two. */
function hasTermOf(word: string): (text: string) => boolean {
  const term = stem(word);
  const beginning = term.slice(0, -1) || term;
  // an expression would look at every letter, and this is done with every search
  return (text) => {
    for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
      if (ENDS_IN_WORD.test(text.slice(Math.max(0, at - 2), at))) continue;
      LETTERS.lastIndex = at + beginning.length;
      if (stem(beginning + (LETTERS.exec(text)?.[0] ?? '')) === term) return true;
    }
    return false;
  };
}

/** The search with words replaced wherever they stand, everything else as it was typed. */
export function replaceWords(
  search: string,
  replacements: readonly { readonly typed: TypedWord; readonly by: string }[],
): { search: string; words: Misspelt[] } {
  const words = replacements.map(({ typed, by }) => {
    const [first] = typed.places;
    const as = search.slice(first?.start, first?.end);
    return { at: first?.start ?? 0, misspelt: { typed: as, suggested: inCaseOf(as, by) } };
  });
  const edits = replacements.flatMap(({ typed, by }) => typed.places.map((place) => ({ ...place, by })));
  let corrected = search;
  for (const { start, end, by } of edits.sort((a, b) => b.start - a.start)) {
    corrected = corrected.slice(0, start) + inCaseOf(search.slice(start, end), by) + corrected.slice(end);
  }
  return { search: corrected, words: words.sort((a, b) => a.at - b.at).map(({ misspelt }) => misspelt) };
}

function inCaseOf(typed: string, word: string): string {
  const [first = '', ...others] = typed;
  if (first.toLowerCase() === first) return word;
  const shouted = others.length > 0 && !SMALL.test(typed);
  const [letter = '', ...rest] = word;
  return shouted ? word.toUpperCase() : letter.toUpperCase() + rest.join('');
}
