// What the explorer shows: the graphs of several answers as one, without what is hidden; pure.
import type { GraphAnswer } from '../../src/client/index.js';

export type GraphNode = GraphAnswer['nodes'][number];
export type GraphEdge = GraphAnswer['edges'][number];
export type NodeType = GraphNode['type'];
export type EdgeType = GraphEdge['type'];

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** In the order in which kinds are listed. */
export const NODE_TYPES = ['author', 'work', 'topic', 'institution'] as const satisfies readonly NodeType[];
export const EDGE_TYPES = [
  'wrote',
  'coauthor',
  'about',
  'affiliated',
  'cites',
  'related',
] as const satisfies readonly EdgeType[];
export const NO_GRAPH: Graph = { nodes: [], edges: [] };

/** Edges that have no direction: their ends may come in either order. */
const UNDIRECTED: ReadonlySet<EdgeType> = new Set(['coauthor', 'related']);

/** Equal for edges that say the same. */
export function edgeKey({ source, target, type }: GraphEdge): string {
  const ends = UNDIRECTED.has(type) && source > target ? [target, source] : [source, target];
  return JSON.stringify([type, ...ends]);
}

/**
 * Answers as one graph: each node once, as the first answer has it, and each edge once, with the largest weight, since
 * weights count the joint works that were read. Edges whose ends are not both there are left out.
 */
export function mergeGraphs(graphs: readonly Graph[]): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const graph of graphs) {
    for (const node of graph.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
    for (const edge of graph.edges) {
      const key = edgeKey(edge);
      const known = edges.get(key);
      if (!known) edges.set(key, edge);
      else if (known.weight < edge.weight) edges.set(key, { ...known, weight: edge.weight });
    }
  }
  return connected([...nodes.values()], [...edges.values()]);
}

/** The graph of the nodes that are wanted. */
export function keepNodes({ nodes, edges }: Graph, wanted: (node: GraphNode) => boolean): Graph {
  return connected(nodes.filter(wanted), edges);
}

function connected(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Graph {
  const ids = new Set(nodes.map(({ id }) => id));
  const isKept = ({ source, target }: GraphEdge) => source !== target && ids.has(source) && ids.has(target);
  return { nodes, edges: edges.filter(isKept) };
}

/** How many nodes there are of each kind. */
export function countByType({ nodes }: Graph): Readonly<Record<NodeType, number>> {
  const counts = { author: 0, work: 0, topic: 0, institution: 0 };
  for (const { type } of nodes) counts[type] += 1;
  return counts;
}

/** The ids beside each node. */
export function neighbourIds({ nodes, edges }: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const beside = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const { source, target } of edges) {
    beside.get(source)?.add(target);
    beside.get(target)?.add(source);
  }
  return beside;
}

/** The middle first, then what weighs most, and of the same weight what has most links. */
export function byImportance({ nodes }: Graph, middle: string, beside: ReturnType<typeof neighbourIds>): GraphNode[] {
  const links = ({ id }: GraphNode) => beside.get(id)?.size ?? 0;
  const isMiddle = ({ id }: GraphNode) => Number(id === middle);
  return [...nodes].sort((a, b) => isMiddle(b) - isMiddle(a) || b.weight - a.weight || links(b) - links(a));
}

/** Nodes whose name has all of these words, those that begin with them first; at most `limit`. */
export function findNodes({ nodes }: Graph, text: string, limit: number): GraphNode[] {
  const words = plain(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const first = words.join(' ');
  const found = nodes
    .map((node) => ({ node, name: plain(node.display_name) }))
    .filter(({ name }) => words.every((word) => name.includes(word)));
  const begins = found.filter(({ name }) => name.startsWith(first));
  const others = found.filter(({ name }) => !name.startsWith(first));
  return [...begins, ...others].slice(0, limit).map(({ node }) => node);
}

/** Without marks above letters, which not everybody can type. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
