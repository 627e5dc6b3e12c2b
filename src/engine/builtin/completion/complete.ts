// Completes what is typed from the names of an index: tier by tier, until there is enough.

import type { Filter } from '../../../domain/query.js';
import { popularityField, readTyped, type TypedText, typosIn } from '../../../text/completion.js';
import type { CompletionRequest, CompletionTier } from '../../completion.js';
import { type Bits, intersect, membersOf, subtract, unite } from '../bitset.js';
import type { Numbers } from '../columns.js';
import type { FilterBits } from '../filter-bits.js';
import type { MemoryIndex } from '../memory-index.js';
import { selectTop } from '../select-top.js';
import type { NameOrder } from './name-order.js';
import { NameSets } from './name-sets.js';

export interface FoundName {
  readonly id: string;
  readonly tier: CompletionTier;
  readonly score: number;
}

/** The best completions; `order` may lack the documents that came last. */
export function complete(
  index: MemoryIndex<never>,
  filters: FilterBits,
  order: NameOrder,
  { text, filter, limit }: CompletionRequest,
): FoundName[] {
  const typed = readTyped(text);
  if (typed.words.length === 0) return [];
  const sets = new NameSets(index.names, order, index.docs);
  const left = allowed(index, filters, filter);
  const ranking = rankingOf(index, typed, sets);
  const scores = popularity(index);
  const found: FoundName[] = [];
  for (const [tier, candidates] of tiersOf(typed, sets)) {
    const bits = candidates();
    intersect(bits, left);
    for (const doc of selectTop(membersOf(bits), limit - found.length, ranking)) {
      found.push({ id: index.ids.at(doc), tier, score: scores[doc] as number });
    }
    if (found.length >= limit) break;
    subtract(left, bits);
  }
  return found;
}

function allowed(index: MemoryIndex<never>, filters: FilterBits, filter: Filter): Bits {
  return filter.type === 'all' ? index.alive.slice(0, (index.docs + 31) >>> 5) : filters.of(index, filter);
}

function popularity(index: MemoryIndex<never>): Numbers {
  return index.columns.get(popularityField(index.catalogue))?.number?.values ?? new Float64Array(index.docs);
}

type Tier = readonly [tier: CompletionTier, candidates: () => Bits];

/** The tiers that can hold anything; a set may hold what a better tier has, too. */
function tiersOf({ words }: TypedText, sets: NameSets): Tier[] {
  const beginnings = () => {
    const bits = sets.beginningWith(words);
    if (words.length === 1) unite(bits, sets.withAcronym(words[0] as string));
    return bits;
  };
  const withTypos = (most: number) => () =>
    sets.withAll(words.map((word) => () => sets.beginningNear(word, Math.min(most, typosIn(word)))));
  const most = Math.max(...words.map(typosIn));
  return [
    [0, () => sets.named(words)],
    [1, beginnings],
    [2, withTypos(0)],
    ...(most > 0 ? [[3, withTypos(1)] as const] : []),
    ...(most > 1 ? [[4, withTypos(2)] as const] : []),
  ];
}

/** Within a tier. */
function rankingOf(index: MemoryIndex<never>, { marked }: TypedText, sets: NameSets) {
  const scores = popularity(index);
  const asTyped = marked.length > 0 ? sets.withAll(marked.map((word) => () => sets.withMarked(word))) : undefined;
  const hasLetters = (doc: number) => (asTyped ? ((asTyped[doc >>> 5] as number) >>> (doc & 31)) & 1 : 0);
  return (a: number, b: number) =>
    hasLetters(b) - hasLetters(a) || (scores[b] as number) - (scores[a] as number) || index.ids.compare(a, b);
}
