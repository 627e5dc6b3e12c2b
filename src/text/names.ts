// People's names taken apart and folded: which words are given names, which one is the family name, which are initials.
import { fold } from './analyze.js';
import { isPinyin, isSurnameOfEastAsia, syllables } from './pinyin.js';

/** A name as it is compared: folded words, in the order given names, family name. */
export interface PersonName {
  /** Folded words without hyphens; an initial is one letter. May be empty. */
  readonly given: readonly string[];
  /** Folded; of several words (`van den Berg`, `García-López`) the last one, by which all spellings are found. */
  readonly family: string;
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq|dr|prof)\.?$/i;
/** Radicals and counting marks are of these scripts, too, but no letters. */
const HAN = /^(?:(?=\p{L})\p{Script=Han}){2,4}$/u;
const HANGUL = /^(?:(?=\p{L})\p{Script=Hangul}){2,4}$/u;
/** The e of `oe` and `ue` between consonants; in family names of `ae` too. */
const GIVEN_UMLAUT = /(?<=[^aeiouq][ou])e(?=[^aeiou])/g;
const FAMILY_UMLAUT = /(?<=[^aeiouq][aou])e(?=[^aeiou])/g;
/** One run of vowels in a word of more than one letter. */
const ONE_SYLLABLE = /^(?=..)[^aeiouyw]*[aeiouyw]+[^aeiouyw]*$/;
/** Chinese and Korean family names of two characters; all others have one. */
const TWO_CHARACTERS =
  /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|남궁|황보|제갈|선우|독고)/u;

/**
 * Takes a name apart; undefined if it has no letter. Knows `Given Family`, `Family, Given`, suffixes (`Jr.`, `III`),
 * initials with and without points, hyphens, and the order family name first where it is certain (Han and Hangul
 * characters, `ZHANG Weinan`, `Zhang Weinan`, where only the first word is a family name).
 */
export function parseName(name: string): PersonName | undefined {
  const native = nativeOrder(name.replace(/\s+/gu, ''));
  if (native !== undefined) return native;
  const words = inOrder(name.split(','));
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const mixed = words.some(isMixedCase);
  const family = familyOf(last);
  const given = words.slice(0, -1).flatMap((word) => givenWords(word, mixed));
  return { given: isSurnameOfEastAsia(family) ? asOneWord(given) : given, family };
}

/** `Wei-Nan`, `Wei Nan` and `Weinan`, `Sung Ju` and `Sungju`: before such a family name, two single syllables are one name. */
function asOneWord([first = '', second = '', ...rest]: readonly string[]): string[] {
  if (ONE_SYLLABLE.test(first) && ONE_SYLLABLE.test(second)) return [first + second, ...rest];
  return [first, second, ...rest].filter((word) => word !== '');
}

/** Names in Han and Hangul characters have the family name first; blanks between the characters mean nothing. */
function nativeOrder(name: string): PersonName | undefined {
  if (!HAN.test(name) && !HANGUL.test(name)) return undefined;
  const length = TWO_CHARACTERS.test(name) && [...name].length > 2 ? 2 : 1;
  const letters = [...name.normalize('NFC')];
  return { given: [letters.slice(length).join('')], family: letters.slice(0, length).join('') };
}

/** The words of a name, given names first; a part before the comma is the family name. */
function inOrder(parts: readonly string[]): string[] {
  const lists = parts
    .map((part) => wordsIn(part).filter((word) => !SUFFIX.test(word)))
    .filter((list) => list.length > 0);
  const [first = [], second] = lists;
  if (second !== undefined) return [...second, ...first];
  return isFamilyFirst(first) ? [...first.slice(1), ...first.slice(0, 1)] : [...first];
}

/** Words with a letter; points end an initial, so that `J.S.` are two. */
function wordsIn(text: string): string[] {
  const spaced = text.replace(/\.(?<=(?:^|[^\p{L}\p{M}])\p{L}\p{M}*\.)/gu, ' ').replace(/\([^)]{0,500}\)/gu, ' ');
  return spaced.split(/[\s_]+/u).flatMap((word) => {
    const trimmed = word.replace(/^[^\p{L}]+|(?<![^\p{L}\p{M}.])[^\p{L}\p{M}.]+$/gu, '');
    return /\p{L}/u.test(trimmed) ? [trimmed] : [];
  });
}

/** `Zhang W.`; `ZHANG Weinan`; `Zhang Weinan`, where the last word is none of the family names and the first one is. */
function isFamilyFirst(words: readonly string[]): boolean {
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (words.length < 2) return false;
  if (isLong(first) && words.slice(1).every((word) => !isLong(word))) return true;
  if (/^\p{Lu}{3,}$/u.test(first) && isMixedCase(last)) return true;
  const [one, other] = [plain(first), plain(last)];
  return words.length === 2 && isSurnameOfEastAsia(one) && !isSurnameOfEastAsia(other) && syllables(other) === 2;
}

const isLong = (word: string) => plain(word).length > 1;
const isMixedCase = (word: string) => /\p{Lu}/u.test(word) && /\p{Ll}/u.test(word);
const plain = (word: string) => fold(word).replace(/[^\p{L}]/gu, '');

/** The folded parts of a given name; two or three capitals without a vowel to speak them by are initials. */
function givenWords(word: string, mixed: boolean): string[] {
  const parts = word
    .split(/[-‐‑–]/u)
    .map(plain)
    .filter((part) => part !== '');
  const run = mixed && /^\p{Lu}{2,3}$/u.test(word) && !isPinyin(plain(word));
  return run ? [...plain(word)] : parts.map((part) => untranscribed(part, GIVEN_UMLAUT));
}

/** Of a double name the last part: `García-López` and `García López` meet, as do `de Wit` and `Wit`. */
function familyOf(word: string): string {
  const parts = word
    .split(/[-‐‑–]/u)
    .map(plain)
    .filter((part) => part !== '');
  const joined = parts.join('');
  return untranscribed(isPinyin(joined) ? joined : (parts.at(-1) ?? joined), FAMILY_UMLAUT);
}

/**
 * One form for `Jürgen Müller`, folded `jurgen muller`, and its transcription `Juergen Mueller`: `oe` and `ue` lose
 * their e, in family names `ae` too (`Michael` and `Michal` are different given names). Chinese syllables keep it
 * (`Xueming` and `Xuming` are, too).
 */
function untranscribed(word: string, umlaut: RegExp): string {
  return word.length < 5 || isPinyin(word) ? word : word.replace(umlaut, '');
}
