// What a command of TeX is read as, its arguments included where they belong to it.
import type { TexReader } from './tex-reader.js';
import { matchAt } from './tex-scripts.js';
import {
  ACCENTS,
  doubleStruck,
  GAPS,
  LETTERS,
  LOOKS,
  MATHS_ACCENTS,
  SIGNS,
  SILENT,
  SILENT_FIRST,
  SYMBOLS,
} from './tex-signs.js';

const NAME = /\\([A-Za-z]+)\*?/y;
/** The letter under an accent: `{\i}`, `\i`, `{e}`, `e`; of `{ue}` the first one. */
const UNDER_SIGN = /\{\s*\\([ij])\s*\}|\\([ij])(?![A-Za-z])\s?|\{\s*(\p{L})\s*\}|(\p{L})/uy;
const UNDER_NAME = /\s*\{\s*\\([ij])\s*\}|\s*\\([ij])(?![A-Za-z])\s?|\s*\{\s*(\p{L})\s*\}|\s+(\p{L})/uy;
/** `don\'t`, `author\'s`. */
const GENITIVE = /'(?:[stdm]|ll|re|ve)(?![\p{L}])/uy;
const OPTIONAL = /\s*\[[^\][{}]{0,200}\]/y;
const ARGUMENT = /\s*\{[^{}]{0,300}\}/y;
const ADDRESS = /\s*\{([^{}]{0,500})\}/y;
const FRACTION = /\s*([A-Za-z0-9])\s*([A-Za-z0-9])(?![A-Za-z0-9])/y;
const ONE_LETTER = /\s*\{\s*([A-Za-z0-9])\s*\}|\s*([A-Za-z0-9])(?![A-Za-z0-9])/y;
const LETTERS_IN_BRACES = /\s*\{\s*([A-Za-z0-9]{1,3})\s*\}|\s*([A-Za-z0-9])/y;
const CODE_POINT = /\s*\{x?([0-9A-Fa-f]{2,6})\}/y;
const MARK = /^\p{M}/u;
const ESCAPED: Readonly<Record<string, string>> = {
  '%': '%',
  '&': '&',
  '#': '#',
  _: '_',
  $: '$',
  '{': '{',
  '}': '}',
  '|': '‖',
};
const SPACES: Readonly<Record<string, string>> = {
  ',': ' ',
  ';': ' ',
  ':': ' ',
  ' ': ' ',
  '!': '',
  '/': '',
  '-': '',
  '@': '',
};
const BRACKETS = '()[]';

/** Reads a command that begins at a place, and returns behind what. */
export function readCommand(reader: TexReader, at: number): number {
  const name = matchAt(NAME, reader.text, at);
  return name ? readNamed(reader, at, name[1] as string, at + name[0].length) : readSign(reader, at);
}

function readSign(reader: TexReader, at: number): number {
  const { text } = reader;
  const sign = text[at + 1] ?? '';
  const width = at + 2;
  if (ACCENTS.has(sign) && sign !== '') return readAccent(reader, at, sign);
  const by = ESCAPED[sign] ?? SPACES[sign];
  if (by !== undefined) return reader.put(at, width, by);
  if (sign === '\\') return reader.put(at, width + (matchAt(OPTIONAL, text, width)?.[0].length ?? 0), ' ');
  if (BRACKETS.includes(sign) && sign !== '') {
    return reader.put(at, width, reader.inMaths(at) ? (sign === '(' || sign === ')' ? '' : ' ') : sign);
  }
  return reader.put(at, at + 1, ' ');
}

/** A sign above a letter; where the two are no letter, or the sign is an escaped quote, the sign itself. */
function readAccent(reader: TexReader, at: number, sign: string): number {
  const { text } = reader;
  const behind = at + 2;
  const under = isQuote(reader, at, sign) ? undefined : matchAt(UNDER_SIGN, text, behind);
  const letter = under && accented(under, sign);
  if (under && letter !== undefined) return reader.put(at, behind + under[0].length, letter);
  if (text.startsWith('{}', behind)) return reader.put(at, behind + 2, sign);
  return reader.put(at, behind, sign);
}

