// How far people are from each other over joint works: breadth-first, up to three steps, in a bounded number of questions.
import { and, type Filter } from '../domain/query.js';
import type { LibraryDeps } from './deps.js';
import { held } from './graph-candidates.js';

/** Steps over joint works: 1 for co-authors; null if there is no path of at most three. */
export type PathLength = 1 | 2 | 3 | null;

const AUTHOR = 'authorships.author.id';

/** Direct co-authors that paths go through, those given first. */
const MOST_FIRST = 500;

/** People at most two steps away that are known by id, those with the most works there first. */
const MOST_SECOND = 5000;

/** Co-authors that are looked at for each person who is not within two steps, the most frequent first. */
const MOST_LAST = 500;

const byAny = (ids: readonly string[]): Filter => ({ type: 'values', field: AUTHOR, values: ids });

/**
 * Path lengths from a person to others. Exact but around people with more co-authors than the bounds, where a length may
 * come out greater than it is.
 * @param coauthors stored ids of everybody that the person has worked with, strongest bond first
 * @param others stored ids, the person's own not among them; one question for all, and one more for each that is not
 *   within two steps
 */
export async function pathLengths(
  deps: LibraryDeps,
  coauthors: readonly string[],
  others: readonly string[],
): Promise<ReadonlyMap<string, PathLength>> {
  const first = new Set(coauthors);
  const beyond = others.filter((id) => !first.has(id));
  const within = beyond.length === 0 ? new Set<string>() : await withinTwo(deps, coauthors, beyond);
  const lengths = await Promise.all(
    others.map(async (id): Promise<PathLength> => {
      if (first.has(id)) return 1;
      if (within.has(id)) return 2;
      return within.size > 0 && (await meets(deps, id, within)) ? 3 : null;
    }),
  );
  return new Map(others.map((id, i) => [id, lengths[i] ?? null]));
}

/** Everybody who has written with one of the co-authors; of `asked` all that have, of the others those with most works. */
async function withinTwo(deps: LibraryDeps, coauthors: readonly string[], asked: readonly string[]) {
  const first = coauthors.slice(0, MOST_FIRST);
  if (first.length === 0) return new Set<string>();
  // the facet looks beyond its own condition, which only says whose counts must be in the answer
  return peopleIn(deps, and([held(byAny(first)), byAny(asked)]), MOST_SECOND);
}

async function meets(deps: LibraryDeps, id: string, within: ReadonlySet<string>): Promise<boolean> {
  const people = await peopleIn(deps, held(byAny([id])), MOST_LAST);
  return [...people].some((other) => within.has(other));
}

async function peopleIn({ library }: LibraryDeps, filter: Filter, size: number): Promise<Set<string>> {
  const found = await library.works.retrieve({ filter, lexical: false, window: 0, facets: [{ field: AUTHOR, size }] });
  const buckets = found.facets.get(AUTHOR) ?? [];
  return new Set(buckets.filter(({ count }) => count > 0).map(({ key }) => String(key)));
}
