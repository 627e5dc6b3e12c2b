// Which of the ranked works are shown: none that repeats another one, and not too many of one person.
import type { Work } from '../domain/work.js';
import { fold } from '../text/analyze.js';
import { type Likeness, likenessOf, nearDuplicates } from './near-duplicates.js';

/**
 * Works that one person may have in a list, as any of the authors: what counts is that a list does not become the list
 * of one group, whose senior author is rarely the first.
 */
export const MOST_PER_AUTHOR = 2;

/** Takes works one by one and says which are shown. */
export class Selection {
  private readonly kept: Likeness[];
  private readonly perAuthor = new Map<string, number>();

  /** Nothing that repeats one of `known` is taken. */
  constructor(known: readonly Likeness[]) {
    this.kept = [...known];
  }

  /** Takes the work, unless it repeats one that is known or was taken, or one of its authors has enough works. */
  take(work: Work, vector: Float32Array | undefined): boolean {
    const authors = new Set(work.authorships.map(({ author }) => author.id ?? fold(author.display_name)));
    for (const author of authors) if (this.worksOf(author) >= MOST_PER_AUTHOR) return false;
    const likeness = likenessOf(work, vector);
    if (this.kept.some((one) => nearDuplicates(one, likeness))) return false;
    for (const author of authors) this.perAuthor.set(author, this.worksOf(author) + 1);
    this.kept.push(likeness);
    return true;
  }

  private worksOf(author: string): number {
    return this.perAuthor.get(author) ?? 0;
  }
}