function isQuote(reader: TexReader, at: number, sign: string): boolean {
  if (sign !== "'" && sign !== '"') return false;
  const { text } = reader;
  if (sign === "'" && matchAt(GENITIVE, text, at + 1) && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  return !/[\p{L}\p{N}{}]$/u.test(text.slice(Math.max(0, at - 1), at)) && reader.lastCloser(sign) > at;
}

/** One letter with its accent; undefined if Unicode has none, unless braces say that it is meant. */
function accented(under: RegExpExecArray, accent: string): string | undefined {
  const [, dotlessBraced, dotless, braced, bare] = under;
  const base = dotlessBraced ?? dotless ?? braced ?? bare ?? '';
  const letter = (base + (ACCENTS.get(accent) ?? '')).normalize('NFC');
  return [...letter].length === 1 || bare === undefined ? letter : undefined;
}

function readNamed(reader: TexReader, at: number, name: string, end: number): number {
  const { text } = reader;
  const inMaths = reader.inMaths(at);
  if (!inMaths && ACCENTS.has(name)) {
    const under = matchAt(UNDER_NAME, text, end);
    const letter = under && accented(under, name);
    if (under && letter !== undefined) return reader.put(at, end + under[0].length, letter);
  }
  const letter = LETTERS.get(name);
  if (letter !== undefined && !inMaths) return readLetter(reader, at, letter, end);
  return readStructure(reader, at, name, end) ?? readWord(reader, at, name, end, inMaths);
}

/** TeX takes a blank behind the name of a command, or `{}`, as its end. */
function readLetter(reader: TexReader, at: number, letter: string, end: number): number {
  const { text } = reader;
  if (text.startsWith('{}', end)) return reader.put(at, end + 2, letter);
  const swallows = /^ \p{L}/u.test(text.slice(end, end + 3));
  return reader.put(at, end + (swallows ? 1 : 0), letter);
}

/** Commands with arguments. */
function readStructure(reader: TexReader, at: number, name: string, end: number): number | undefined {
  const { text } = reader;
  if (SILENT_FIRST.has(name)) return reader.put(at, end + (matchAt(ARGUMENT, text, end)?.[0].length ?? 0), '');
  if (SILENT.test(name)) {
    const optional = matchAt(OPTIONAL, text, end)?.[0].length ?? 0;
    const argument = matchAt(ARGUMENT, text, end + optional)?.[0].length;
    if (argument !== undefined) return reader.put(at, end + optional + argument, ' ');
  }
  if (name === 'url' || name === 'path') {
    const address = matchAt(ADDRESS, text, end);
    if (address) return reader.put(at, end + address[0].length, address[1] as string);
  }
  if (/^[tdc]?frac$/.test(name)) return readFraction(reader, at, end);
  if (/^[td]?binom$/.test(name)) {
    const first = groupAt(text, end);
    if (first !== undefined)
      reader.expectGroup(first, { opening: '(', closing: ' choose ', next: { opening: '', closing: ')' } });
    return reader.put(at, end, '');
  }
  if (name === 'sqrt') return readRoot(reader, at, end);
  if (MATHS_ACCENTS.has(name)) return readMathsAccent(reader, at, name, end);
  if (/^(?:mathbb|Bbb|mathds)$/.test(name)) {
    const letters = matchAt(LETTERS_IN_BRACES, text, end);
    const struck = [...(letters?.[1] ?? letters?.[2] ?? '')].map(doubleStruck).join('');
    return reader.put(at, end + (letters?.[0].length ?? 0), struck);
  }
  const point = name === 'unicode' ? matchAt(CODE_POINT, text, end) : undefined;
  const code = Number.parseInt(point?.[1] ?? '', 16);
  // no half of a pair, and nothing beyond the last one
  if (!point || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || code < 32) return undefined;
  return reader.put(at, end + point[0].length, String.fromCodePoint(code));
}

/** Where a group begins behind some blanks, if one does. */
function groupAt(text: string, end: number): number | undefined {
  let at = end;
  while (text[at] === ' ' && at < end + 8) at++;
  return text[at] === '{' ? at : undefined;
}

const SUM = /^\{[^{}]*[\s+−-][^{}]*\}/;
const SIMPLE_GROUP = /^\{[^{}]*\}/;
const LONGEST_PART = 60;

function readFraction(reader: TexReader, at: number, end: number): number {
  const { text } = reader;
  const parts = matchAt(FRACTION, text, end);
  if (parts) return reader.put(at, end + parts[0].length, `${parts[1]}/${parts[2]}`);
  const first = groupAt(text, end);
  if (first === undefined) return reader.put(at, end, '');
  const upper = text.slice(first, first + LONGEST_PART);
  const lower = text.slice(first).slice(SIMPLE_GROUP.exec(upper)?.[0].length ?? 0, LONGEST_PART);
  const next = SUM.test(lower) ? { opening: '(', closing: ')' } : { opening: '', closing: '' };
  reader.expectGroup(first, {
    ...(SUM.test(upper) ? { opening: '(', closing: ')/' } : { opening: '', closing: '/' }),
    next,
  });
  return reader.put(at, first, '');
}

function readRoot(reader: TexReader, at: number, end: number): number {
  const { text } = reader;
  const behind = end + (matchAt(OPTIONAL, text, end)?.[0].length ?? 0);
  const group = groupAt(text, behind);
  if (group !== undefined && !/^\{\s*[^{}\\\s]\s*\}/.test(text.slice(group, group + 6))) {
    reader.expectGroup(group, { opening: '(', closing: ')' });
  }
  return reader.put(at, group ?? behind, '√');
}

/** Above one letter the accent, above more nothing. */
function readMathsAccent(reader: TexReader, at: number, name: string, end: number): number {
  const one = matchAt(ONE_LETTER, reader.text, end);
  const letter = one?.[1] ?? one?.[2];
  if (!one || letter === undefined) return reader.put(at, groupAt(reader.text, end) ?? end, '');
  const accent = MATHS_ACCENTS.get(name) as string;
  return reader.put(at, end + one[0].length, (letter + accent).normalize('NFC'));
}

/** Commands without arguments, and those that leave theirs as they are. */
function readWord(reader: TexReader, at: number, name: string, end: number, inMaths: boolean): number {
  const { text } = reader;
  const parted = reader.isBehindWord(at) ? ' ' : '';
  const symbol = SYMBOLS.get(name);
  if (symbol !== undefined) return reader.put(at, end, (inMaths ? parted : '') + symbol + tail(text, end));
  const sign = SIGNS.get(name);
  if (sign !== undefined) return reader.put(at, end, sign);
  if (GAPS.has(name)) return reader.put(at, end, ' ');
  if (LOOKS.has(name)) {
    const group = groupAt(text, end);
    if (group !== undefined) return reader.put(at, group, '');
    // `\left.` has no bracket
    const isNone = /^(?:left|right)$/.test(name) && text[end] === '.';
    return reader.put(at, isNone ? end + 1 : text[end] === ' ' ? end + 1 : end, parted);
  }
  return reader.put(at, end, parted + (name === 'not' ? 'not ' : name) + tail(text, end));
}

/** What keeps a name apart from a digit or an accented letter right behind it. */
function tail(text: string, end: number): string {
  return /^\p{L}/u.test(text.slice(end, end + 1)) && !MARK.test(text.slice(end, end + 1)) ? ' ' : '';
}
