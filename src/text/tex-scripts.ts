// What is raised or lowered in a formula, or in plain text as people type it: `n^2`, `x_{i}`, `10^{-3}`.
import { lowered, raised } from './scripts.js';
import type { TexReader } from './tex-reader.js';

/** An argument without commands and groups. */
const BRACED = /\{\s*([^{}\\$^_\s]{1,12})\s*\}/y;
const SINGLE = /[A-Za-z0-9*+\-'−]/y;
const TYPED = /-?\d+(?![\p{L}\d])|[A-Za-z](?![\p{L}\d])/uy;
const NAMED = /\{?\\(circ|degree|prime|top|ast|star|dagger)(?![A-Za-z])\}?/y;
const NAMES: Readonly<Record<string, string>> = {
  circ: '°',
  degree: '°',
  prime: '′',
  top: 'ᵀ',
  ast: '*',
  star: '*',
  dagger: '†',
};
/** Two letters are a word, which is to be found as one. */
const HAS_WORD = /\p{L}\p{L}/u;
const HAS_LETTER = /\p{L}/u;
const ORDINAL = /^(?:st|nd|rd|th)$/;
/** What may be raised in plain text: a letter, a digit, what is in brackets. */
const BASE = /[\p{L}\p{N})\]]/u;
/** A variable, rather than a part of a name with underlines. */
const VARIABLE = /(?:^|[^\p{L}\p{N}_])\p{L}$/u;

/** Reads a script that begins at a place, and returns behind what. */
export function readScript(reader: TexReader, at: number): number {
  const { text } = reader;
  // `xᵢ` would be the word xi
  const shift = text[at] === '^' ? raised : (plain: string) => (HAS_LETTER.test(plain) ? undefined : lowered(plain));
  const inMaths = reader.inMaths(at);
  if (!inMaths && !mayBeScript(text, at)) return at;
  const named = text[at] === '^' ? matchAt(NAMED, text, at + 1) : undefined;
  if (named) return reader.put(at, at + 1 + named[0].length, NAMES[named[1] as string] as string);
  const found = matchAt(BRACED, text, at + 1) ?? matchAt(inMaths ? SINGLE : TYPED, text, at + 1);
  const content = found?.[1] ?? found?.[0];
  if (!found || content === undefined) return at;
  const shifted = plainScript(content, shift);
  if (shifted !== undefined) return reader.put(at, at + 1 + found[0].length, shifted);
  // `x_{i+1}` would be another formula without its braces
  if (/[^\p{L}\p{N}]/u.test(content)) reader.expectGroup(at + 1, { opening: '{', closing: '}' });
  return at + 1;
}

function plainScript(content: string, shift: (text: string) => string | undefined): string | undefined {
  if (content === '*') return '*';
  if (content === "'") return '′';
  return HAS_WORD.test(content) && !ORDINAL.test(content) ? undefined : shift(content);
}

function mayBeScript(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  if (text[at] === '^') return BASE.test(before.slice(-1));
  // `l_1`, but neither `file_name` nor `a_b`
  return VARIABLE.test(before) && /^(?:\{\d+\}|\d+)(?![\p{L}\d_])/u.test(text.slice(at + 1, at + 8));
}

/** What a sticky pattern finds at a place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}
