// A title or an abstract, cut where its looks change: marks, formulas, emphasis, and all else as plain text; pure.
import { formulasIn, type Span } from './formulas.js';
import type { Piece } from './marked-text.js';
import type { Look } from './tex-signs.js';
import { readTexText, type Styled } from './tex-text.js';

/** A stretch that looks the same. */
export interface Run {
  /** As it is shown; of a formula its source with delimiters. */
  readonly text: string;
  /** Of formulas. */
  readonly tex?: string;
  readonly display?: boolean;
  readonly look?: Look;
}

/** Runs that are marked together, or not marked at all. */
export interface Segment {
  readonly mark: Piece['mark'];
  readonly runs: readonly Run[];
}

/** What is shown as one, and never cut. */
interface Atom extends Span {
  readonly by: string;
  readonly tex?: string;
  readonly display?: boolean;
}

/**
 * Pieces are read together, as TeX may begin in one and end in another: `\emph{`, a marked word, `}`.
 * @param pieces those of `piecesOf`, or the text as one piece
 */
export function segmentsOf(pieces: readonly Piece[]): Segment[] {
  const text = pieces.map((piece) => piece.text).join('');
  const formulas = formulasIn(text);
  const { edits, looks } = readTexText(text, formulas);
  const atoms: Atom[] = [
    ...edits,
    ...formulas.map(({ start, end, tex, display }) => ({ start, end, by: text.slice(start, end), tex, display })),
  ].sort((a, b) => a.start - b.start);
  const segments: { readonly piece: number; readonly mark: Piece['mark']; readonly runs: Run[] }[] = [];
  const markOf = marksOf(pieces);
  const lookOf = looksOf(looks);
  const add = ({ start, end, by, ...formula }: Atom) => {
    if (by === '') return;
    const { piece, mark } = markOf(start, end);
    const look = lookOf(start);
    if (segments.at(-1)?.piece !== piece) segments.push({ piece, mark, runs: [] });
    addRun(segments.at(-1)?.runs ?? [], { text: by, ...formula, ...(look && { look }) });
  };
  const cuts = cutsOf(pieces, looks);
  let cut = 0;
  let at = 0;
  /** Plain text up to a place, cut where marks and looks begin and end. */
  const addPlain = (to: number) => {
    while (at < to) {
      while ((cuts[cut] ?? to) <= at) cut++;
      const end = Math.min(to, cuts[cut] ?? to);
      add({ start: at, end, by: text.slice(at, end) });
      at = end;
    }
  };
  for (const atom of atoms) {
    addPlain(atom.start);
    add(atom);
    at = atom.end;
  }
  addPlain(text.length);
  return segments;
}

/** A text without markup, for the title of a page and for names of buttons. */
export function plainText(text: string): string {
  const runs = segmentsOf([{ text }]).flatMap((segment) => segment.runs);
  // marks of direction would reach beyond the text, where nothing isolates it
  return runs
    .map((run) => run.tex ?? run.text)
    .join('')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Neighbours of one look are one run. */
function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (!last || last.tex !== undefined || run.tex !== undefined || last.look !== run.look) runs.push(run);
  else runs[runs.length - 1] = { ...last, text: last.text + run.text };
}

/** Places where plain text is cut, in order. */
function cutsOf(pieces: readonly Piece[], looks: readonly Styled[]): number[] {
  let at = 0;
  const ends = pieces.map(({ text }) => {
    at += text.length;
    return at;
  });
  return [...ends, ...looks.flatMap(({ start, end }) => [start, end])].sort((a, b) => a - b);
}

/** Asked in ascending order: the piece of a stretch; of one in several pieces the first that is marked. */
function marksOf(pieces: readonly Piece[]) {
  let piece = 0;
  let from = 0;
  const endOf = (i: number) => from + (pieces[i]?.text.length ?? 0);
  return (start: number, end: number): { readonly piece: number; readonly mark: Piece['mark'] } => {
    while (piece < pieces.length - 1 && endOf(piece) <= start) {
      from = endOf(piece);
      piece++;
    }
    let last = endOf(piece);
    for (let i = piece; i < pieces.length && (i === piece || last < end); i++) {
      if (i > piece) last += pieces[i]?.text.length ?? 0;
      const mark = pieces[i]?.mark;
      if (mark) return { piece: i, mark };
    }
    return { piece, mark: undefined };
  };
}

/** Asked in ascending order: the innermost look of a place. */
function looksOf(looks: readonly Styled[]): (at: number) => Look | undefined {
  const open: Styled[] = [];
  let next = 0;
  return (at) => {
    for (let look = looks[next]; look && look.start <= at; look = looks[++next]) open.push(look);
    while ((open.at(-1)?.end ?? Infinity) <= at) open.pop();
    return open.at(-1)?.look;
  };
}
