// Names as completion compares them, and what has been typed so far: folded words, of a bounded length.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import { fold, isStopWord, plainTokens, wordsOf } from './analyze.js';
import { withoutTex } from './tex.js';

/** Letters (code points) of a word that count; beyond them two words are the same. */
export const MOST_LETTERS = 24;
/** Words of a name that count. */
const MOST_WORDS = 64;
/** A shorter name has no initials that anybody would call it by. */
const FEWEST_INITIALS = 3;
const MOST_INITIALS = 8;
/** From how many letters on a word may have one typo, and two. */
const ONE_TYPO = 4;
const TWO_TYPOS = 8;

const PARTS = /[^\s,;/]+/gu;
const HYPHEN = /[-‐‑'’ʼ]/u;
const HYPHENS = /[-‐‑'’ʼ]/gu;
const NOT_ASCII = /[^\p{ASCII}]/u;

/** The names of a thing, ready to be compared. */
export interface CompletionNames {
  /** Folded words of each name, in order. */
  readonly names: readonly (readonly string[])[];
  /** Words that a hyphen or an apostrophe parts, as one: `Tie-Yan` is also `tieyan`, `GPT-4` also `gpt4`. */
  readonly joined: readonly string[];
  /** Lower-case words whose letters fold to others: `lévy`. */
  readonly marked: readonly string[];
  /** Initials of names of three to eight words, with and without function words: `nlp`. */
  readonly acronyms: readonly string[];
}

/** What has been typed. */
export interface TypedText {
  /** Folded words in order. */
  readonly words: readonly string[];
  /** Lower-case words with letters that fold to others. */
  readonly marked: readonly string[];
}

const NO_NAMES: CompletionNames = { names: [], joined: [], marked: [], acronyms: [] };

/**
 * The names under which a thing is completed: of the text field `display_name` all passages. Acronyms are made of names
 * of topics, institutions and sources; initials of people find them anyway, and those of titles mean nothing.
 */
export function completionNames<D extends Stored>(catalogue: Catalogue<D>, thing: D): CompletionNames {
  const field = catalogue.textFields.find(({ name }) => name === 'display_name');
  if (!field) return NO_NAMES;
  const passages = field.passages(thing);
  const names = passages
    .map((name) => nameWords(name, catalogue.analysis === 'names'))
    .filter((words) => words.length > 0);
  const named = catalogue.analysis === 'prose' && catalogue.kind !== 'works';
  return {
    names,
    joined: distinct(passages.flatMap(joinedWords)),
    marked: distinct(passages.flatMap(markedWords)),
    acronyms: named ? distinct(names.flatMap(initialsOf)) : [],
  };
}

/** Reads what has been typed; nothing can be completed where there is no word. */
export function readTyped(text: string): TypedText {
  return { words: nameWords(text), marked: distinct(markedWords(text)) };
}

/** How many typos a folded word that was typed may have. */
export function typosIn(word: string): 0 | 1 | 2 {
  const letters = [...word].length;
  if (letters < ONE_TYPO) return 0;
  return letters < TWO_TYPOS ? 1 : 2;
}

/** What completions of a kind are ordered by: how much there is of a thing, or how often a work is cited. */
export function popularityField(catalogue: Pick<Catalogue<never>, 'find'>): string {
  return catalogue.find('works_count') ? 'works_count' : 'cited_by_count';
}

function nameWords(text: string, ofPeople = false): string[] {
  const words = wordsOf(text, ofPeople);
  // some ligatures fold to several words
  const single = NOT_ASCII.test(text) ? words.flatMap((word) => word.split(/\s+/u).filter(Boolean)) : words;
  return single.slice(0, MOST_WORDS).map(cut);
}

function joinedWords(name: string): string[] {
  const parts = name.match(PARTS) ?? [];
  return parts
    .filter((part) => HYPHEN.test(part) && wordsOf(part).length > 1)
    .flatMap((part) => nameWords(part.replace(HYPHENS, '')))
    .filter((word) => [...word].length > 1);
}

function markedWords(written: string): string[] {
  const text = withoutTex(written);
  if (!NOT_ASCII.test(text)) return [];
  return plainTokens(text)
    .map(({ start, end }) => text.slice(start, end).toLowerCase().normalize('NFC'))
    .filter((typed) => fold(typed) !== typed)
    .slice(0, MOST_WORDS)
    .map(cut);
}

function initialsOf(words: readonly string[]): string[] {
  return [words, words.filter((word) => !isStopWord(word))]
    .filter(({ length }) => length >= FEWEST_INITIALS && length <= MOST_INITIALS)
    .map((counted) => counted.map((word) => [...word][0]).join(''));
}

function cut(word: string): string {
  return word.length <= MOST_LETTERS ? word : [...word].slice(0, MOST_LETTERS).join('');
}

function distinct(words: readonly string[]): string[] {
  return words.length < 2 ? [...words] : [...new Set(words)];
}
