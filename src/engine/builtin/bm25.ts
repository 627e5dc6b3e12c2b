// BM25F over lists of postings: weighted term frequency and weighted length share one saturation (Robertson, Zaragoza &
// Taylor, CIKM 2004).
import { TF_BITS, TF_MAX } from './docs-with-all.js';

// Term saturation and length normalisation (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
// 2009). k1 is the usual one. b is less than the usual .75, as works without an abstract stand among those with one: a
// title alone must not win by being short. On judged collections .5 instead of .75 is worth .005 nDCG@10 on average.
const K1 = 1.2;
const B = 0.5;

/** How many of the terms each document has; 255 distinct ones take a byte. */
export type TermCounts = Uint8Array | Uint32Array;

/** The list of a term: its postings from `start` up to, without, `end`, and the length of each document. */
export interface TermList extends Weights {
  readonly data: Uint32Array;
  readonly start: number;
  readonly end: number;
  readonly lengths: Float32Array;
}

/** A document scores `idf · tf / (tf + base + slope · length)`. */
interface Weights {
  readonly idf: number;
  readonly base: number;
  readonly slope: number;
}

interface Statistics {
  readonly documents: number;
  /** How many of them have the term. */
  readonly frequency: number;
  readonly totalLength: number;
}

export function weightsOf({ documents, frequency, totalLength }: Statistics): Weights {
  // a list that grows while another thread reads it may be ahead of what that thread knows of the index
  const known = Math.min(frequency, documents);
  const idf = Math.log(1 + (documents - known + 0.5) / (known + 0.5));
  const slope = totalLength > 0 ? (K1 * B * documents) / totalLength : 0;
  return { idf, base: K1 * (1 - B), slope };
}

/** Adds the score of the term, `weight` times, to every document that has it. */
export function addScores(
  { data, start, end, lengths, ...list }: TermList,
  scores: Float32Array,
  weight: number,
): void {
  const { base, slope } = list;
  const idf = weight * list.idf;
  for (let i = start; i < end; i++) {
    const posting = data[i] as number;
    const doc = posting >>> TF_BITS;
    const tf = posting & TF_MAX;
    scores[doc] = (scores[doc] as number) + (idf * tf) / (tf + base + slope * (lengths[doc] as number));
  }
}

/** The same, and adds 1 to the counts of these documents: their postings are read once. */
export function addScoresAndCounts(
  { data, start, end, lengths, ...list }: TermList,
  scores: Float32Array,
  weight: number,
  counts: TermCounts,
): void {
  const { base, slope } = list;
  const idf = weight * list.idf;
  for (let i = start; i < end; i++) {
    const posting = data[i] as number;
    const doc = posting >>> TF_BITS;
    const tf = posting & TF_MAX;
    scores[doc] = (scores[doc] as number) + (idf * tf) / (tf + base + slope * (lengths[doc] as number));
    counts[doc] = (counts[doc] as number) + 1;
  }
}

/** Adds 1 for every document that has the term. */
export function addCounts({ data, start, end }: TermList, counts: TermCounts): void {
  for (let i = start; i < end; i++) {
    const doc = (data[i] as number) >>> TF_BITS;
    counts[doc] = (counts[doc] as number) + 1;
  }
}

/** The score of the term in each of the documents, which ascend; 0 for those that lack it, and only for those. */
export function scoresAt({ data, start, end, lengths, idf, base, slope }: TermList, docs: Uint32Array): Float32Array {
  const scores = new Float32Array(docs.length);
  let at = start;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    while (at < end && (data[at] as number) >>> TF_BITS < doc) at++;
    if (at === end) break;
    const posting = data[at] as number;
    const tf = posting & TF_MAX;
    if (posting >>> TF_BITS === doc) scores[i] = (idf * tf) / (tf + base + slope * (lengths[doc] as number));
  }
  return scores;
}
