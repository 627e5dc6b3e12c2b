// How a collection grows: how many distinct values so many works have, and names for those that no real work has.

/** A law of growth: `known` distinct values in `works` works, and how they go on to grow. */
export interface Growth {
  readonly works: number;
  readonly known: number;
  readonly exponent: number;
}

/**
 * Measured on the five corpora, 99,881 works (every third or so) against all 321,162: distinct words of titles and
 * abstracts 120,347 → 228,638, people with an id 48,650 → 119,198, names of people without one 138,130 → 288,061,
 * institutions 32,385 → 80,770, topics 7,786 → 16,179, venues 3,986 → 5,043. Heaps' law, V = K · n^β, then gives β.
 */
export const GROWTH = {
  words: { works: 321_162, known: 228_638, exponent: 0.55 },
  identified: { works: 321_162, known: 119_198, exponent: 0.77 },
  names: { works: 321_162, known: 288_061, exponent: 0.63 },
  institutions: { works: 321_162, known: 80_770, exponent: 0.78 },
  topics: { works: 321_162, known: 16_179, exponent: 0.63 },
  venues: { works: 321_162, known: 5_043, exponent: 0.2 },
} as const satisfies Readonly<Record<string, Growth>>;

/** How many distinct values `works` works have (Heaps, Information Retrieval, 1978). */
export function distinctIn({ works: measured, known, exponent }: Growth, works: number): number {
  return known * (works / measured) ** exponent;
}

const MOST_REMEMBERED = 50_000;

/**
 * New values as they are due, and the earlier ones for repetition: who occurred often is drawn often (Simon, On a class
 * of skew distribution functions, 1955). Only what came lately is remembered, as topics and people come and go.
 */
export class Coinage<T> {
  readonly #growth: Growth;
  readonly #make: (number: number) => T;
  readonly #occurred: T[] = [];
  #occurrences = 0;
  #next = 0;
  readonly #first: number;
  readonly #before: number;

  /** @param works the size of the collection at which coining begins */
  constructor(growth: Growth, works: number, make: (number: number) => T) {
    this.#growth = growth;
    this.#make = make;
    this.#first = Math.floor(distinctIn(growth, works));
    // numbers go on where an earlier coinage of the same collection ended
    this.#before = Math.max(0, this.#first - growth.known);
  }

  /** How many of all values were made here. */
  get share(): number {
    return this.#next / (this.#first + this.#next);
  }

  /** A new value if one is due at this size of the collection. */
  due(works: number): T | undefined {
    if (this.#first + this.#next >= Math.floor(distinctIn(this.#growth, works))) return undefined;
    const made = this.#make(this.#before + this.#next);
    this.#next += 1;
    this.#remember(made);
    return made;
  }

  /** One of those that were made before, again. */
  again(random: () => number): T | undefined {
    const one = this.#occurred[Math.floor(random() * this.#occurred.length)];
    if (one !== undefined) this.#remember(one);
    return one;
  }

  #remember(one: T): void {
    this.#occurred[this.#occurrences % MOST_REMEMBERED] = one;
    this.#occurrences += 1;
  }
}

const CONSONANTS = 'bdfghjklmnprstvzcwxy';
const VOWELS = 'aeiou';
const SYLLABLES = CONSONANTS.length * VOWELS.length;
const ENDINGS = ['n', 'r', 'x', 'th', 'l', 'ne', 'sis', 'tron', 'ide', 'net'];
/** Has no factor in common with the number of words of three syllables, so that neighbours are unlike. */
const STRIDE = 387_413;

/** A word that no language has, another one for each number: `voruketh`. */
export function coinedWord(number: number): string {
  const room = SYLLABLES ** 3;
  let left = (number * STRIDE) % room;
  let word = '';
  for (let i = 0; i < 3; i++) {
    const syllable = left % SYLLABLES;
    word += (CONSONANTS[Math.floor(syllable / VOWELS.length)] as string) + VOWELS[syllable % VOWELS.length];
    left = Math.floor(left / SYLLABLES);
  }
  return word + ENDINGS[Math.floor(number / room + number) % ENDINGS.length] + 'q'.repeat(Math.floor(number / room));
}

/** With a capital. */
export function coinedName(number: number): string {
  const word = coinedWord(number);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
