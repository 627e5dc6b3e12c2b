// How near a work is to a body of works, such as one person's: one score for experts, similar people and related works.
// bodyOf(works, vectors) prepares a person's works once; affinity(body, work, vector) → { score, near }; and
// strength(nearnesses) is how such a body counts as a whole, also where nearness comes from a search (votes.ts).
import type { Work } from '../domain/work.js';
import { wordsOf } from '../text/analyze.js';
import { termOf } from '../text/terms.js';

/**
 * What the words add to the meaning: the cosine of two works' words counts three quarters of that of their vectors.
 * Measured on judged expertise (bench/README.md): loss .210 without words, .198 at a half, .196 here, .202 at one.
 */
const WORDS_WEIGHT = 0.75;

/** How many works speak for a person at most: enough for a body of work, and few enough not to reward mere quantity. */
const COUNTED = 10;

/**
 * What a body of works is worth, given how near each is (0 to 1): the root of the sum of the ten best squares, of which
 * the i-th counts 1/i. The nearest works decide, others confirm; the sum of all would reward whoever writes most, the
 * best one alone a chance hit. More works never lower it, their order is of no account, and it is at most `FULL`.
 */
export function strength(nearnesses: readonly number[]): number {
  const best = nearnesses.filter((one) => one > 0).sort((a, b) => b - a);
  let sum = 0;
  for (let i = 0; i < best.length && i < COUNTED; i++) sum += (best[i] as number) ** 2 / (i + 1);
  return Math.sqrt(sum);
}

/** The strength of ten works or more that are as near as can be. */
export const FULL = strength(new Array<number>(COUNTED).fill(1));

/** Where a term occurs in a body: positions of works, and the term's share of each one's length. */
interface Postings {
  readonly works: number[];
  readonly weights: number[];
}

/** A body of works prepared for many comparisons. */
export interface Body {
  readonly ids: readonly string[];
  readonly vectors: readonly (Float32Array | undefined)[];
  readonly terms: ReadonlyMap<string, Postings>;
}

/** `score` from 0 to 1; `near` is the id of the work of the body that is nearest, undefined where none is near. */
export interface Affinity {
  readonly score: number;
  readonly near: string | undefined;
}

type Text = Pick<Work, 'id' | 'display_name' | 'abstract'>;

/** Prepares works; `vectors` in their order, of unit length, undefined where there is none (`Engine.vectors`). */
export function bodyOf(works: readonly Text[], vectors: readonly (Float32Array | undefined)[]): Body {
  const terms = new Map<string, Postings>();
  works.forEach((work, i) => {
    for (const [term, weight] of weightedTerms(work)) {
      const postings = terms.get(term) ?? { works: [], weights: [] };
      postings.works.push(i);
      postings.weights.push(weight);
      terms.set(term, postings);
    }
  });
  return { ids: works.map(({ id }) => id), vectors, terms };
}

/**
 * How near a work is to a body, by meaning and by words; the vector is of the same model as the body's. Depends on
 * nothing but these works, so that scores compare between works, people and collections. Without a vector on either side
 * the words alone speak. A work that is in the body does not speak for itself.
 */
export function affinity(body: Body, work: Text, vector: Float32Array | undefined): Affinity {
  const shared = sharedWords(body, work);
  let near: string | undefined;
  let best = 0;
  const nearnesses: number[] = [];
  for (let i = 0; i < body.ids.length; i++) {
    const id = body.ids[i] as string;
    if (id === work.id) continue;
    const meaning = Math.max(0, dot(body.vectors[i], vector));
    const nearness = Math.min(1, (meaning + WORDS_WEIGHT * (shared[i] as number)) / (1 + WORDS_WEIGHT));
    nearnesses.push(nearness);
    if (nearness > best) {
      best = nearness;
      near = id;
    }
  }
  // the strength that as many works could have: a small body is not farther from a work than a large one
  const most = strength(nearnesses.slice(0, COUNTED).map(() => 1));
  return { score: most > 0 ? Math.min(1, strength(nearnesses) / most) : 0, near };
}

/** The cosine of the work's terms and those of each work of the body. */
function sharedWords({ ids, terms }: Body, work: Text): Float64Array {
  const sums = new Float64Array(ids.length);
  for (const [term, weight] of weightedTerms(work)) {
    const postings = terms.get(term);
    if (!postings) continue;
    const { works, weights } = postings;
    for (let k = 0; k < works.length; k++) {
      const i = works[k] as number;
      sums[i] = (sums[i] as number) + weight * (weights[k] as number);
    }
  }
  return sums;
}

/**
 * The terms of title and abstract, each weighing 1 + ln(frequency), of unit length together. How rare a term is in the
 * collection is left out: with stop words gone it changes the measured loss by less than chance does (.190 to .197), and
 * without it a score does not depend on what else is stored.
 */
function weightedTerms({ display_name, abstract }: Text): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of wordsOf(abstract === undefined ? display_name : `${display_name} ${abstract}`)) {
    const term = termOf(word);
    if (term !== '') weights.set(term, (weights.get(term) ?? 0) + 1);
  }
  let squares = 0;
  for (const [term, frequency] of weights) {
    const weight = 1 + Math.log(frequency);
    weights.set(term, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  for (const [term, weight] of weights) weights.set(term, weight / length);
  return weights;
}

/** The cosine of two vectors of unit length; 0 where one is missing or they come from different models. */
export function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b || a.length !== b.length) return 0;
  // four sums at once: a processor waits for each addition to end before it adds to the same number again
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}
