// Formulas in MathML and JATS: by their TeX where it comes with them, else as a line of text.
import { lowered, raised } from '../../src/text/scripts.js';

interface Element {
  readonly name: string;
  /** How many pieces had been written before it. */
  readonly from: number;
  /** Where its children begin. */
  readonly children: number[];
  /** Whether its contents are TeX. */
  readonly isTex: boolean;
  tex?: string;
}

/** Around formulas, so that the TeX of one part speaks for the whole. */
const WHOLE = new Set(['math', 'inline-formula', 'disp-formula', 'alternatives', 'semantics']);
const LONGEST_TEX = 5000;
/** Children beyond these are no script, fraction or root. */
const MOST_PIECES = 50;

/** Reads the elements of formulas while their text is written to a list of pieces. */
export class Formulas {
  private readonly elements: Element[] = [];
  private readonly pieces: string[];

  constructor(pieces: string[]) {
    this.pieces = pieces;
  }

  get isOpen(): boolean {
    return this.elements.some(({ name }) => name === 'math');
  }

  open(name: string, attributes: string): void {
    this.elements.at(-1)?.children.push(this.pieces.length);
    const isTex =
      name === 'tex-math' || (name === 'annotation' && /encoding\s{0,9}=\s{0,9}["']?[^"']{0,99}tex/i.test(attributes));
    this.elements.push({ name, from: this.pieces.length, children: [], isTex });
  }

  close(name: string): void {
    const element = this.elements.pop();
    if (element?.name !== name) return;
    if (name === 'annotation' || name === 'tex-math') this.keepTex(element);
    else if (element.tex !== undefined && WHOLE.has(name)) this.speakFor(element, element.tex);
    else this.setIn(element);
  }

  private take(from: number): string {
    const text = this.pieces.slice(from).join('');
    this.pieces.length = from;
    return text;
  }

  /** The TeX of an annotation, for what is around it; where nothing is, it stands for itself. */
  private keepTex(element: Element): void {
    const written = this.take(element.from);
    const tex = element.isTex ? formulaIn(written) : undefined;
    if (tex === undefined || tex.length > LONGEST_TEX) return;
    const around = this.elements.at(-1);
    if (around && WHOLE.has(around.name)) around.tex = tex;
    else this.pieces.push(`$${tex}$`);
  }

  private speakFor({ from }: Element, tex: string): void {
    this.pieces.length = from;
    const around = this.elements.at(-1);
    if (around && WHOLE.has(around.name)) around.tex = tex;
    else this.pieces.push(`$${tex}$`);
  }

  private setIn({ name, from, children }: Element): void {
    const set = SETTERS[name];
    if (!set || this.pieces.length - from > MOST_PIECES) return;
    const ends = [...children.slice(1), this.pieces.length];
    const parts = children.map((start, i) => this.pieces.slice(start, ends[i]).join(''));
    this.pieces.length = from;
    this.pieces.push(set(parts));
  }
}

const inBrackets = (part: string) => (/^[\p{L}\p{M}\p{N}.]*$/u.test(part) ? part : `(${part})`);
const below = (part = '') => lowered(part) ?? `_${inBrackets(part)}`;
const above = (part = '') => raised(part) ?? (part === '*' || part === '′' ? part : `^${inBrackets(part)}`);

/** How an element is written in a line, by the texts of its children. */
const SETTERS: Readonly<Record<string, (parts: readonly string[]) => string>> = {
  msub: ([base = '', sub]) => base + below(sub),
  msup: ([base = '', sup]) => base + above(sup),
  msubsup: ([base = '', sub, sup]) => base + below(sub) + above(sup),
  munder: ([base = '', sub]) => base + below(sub),
  munderover: ([base = '', sub, sup]) => base + below(sub) + above(sup),
  mfrac: ([over = '', under = '']) => `${inBrackets(over)}/${inBrackets(under)}`,
  msqrt: (parts) => `√${inBrackets(parts.join(''))}`,
};

/** By searching, as a pattern would look for the end of each beginning that has none. */
function documentIn(written: string): string | undefined {
  const [begin, end] = ['\\begin{document}', '\\end{document}'];
  const from = written.indexOf(begin);
  const to = from < 0 ? -1 : written.indexOf(end, from);
  return to < 0 ? undefined : written.slice(from + begin.length, to);
}

/** The formula of an element of TeX: publishers wrap it into a whole document. */
function formulaIn(written: string): string | undefined {
  const body = documentIn(written) ?? written;
  const formula = body
    .trim()
    .replace(/^(?:\$\$?|\\[([])|(?:\$\$?|\\[)\]])$/g, '')
    .trim();
  return formula === '' ? undefined : formula;
}
