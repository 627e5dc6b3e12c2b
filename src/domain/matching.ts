// How many of a query's words a work must contain to match it lexically: one table, used by both engines.

/**
 * Rows are `up to this many distinct terms → so many, or this share of them, must occur`, whichever is more. Of three words
 * each is meant. More of them describe something, and those who describe it choose other words than those who wrote of it:
 * two must occur, of a pasted text more. Measured on judged collections (Cranfield, MED, CACM, NPL, a part of SciFact; by
 * words alone, mean nDCG@10 / Recall@100): .566 / .68; with three words or a fifth, as many works found, .533 / .56; with
 * any one word .591 / .77, for three times the works. Of an abstract or a page of notes 64 terms are searched for
 * (`search/telling-terms.ts`), and ten asked for: with 13 half as many works match, but recall among the first 100 is .37
 * instead of .42 for abstracts, by words alone (bench/README.md).
 */
export const REQUIRED: readonly { readonly upTo: number; readonly least: number; readonly share: number }[] = [
  { upTo: 3, least: 0, share: 1 },
  { upTo: Number.POSITIVE_INFINITY, least: 2, share: 0.15 },
];

/** The least number of `terms` distinct query terms that must occur; 0 for 0. A fourth term asks for fewer than three do. */
export function requiredTerms(terms: number): number {
  const row = REQUIRED.find(({ upTo }) => terms <= upTo);
  return row ? Math.max(row.least, Math.ceil(terms * row.share)) : terms;
}
