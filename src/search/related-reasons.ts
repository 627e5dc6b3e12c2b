// Why a work is related, in words for people.
import type { Work } from '../domain/work.js';
import type { Ties } from './coupling.js';
import { listed, quoted } from './messages.js';
import type { TellingWord } from './related-vocabulary.js';
import { termsOfWork } from './related-vocabulary.js';

export type ReasonType =
  | 'similar_text'
  | 'shared_words'
  | 'cites_same'
  | 'cited_together'
  | 'cites_it'
  | 'cited_by_it'
  | 'near_own_work';

/** One reason why a work is related. */
export interface Reason {
  readonly type: ReasonType;
  /** For people: `cites 3 of the same works`. */
  readonly detail: string;
  /** Ids of the works that it speaks of. */
  readonly works?: readonly string[];
  /** The cosine, the number of words or works, or how near an own work is (0 to 1); 1 for a citation. */
  readonly value: number;
}

/** Words and works that a reason names at most. */
const WORDS_NAMED = 4;
const WORKS_NAMED = 10;

const DIGITS = 4;

/** What a work has in common with the seed. */
export interface Common {
  readonly cosine: number | undefined;
  readonly words: readonly TellingWord[];
  readonly ties: Ties | undefined;
}

/** The reasons of a hit, citations first, as they are facts; meaning and words after them. */
export function reasonsOf(seed: Work, { cosine, words, ties }: Common): Reason[] {
  return [...(ties ? citationReasons(seed, ties) : []), ...similarity(cosine), ...sharedWords(words)];
}

function citationReasons(seed: Work, ties: Ties): Reason[] {
  const reasons: Reason[] = [];
  if (ties.cites) reasons.push({ type: 'cites_it', detail: 'cites this work', works: [seed.id], value: 1 });
  if (ties.citedBySeed) reasons.push({ type: 'cited_by_it', detail: 'cited by this work', works: [seed.id], value: 1 });
  if (ties.shared.length > 0) {
    const detail = `cites ${counted(ties.shared.length, 'of the same works', 'work that this work cites')}`;
    reasons.push({ type: 'cites_same', detail, works: ties.shared.slice(0, WORKS_NAMED), value: ties.shared.length });
  }
  if (ties.together.length > 0) {
    const detail = `cited together with this work by ${counted(ties.together.length, 'works', 'work')}`;
    const works = ties.together.slice(0, WORKS_NAMED);
    reasons.push({ type: 'cited_together', detail, works, value: ties.together.length });
  }
  return reasons;
}

function counted(n: number, many: string, one: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

function similarity(cosine: number | undefined): Reason[] {
  if (cosine === undefined) return [];
  const detail = `similar in meaning (cosine ${cosine.toFixed(2)})`;
  return [{ type: 'similar_text', detail, value: Number(cosine.toFixed(DIGITS)) }];
}

function sharedWords(words: readonly TellingWord[]): Reason[] {
  if (words.length === 0) return [];
  const named = words.slice(0, WORDS_NAMED).map(({ word }) => quoted(word));
  return [{ type: 'shared_words', detail: `both speak of ${listed(named, 'and')}`, value: words.length }];
}

/** Those of the words that a work has too. */
export function wordsIn(work: Work, words: readonly TellingWord[]): TellingWord[] {
  const terms = termsOfWork(work);
  return words.filter(({ term }) => terms.has(term));
}

/** Near a work that the person wrote. */
export function nearOwnWork(own: Pick<Work, 'id' | 'display_name'>, nearness: number): Reason {
  const detail = `near ${quoted(own.display_name)}`;
  return { type: 'near_own_work', detail, works: [own.id], value: Number(nearness.toFixed(DIGITS)) };
}
