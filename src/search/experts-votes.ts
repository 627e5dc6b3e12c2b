// What the works that a search found are worth as votes, once the words in people's names are left out.
import type { Work } from '../domain/work.js';
import type { ProseReader, Spoken } from './experts-prose.js';
import { type FusedHit, fuse, type LegHit } from './fuse.js';
import type { SearchMode } from './semantic-leg.js';

/** A work as the search found it. */
export interface Found {
  readonly id: string;
  readonly lexical: LegHit | undefined;
  readonly semantic: LegHit | undefined;
  readonly work: Work;
}

export interface Weighed extends Found {
  /** 0 to 1. */
  readonly worth: number;
}

/**
 * Weighs works. Where a name matches, only the share of the words that are in the prose counts; a work whose prose does
 * not match, neither by words nor by meaning, has no vote. The worth is the fused score of what is left, as a share of
 * the greatest possible: a work that leads both legs has 1.
 *
 * If no word of the query is in anybody's prose, its words are names or noise, and only what is nearer than
 * `sureFloor` counts, as in a search for words that nobody uses.
 */
export function spokenFor(
  found: readonly (Found & Pick<FusedHit, 'score'>)[],
  reader: ProseReader,
  mode: SearchMode,
  sureFloor: number | undefined,
): Weighed[] {
  const spoken = found.map(({ work }) => reader.read(work));
  const named = spoken.some(({ share }) => share < 1);
  const strange = named && !found.some(({ work }) => reader.mentions(work));
  const kept = named ? withoutNames(found, spoken, strange ? sureFloor : undefined) : found;
  const scores = named ? rescored(kept) : new Map(found.map(({ id, score }) => [id, score]));
  // one leg alone reaches half of what two do
  const most = mode === 'hybrid' ? 1 : 0.5;
  return kept.map((one) => ({ ...one, worth: Math.min(1, (scores.get(one.id) ?? 0) / most) }));
}

function withoutNames(found: readonly Found[], spoken: readonly Spoken[], floor = Number.NEGATIVE_INFINITY): Found[] {
  return found.flatMap((one, i): Found[] => {
    const { words, phrases, share } = spoken[i] as Spoken;
    const semantic = one.semantic && one.semantic.score >= floor ? one.semantic : undefined;
    const matches = phrases && (semantic !== undefined || (words && one.lexical !== undefined));
    const lexical = share > 0 && one.lexical ? { ...one.lexical, score: share * one.lexical.score } : undefined;
    return matches ? [{ ...one, lexical, semantic }] : [];
  });
}

function rescored(kept: readonly Found[]): Map<string, number> {
  const leg = (name: 'lexical' | 'semantic') =>
    kept.flatMap(({ id, [name]: hit }) => (hit ? [{ id, score: hit.score }] : [])).sort((a, b) => b.score - a.score);
  return new Map(fuse(leg('lexical'), leg('semantic')).map(({ id, score }) => [id, score]));
}
