// Completion in the most obvious way: every name of every thing is compared with what was typed.
import type { Catalogue, Stored } from '../../src/domain/catalogue.js';
import { compareText } from '../../src/domain/order.js';
import type { Completion, CompletionRequest, CompletionTier } from '../../src/engine/completion.js';
import {
  type CompletionNames,
  completionNames,
  popularityField,
  readTyped,
  typosIn,
} from '../../src/text/completion.js';
import { matcherOf } from './oracle-match.js';

/** The best completions of these things. */
export function completeFrom<D extends Stored>(
  catalogue: Catalogue<D>,
  things: readonly D[],
  { text, filter, limit }: CompletionRequest,
): Completion<D>[] {
  const { marked } = readTyped(text);
  const { passes } = matcherOf(catalogue);
  const popularity = catalogue.find(popularityField(catalogue));
  const candidates = things.flatMap((thing) => {
    const tier = passes(filter, thing) ? tierOf(catalogue, thing, text) : undefined;
    if (tier === undefined) return [];
    const letters = namesOf(catalogue, thing).marked;
    const asTyped = marked.length > 0 && marked.every((word) => letters.some((one) => one.startsWith(word)));
    const score = Number(popularity?.values(thing)[0]?.key);
    return [{ asTyped: asTyped ? 1 : 0, found: { id: thing.id, tier, score, thing } }];
  });
  candidates.sort(({ found: a, asTyped: x }, { found: b, asTyped: y }) => {
    return a.tier - b.tier || y - x || b.score - a.score || compareText(a.id, b.id);
  });
  return candidates.slice(0, limit).map(({ found }) => found);
}

/** Things do not change, and are asked for again and again. */
const remembered = new WeakMap<Stored, CompletionNames>();

function namesOf<D extends Stored>(catalogue: Catalogue<D>, thing: D): CompletionNames {
  const names = remembered.get(thing) ?? completionNames(catalogue, thing);
  remembered.set(thing, names);
  return names;
}

function tierOf<D extends Stored>(catalogue: Catalogue<D>, thing: D, text: string): CompletionTier | undefined {
  const { words } = readTyped(text);
  const { names, joined, acronyms } = namesOf(catalogue, thing);
  if (words.length === 0) return undefined;
  const typed = words.join(' ');
  const written = names.map((name) => name.join(' '));
  if (written.includes(typed)) return 0;
  if (written.some((name) => name.startsWith(typed)) || acronyms.includes(typed)) return 1;
  const all = [...names.flat(), ...joined];
  const begun = (typos: number) =>
    words.every((word) => all.some((one) => typosBetween(word, one) <= Math.min(typos, typosIn(word))));
  return ([2, 3, 4] as const).find((tier) => begun(tier - 2));
}

/** Nobody may have more. */
const MOST_TYPOS = 2;
/** By both words: the same ones meet again and again. */
const rememberedTypos = new Map<string, number>();

/** The typos between what was typed and the nearest beginning of a word, as far as they are few enough to matter. */
function typosBetween(typed: string, word: string): number {
  const both = `${typed} ${word}`;
  const known = rememberedTypos.get(both);
  if (known !== undefined) return known;
  const [asked, letters] = [[...typed], [...word]];
  const beginnings = letters.map((_, i) => letters.slice(0, i + 1));
  // with more letters, or fewer, there are more typos
  const near = beginnings.filter(({ length }) => Math.abs(length - asked.length) <= MOST_TYPOS);
  const least = Math.min(...near.map((beginning) => alignment(asked, beginning)));
  rememberedTypos.set(both, least);
  return least;
}

/** Optimal string alignment distance, by its definition. */
export function alignment(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => table[i]?.[j] as number;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (table[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        exchanged ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(a.length, b.length);
}
