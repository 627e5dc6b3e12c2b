// What stands around a person: their works, the people, topics and institutions of these.
import type { Author } from '../domain/entities.js';
import { compareText } from '../domain/order.js';
import type { Work } from '../domain/work.js';
import type { LibraryDeps } from './deps.js';
import { associated, type Base, rankedWorks } from './graph-candidates.js';
import { edge } from './graph-edges.js';
import type { Surroundings } from './graph-model.js';
import { byTurns, mostFrequent } from './graph-rank.js';
import type { OwnWorks } from './own-works.js';

/** Works of a person by what they share. */
interface Shares {
  readonly authors: ReadonlyMap<string, number>;
  readonly topics: ReadonlyMap<string, number>;
  /** The person's own institutions, not those of co-authors. */
  readonly institutions: ReadonlyMap<string, number>;
}

/** @param reach how many things of each type to weigh, the most frequent ones */
export async function aroundAuthor(
  { library }: LibraryDeps,
  { id: seed }: Author,
  own: OwnWorks,
  reach: number,
): Promise<Surroundings> {
  const { authors, topics, institutions } = sharesOf(seed, own.works);
  const base: Base = { seed: own.works.length, total: own.indexed };
  const people = mostFrequent(authors, reach);
  const subjects = mostFrequent(topics, reach);
  const places = mostFrequent(institutions, reach);
  const [foundPeople, foundSubjects, foundPlaces] = await Promise.all([
    library.authors.fetch(people.map(([id]) => id)),
    library.topics.fetch(subjects.map(([id]) => id)),
    library.institutions.fetch(places.map(([id]) => id)),
  ]);
  const shown = citedAndNew(own.works).slice(0, reach);
  return {
    neighbours: {
      work: rankedWorks(shown, (work) => [edge(seed, work.id, 'wrote', 1)]),
      author: associated('author', people, foundPeople, base, (id, joint) => edge(seed, id, 'coauthor', joint)),
      topic: associated('topic', subjects, foundSubjects, base, (id, joint) => edge(seed, id, 'about', joint)),
      institution: associated('institution', places, foundPlaces, base, (id, n) => edge(seed, id, 'affiliated', n)),
    },
    works: own.works,
    more: [authors, topics, institutions].some(({ size }) => size > reach) || own.total.value > shown.length,
  };
}

function sharesOf(seed: string, works: readonly Work[]): Shares {
  const authors = new Map<string, number>();
  const topics = new Map<string, number>();
  const institutions = new Map<string, number>();
  for (const { authorships, topics: subjects } of works) {
    const own = authorships.filter(({ author }) => author.id === seed);
    const others = authorships.flatMap(({ author }) => author.id ?? []).filter((id) => id !== seed);
    countOnce(authors, others);
    countOnce(topics, ids(subjects));
    countOnce(
      institutions,
      own.flatMap((one) => ids(one.institutions)),
    );
  }
  return { authors, topics, institutions };
}

const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** Counts a work for each of its values, however often it names one. */
function countOnce(counts: Map<string, number>, values: readonly string[]): void {
  for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** The most cited works and the newest ones by turns; `works` are newest first. */
function citedAndNew(works: readonly Work[]): Work[] {
  const cited = [...works].sort((a, b) => b.cited_by_count - a.cited_by_count || compareText(a.id, b.id));
  return byTurns([cited, works], ({ id }) => id);
}
