// Which stretch of a long text to show: around its densest matches, from the start of a sentence where possible.
import { isInside, type Stretch } from '../text/maths.js';
import { sentencesOf } from '../text/sentences.js';

/** Three to four lines of a result list. */
const LENGTH = 300;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The stretch to show, without blanks at its ends, about 300 characters long; neither edge is inside a word or inside
 * one of the `whole` stretches. These and `matches` are in order and apart; `key` tells what part of a query one matches.
 */
export function cutSnippet(
  text: string,
  matches: readonly (Stretch & { readonly key: string })[],
  whole: readonly Stretch[],
): Stretch {
  if (text.length <= LENGTH) return { start: 0, end: text.length };
  const core = densest(matches);
  const mayCut = (at: number) => isGap(text, at) && !isInside(whole, at);
  const sentences = sentencesOf(text, whole).map(({ start }) => start);
  const start = startBefore(text, core, sentences, mayCut);
  const wanted = Math.min(text.length, start + LENGTH);
  const end = nearest(wanted, core.end, mayCut) ?? nearest(wanted, text.length, mayCut) ?? text.length;
  return trimmed(text, start, end);
}

/** The run of matches within the length that matches most different parts of the query, then most often, then first. */
function densest(matches: readonly (Stretch & { readonly key: string })[]): Stretch {
  let best: Stretch = { start: 0, end: 0 };
  let bestScore = 0;
  for (const [i, first] of matches.entries()) {
    const keys = new Set<string>();
    let last = first;
    let inRun = 0;
    for (let j = i; j < matches.length; j++) {
      const match = matches[j];
      if (!match || (j > i && match.end - first.start > LENGTH)) break;
      keys.add(match.key);
      last = match;
      inRun++;
    }
    const score = keys.size * matches.length + inRun;
    if (score > bestScore) {
      best = { start: first.start, end: last.end };
      bestScore = score;
    }
  }
  return best;
}

function startBefore(
  text: string,
  core: Stretch,
  sentences: readonly number[],
  mayCut: (at: number) => boolean,
): number {
  const earliest = Math.max(0, core.end - LENGTH);
  const possible = sentences.filter((at) => at >= earliest && at <= core.start && mayCut(at));
  // near the end of the text an earlier sentence fills the snippet
  const filling = possible.find((at) => at >= text.length - LENGTH);
  const sentence = filling ?? possible.at(-1);
  if (sentence !== undefined) return sentence;
  // in the middle of a long sentence: some context before the first match
  const wanted = Math.min(core.start, Math.max(earliest, core.start - LENGTH / 4));
  return nearest(wanted, core.start, mayCut) ?? nearest(wanted, 0, mayCut) ?? 0;
}

/** The first place from `from` towards `to` where a cut is allowed. */
function nearest(from: number, to: number, mayCut: (at: number) => boolean): number | undefined {
  const step = to < from ? -1 : 1;
  for (let at = from; at !== to + step; at += step) if (mayCut(at)) return at;
  return undefined;
}

/** Whether the text may be cut before the character at `at`: at a blank, or between characters of an unspaced script. */
function isGap(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const before = text[at - 1] ?? '';
  const after = text[at] ?? '';
  return /\s/.test(before) || /\s/.test(after) || (UNSPACED.test(before) && UNSPACED.test(after));
}

function trimmed(text: string, start: number, end: number): Stretch {
  const shown = text.slice(start, end);
  const from = start + (shown.length - shown.trimStart().length);
  return { start: from, end: Math.max(from, start + shown.trimEnd().length) };
}
