// TeX within a text as its readers see it: accents as letters, commands of fonts and layout as blanks.

// An escaped apostrophe before a genitive s or a t is none of Polish; a blank behind a sign ends a quotation.
const SIGNED = /\{?\\(?:(?!'[st](?![A-Za-z]))['`"^~=.])(?:\{\\?([A-Za-z])\}|\\([ij])(?![A-Za-z])|([A-Za-z]))\}?/;
const NAMED = /\{?\\[uvHckbdr](?:\{\\?([A-Za-z])\}| ([A-Za-z])(?=\}))\}?/;
const LETTER = /\{?\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L)(?![A-Za-z])(?:\{\}|\})?/;
/** What takes an argument that is no text. */
const SILENT = /\\(?:cite[a-z]*|ref|eqref|label|begin|end)\*?\{[^{}]*\}/;
/** Names of fonts, layout and signs. Others stay words: `\alpha` and `\log` are, and `\ours` may be a name. */
const COMMANDS = `emph em textbf bf textit it textsl sl textsc sc texttt tt textrm rm textsf sf textnormal text mbox
  underline footnote mathcal cal mathbb mathbf mathrm mathsf mathit mathfrak mathtt mathscr boldsymbol bm operatorname
  frac tfrac dfrac sqrt left right big Big bigg Bigg limits nolimits displaystyle noindent newline par item
  hat tilde bar vec overline widetilde widehat cdot cdots ldots dots quad qquad times leq geq leqslant geqslant le ge
  neq ne approx sim equiv in notin subset subseteq cup cap setminus to rightarrow leftarrow mapsto lceil rceil lfloor
  rfloor langle rangle mid colon pm not ll gg circ ast oplus otimes bullet`;
const COMMAND = new RegExp(`\\\\(?:${COMMANDS.split(/\s+/).join('|')})(?![A-Za-z])\\*?`);
const TEX = new RegExp([SIGNED, NAMED, LETTER, SILENT, COMMAND].map(({ source }) => source).join('|'), 'g');

/** Whether a text may hold TeX that is read otherwise than it is written. */
export function mayHaveTex(text: string): boolean {
  return text.includes('\\');
}

/** A reading of a text, and from where to where in the text each of its UTF-16 units stands. */
export interface Reading {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * A text without its TeX: `L\'evy`, `L\'{e}vy` and `L{\'e}vy` → `Levy`, `\emph{deep}` → ` {deep}`. Greek letters and all
 * commands that are not of fonts, layout and signs stay as they are: their names are words.
 */
export function withoutTex(text: string): string {
  return mayHaveTex(text) ? text.replace(TEX, letterOf) : text;
}

/** The same with the places. */
export function readTex(text: string): Reading {
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const copy = (from: number, to: number) => {
    plain += text.slice(from, to);
    for (let i = from; i < to; i++) {
      starts.push(i);
      ends.push(i + 1);
    }
  };
  let at = 0;
  for (const found of text.matchAll(TEX)) {
    copy(at, found.index);
    at = found.index + found[0].length;
    const letter = letterOf(found[0], ...found.slice(1));
    plain += letter;
    for (let i = 0; i < letter.length; i++) {
      starts.push(found.index);
      ends.push(at);
    }
  }
  copy(at, text.length);
  return { text: plain, starts, ends };
}

/** The letters that a match stands for, by the groups of the pattern; a blank for a command. */
function letterOf(_match: string, ...[braced, dotless, bare, under, spaced, letter]: (string | undefined)[]): string {
  return braced ?? dotless ?? bare ?? under ?? spaced ?? letter ?? ' ';
}
