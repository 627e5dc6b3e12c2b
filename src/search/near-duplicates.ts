// Which works say the same: versions of one work, or texts so alike that a list needs only one of them.
import { externalIds, type Work } from '../domain/work.js';
import { fold, wordsOf } from '../text/analyze.js';
import { termsOf } from '../text/terms.js';

/**
 * Equal titles of so many content words are of one work whoever signs it: sources name authors differently. Shorter ones
 * (`Preface`, `Learning and Memorization`) are also chosen independently, and need an author in common. Of 95,219
 * conference works, 99 pairs of equal title share an author; of the others, those of four words and more are versions
 * whose authors have ids of different sources, and annual prefaces, but for one pair.
 */
const TELLING_TITLE = 4;

/**
 * From this cosine on, with titles that share half of their words, two works are versions of one. In a sample of the
 * same works, of 4 such pairs all are versions or annual prefaces; between .90 and .95 most of 20 are sequels, which a
 * reader wants to see. (Versions under equal titles have a median cosine of .96.)
 */
const SAME_MEANING = 0.95;
const TITLE_OVERLAP = 0.5;

/** What is compared of a work; made once for many comparisons. */
export interface Likeness {
  readonly ids: ReadonlySet<string>;
  /** The words of the title, folded, one blank between them. */
  readonly title: string;
  /** The terms of the title. */
  readonly terms: ReadonlySet<string>;
  /** One key per author. */
  readonly authors: ReadonlySet<string>;
  readonly vector: Float32Array | undefined;
}

/** `vector` is of unit length, all of one model; without it, titles, ids and authors decide. */
export function likenessOf(work: Work, vector: Float32Array | undefined): Likeness {
  return {
    ids: new Set([work.id, ...externalIds(work)]),
    title: wordsOf(work.display_name).join(' '),
    terms: termsOf(work.display_name),
    authors: new Set(work.authorships.map(({ author }) => fold(author.display_name))),
    vector,
  };
}

/** Whether one of the two is enough: they share an id, have one title, or nearly one title and one meaning. Symmetric. */
export function nearDuplicates(a: Likeness, b: Likeness): boolean {
  if (intersects(a.ids, b.ids)) return true;
  if (a.title !== '' && a.title === b.title && (a.terms.size >= TELLING_TITLE || intersects(a.authors, b.authors))) {
    return true;
  }
  return overlap(a.terms, b.terms) >= TITLE_OVERLAP && cosine(a.vector, b.vector) >= SAME_MEANING;
}

/** The share of the terms of both that are in each (Jaccard); 0 where there are none. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const one of a) if (b.has(one)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}

/** The cosine of two unit vectors; 0 where one is missing. @throws RangeError if they are of different models */
export function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0;
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} components`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
