// Where a text has formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{align}…\end{align}`; pure.

/** UTF-16 offsets into the text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** With its delimiters. */
export interface Formula extends Span {
  /** What KaTeX is to set. */
  readonly tex: string;
  /** Whether it stands on a line of its own. */
  readonly display: boolean;
}

/** A dollar before a digit is money more often than mathematics; where there is TeX inside, one may follow: `8$\times$8`. */
const SINGLE = String.raw`(?<!\\)\$(?<single>(?:[^$\\]|\\[\s\S])+?(?<!/))\$(?:(?!\d)|(?<=[\\^_][^$]*\$))`;
const DOUBLE = String.raw`\$\$(?<double>[^$]+)\$\$`;
/** Two backslashes and a bracket end a line by some space. */
const BRACKET = String.raw`(?<!\\)\\(?<bracket>[([])`;
const ENVIRONMENTS: Readonly<Record<string, (body: string) => string>> = {
  displaymath: (body) => body,
  math: (body) => body,
  // what KaTeX does not know by this name
  eqnarray: (body) => `\\begin{array}{rcl}${body}\\end{array}`,
  multline: within('gather*'),
  flalign: within('align*'),
  ...Object.fromEntries(
    ['equation', 'align', 'alignat', 'aligned', 'gather', 'gathered', 'split', 'cases', 'array', 'matrix']
      .concat(['pmatrix', 'bmatrix', 'Bmatrix', 'vmatrix', 'Vmatrix'])
      .map((name) => [name, within(name)]),
  ),
};
const ENVIRONMENT = String.raw`\\begin\{(?<name>(?:${Object.keys(ENVIRONMENTS).join('|')})\*?)\}`;
const OPENING = new RegExp(`${DOUBLE}|${SINGLE}|${BRACKET}|${ENVIRONMENT}`, 'g');
/** A sign that prose does not have. */
const OF_TEX = /[\\^_={}<>+*|]/;
const OF_MATHS = /^(?:log|exp|sin|cos|tan|max|min|mod|div|lim|sup|inf|det|dim|gcd|var|poly|polylog)$/;

/** Commands and signs that stand between formulas, never in one. */
const OF_TEXT = /\\(?:emph|cite[a-z]*|item|footnote)\b|``|(?<!\\)---/;
/** What a formula has in words. */
const TEXT_WITHIN = /\\(?:text[a-z]*|mbox|hbox|operatorname\*?|math[a-z]+|label|tag)\s?\{[^{}]*\}/g;
const WORDS = /(?<![\p{L}\\])\p{L}{2,}(?!\p{L})/gu;
/** Two words side by side, and a third one or the end of a sentence before them. */
const SENTENCE = /(?:[.,;:]|(?<!\p{L})\p{L}{2,})\s(?<!\\\p{L}+\s)\p{L}{2,}\s\p{L}{2,}/u;

function within(name: string): (body: string) => string {
  return (body) => `\\begin{${name}}${body}\\end{${name}}`;
}

export interface Part {
  readonly text: string;
  /** Of formulas. */
  readonly tex?: string;
  readonly display?: boolean;
}

/** A text as formulas and what is between them. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end, tex, display } of formulasIn(text)) {
    if (start > at) parts.push({ text: text.slice(at, start) });
    parts.push({ text: text.slice(start, end), tex, display });
    at = end;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at) });
  return parts;
}

/** The formulas in order and apart. What is opened and never closed is none. Takes time in proportion to the text. */
export function formulasIn(text: string): Formula[] {
  const found: Formula[] = [];
  const unclosed = new Set<string>();
  const scan = new RegExp(OPENING);
  for (let opening = scan.exec(text); opening; opening = scan.exec(text)) {
    const start = opening.index;
    const inner = start + opening[0].length;
    const { single, double, bracket, name } = opening.groups ?? {};
    if (single !== undefined && isProse(single)) {
      // the second dollar may begin another one
      scan.lastIndex = inner - 1;
      continue;
    }
    if (single !== undefined || double !== undefined) {
      found.push({ start, end: inner, tex: single ?? double ?? '', display: double !== undefined });
      continue;
    }
    const closer = name === undefined ? (bracket === '(' ? '\\)' : '\\]') : `\\end{${name}}`;
    // looked for once: what is not closed here is not closed further on
    const at = unclosed.has(closer) ? -1 : text.indexOf(closer, inner);
    if (at < 0) {
      unclosed.add(closer);
      continue;
    }
    const end = at + closer.length;
    found.push({ start, end, tex: texOf(name, text.slice(inner, at)), display: bracket !== '(' && name !== 'math' });
    scan.lastIndex = end;
  }
  return found;
}

/**
 * Words between two dollars: prices, names of variables, names of people. A blank within a dollar is none of mathematics
 * either, as Pandoc's `tex_math_dollars` reads it, unless there is TeX, or one letter, and no sentence.
 */
function isProse(tex: string): boolean {
  if (/^\s|\s$/.test(tex) && !/^\s[A-Za-z]\s$/.test(tex) && !/[\\^_]/.test(tex)) return true;
  if (OF_TEXT.test(tex)) return true;
  const bare = tex.replace(TEXT_WITHIN, ' . ');
  const words = bare.match(WORDS)?.filter((word) => !OF_MATHS.test(word)) ?? [];
  if (OF_TEX.test(bare)) return SENTENCE.test(bare) && words.length > 1;
  return /\s/.test(tex) && (words.length > 1 || (words.length === 1 && /^\d/.test(tex)));
}

function texOf(name: string | undefined, body: string): string {
  if (name === undefined) return body;
  const plain = name.replace('*', '');
  // without numbers: nothing refers to them here
  const starred = ['equation', 'align', 'alignat', 'gather'].includes(plain) ? `${plain}*` : plain;
  return plain === starred ? (ENVIRONMENTS[plain]?.(body) ?? body) : within(starred)(body);
}
