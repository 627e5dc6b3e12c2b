// How KaTeX reads the formulas of abstracts; pure.

/** Names that authors give to things so often that abstracts use them without saying what they are. */
export const MACROS: Readonly<Record<string, string>> = {
  '\\mbox': '\\text{#1}',
  '\\textsc': '\\text{#1}',
  '\\tup': '\\text{#1}',
  '\\ensuremath': '#1',
  '\\mathds': '\\mathbb{#1}',
  '\\mathbbm': '\\mathbb{#1}',
  '\\eps': '\\epsilon',
  '\\xspace': '',
  '\\textgreater': '>',
  '\\textless': '<',
  '\\E': '\\mathbb{E}',
  '\\F': '\\mathbb{F}',
  '\\RR': '\\mathbb{R}',
  '\\CC': '\\mathbb{C}',
  '\\NN': '\\mathbb{N}',
  '\\ZZ': '\\mathbb{Z}',
  '\\QQ': '\\mathbb{Q}',
  '\\FF': '\\mathbb{F}',
  '\\poly': '\\operatorname{poly}',
  '\\polylog': '\\operatorname{polylog}',
  '\\NP': '\\mathsf{NP}',
  '\\AC': '\\mathsf{AC}',
};

/** A longer one is an attempt to keep the page busy. */
export const LONGEST_FORMULA = 4000;

/** An abstract has no comments and no arguments of macros: these two are what they look like. */
export function readableTex(tex: string): string {
  return /\\(?:re)?newcommand|\\def\b/.test(tex)
    ? tex
    : tex.replace(/(?<!\\)(?:\\\\)*[%#]/g, (signs) => `${signs.slice(0, -1)}\\${signs.at(-1)}`);
}
