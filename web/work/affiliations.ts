// Who is where: institutions numbered under the names of authors, as on the first page of a paper; pure.
import type { WorkAnswer } from '../../src/client/index.js';

export type Authorship = NonNullable<WorkAnswer['authorships']>[number];
export type Affiliation = Authorship['institutions'][number];

export interface Numbered {
  /** In the order in which they are named first; their numbers begin at 1. */
  readonly institutions: readonly Affiliation[];
  /** For each author the numbers of theirs; empty where a number would tell nothing apart. */
  readonly numbers: readonly (readonly number[])[];
}

export function numbered(authorships: readonly Authorship[]): Numbered {
  const places = new Map<string, number>();
  const institutions: Affiliation[] = [];
  const numbers = authorships.map((authorship) => {
    const own = authorship.institutions.map((institution) => {
      const known = places.get(institution.id) ?? institutions.push(institution);
      places.set(institution.id, known);
      return known;
    });
    return [...new Set(own)];
  });
  // one place for everybody
  const isOne = institutions.length === 1 && numbers.every((own) => own.length === 1);
  return { institutions, numbers: isOne ? numbers.map(() => []) : numbers };
}
