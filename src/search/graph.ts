// The research graph around a work, a person, a topic or an institution: bounded, in a stable order, the telling ones first.
import type { Author, Institution, Topic } from '../domain/entities.js';
import type { Work } from '../domain/work.js';
import { IdeascopeError } from '../errors.js';
import type { LibraryDeps } from './deps.js';
import { aroundAuthor } from './graph-author.js';
import { entityNode, workNode } from './graph-candidates.js';
import { byPlace, distinctEdges, edgeKey, edgesAmong, strongest } from './graph-edges.js';
import { aroundGroup } from './graph-group.js';
import type { Graph, GraphEdge, GraphNode, Neighbour, NodeType, Surroundings } from './graph-model.js';
import { chooseByShare } from './graph-rank.js';
import { aroundWork } from './graph-work.js';
import { quoted } from './messages.js';
import { allOwnWorks, type OwnWorks } from './own-works.js';

export type { EdgeType, Graph, GraphEdge, GraphNode, NodeType } from './graph-model.js';

export type GraphKind = 'works' | 'authors' | 'topics' | 'institutions';

export interface GraphRequest {
  readonly depth: 1 | 2;
  /** Nodes at most, the seed included; 1 to 200. */
  readonly limit: number;
}

/** Edges at most, for each node that may be shown. */
export const EDGES_PER_NODE = 4;

/** Candidates of each type that are weighed: twice as many as could be shown, and never so few that chance decides. */
const LEAST_REACH = 20;
const MOST_REACH = 200;

/** Nodes of the first step that a graph of depth 2 goes on from. */
const EXPANDED = 6;

const TYPE_OF = { works: 'work', authors: 'author', topics: 'topic', institutions: 'institution' } as const;
const KIND_OF = { work: 'works', author: 'authors', topic: 'topics', institution: 'institutions' } as const;

/** A node with what it stands for. */
type Seed =
  | { readonly type: 'work'; readonly thing: Work }
  | { readonly type: 'author'; readonly thing: Author }
  | { readonly type: 'topic'; readonly thing: Topic }
  | { readonly type: 'institution'; readonly thing: Institution };

/**
 * The things that share most with a seed, and how they hang together. Neighbours are chosen by how surprising it is that
 * they share so many works with it (`graph-rank.ts`), works by citations, by date or by nearness; every type gets its
 * share. With depth 2 half of the nodes come from the best nodes of the first step. Every node is a seed itself.
 * @param id a stored id
 * @throws IdeascopeError not_found, index_not_ready
 */
export async function graphAround(
  deps: LibraryDeps,
  kind: GraphKind,
  id: string,
  request: GraphRequest,
): Promise<Graph> {
  const seed = await seedOf(deps, TYPE_OF[kind], id);
  if (seed === undefined) {
    const message = `there is nothing in /${kind} with the id ${quoted(id)}: take the id of a record of it, or of a node`;
    throw new IdeascopeError('not_found', message, 'id');
  }
  const graph = new Growing(nodeOf(seed, 0));
  const first = request.depth === 1 ? request.limit : Math.ceil((request.limit + 1) / 2);
  graph.take(await around(deps, seed, reachOf(request.limit)), 1, first);
  if (request.depth === 2) await goOn(deps, graph, request.limit);
  return graph.finished(EDGES_PER_NODE * request.limit);
}

/** The graph of depth 1 around a person whose works have been read already. */
export async function graphOfAuthor(deps: LibraryDeps, author: Author, own: OwnWorks, limit: number): Promise<Graph> {
  const graph = new Growing(nodeOf({ type: 'author', thing: author }, 0));
  graph.take(await aroundAuthor(deps, author, own, reachOf(limit)), 1, limit);
  return graph.finished(EDGES_PER_NODE * limit);
}

const reachOf = (limit: number) => Math.min(MOST_REACH, Math.max(LEAST_REACH, 2 * limit));

