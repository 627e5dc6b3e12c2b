// How many of a query's words a work must contain to match it lexically: one table, used by both engines.

/**
 * Rows are `up to this many distinct terms → this share may be missing`, the share rounded down.
 * Short queries need every word; a pasted abstract matches a work that shares a good part of its words.
 */
export const MISSING_ALLOWED: readonly { readonly upTo: number; readonly share: number }[] = [
  { upTo: 3, share: 0 },
  { upTo: 6, share: 0.34 },
  { upTo: 12, share: 0.5 },
  { upTo: Number.POSITIVE_INFINITY, share: 0.67 },
];

/** The least number of `terms` distinct query terms that must occur; 0 for 0. Never decreases as `terms` grows. */
export function requiredTerms(terms: number): number {
  let required = 0;
  let below = 0;
  for (const { upTo, share } of MISSING_ALLOWED) {
    const within = Math.min(terms, upTo);
    // a longer query never needs fewer words than the longest query of the row above
    required = Math.max(below, within - Math.floor(within * share));
    if (terms <= upTo) break;
    below = Math.max(below, upTo - Math.floor(upTo * share));
  }
  return required;
}
