// Where a text has formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{equation}…\end{equation}` and its kin; pure.

export interface Part {
  readonly text: string;
  /** TeX without its delimiters; of an environment with them, as its name says how to set it. */
  readonly tex?: string;
  readonly display?: boolean;
}

/** A dollar before a digit or after a blank is money more often than mathematics, as pandoc's `tex_math_dollars` reads it. */
const FORMULA =
  /\\\((?<round>[\s\S]+?)\\\)|\\\[(?<square>[\s\S]+?)\\\]|(?<environment>\\begin\{(?<name>(?:equation|align|gather|alignat)\*?)\}[\s\S]+?\\end\{\k<name>\})|\$\$(?<double>[^$]+)\$\$|(?<!\\)\$(?<single>(?!\s)(?:[^$\\]|\\[\s\S])+?(?<![\s\\]))\$(?!\d)/g;

export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(FORMULA)) {
    const { round, single, square, double, environment } = found.groups ?? {};
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    const inline = round ?? single;
    parts.push({
      text: found[0],
      tex: inline ?? square ?? double ?? environment ?? '',
      display: inline === undefined,
    });
    from = found.index + found[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}
