// Formulas in a text: where TeX would set maths. Prices are none.

/** UTF-16 offsets, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

// `$…$` as in Pandoc: no blank inside either dollar and no digit behind the second, so that prices are no maths. Where
// there is TeX inside, a digit may follow: `8$\times$8`.
const INLINE = String.raw`(?<!\\)\$(?!\s)(?:[^$\\]|\\[\s\S])+?(?<!\s)\$(?:(?!\d)|(?<=[\\^_][^$]*\$))`;
const DOLLARS = String.raw`\$\$[^$]+\$\$|${INLINE}`;
// two backslashes and a bracket end a line by some space
const BRACKETS = String.raw`(?<!\\)\\(?<bracket>[([])`;
const NAMES =
  'equation|align|alignat|aligned|flalign|gather|gathered|multline|eqnarray|displaymath|math|split|cases|array|[pbBvV]?matrix';
const ENVIRONMENT = String.raw`\\begin\{(?<name>(?:${NAMES})\*?)\}`;
const OPENING = new RegExp(`${DOLLARS}|${BRACKETS}|${ENVIRONMENT}`, 'g');

/**
 * The formulas of a text, in order and apart: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and environments such as
 * `\begin{equation}…\end{equation}`, their delimiters included. What is opened and never closed is no formula. Takes
 * time in proportion to the text.
 */
export function mathsIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  const unclosed = new Set<string>();
  const scan = new RegExp(OPENING);
  for (let opening = scan.exec(text); opening; opening = scan.exec(text)) {
    const start = opening.index;
    const closer = closerOf(opening.groups ?? {});
    let end = start + opening[0].length;
    if (closer !== undefined) {
      // looked for once: what is not closed here is not closed further on
      const at = unclosed.has(closer) ? -1 : text.indexOf(closer, end);
      if (at < 0) {
        unclosed.add(closer);
        continue;
      }
      end = at + closer.length;
    }
    found.push({ start, end });
    scan.lastIndex = end;
  }
  return found;
}

/** What ends the formula; undefined where the opening is all of it. */
function closerOf({ bracket, name }: Readonly<Record<string, string | undefined>>): string | undefined {
  if (bracket !== undefined) return bracket === '(' ? '\\)' : '\\]';
  return name === undefined ? undefined : `\\end{${name}}`;
}

/** Those of the spans, which are in order and apart, that overlap a stretch: found by halving, as there may be thousands. */
export function touching(spans: readonly Stretch[], { start, end }: Stretch): readonly Stretch[] {
  const first = firstEndingAfter(spans, start);
  let last = first;
  while ((spans[last]?.start ?? end) < end) last++;
  return spans.slice(first, last);
}

/** Whether a place is inside one of the spans, which are in order and apart, rather than at its edge. */
export function isInside(spans: readonly Stretch[], at: number): boolean {
  const span = spans[firstEndingAfter(spans, at)];
  return span !== undefined && span.start < at;
}

function firstEndingAfter(spans: readonly Stretch[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Stretch).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
