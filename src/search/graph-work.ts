// What stands around a work: its people, topics and institutions, works near in meaning, works that it cites or that cite it.
import type { Filter } from '../domain/query.js';
import { externalIds, type Work } from '../domain/work.js';
import type { Scored } from '../engine/engine.js';
import type { LibraryDeps } from './deps.js';
import { associated, entityNode, MOST_CITED, rankedWorks } from './graph-candidates.js';
import { edge } from './graph-edges.js';
import type { GraphEdge, Neighbour, Surroundings } from './graph-model.js';
import { byTurns } from './graph-rank.js';
import { comparing } from './related-seed.js';

/** References that are looked at: the first ones; a survey has hundreds. */
const REFERENCES_READ = 200;

/** @param reach how many things of each type to weigh */
export async function aroundWork(deps: LibraryDeps, work: Work, reach: number): Promise<Surroundings> {
  const [entities, works] = await Promise.all([entitiesOf(deps, work, reach), worksAround(deps, work, reach)]);
  return {
    neighbours: { ...entities.neighbours, work: works.neighbours },
    works: [work, ...works.works],
    more: entities.more || works.more,
  };
}

/** People in the order of the byline; the rarer a topic or an institution is, the more it says. */
async function entitiesOf({ library }: LibraryDeps, work: Work, reach: number) {
  const people = distinct(work.authorships.flatMap(({ author }) => author.id ?? []));
  const topics = distinct(work.topics.map(({ id }) => id));
  const places = distinct(work.authorships.flatMap((one) => one.institutions.map(({ id }) => id)));
  const [total, foundPeople, foundTopics, foundPlaces] = await Promise.all([
    library.works.count(),
    library.authors.fetch(people.slice(0, reach)),
    library.topics.fetch(topics.slice(0, reach)),
    library.institutions.fetch(places.slice(0, reach)),
  ]);
  const base = { seed: 1, total };
  const once = (ids: readonly string[]) => ids.slice(0, reach).map((id) => [id, 1] as const);
  const known = foundPeople.filter((author, i) => author !== undefined && author.id === people[i]);
  const neighbours = {
    author: known.flatMap((author, i): Neighbour[] =>
      author === undefined
        ? []
        : [
            {
              node: entityNode('author', author, (known.length - i) / known.length),
              edges: [edge(author.id, work.id, 'wrote', 1)],
            },
          ],
    ),
    topic: associated('topic', once(topics), foundTopics, base, (id) => edge(work.id, id, 'about', 1)),
    institution: associated('institution', once(places), foundPlaces, base, (id) => edge(work.id, id, 'affiliated', 1)),
  };
  return { neighbours, more: [people, topics, places].some((ids) => ids.length > reach) };
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];

/** Related, cited and citing works by turns. */
async function worksAround(deps: LibraryDeps, work: Work, reach: number) {
  const { library } = deps;
  const references = work.referenced_works.slice(0, REFERENCES_READ);
  const [near, citing, cited] = await Promise.all([
    nearIn(deps, work, reach),
    citingWorks(deps, work, reach),
    library.works.fetch(references),
  ]);
  const known = cited.filter((one): one is Work => one !== undefined && one.id !== work.id);
  const mostCited = [...new Map(known.map((one) => [one.id, one])).values()].sort(
    (a, b) => b.cited_by_count - a.cited_by_count,
  );
  const edges = new Map<string, GraphEdge[]>();
  const note = (id: string, one: GraphEdge) => edges.set(id, [...(edges.get(id) ?? []), one]);
  for (const { id, score } of near) note(id, edge(work.id, id, 'related', score));
  for (const id of citing.sorted) note(id, edge(id, work.id, 'cites', 1));
  for (const { id } of mostCited) note(id, edge(work.id, id, 'cites', 1));
  const ids = byTurns([near.map(({ id }) => id), mostCited.map(({ id }) => id), citing.sorted], (id) => id);
  const works = (await library.works.fetch(ids)).filter((one) => one !== undefined);
  return {
    works,
    neighbours: rankedWorks(works, ({ id }) => edges.get(id) ?? []),
    more: citing.total.value > citing.sorted.length || work.referenced_works.length > references.length,
  };
}

async function citingWorks({ library }: LibraryDeps, work: Work, limit: number) {
  const own = [work.id, ...externalIds(work)];
  const cites: Filter = { type: 'values', field: 'referenced_works', values: own };
  const filter: Filter = { type: 'and', filters: [cites, except(work.id)] };
  return library.works.retrieve({
    filter,
    lexical: false,
    window: 0,
    order: { by: MOST_CITED, offset: 0, limit },
    facets: [],
  });
}

const except = (id: string): Filter => ({
  type: 'not',
  filter: { type: 'values', field: 'id', values: [id] },
});

/** The works nearest in meaning; none where the work has no vector. */
async function nearIn(deps: LibraryDeps, work: Work, limit: number): Promise<readonly Scored[]> {
  const { works } = deps.library;
  const [[vector], base] = await Promise.all([works.vectors([work.id]), comparing(deps)]);
  if (base === undefined || vector?.length !== base.model.dimension) return [];
  const semantic = { ...base, vector };
  const found = await works.retrieve({ filter: except(work.id), lexical: false, semantic, window: limit, facets: [] });
  return found.semantic;
}
