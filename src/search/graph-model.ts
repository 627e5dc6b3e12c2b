// What a research graph is made of: works, people, topics and institutions, and how they hang together.
import type { Work } from '../domain/work.js';

export type NodeType = 'work' | 'author' | 'topic' | 'institution';

export interface GraphNode {
  readonly id: string;
  readonly type: NodeType;
  readonly display_name: string;
  /** Of everything but works. */
  readonly works_count?: number;
  readonly cited_by_count?: number;
  /** Of works. */
  readonly publication_year?: number;
  /** Steps from the seed, which has 0. */
  readonly depth: number;
  /** How much the node says about what it was found beside, 0 to 1, best of its type 1; the seed has 1. */
  readonly weight: number;
}

/**
 * `wrote` leads from a person to a work, `coauthor` joins people, `about` leads from anything to a topic, `affiliated`
 * from a person or a work to an institution, `cites` from a work to the one that it cites, `related` joins works that are
 * near in meaning, topics, or institutions.
 */
export type EdgeType = 'wrote' | 'coauthor' | 'about' | 'affiliated' | 'cites' | 'related';

export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly type: EdgeType;
  /** Joint works (at least those that were read); 1 where a work is one of the two, or the cosine of related works. */
  readonly weight: number;
}

export interface Graph {
  /** The seed first, then by depth, most informative first. Ids are distinct. */
  readonly nodes: readonly GraphNode[];
  /** Between nodes shown, each once. */
  readonly edges: readonly GraphEdge[];
  /** Whether there is more than is shown. */
  readonly truncated: boolean;
}

/** Something beside a node, with the edges between them. */
export interface Neighbour {
  readonly node: Omit<GraphNode, 'depth'>;
  readonly edges: readonly GraphEdge[];
}

/** What stands around a node. */
export interface Surroundings {
  /** Best first. */
  readonly neighbours: Readonly<Record<NodeType, readonly Neighbour[]>>;
  /** Works that were read on the way: they tell how the neighbours hang together. */
  readonly works: readonly Work[];
  /** Whether there are more neighbours than these. */
  readonly more: boolean;
}
