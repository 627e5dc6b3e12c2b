// Where a work matches: its title with marks, and the stretch of the abstract that matches most densely or is nearest.
import type { TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { type Asked, askedOf, phraseMatches, runsIn, type TextMatch, termMatches } from '../text/matches.js';
import { mathsIn, type Stretch, touching } from '../text/maths.js';
import { cutSnippet } from './snippet.js';

/** HTML: the source text escaped, matches in `<mark>`; `…` where the abstract was cut. */
export interface Highlight {
  readonly display_name: string;
  readonly abstract: string | null;
}

/** A stretch of the title or of the abstract that is near the query in meaning. */
export interface NearStretch extends Stretch {
  readonly field: 'display_name' | 'abstract';
}

type Highlightable = Pick<Work, 'display_name' | 'abstract'>;
export type Highlighter = (work: Highlightable, near?: NearStretch) => Highlight;

/** A mark to be set: around words, unless it says otherwise. */
interface Mark extends TextMatch {
  readonly by?: 'meaning';
}

/**
 * Highlights works for one query. Loose words match by stem, phrases as adjacent words; a stretch that is `near` is one
 * mark of the class `meaning`, without others inside. Formulas are never cut by a mark or an edge. A query may be a page
 * long: it is read once, not once per work.
 */
export function highlighter(query: TextQuery): Highlighter {
  // alternatives and words of fields are in the text only
  const wanted = askedOf({ ...query, loose: query.bound ? query.text : query.loose });
  return (work, near) => {
    const stretchOf = (field: NearStretch['field']) => (near?.field === field ? near : undefined);
    const abstract = work.abstract === undefined ? undefined : analysed(work.abstract, wanted, stretchOf('abstract'));
    return {
      display_name: render(analysed(work.display_name, wanted, stretchOf('display_name')), {
        start: 0,
        end: work.display_name.length,
      }),
      abstract: abstract ? render(abstract, snippetOf(abstract)) : null,
    };
  };
}

interface Analysed {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly maths: readonly Stretch[];
}

function analysed(text: string, wanted: Asked, near: Stretch | undefined): Analysed {
  const maths = mathsIn(text);
  const runs = runsIn(text);
  const words = termMatches(runs, wanted).filter((match) => touching(maths, match).length === 0);
  const whole = phraseMatches(runs, wanted).map((match) => aroundMaths(match, maths));
  return { text, maths, marks: withNear(merged([...words, ...whole]), near && aroundMaths(near, maths)) };
}

/** Around the sentence that is near, else around the densest matches. */
function snippetOf({ text, marks, maths }: Analysed): Stretch {
  const near = marks.filter(({ by }) => by !== undefined);
  return cutSnippet(text, near.length > 0 ? near : marks, maths);
}

/** Widens a mark that begins or ends within maths. */
function aroundMaths<S extends Stretch>(stretch: S, maths: readonly Stretch[]): S {
  const touched = touching(maths, stretch);
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return stretch;
  return { ...stretch, start: Math.min(stretch.start, first.start), end: Math.max(stretch.end, last.end) };
}

function merged(matches: TextMatch[]): TextMatch[] {
  const result: TextMatch[] = [];
  for (const match of matches.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && match.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, match.end) };
    else result.push(match);
  }
  return result;
}

/** The near stretch in the place of the matches that it touches. */
function withNear(matches: readonly TextMatch[], near: Stretch | undefined): readonly Mark[] {
  if (!near) return matches;
  const apart: readonly Mark[] = matches.filter(({ start, end }) => end <= near.start || start >= near.end);
  return [...apart, { start: near.start, end: near.end, key: '', by: 'meaning' } as const].sort(
    (a, b) => a.start - b.start,
  );
}

function render({ text, marks }: Analysed, shown: Stretch): string {
  let html = shown.start > 0 ? '… ' : '';
  let at = shown.start;
  for (const mark of marks) {
    const { start, end } = mark.by ? within(mark, shown) : mark;
    if (start < shown.start || end > shown.end || start >= end) continue;
    const opening = mark.by ? `<mark class="${mark.by}">` : '<mark>';
    html += `${escaped(text.slice(at, start))}${opening}${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  html += escaped(text.slice(at, shown.end));
  return shown.end < text.length ? `${html} …` : html;
}

/** A long sentence is marked as far as it is shown. */
function within({ start, end }: Stretch, shown: Stretch): Stretch {
  return { start: Math.max(start, shown.start), end: Math.min(end, shown.end) };
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
