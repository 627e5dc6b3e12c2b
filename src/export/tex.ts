// Plain text → TeX that prints it: specials escaped, ligatures broken, and capitals kept where a style would lower them.

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // BibTeX counts braces behind a backslash, too: an odd one would swallow the entries that follow
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
};
const SPECIAL = /[\\{}$&#%_~^<>|`]/g;
/** `--` would print as a dash, `''` and `,,` as quotation marks. */
const LIGATURE = /([-',])(?=\1)/g;

/** Text on one line. Letters beyond ASCII stay as they are: files are UTF-8. */
export function tex(text: string): string {
  return escaped(oneLine(text));
}

function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => ESCAPES[character] ?? character).replace(LIGATURE, '$1{}');
}

/** Nearly every text is even, and asking is cheaper than replacing. */
const UNEVEN = /[^\S ]|\p{Cc}| {2}|^ | $/u;

/** Runs of white space and control characters become one blank. */
export function oneLine(text: string): string {
  return UNEVEN.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ').trim() : text;
}

/** What stands in a verbatim field, an address or an identifier: braces and backslashes would end or escape it. */
export function verbatim(text: string): string {
  return oneLine(text).replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-’'][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/**
 * A title, with braces around the words whose capitals mean something, as most styles print titles in small letters:
 * those with a capital behind their first letter (`ZeRO`, `mRNA`), single capitals (`vitamin C`), and, in a title that
 * is not written with capitals throughout, every capitalised word that does not begin a sentence (`Bayesian`).
 */
export function texTitle(title: string): string {
  const text = oneLine(title);
  const words = wordsWithin(text);
  const long = words.filter(({ word, begins }) => !begins && /^\p{L}{4}/u.test(word));
  const isTitleCase = long.filter(({ word }) => /^\p{Lu}/u.test(word)).length * 2 > long.length;
  let done = '';
  let at = 0;
  for (const { word, before, begins } of words) {
    const isName = !isTitleCase && !begins && /^\p{Lu}/u.test(word);
    done += escaped(before) + (isName || keepsCapitals(word, begins) ? `{${word}}` : word);
    at += before.length + word.length;
  }
  return done + escaped(text.slice(at));
}

interface TitleWord {
  readonly word: string;
  /** What stands between it and the word before. */
  readonly before: string;
  /** Whether a sentence or a subtitle begins with it. */
  readonly begins: boolean;
}

function wordsWithin(text: string): TitleWord[] {
  let at = 0;
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => {
    const before = text.slice(at, index);
    const begins = at === 0 || /[.:?!–—]\s/.test(before);
    at = index + word.length;
    return { word, before, begins };
  });
}

function keepsCapitals(word: string, begins: boolean): boolean {
  if (/^\p{Lu}$/u.test(word)) return !(begins && word === 'A');
  // a capital behind a hyphen is a title's own way of writing: `Large-Scale`
  return word.split('-').some((part) => /^.+\p{Lu}/u.test(part));
}
