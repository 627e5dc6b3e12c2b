// Invented graphs for the tests of the explorer.
import fc from 'fast-check';
import {
  EDGE_TYPES,
  type EdgeType,
  type Graph,
  type GraphEdge,
  type GraphNode,
  NODE_TYPES,
  type NodeType,
} from '../../../web/graph/model.js';

export function node(id: string, type: NodeType = 'author', more: Partial<GraphNode> = {}): GraphNode {
  const nothing = { works_count: null, cited_by_count: null, publication_year: null };
  return { id, type, display_name: `Name of ${id}`, ...nothing, depth: 1, weight: 0.5, ...more };
}

export function edge(source: string, type: EdgeType, target: string, weight = 1): GraphEdge {
  return { source, target, type, weight };
}

/** A person in the middle, whose works, co-authors, topics and institution lie around. */
export const SMALL: Graph = {
  nodes: [
    node('ada', 'author', { depth: 0, weight: 1, works_count: 7, cited_by_count: 1 }),
    node('bo', 'author'),
    node('w1', 'work', { publication_year: 2020, cited_by_count: 3 }),
    node('w2', 'work'),
    node('t1', 'topic'),
    node('i1', 'institution'),
  ],
  edges: [
    edge('ada', 'coauthor', 'bo', 4),
    edge('ada', 'wrote', 'w1'),
    edge('ada', 'wrote', 'w2'),
    edge('w2', 'cites', 'w1'),
    edge('ada', 'about', 't1', 3),
    edge('w1', 'about', 't1'),
    edge('ada', 'affiliated', 'i1', 1),
    edge('w1', 'related', 'w2', 0.7),
  ],
};

/** Any graph of few ids, so that two of them meet; edges may lead to what is not there. */
export const anyGraph: fc.Arbitrary<Graph> = fc
  .record({
    ids: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 25 }),
    edges: fc.array(
      fc.record({
        source: fc.integer({ min: 0, max: 30 }),
        target: fc.integer({ min: 0, max: 30 }),
        type: fc.constantFrom(...EDGE_TYPES),
        weight: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 60 },
    ),
  })
  .map(({ ids, edges }) => ({
    nodes: ids.map((id, i) =>
      // the kind belongs to the id, as in answers
      node(`n${id}`, NODE_TYPES[id % 4] ?? 'work', { depth: i === 0 ? 0 : 1, weight: (id % 11) / 10 }),
    ),
    edges: edges.map((one) => ({ ...one, source: `n${one.source}`, target: `n${one.target}` })),
  }));
