// Values of BibTeX as text: TeX as Unicode, formulas as they are, lists of names as names.
import { mathsIn } from '../../src/text/maths.js';
import { withoutTex } from '../../src/text/tex.js';

/** Where formulas stood, while the rest is read: private use, of which a text has none. */
const HELD = /[\ue000-\uf8ff]/g;
const MOST_HELD = 0xf8ff - 0xe000;
/** Signs that would be syntax if they were read with the rest. */
const NAMED: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
  textasciigrave: '`',
  textless: '<',
  textgreater: '>',
  textbar: '|',
  textunderscore: '_',
  textdollar: '$',
};
const LITERAL = new RegExp(
  `\\\\(?:(?<name>${Object.keys(NAMED).join('|')})(?:\\{\\}|(?![A-Za-z]))|(?<sign>[{}$&#%_]))`,
  'g',
);
/** What authors' programs escape in addresses. */
const ESCAPED = /\\([_%&#$~{}])/g;

/** Text without TeX's accents, commands and braces. Formulas keep their TeX: it is shown as one. */
export function bibtexText(value: string): string {
  if (!/[\\{}$~]|--/.test(value)) return value;
  const pieces: string[] = [];
  const hold = (piece: string) => {
    if (pieces.length >= MOST_HELD) return '';
    pieces.push(piece);
    return String.fromCharCode(0xe000 + pieces.length - 1);
  };
  const plainPart = (from: number, to: number) =>
    value
      .slice(from, to)
      .replace(HELD, '')
      .replace(LITERAL, (_, name: string | undefined, sign = '') =>
        hold(name === undefined ? sign : (NAMED[name] ?? '')),
      );
  let held = '';
  let at = 0;
  for (const { start, end } of mathsIn(value)) {
    held += plainPart(at, start) + hold(value.slice(start, end));
    at = end;
  }
  held += plainPart(at, value.length);
  // with a command, ties and dashes are read as in TeX, which a bibliography always is
  const plain = withoutTex(`\\relax ${held}`).replace(/[{}]/g, '').trimStart();
  return plain.replace(HELD, (place) => pieces[place.charCodeAt(0) - 0xe000] ?? '');
}

/** An address or an id: what was escaped in it as it is, without braces and `\url`. */
export function verbatim(value: string): string {
  return value
    .replace(/\\(?:url|path|nolinkurl)\s*/g, '')
    .replace(ESCAPED, '$1')
    .replace(/[{}\s]/g, '');
}

/** The names of a list, and whether it ends with `and others`. */
export function namesOf(value: string): { readonly names: readonly string[]; readonly isCut: boolean } {
  const all = splitAt(value, /\s+and\s+/giy)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const names = all.filter((name) => !/^(?:\{?others\}?|et\.? al\.?)$/i.test(name));
  return { names: names.map(nameOf).filter((name) => name !== ''), isCut: names.length < all.length };
}

/** `von Last, First` and `von Last, Jr., First` → `First von Last Jr.`; what is all in braces is one name, of a group. */
function nameOf(name: string): string {
  const extended = namedParts(name);
  if (extended) return extended;
  const [last = '', second, third] = splitAt(name, /\s*,\s*/y).map((part) => bibtexText(part).trim());
  const parts = third === undefined ? [second, last] : [third, last, second];
  return parts.filter(Boolean).join(' ');
}

/** biblatex's `family=Berg, given=Jan, prefix=van den`. */
function namedParts(name: string): string | undefined {
  if (!/^\s*(?:family|given|prefix|suffix)\s*=/.test(name)) return undefined;
  const parts = new Map(
    splitAt(name, /\s*,\s*/y).map((part) => {
      const [key = '', ...value] = part.split('=');
      return [key.trim(), bibtexText(value.join('=')).trim().replace(/^"|"$/g, '')];
    }),
  );
  return ['given', 'prefix', 'family', 'suffix']
    .map((key) => parts.get(key))
    .filter(Boolean)
    .join(' ');
}

/** Parts a value where a sticky pattern matches outside of braces. */
function splitAt(value: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const sign = value[at];
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    if (depth > 0 || !(sign === ',' || /\s/.test(sign ?? '')) || /\s/.test(value[at - 1] ?? '')) continue;
    separator.lastIndex = at;
    if (!separator.test(value)) continue;
    parts.push(value.slice(from, at));
    from = separator.lastIndex;
    at = from - 1;
  }
  return [...parts, value.slice(from)];
}
