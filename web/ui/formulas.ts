// Where a text has formulas: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`; pure.

export interface Part {
  readonly text: string;
  /** TeX without its delimiters. */
  readonly tex?: string;
  readonly display?: boolean;
}

/** A dollar before a digit or after a blank is money more often than mathematics, as pandoc's `tex_math_dollars` reads it. */
const FORMULA =
  /\\\((?<round>[\s\S]+?)\\\)|\\\[(?<square>[\s\S]+?)\\\]|\$\$(?<double>[^$]+)\$\$|(?<!\\)\$(?<single>(?!\s)(?:[^$\\]|\\[\s\S])+?(?<![\s\\]))\$(?!\d)/g;

export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(FORMULA)) {
    const { round, square, double, single } = found.groups ?? {};
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    const tex = round ?? square ?? double ?? single ?? '';
    parts.push({ text: found[0], tex, display: square !== undefined || double !== undefined });
    from = found.index + found[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}
