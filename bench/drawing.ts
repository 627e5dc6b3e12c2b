// Draws texts and values for questions from the works of a collection.
import type { Filter } from '../src/domain/query.js';
import type { Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import { contentWords } from '../src/text/analyze.js';
import { pick } from './random.js';

/** The facets that every question asks for. */
export const FACETS = [
  'publication_year',
  'type',
  'primary_location.source.id',
  'authorships.author.id',
  'authorships.institutions.id',
];

/** Works with an abstract, spread over the collection by their year. */
export async function sampleWorks(engine: Engine): Promise<Work[]> {
  const ids: string[] = [];
  for (let year = 1950; year <= 2030; year++) {
    const filter: Filter = { type: 'values', field: 'publication_year', values: [year] };
    const order = { by: [{ field: 'cited_by_count', direction: 'desc' as const }], offset: 0, limit: 60 };
    ids.push(...(await engine.retrieve({ filter, lexical: false, window: 0, order, facets: [] })).sorted);
  }
  const works = await engine.fetch(ids);
  return works.filter((work): work is Work => (work?.abstract?.split(/\s+/).length ?? 0) >= 80);
}

/** `n` content words in a row of some title. */
export function titleWords(random: () => number, works: readonly Work[], n: number): string {
  for (;;) {
    const words = contentWords(pick(random, works).display_name);
    if (words.length >= n) {
      const start = Math.floor(random() * (words.length - n + 1));
      return words.slice(start, start + n).join(' ');
    }
  }
}

/** Two adjacent words of some title. */
export function titlePair(random: () => number, works: readonly Work[]): string {
  for (;;) {
    const words = pick(random, works).display_name.match(/[A-Za-z]{3,} [A-Za-z]{3,}/g);
    if (words) return pick(random, words);
  }
}

/** The first `n` words of an abstract. */
export function abstractWords(work: Work, n: number): string {
  return (work.abstract ?? '').split(/\s+/).slice(0, n).join(' ');
}

/** The first author of some work. */
export function authorId(random: () => number, works: readonly Work[]): string {
  for (;;) {
    const id = pick(random, works).authorships[0]?.author.id;
    if (id !== undefined) return id;
  }
}
