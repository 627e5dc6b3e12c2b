// How well a name answers a search for it, and the order that follows: for people by their names, for the rest by words.
import { compareText } from '../domain/order.js';
import { fold, tokenize } from '../text/analyze.js';

/** What is ranked: anything with names. */
export interface Named {
  readonly id: string;
  readonly display_name: string;
  readonly display_name_alternatives: readonly string[];
  readonly works_count: number;
}

export interface RankedName<N> {
  readonly named: N;
  /** 0 to 1, descending. */
  readonly quality: number;
}

/** A word of a name: folded, and in the letters in which it was typed. */
interface NameWord {
  readonly word: string;
  readonly typed: string;
}

/** Qualities; each is further from the next better one than `AS_TYPED`. */
const IDENTICAL = 0.95;
const IN_ORDER = 0.85;
const ANY_ORDER = 0.75;
const WITH_INITIALS = 0.6;
const SOME_MISSING = 0.5;
const AS_TYPED = 0.05;

/**
 * People: each by the best of the spellings of the name (`nameQuality`), then those with more works, then by id.
 */
export function rankPeople<N extends Named>(search: string, people: readonly N[]): RankedName<N>[] {
  const asked = nameWords(search);
  return people
    .map((named) => {
      const spellings = [named.display_name, ...named.display_name_alternatives];
      return { named, quality: Math.max(...spellings.map((name) => qualityOf(asked, nameWords(name)))) };
    })
    .sort(byQuality);
}

/**
 * Topics, institutions and sources: one of whose names is exactly what was asked for first, then by `scores` (of the
 * engine, 0 where there is none), then those with more works, then by id.
 */
export function rankByWords<N extends Named>(
  search: string,
  things: readonly N[],
  scores: ReadonlyMap<string, number>,
): RankedName<N>[] {
  const asked = folded(search);
  const best = Math.max(...scores.values(), Number.MIN_VALUE);
  return things
    .map((named) => {
      const exact = [named.display_name, ...named.display_name_alternatives].some((name) => folded(name) === asked);
      return { named, quality: exact ? 1 : (scores.get(named.id) ?? 0) / best / 2 };
    })
    .sort(byQuality);
}

/**
 * How well one spelling answers a search: every word there and in order (best when there are no others), in any order,
 * with names on record by their initials only, or the share of the words that occur at all. An initial in the search
 * asks for any word that begins so: who writes `Y. LeCun` wants Yann LeCun as well. Within each, letters as typed come
 * before those that only fold to the same (`Lévy` and `Levy`).
 */
export function nameQuality(search: string, name: string): number {
  return qualityOf(nameWords(search), nameWords(name));
}

function qualityOf(asked: readonly NameWord[], name: readonly NameWord[]): number {
  if (asked.length === 0) return 0;
  return levelOf(asked, name) + (isAsTyped(asked, name) ? AS_TYPED : 0);
}

function levelOf(asked: readonly NameWord[], name: readonly NameWord[]): number {
  if (isSubsequence(asked, name)) return asked.length === name.length ? IDENTICAL : IN_ORDER;
  if (paired(asked, name, answers) === asked.length) return ANY_ORDER;
  const matched = paired(asked, name, (a, b) => answers(a, b) || answers(b, a));
  return matched === asked.length ? WITH_INITIALS : SOME_MISSING * (matched / asked.length);
}

/** Each word of the search by a word of the name, in order; the first that answers is as good as any later one. */
function isSubsequence(asked: readonly NameWord[], name: readonly NameWord[]): boolean {
  let at = 0;
  for (const word of name) {
    const wanted = asked[at];
    if (wanted && answers(wanted, word)) at++;
  }
  return at === asked.length;
}

/** Equal, or the beginning that an initial asks for. */
function answers(asked: NameWord, { word }: NameWord): boolean {
  return asked.word === word || ([...asked.word].length === 1 && word.startsWith(asked.word));
}

/** The most words that can be paired, each at most once (augmenting paths; Kuhn, 1955). */
function paired(
  asked: readonly NameWord[],
  name: readonly NameWord[],
  fits: (a: NameWord, b: NameWord) => boolean,
): number {
  const takenBy = new Map<number, number>();
  const place = (i: number, tried: Set<number>): boolean =>
    name.some((word, j) => {
      if (tried.has(j) || !fits(asked[i] as NameWord, word)) return false;
      tried.add(j);
      const holder = takenBy.get(j);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(j, i);
      return true;
    });
  return asked.filter((_, i) => place(i, new Set())).length;
}

/** Whether what folds to the same is also typed the same; false where nothing does. */
function isAsTyped(asked: readonly NameWord[], name: readonly NameWord[]): boolean {
  const common = asked.filter(({ word }) => name.some((other) => other.word === word));
  return common.length > 0 && common.every(({ typed }) => name.some((other) => other.typed === typed));
}

function nameWords(text: string): NameWord[] {
  return tokenize(text, true).map(({ word, start, end }) => ({
    word,
    typed: text.slice(start, end).toLowerCase().normalize('NFC'),
  }));
}

function folded(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}

function byQuality<N extends Named>(a: RankedName<N>, b: RankedName<N>): number {
  return b.quality - a.quality || b.named.works_count - a.named.works_count || compareText(a.named.id, b.named.id);
}
