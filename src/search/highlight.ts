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

/** Loose words match by stem, phrases as adjacent words; maths between dollar signs is never cut by a mark or an edge. */
export function highlight(work: Pick<Work, 'display_name' | 'abstract'>, query: TextQuery): Highlight {
  const abstract = work.abstract === undefined ? undefined : analysed(work.abstract, query);
  return {
    display_name: render(analysed(work.display_name, query), { start: 0, end: work.display_name.length }),
    abstract: abstract ? render(abstract, cutSnippet(abstract.text, abstract.matches, abstract.maths)) : null,
  };
}

interface Analysed {
  readonly text: string;
  readonly matches: readonly Match[];
  readonly maths: readonly Stretch[];
}

function analysed(text: string, query: TextQuery): Analysed {
  const maths = mathsIn(text);
  const tokens = tokenize(text);
  const words = looseMatches(tokens, query.loose).filter((match) => !maths.some((span) => overlap(span, match)));
  const phrases = query.phrases.flatMap((phrase) => phraseMatches(tokens, wordsOf(phrase)));
  const whole = phrases.map((match) => aroundMaths(match, maths));
  return { text, maths, matches: merged([...words, ...whole]) };
}

// As in Pandoc: no blank inside either dollar and no digit behind the second, so that prices are no maths.
const MATHS = /\$\$[^$]+\$\$|(?<!\\)\$(?!\s)(?:[^$\\]|\\[\s\S])+?(?<!\s)\$(?!\d)/g;

function mathsIn(text: string): Stretch[] {
  return [...text.matchAll(MATHS)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

function looseMatches(tokens: readonly Token[], loose: string): Match[] {
  const stems = new Set(contentWords(loose).map(stem));
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

function overlap(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Widens a mark that begins or ends within maths. */
function aroundMaths(match: Match, maths: readonly Stretch[]): Match {
  const touched = maths.filter((span) => overlap(span, match));
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

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
