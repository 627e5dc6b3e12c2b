// Citation keys: readable, of ASCII letters, digits and a hyphen, and a matter of the work alone.
import type { Work } from '../domain/work.js';
import { isStopWord, wordsOf } from '../text/analyze.js';
import { filingName } from './names.js';

const LONGEST_WORD = 30;
/** The telling word of a title is not behind so much of it. */
const TITLE_READ = 500;
/** 26^5 is 12 million: few works share name, year and word. */
const SHORT = 5;
/** For works that share all they have, such as all of a year whose names and titles have no Latin letters. */
const LONG = 12;

/**
 * `ruwase2021zero-qxfab`: the first author's family name, the year, the first telling word of the title, and letters of
 * the id. Always with letters, as a key that is in a manuscript must not come to mean another work: whether two works
 * would share the readable part depends on what else is exported, and on what is imported later.
 */
export function citationKey(work: Work): string {
  const { family, year, word } = partsOf(work);
  const letters = lettersOf(work.id, family && word ? SHORT : LONG);
  return `${family || 'anon'}${year}${word}-${letters}`;
}

function partsOf({ authorships, publication_year, display_name }: Work) {
  const [first] = authorships;
  const words = wordsOf(display_name.slice(0, TITLE_READ)).filter(
    (word) => /^[a-z0-9]+$/.test(word) && !isStopWord(word),
  );
  const word = words.find((one) => one.length > 1) ?? words[0] ?? '';
  return {
    family: first ? filingName(first.author.display_name).slice(0, LONGEST_WORD) : '',
    year: publication_year ?? '',
    word: word.slice(0, LONGEST_WORD),
  };
}

/** Letters that depend on an id alone: of 12, no two ids of a store share them but by a chance of one in 10^16. */
function lettersOf(id: string, count: number): string {
  let letters = '';
  for (let round = 0; letters.length < count; round++) letters += sixLetters(fnv(`${round} ${id}`));
  return letters.slice(0, count);
}

/** FNV-1a over UTF-16 units (Fowler, Noll and Vo; draft-eastlake-fnv), 32 bits, mixed once more for its low bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sixLetters(hash: number): string {
  let rest = hash;
  return Array.from({ length: 6 }, () => {
    const letter = String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
    return letter;
  }).join('');
}
