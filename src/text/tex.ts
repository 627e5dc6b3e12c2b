// A text as its readers see it: TeX as the Unicode that it stands for, with the places where it is written.
import { TexReader } from './tex-reader.js';

/**
 * Names the reading. Raised when it gives other texts than before: what was made of them (keys of titles, hashes of what
 * was embedded, rows of words) is then made anew.
 */
export const READING = 2;

/** A reading of a text, and from where to where in the text each of its UTF-16 units stands. */
export interface Reading {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Whether a text may hold what is read otherwise than it is written. Most texts do not, and asking is cheap. */
export function mayHaveTex(text: string): boolean {
  return text.includes('\\') || text.includes('$') || text.includes('^') || text.includes('{') || text.includes('_');
}

/**
 * The text with its TeX as Unicode: `L\'evy` and `L{\'e}vy` → `Lévy`, `$\alpha$-stable` → `α-stable`, `2.7$\times$` →
 * `2.7×`, `\emph{deep}` → `deep`, `$O(n^2)$` → `O(n²)`, `{GAN}s` → `GANs`. Commands that nobody knows leave their name.
 * What is no TeX stays: prices, `a < b`, `\`-paths. Takes time in proportion to the text, and never throws.
 */
export function withoutTex(text: string): string {
  if (!mayHaveTex(text)) return text;
  let plain = '';
  let at = 0;
  for (const { start, end, by } of new TexReader(text).edits()) {
    plain += text.slice(at, start) + by;
    at = end;
  }
  return at === 0 ? text : plain + text.slice(at);
}

/** The same with the places: what a command stands for stands where the command does. */
export function readTex(text: string): Reading {
  const edits = mayHaveTex(text) ? new TexReader(text).edits() : [];
  const length = edits.reduce((sum, { start, end, by }) => sum + by.length - (end - start), text.length);
  const starts = new Uint32Array(length);
  const ends = new Uint32Array(length);
  let plain = '';
  let at = 0;
  const copy = (to: number) => {
    for (let from = plain.length; at < to; from++, at++) {
      starts[from] = at;
      ends[from] = at + 1;
    }
  };
  for (const { start, end, by } of edits) {
    const from = at;
    copy(start);
    plain += text.slice(from, start) + by;
    starts.fill(start, plain.length - by.length, plain.length);
    ends.fill(end, plain.length - by.length, plain.length);
    at = end;
  }
  const from = at;
  copy(text.length);
  return { text: plain + text.slice(from), starts, ends };
}
