// How passages and queries become terms: one analyzer for prose, one for people's names.
import type { Analysis } from '../domain/catalogue.js';
import { requiredTerms } from '../domain/matching.js';
import { stem, wordsOf } from './analyze.js';
import { runsBeside } from './compounds.js';
import { countedTerms, type Spelling, sayingsOf, spellingsOf } from './spellings.js';

export interface QueryTerms {
  /** Distinct. */
  readonly terms: readonly string[];
  /** How many of them a thing must have at least: as they are, or in another spelling. */
  readonly required: number;
  /** How much each term counts in the score: 1, and more the more often it is said. */
  readonly weights: readonly number[];
  /** Other ways to write some of them. */
  readonly spellings: readonly Spelling[];
}

export interface Analyzer {
  /** The words of a passage in order, as indexed for phrases. */
  words(passage: string): string[];
  /** What its compounds also are, as adjacent words: joined or parted. Each is indexed like a passage of its own. */
  compounds(passage: string): string[][];
  /** The term that a word is indexed under. */
  term(word: string): string;
  /** The terms of a query's loose text. */
  query(text: string): QueryTerms;
  /** The terms of a text that must all occur where it is asked for in full; none if it has no word. */
  every(text: string): QueryTerms;
  /** The ways to write a phrase, each as adjacent words; none for a text without a word. */
  sayings(text: string): string[][];
}

/** The constant by which BM25 lets repetition in a text count less and less; the same for a query. */
const K1 = 1.2;

/**
 * What a term that is said so often in a query counts: at most 2.2 times what it counts once. BM25 has this factor (k3) for
 * long queries; a description says its subject more than once. On judged collections it is worth .007 nDCG@10 by words
 * alone (CACM .03, others none).
 */
function weightOf(count: number): number {
  return (count * (K1 + 1)) / (count + K1);
}

const alike = (terms: readonly string[]) => terms.map(() => 1);

const PROSE: Analyzer = {
  words: (passage) => wordsOf(passage),
  compounds: runsBeside,
  term: stem,
  query: (text) => {
    const counts = countedTerms(text);
    const terms = [...counts.keys()];
    const weights = Array.from(counts.values(), weightOf);
    return { terms, required: requiredTerms(terms.length), weights, spellings: spellingsOf(text, terms) };
  },
  every: (text) => {
    const terms = [...countedTerms(text).keys()];
    return { terms, required: terms.length, weights: alike(terms), spellings: spellingsOf(text, terms) };
  },
  sayings: sayingsOf,
};

/** A name of more words is a list of people, or no name at all. */
const MOST_PAIRED = 6;

/**
 * Beyond two full words one may be missing: people leave middle names out. Beside two of them initials ask for nothing
 * (`Sergey B. Levine` is `Sergey Levine`); with fewer, every word counts, as `S. A.` alone would be anybody.
 */
function requiredNames(words: number, full: number): number {
  if (full < 2) return words;
  return full > 2 ? full - 1 : full;
}

/** Words that a hyphen or an apostrophe parts, written as one: `Tie-Yan` is also `Tieyan`, `O'Neil` also `ONeil`. */
function joined(name: string): string[] {
  const parted = name.split(/[\s,;]+/u).filter((one) => /[-‐‑'’ʼ]/u.test(one));
  return parted.flatMap((one) => nameWords(one.replace(/[-‐‑'’ʼ]/gu, ''))).filter((word) => !isInitial(word));
}

/** Pairs of a first letter and another word: what `J. Rasley` and `Jeff Rasley` have in common beside `rasley`. */
function pairs(initials: readonly string[], words: readonly string[]): string[] {
  if (initials.length > MOST_PAIRED || words.length > MOST_PAIRED) return [];
  return initials.flatMap((initial) => words.map((word) => `${initial}|${word}`));
}

const nameWords = (text: string) => wordsOf(text, true);
const isInitial = (word: string) => [...word].length === 1;
const initialOf = (word: string) => [...word][0] as string;

/**
 * Every word counts, in any order, with every letter. A name also has the initials of its words, so that `J. Rasley`
 * finds `Jeff Rasley`; one that is written with an initial has the pair of it and each of its words, so that
 * `Jeff Rasley`, which asks for `j|rasley` too, finds `J. Rasley`, and not everybody with a J.
 */
const NAMES: Analyzer = {
  words: (passage) => {
    const words = nameWords(passage);
    const full = words.filter((word) => !isInitial(word));
    return [...words, ...joined(passage), ...full.map(initialOf), ...pairs(words.filter(isInitial), full)];
  },
  compounds: () => [],
  term: (word) => word,
  query: (text) => {
    const words = [...new Set(nameWords(text))];
    const full = words.filter((word) => !isInitial(word));
    const asked = full.flatMap((word) =>
      pairs(
        [initialOf(word)],
        full.filter((other) => other !== word),
      ),
    );
    const named = full.length < 2 ? words : full;
    const terms = [...new Set([...named, ...joined(text), ...asked])];
    return { terms, required: requiredNames(words.length, full.length), weights: alike(terms), spellings: [] };
  },
  every: (text) => {
    // initials among them find full words, as each name has the initials of its words
    const terms = [...new Set(nameWords(text))];
    return { terms, required: terms.length, weights: alike(terms), spellings: [] };
  },
  sayings: (text) => {
    const words = nameWords(text);
    return words.length > 0 ? [words] : [];
  },
};

const ANALYZERS: Readonly<Record<Analysis, Analyzer>> = { prose: PROSE, names: NAMES };

/** The analyzer of a catalogue. */
export function analyzerOf(analysis: Analysis): Analyzer {
  return ANALYZERS[analysis];
}
