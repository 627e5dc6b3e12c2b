// Titles as queries: what a work cites should be found for its title.
import type { Work } from '../src/domain/work.js';
import type { FusionQuery } from './fusion-legs.js';
import { randomNumbers } from './random.js';

const TITLES = 300;
/** References within the collection: with fewer, one hit decides too much. */
const LEAST_CITED = 5;

/** Titles of works that should find what these cite within the collection; the works themselves are left out. */
export function titlesOf(works: readonly Work[]): FusionQuery[] {
  const ids = new Set(works.map(({ id }) => id));
  const random = randomNumbers(21);
  const citing = [...works]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, display_name: title, referenced_works }) => {
      const cited = [...new Set(referenced_works)].filter((one) => one !== id && ids.has(one));
      return cited.length >= LEAST_CITED && title ? [{ id, title, cited, lot: random() }] : [];
    });
  citing.sort((a, b) => a.lot - b.lot);
  return citing.slice(0, TITLES).map(({ id, title, cited }) => {
    return { id, text: title, grades: new Map(cited.map((one) => [one, 1])), without: [id] };
  });
}
