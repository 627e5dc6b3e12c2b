// Words in the order of their first letters and lengths: those spelt nearly as another are found without looking at most.
import { isLetters, typosAllowed, typosBetween } from '../../text/spelling.js';
import type { NearWords } from '../near-words.js';
import { grown } from './growable.js';
import type { Words } from './words.js';

/** Beyond the longest word that has near ones, with all its typos. */
const LENGTHS = 64;

/** The words that begin with one letter and have one length. */
interface Shelf {
  numbers: Uint32Array;
  /** Which letters each has: its bit is set for each of them, of 32. */
  letters: Uint32Array;
  size: number;
}

export class WordShelves {
  private readonly shelves = new Map<number, Shelf>();
  private shelved = 0;

  /** Takes in at most `most` of the words that have come since the last time; returns whether there are more. */
  take(words: Words, most = Number.POSITIVE_INFINITY): boolean {
    const end = Math.min(words.size, this.shelved + most);
    for (; this.shelved < end; this.shelved++) this.put(words.word(this.shelved), this.shelved);
    return end < words.size;
  }

  private put(word: string, number: number): void {
    if (word.length > 2 * LENGTHS || !isLetters(word)) return;
    const key = shelfOf(word.codePointAt(0) as number, lengthOf(word));
    let shelf = this.shelves.get(key);
    if (!shelf) {
      shelf = { numbers: new Uint32Array(8), letters: new Uint32Array(8), size: 0 };
      this.shelves.set(key, shelf);
    }
    shelf.numbers = grown(shelf.numbers, shelf.size + 1);
    shelf.letters = grown(shelf.letters, shelf.size + 1);
    shelf.numbers[shelf.size] = number;
    shelf.letters[shelf.size++] = lettersOf(word);
  }

  /** The numbers of the words taken in that begin alike and differ by one to `most` typos. */
  near(words: Words, word: string, most: number): number[] {
    const found: number[] = [];
    const first = word.codePointAt(0) as number;
    const length = lengthOf(word);
    const letters = lettersOf(word);
    for (let one = Math.max(1, length - most); one <= length + most; one++) {
      const shelf = this.shelves.get(shelfOf(first, one));
      for (let i = 0; i < (shelf?.size ?? 0); i++) {
        // a typo takes away one letter and adds one at most
        if (bitsIn(letters ^ ((shelf as Shelf).letters[i] as number)) > 2 * most) continue;
        const number = (shelf as Shelf).numbers[i] as number;
        const other = words.word(number);
        if (other !== word && typosBetween(word, other, most) <= most) found.push(number);
      }
    }
    return found;
  }
}

/** What is known of a word: its frequency, and the most frequent of those spelt nearly as it. */
export function nearWords(
  { words, shelves, frequency }: { words: Words; shelves: WordShelves; frequency: (number: number) => number },
  word: string,
  limit: number,
): NearWords {
  const own = words.find(word);
  const most = typosAllowed(word);
  const found = most === 0 ? [] : shelves.near(words, word, most);
  const near = found
    .map((number) => ({ word: words.word(number), frequency: frequency(number) }))
    .filter((one) => one.frequency > 0)
    .sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
  return { word, frequency: own === undefined ? 0 : frequency(own), near };
}

const shelfOf = (first: number, length: number): number => first * LENGTHS + Math.min(length, LENGTHS - 1);

/** In code points. */
function lengthOf(word: string): number {
  let length = 0;
  for (const _ of word) length++;
  return length;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (const letter of word) letters |= 1 << ((letter.codePointAt(0) as number) & 31);
  return letters >>> 0;
}

/** How many bits of 32 are set. */
function bitsIn(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
