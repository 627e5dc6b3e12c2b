// Candidates for a graph: things by the works that they share with a node, and works by their rank, made into neighbours.
import type { Filter, SortKey } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { GraphEdge, Neighbour, NodeType } from './graph-model.js';
import { association, byAssociation, type Counted } from './graph-rank.js';

/** What every entity has. */
interface Entity {
  readonly id: string;
  readonly display_name: string;
  readonly works_count: number;
  readonly cited_by_count: number;
}

/** The seed's side of a comparison: how many works it has, of how many. */
export interface Base {
  readonly seed: number;
  readonly total: number;
}

/** Most cited first, newer ones first among equals. */
export const MOST_CITED: readonly SortKey[] = [
  { field: 'cited_by_count', direction: 'desc' },
  { field: 'publication_year', direction: 'desc' },
];

/**
 * A condition that a facet of the same field keeps: facets look beyond conditions that speak of their field alone, so
 * it also speaks of another one, of which it asks nothing.
 */
export function held(filter: Filter): Filter {
  return { type: 'or', filters: [filter, { type: 'values', field: 'id', values: [] }] };
}

/**
 * Things by how much they have to do with a node, best first; `counts` are the works that each shares with it. What is
 * not derived yet, or went into another record, is left out: a node that cannot be opened is none.
 */
export function associated<D extends Entity>(
  type: NodeType,
  counts: readonly (readonly [string, number])[],
  entities: readonly (D | undefined)[],
  base: Base,
  edgeTo: (id: string, joint: number) => GraphEdge,
): Neighbour[] {
  const counted = counts.flatMap(([id, joint], i): Counted<D>[] => {
    const thing = entities[i];
    if (thing?.id !== id) return [];
    const score = association({ joint, other: thing.works_count, ...base });
    return [{ thing, id, joint, score }];
  });
  counted.sort(byAssociation);
  const best = counted[0]?.score ?? 0;
  return counted.map(({ thing, id, joint, score }) => ({
    node: entityNode(type, thing, best > 0 ? score / best : 0),
    edges: [edgeTo(id, joint)],
  }));
}

/** A person, a topic or an institution as a node. */
export function entityNode(type: NodeType, entity: Entity, weight: number): Neighbour['node'] {
  const { id, display_name, works_count, cited_by_count } = entity;
  return { id, type, display_name, works_count, cited_by_count, weight };
}

/** A work as a node. */
export function workNode(work: Work, weight: number): Neighbour['node'] {
  const { id, display_name, cited_by_count, publication_year } = work;
  const year = publication_year === undefined ? {} : { publication_year };
  return { id, type: 'work', display_name, cited_by_count, ...year, weight };
}

/** Works as neighbours, best first: their weight is their rank, from 1 down. */
export function rankedWorks(works: readonly Work[], edgesOf: (work: Work) => readonly GraphEdge[]): Neighbour[] {
  return works.map((work, i) => ({
    node: workNode(work, (works.length - i) / works.length),
    edges: edgesOf(work),
  }));
}
