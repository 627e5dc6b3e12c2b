// Where a text has its sentences.
import { isInside, mathsIn, type Stretch } from './maths.js';

/** A longer one is cut: of no use to who reads it at a glance, and beyond what a model reads at once. */
const LONGEST = 600;

// A full stop, its closing quotes and a blank; in scripts without blanks the stop alone; an empty line.
const STOP = String.raw`(?<![.!?…؟۔।])[.!?…؟۔।]+["'”’»)\]]*(?=\s)`;
// Abstracts whose paragraphs were joined: `catheters.We studied`.
const JOINED_STOP = String.raw`(?<=\p{Ll}{4})[.?!](?=\p{Lu}\p{Ll}*\s)`;
const UNSPACED_STOP = '[。！？｡]+["”’」』）]*';
const END = new RegExp(String.raw`${STOP}|${JOINED_STOP}|${UNSPACED_STOP}|\n\s*\n`, 'gu');
const ALWAYS_LAST = /^[\n。！？｡]/;
const BLANKS = /\s*/y;
// A small letter goes on with the sentence, also behind a bracket or a quote.
const GOES_ON = /[\p{Ps}\p{Pi}"']*\p{Ll}/uy;
const NEXT_IS_UPPER = /\p{Lu}/uy;

/** Before whatever stands behind: `Fig. S1`, `e.g. BERT`. */
const NEVER_LAST = new Set(
  'e.g i.e cf vs viz dr prof mr mrs ms st fig figs eq eqs eqn eqns sec secs thm def prop w.r.t a.k.a'.split(' '),
);
/** Last in a sentence only where a capital begins another one: `et al. (2019)`, `no. 5`, `pp. 3`. */
const SELDOM_LAST = new Set('al no nos vol pp p ch ca approx resp ref refs tab etc ver'.split(' '));
const WORD_BEFORE = /(?:^|[^\p{L}\p{N}.])([\p{L}.]{1,8})\.$/u;
const LONGEST_WORD_BEFORE = 10;

/**
 * The sentences of a text, in order; together they are the text, blanks behind a sentence belong to it. No edge is within
 * a formula, behind an abbreviation (`et al.`, `Fig. 2`, `J. Smith`), or in a number, and line breaks within a paragraph
 * end nothing. What is longer than 600 characters is cut at a blank, where there is one.
 *
 * Not `Intl.Segmenter`, which splits behind `et al.`, in formulas and at every line break, and copies the whole text
 * into each of its segments: gigabytes for a text of 30,000 short sentences.
 */
export function sentencesOf(text: string, maths: readonly Stretch[] = mathsIn(text)): Stretch[] {
  const sentences: Stretch[] = [];
  let start = 0;
  for (const { 0: stop, index } of text.matchAll(END)) {
    const end = skip(BLANKS, text, index + stop.length);
    if (end >= text.length || end <= start || isInside(maths, end) || !isLast(text, stop, index, end)) continue;
    sentences.push(...cut(text, { start, end }, maths));
    start = end;
  }
  if (start < text.length) sentences.push(...cut(text, { start, end: text.length }, maths));
  return sentences;
}

/** The place behind what the pattern finds here; where it is, if it finds nothing. */
function skip(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
}

const found = (sticky: RegExp, text: string, at: number) => skip(sticky, text, at) > at;

/** Whether a sentence ends with the stop at `index`, the next one beginning at `next`. */
function isLast(text: string, stop: string, index: number, next: number): boolean {
  if (ALWAYS_LAST.test(stop)) return true;
  if (found(GOES_ON, text, next)) return false;
  if (stop !== '.') return true;
  const before = text.slice(Math.max(0, index - LONGEST_WORD_BEFORE), index + 1);
  const word = WORD_BEFORE.exec(before)?.[1];
  if (word === undefined) return true;
  const known = word.toLowerCase();
  if (NEVER_LAST.has(known) || isInitial(word)) return false;
  return !SELDOM_LAST.has(known) || found(NEXT_IS_UPPER, text, next);
}

/** `J.`, `U.S.` */
const isInitial = (word: string) => /^\p{Lu}(?:\.\p{Lu})*$/u.test(word);

/** A sentence in pieces of at most `LONGEST` characters, each ending with blanks; longer ones where there is no blank. */
function cut(text: string, { start, end }: Stretch, maths: readonly Stretch[]): Stretch[] {
  const pieces: Stretch[] = [];
  let from = start;
  while (end - from > LONGEST) {
    const at = lastGap(text, from, from + LONGEST, maths);
    if (at === undefined) break;
    pieces.push({ start: from, end: at });
    from = at;
  }
  return [...pieces, { start: from, end }];
}

/** The last place up to `most` that has a blank before it and none behind, outside of formulas. */
function lastGap(text: string, from: number, most: number, maths: readonly Stretch[]): number | undefined {
  for (let at = most; at > from; at--) {
    const isGap = /\s/.test(text[at - 1] ?? '') && !/\s/.test(text[at] ?? '');
    if (isGap && !isInside(maths, at)) return at;
  }
  return undefined;
}
