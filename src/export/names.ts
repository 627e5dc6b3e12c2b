// A person's name as it is written → family name, given names and suffix, as reference managers want them.
import { fold } from '../text/analyze.js';
import { parseName } from '../text/names.js';
import { oneLine } from './tex.js';

/** Either taken apart, or a name that is one piece: of a group, of one word, of characters without blanks. */
export type NameParts =
  | { readonly family: string; readonly given: string; readonly suffix: string }
  | { readonly whole: string };

/** No name of a person is longer; what is stored as a name may be a whole list, or worse. */
const LONGEST_NAME = 200;

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
/**
 * What a name of a person does not have: biblatex has names as `given=Ada`, and a word that begins with what TeX writes
 * as a command begins, to programs, with a small letter, as particles do.
 */
const NO_LETTER_OF_NAMES = /[=\\{}$&#%_~^<>|`]/;
/** What the name of a group ends with. */
const GROUP =
  /\b(?:collaboration|consortium|group|team|committee|association|initiative|society|network|project|organi[sz]ation|foundation|institute|university)$/i;

/**
 * `Ana de la Cruz` → de la Cruz | Ana; `Smith, John, Jr.` and `John Smith Jr.` → Smith | John | Jr.; `ZHANG Weinan` →
 * ZHANG | Weinan, by the rules of `text/names.ts`. Letters stay as they are; all words of the name are in the parts.
 */
export function nameParts(name: string): NameParts {
  const tidy = oneLine(name);
  const parts = tidy.split(',').map((part) => part.trim());
  // programs make odd things of words without a letter
  const isOdd = tidy.length > LONGEST_NAME || NO_LETTER_OF_NAMES.test(tidy) || !parts.every(isWords);
  if (isOdd || isGroup(tidy)) return { whole: tidy };
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1) return ofWords(tidy);
  if (parts.length === 2 && !SUFFIX.test(second)) return { family: first, given: second, suffix: '' };
  if (parts.length === 2) return withSuffix(ofWords(first), second, tidy);
  if (parts.length === 3 && SUFFIX.test(third)) return { family: first, given: second, suffix: third };
  if (parts.length === 3 && SUFFIX.test(second)) return { family: first, given: third, suffix: second };
  return { whole: tidy };
}

function isWords(part: string): boolean {
  return part.split(' ').every((word) => /[\p{L}\p{N}]/u.test(word));
}

/** `and` would part two names in BibTeX. */
function isGroup(name: string): boolean {
  return /^the\s/i.test(name) || GROUP.test(name) || /(?:^|[\s,])(?:and|&)(?:[\s,]|$)/i.test(name);
}

function withSuffix(parts: NameParts, suffix: string, whole: string): NameParts {
  return 'whole' in parts ? { whole } : { ...parts, suffix };
}

function ofWords(name: string): NameParts {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  if (words.length > 2 && SUFFIX.test(last)) return withSuffix(ofWords(words.slice(0, -1).join(' ')), last, name);
  if (words.length < 2) return { whole: name };
  if (isFamilyFirst(words)) return { family: words[0] ?? '', given: words.slice(1).join(' '), suffix: '' };
  const from = words.findIndex((_, i) => i > 0 && words.slice(i, -1).every(isParticle));
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' '), suffix: '' };
}

/** `van`, `de`, `la`: a word in small letters before the family name belongs to it. */
function isParticle(word: string): boolean {
  return /^\p{Ll}[\p{Ll}'’]+$/u.test(word);
}

function isFamilyFirst(words: readonly string[]): boolean {
  const family = parseName(words.join(' '))?.family;
  return family !== undefined && letters(words[0]) === family && letters(words.at(-1)) !== family;
}

const letters = (word = '') => fold(word).replace(/[^\p{L}]/gu, '');

/** The folded word under which a name is filed, in ASCII letters: `wit` of `de Wit`; empty for other scripts. */
export function filingName(name: string): string {
  const parts = nameParts(name);
  const word = 'whole' in parts ? groupWord(parts.whole) : (parseName(name)?.family ?? '');
  return word.replace(/[^a-z]/g, '');
}

/** `atlas` of `The ATLAS Collaboration`. */
function groupWord(name: string): string {
  const words = fold(name.slice(0, LONGEST_NAME)).match(/\p{L}+/gu) ?? [];
  return words.find((word) => word !== 'the' && !GROUP.test(word)) ?? words[0] ?? '';
}
