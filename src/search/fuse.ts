// Two ranked legs → one order. Pure: same legs, same order, whatever the page.
import { compareText } from '../domain/order.js';
import type { Scored } from '../engine/engine.js';

/**
 * Both legs count alike, and a score counts as its share of the leg's best. Of 48 ways that `npm run bench -- fusion`
 * compares on five judged collections none is better beyond chance: nDCG@10 .642, min-max .640, log odds .638, z-scores
 * .638, ranks (RRF, k = 60) .634; weights of .4 and .5 are equal, .3 and .7 lose. Bruch, Gai and Ingber ("An analysis of
 * fusion functions for hybrid retrieval", 2023) find the same for convex combinations.
 */
const LEXICAL_WEIGHT = 0.5;
const SEMANTIC_WEIGHT = 0.5;

/** What a work has in one leg: its rank from 1, the leg's own score, and what that adds to the fused score. */
export interface LegHit {
  readonly rank: number;
  readonly score: number;
  readonly contribution: number;
}

export interface FusedHit {
  readonly id: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly lexical: LegHit | undefined;
  readonly semantic: LegHit | undefined;
}

/** A hit while its legs are added up; one shape for all, as thousands are made per search. */
type Draft = { -readonly [K in keyof FusedHit]: FusedHit[K] };

/**
 * Fuses the windows of the two legs; a work that a leg lacks has 0 there. The order is total: score, then the better of
 * the two ranks, then id. Scores that are no numbers, or below the zero of their scale, count as 0.
 * @param zero the cosine of what has nothing in common (`unrelatedCosine`)
 */
export function fuse(lexical: readonly Scored[], semantic: readonly Scored[], zero = 0): FusedHit[] {
  const drafts = new Map<string, Draft>();
  add(drafts, 'lexical', lexical, LEXICAL_WEIGHT, 0);
  add(drafts, 'semantic', semantic, SEMANTIC_WEIGHT, zero);
  return [...drafts.values()].sort(byRank);
}

/** Adds a leg's scores as shares of its best. */
function add(
  drafts: Map<string, Draft>,
  leg: 'lexical' | 'semantic',
  hits: readonly Scored[],
  weight: number,
  zero: number,
): void {
  const best = bestOf(hits) - zero;
  for (let i = 0; i < hits.length; i++) {
    const { id, score } = hits[i] as Scored;
    const known = drafts.get(id);
    // a leg that names a work twice has its first score
    if (known?.[leg]) continue;
    const finite = Number.isFinite(score) ? score : zero;
    // divided first: the smallest numbers lose digits when they are multiplied, and a share would pass its weight
    const share = best > 0 ? weight * (Math.max(0, finite - zero) / best) : 0;
    const draft = known ?? { id, score: 0, lexical: undefined, semantic: undefined };
    draft.score += share;
    draft[leg] = { rank: i + 1, score: finite, contribution: share };
    if (!known) drafts.set(id, draft);
  }
}

/** A loop, as spreading a long leg into Math.max overflows the stack. */
function bestOf(leg: readonly Scored[]): number {
  let best = 0;
  for (const { score } of leg) if (Number.isFinite(score) && score > best) best = score;
  return best;
}

function byRank(a: FusedHit, b: FusedHit): number {
  return b.score - a.score || bestRank(a) - bestRank(b) || compareText(a.id, b.id);
}

function bestRank(hit: FusedHit): number {
  return Math.min(hit.lexical?.rank ?? Number.POSITIVE_INFINITY, hit.semantic?.rank ?? Number.POSITIVE_INFINITY);
}