async function seedOf({ library }: LibraryDeps, type: NodeType, id: string): Promise<Seed | undefined> {
  // no key of any store, and an empty one would be refused there
  if (id === '') return undefined;
  const [thing] = await library[KIND_OF[type]].fetch([id]);
  return thing && ({ type, thing } as Seed);
}

async function around(deps: LibraryDeps, seed: Seed, reach: number): Promise<Surroundings> {
  switch (seed.type) {
    case 'work':
      return aroundWork(deps, seed.thing, reach);
    case 'author':
      return aroundAuthor(deps, seed.thing, await allOwnWorks(deps, seed.thing.id), reach);
    default:
      return aroundGroup(deps, seed.type, seed.thing, reach);
  }
}

function nodeOf(seed: Seed, depth: number): GraphNode {
  const node = seed.type === 'work' ? workNode(seed.thing, 1) : entityNode(seed.type, seed.thing, 1);
  return { ...node, depth };
}

/** Adds what stands around the best nodes of the first step, each getting its part of the room that is left. */
async function goOn(deps: LibraryDeps, graph: Growing, limit: number): Promise<void> {
  const room = limit - graph.nodes.length;
  const nodes = room > 0 ? graph.nodes.filter(({ depth }) => depth === 1).slice(0, EXPANDED) : [];
  const reach = reachOf(Math.ceil(limit / EXPANDED));
  const found = await Promise.all(
    nodes.map(async ({ type, id }) => {
      const seed = await seedOf(deps, type, id);
      return seed && around(deps, seed, reach);
    }),
  );
  for (const [i, surroundings] of found.entries()) {
    const part = Math.ceil((limit - graph.nodes.length) / (found.length - i));
    if (surroundings) graph.take(surroundings, 2, graph.nodes.length + part);
  }
}

/** A graph while nodes are added. */
class Growing {
  private readonly byId = new Map<string, GraphNode>();
  /** By which nodes came in: always shown, so that every node hangs together with the seed. */
  private readonly found: GraphEdge[] = [];
  /** To nodes that were there before. */
  private readonly beside: GraphEdge[] = [];
  private readonly works = new Map<string, Work>();
  private more = false;

  constructor(seed: GraphNode) {
    this.byId.set(seed.id, seed);
  }

  get nodes(): readonly GraphNode[] {
    return [...this.byId.values()];
  }

  /** Adds the best of what stands around a node, until there are `limit` nodes, and edges to those that are there. */
  take({ neighbours, works, more }: Surroundings, depth: number, limit: number): void {
    for (const work of works) this.works.set(work.id, work);
    const all = Object.values(neighbours).flat();
    const shown = ({ node }: Neighbour) => this.byId.get(node.id)?.type === node.type;
    for (const { edges } of all.filter(shown)) this.beside.push(...edges);
    const fresh = (list: readonly Neighbour[]) => list.filter(({ node }) => !this.byId.has(node.id));
    const { work, author, topic, institution } = neighbours;
    const lists = { work: fresh(work), author: fresh(author), topic: fresh(topic), institution: fresh(institution) };
    for (const { node, edges } of chooseByShare(lists, limit - this.byId.size)) {
      // should things of two types have one id, edges could not tell them apart: the first one stays
      if (this.byId.has(node.id)) continue;
      this.byId.set(node.id, { ...node, depth });
      this.found.push(...edges);
    }
    this.more ||= more || !all.every(shown);
  }

  finished(mostEdges: number): Graph {
    const shown = new Map(this.nodes.map(({ id, type }) => [id, type]));
    const found = distinctEdges(this.found);
    const known = new Set(found.map(edgeKey));
    const told = distinctEdges([...this.beside, ...edgesAmong([...this.works.values()], shown)]);
    const further = told.filter((one) => !known.has(edgeKey(one)));
    const edges = [...found, ...strongest(further, mostEdges - found.length)].sort(byPlace);
    const truncated = this.more || edges.length < found.length + further.length;
    return { nodes: this.nodes, edges, truncated };
  }
}
