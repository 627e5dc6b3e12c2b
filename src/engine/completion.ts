// The part of the engine port that completes what is being typed: what is asked, what is answered, and by which rules.
import type { Filter } from '../domain/query.js';

export interface CompletionRequest {
  /** What has been typed so far. */
  readonly text: string;
  readonly filter: Filter;
  readonly limit: number;
}

/**
 * How a name goes with what was typed, from the best.
 *
 * Names (`text/completion.ts`) are the passages of the text field `display_name`; a kind without that field has no
 * completions. They are compared by their folded words.
 *
 * - 0: the words of a name are those that were typed.
 * - 1: the words of a name, with blanks, begin with those typed; or one word was typed, and it is an acronym of the thing.
 * - 2: every typed word begins a word of its names, in any order, of whichever of them.
 * - 3: as 2, but in every typed word of four letters or more there may be one typo.
 * - 4: as 3, but in every typed word of eight letters or more there may be two.
 *
 * A typo is a letter too many, a letter missing, another letter, the first one included, or two neighbours exchanged
 * (optimal string alignment), between what was typed and any beginning of a word.
 */
export type CompletionTier = 0 | 1 | 2 | 3 | 4;

/**
 * A thing that what was typed may become. Each comes once, with the best of its tiers; who has none does not come.
 *
 * **Order.** By tier; within one those first in which every typed word with diacritics begins a word in the same
 * letters (`Lévy` before `Levy` where `lév` was typed; nothing where it was not); then by descending score, then by id.
 *
 * Things must pass the filter. Without a word in the text there are no completions. Changes are visible as to `retrieve`.
 */
export interface Completion<D> {
  readonly id: string;
  readonly tier: CompletionTier;
  /** Of works their citations, of all others their works. */
  readonly score: number;
  /** As it is stored: one that was removed or renamed since the last refresh may be missing or changed already. */
  readonly thing: D;
}
