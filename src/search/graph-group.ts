// What stands around a topic or an institution: the works, people, topics and institutions that it shares works with.
import type { Author, Institution, Topic } from '../domain/entities.js';
import { and, type Filter } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { FacetBucket, Retrieval } from '../engine/engine.js';
import type { LibraryDeps } from './deps.js';
import { associated, type Base, held, MOST_CITED, rankedWorks } from './graph-candidates.js';
import { edge } from './graph-edges.js';
import type { GraphEdge, Neighbour, NodeType, Surroundings } from './graph-model.js';
import { byTurns } from './graph-rank.js';

/** The two kinds of node that stand for many works. */
export type GroupType = 'topic' | 'institution';

const FIELDS: Readonly<Record<Exclude<NodeType, 'work'>, string>> = {
  author: 'authorships.author.id',
  topic: 'topics.id',
  institution: 'authorships.institutions.id',
};

/** People whose works are read, so that the works shown are also theirs. */
const PEOPLE_READ = 20;

/**
 * All of it is counted by the engine, and only what may be shown is read: a topic of 50,000 works costs little more than
 * one of 50.
 * @param reach how many things of each type to weigh, the most frequent ones
 */
export async function aroundGroup(
  deps: LibraryDeps,
  type: GroupType,
  group: Topic | Institution,
  reach: number,
): Promise<Surroundings> {
  const filter: Filter = { type: 'values', field: FIELDS[type], values: [group.id] };
  // as many again are those of its people
  const worksRead = Math.ceil(reach / 2);
  const found = await deps.library.works.retrieve({
    filter: held(filter),
    lexical: false,
    window: 0,
    order: { by: MOST_CITED, offset: 0, limit: worksRead },
    facets: Object.values(FIELDS).map((field) => ({ field, size: reach + 1 })),
  });
  const around = await entitiesAround(deps, type, group.id, found);
  const theirs = await worksOf(deps, filter, around.author.slice(0, PEOPLE_READ), worksRead);
  const ids = byTurns([found.sorted, theirs], (id) => id);
  const works = (await deps.library.works.fetch(ids)).filter((work) => work !== undefined);
  const about = (work: Work) => [edge(work.id, group.id, type === 'topic' ? 'about' : 'affiliated', 1)];
  const counted = Object.values(FIELDS).map((field) => found.facets.get(field) ?? []);
  return {
    neighbours: { ...around, work: rankedWorks(works, about) },
    works,
    more: counted.some((buckets) => buckets.length > reach) || found.total.value > works.length,
  };
}

async function entitiesAround({ library }: LibraryDeps, type: GroupType, seed: string, found: Retrieval) {
  const base: Base = { seed: found.total.value, total: found.coverage.works };
  const counts = (of: keyof typeof FIELDS) => countsOf(found.facets.get(FIELDS[of]) ?? [], seed);
  const [people, topics, places] = [counts('author'), counts('topic'), counts('institution')];
  const [foundPeople, foundTopics, foundPlaces] = await Promise.all([
    library.authors.fetch(people.map(([id]) => id)),
    library.topics.fetch(topics.map(([id]) => id)),
    library.institutions.fetch(places.map(([id]) => id)),
  ]);
  const members = type === 'topic' ? foundPeople : foundPeople.map((author) => memberOf(author, seed));
  const { toAuthor, toTopic, toInstitution } = EDGES[type](seed);
  return {
    author: associated('author', people, members, base, toAuthor),
    topic: associated('topic', topics, foundTopics, base, toTopic),
    institution: associated('institution', places, foundPlaces, base, toInstitution),
  };
}

type EdgeTo = (id: string, joint: number) => GraphEdge;

const EDGES: Readonly<
  Record<
    GroupType,
    (seed: string) => { readonly toAuthor: EdgeTo; readonly toTopic: EdgeTo; readonly toInstitution: EdgeTo }
  >
> = {
  topic: (seed) => ({
    toAuthor: (id, joint) => edge(id, seed, 'about', joint),
    toTopic: (id, joint) => edge(seed, id, 'related', joint),
    toInstitution: (id, joint) => edge(id, seed, 'about', joint),
  }),
  institution: (seed) => ({
    toAuthor: (id, joint) => edge(id, seed, 'affiliated', joint),
    toTopic: (id, joint) => edge(seed, id, 'about', joint),
    toInstitution: (id, joint) => edge(seed, id, 'related', joint),
  }),
};

function countsOf(buckets: readonly FacetBucket[], seed: string): [string, number][] {
  return buckets.flatMap(({ key, count }) => (key === seed ? [] : [[String(key), count]]));
}

/** The works of an institution name other people too: co-authors from elsewhere. */
function memberOf(author: Author | undefined, institution: string): Author | undefined {
  return author?.affiliations.some((one) => one.institution.id === institution) ? author : undefined;
}

/** The most cited of the group's works by these people. */
async function worksOf(deps: LibraryDeps, group: Filter, people: readonly Neighbour[], limit: number) {
  if (people.length === 0) return [];
  const theirs: Filter = { type: 'values', field: FIELDS.author, values: people.map(({ node }) => node.id) };
  const found = await deps.library.works.retrieve({
    filter: and([group, theirs]),
    lexical: false,
    window: 0,
    order: { by: MOST_CITED, offset: 0, limit },
    facets: [],
  });
  return found.sorted;
}
