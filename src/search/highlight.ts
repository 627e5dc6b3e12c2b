// Where a work matches: its title with marks, and the stretch of the abstract that matches most densely.
import type { TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { contentWords, stem, type Token, tokenize, wordsOf } from '../text/analyze.js';
import { cutSnippet, type Stretch } from './snippet.js';

/** HTML: the source text escaped, matches in `<mark>`; `…` where the abstract was cut. */
export interface Highlight {
  readonly display_name: string;
  readonly abstract: string | null;
}

/** A place that matches, and which part of the query it matches. */
interface Match extends Stretch {
  readonly key: string;
}

/** What a query marks. */
interface Wanted {
  readonly stems: ReadonlySet<string>;
  readonly phrases: readonly (readonly string[])[];
}

/**
 * Highlights works for one query. Loose words match by stem, phrases as adjacent words; maths between dollar signs is
 * never cut by a mark or an edge. A query may be a page long: it is read once, not once per work.
 */
export function highlighter({
  loose,
  phrases,
}: TextQuery): (work: Pick<Work, 'display_name' | 'abstract'>) => Highlight {
  const wanted = { stems: new Set(contentWords(loose).map(stem)), phrases: phrases.map(wordsOf) };
  return (work) => {
    const abstract = work.abstract === undefined ? undefined : analysed(work.abstract, wanted);
    return {
      display_name: render(analysed(work.display_name, wanted), { start: 0, end: work.display_name.length }),
      abstract: abstract ? render(abstract, cutSnippet(abstract.text, abstract.matches, abstract.maths)) : null,
    };
  };
}

interface Analysed {
  readonly text: string;
  readonly matches: readonly Match[];
  readonly maths: readonly Stretch[];
}

function analysed(text: string, wanted: Wanted): Analysed {
  const maths = mathsIn(text);
  const tokens = tokenize(text);
  const words = looseMatches(tokens, wanted.stems).filter((match) => touching(maths, match).length === 0);
  const phrases = wanted.phrases.flatMap((words) => phraseMatches(tokens, words));
  const whole = phrases.map((match) => aroundMaths(match, maths));
  return { text, maths, matches: merged([...words, ...whole]) };
}

// As in Pandoc: no blank inside either dollar and no digit behind the second, so that prices are no maths.
const MATHS = /\$\$[^$]+\$\$|(?<!\\)\$(?!\s)(?:[^$\\]|\\[\s\S])+?(?<!\s)\$(?!\d)/g;

function mathsIn(text: string): Stretch[] {
  return [...text.matchAll(MATHS)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

function looseMatches(tokens: readonly Token[], stems: ReadonlySet<string>): Match[] {
  return tokens.flatMap(({ word, start, end }) => {
    const key = stem(word);
    return stems.has(key) ? [{ start, end, key }] : [];
  });
}

function phraseMatches(tokens: readonly Token[], words: readonly string[]): Match[] {
  return tokens.flatMap((first, i) => {
    const last = tokens[i + words.length - 1];
    const found = last !== undefined && words.every((word, k) => tokens[i + k]?.word === word);
    return found ? [{ start: first.start, end: last.end, key: words.join(' ') }] : [];
  });
}

/** Those of the spans, which are in order and apart, that overlap a stretch: found by halving, as there may be thousands. */
function touching(spans: readonly Stretch[], { start, end }: Stretch): readonly Stretch[] {
  const first = firstAfter(spans, (span) => span.end > start);
  let last = first;
  while ((spans[last]?.start ?? end) < end) last++;
  return spans.slice(first, last);
}

/** The first place from which on `holds`; it holds nowhere before and everywhere behind. */
function firstAfter(spans: readonly Stretch[], holds: (span: Stretch) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(spans[middle] as Stretch)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Widens a mark that begins or ends within maths. */
function aroundMaths(match: Match, maths: readonly Stretch[]): Match {
  const touched = touching(maths, match);
  return {
    key: match.key,
    start: Math.min(match.start, ...touched.map((span) => span.start)),
    end: Math.max(match.end, ...touched.map((span) => span.end)),
  };
}

function merged(matches: Match[]): Match[] {
  const result: Match[] = [];
  for (const match of matches.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && match.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, match.end) };
    else result.push(match);
  }
  return result;
}

function render({ text, matches }: Analysed, shown: Stretch): string {
  let html = shown.start > 0 ? '… ' : '';
  let at = shown.start;
  for (const { start, end } of matches) {
    if (start < shown.start || end > shown.end) continue;
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  html += escaped(text.slice(at, shown.end));
  return shown.end < text.length ? `${html} …` : html;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
