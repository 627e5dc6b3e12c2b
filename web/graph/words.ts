// A graph in words: what a node is, and how it hangs together with others; pure.
import { EDGE_TYPES, type EdgeType, type Graph, type GraphEdge, type GraphNode, type NodeType } from './model.js';

export const KIND_NAMES: Readonly<Record<NodeType, { readonly one: string; readonly many: string }>> = {
  author: { one: 'Person', many: 'People' },
  work: { one: 'Work', many: 'Works' },
  topic: { one: 'Topic', many: 'Topics' },
  institution: { one: 'Institution', many: 'Institutions' },
};

export const EDGE_NAMES: Readonly<Record<EdgeType, string>> = {
  wrote: 'wrote',
  coauthor: 'works with',
  about: 'is about, works on',
  affiliated: 'is at',
  cites: 'cites',
  related: 'is near',
};

const LONGEST_NAME = 300;

/** A name as text in one line, without signs that turn or break the text around it. */
export function nameOf({ display_name }: Pick<GraphNode, 'display_name'>): string {
  const name = display_name
    .slice(0, LONGEST_NAME * 2 + 2)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const signs = [...name];
  if (signs.length > LONGEST_NAME) return `${signs.slice(0, LONGEST_NAME).join('')}…`;
  return name === '' ? 'Without a name' : name;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** What is known of it beside its name: `2020`, `12 works`, `cited 3 times`. */
export function factsOf(node: GraphNode): string[] {
  const { works_count, cited_by_count, publication_year } = node;
  const facts: string[] = [];
  if (publication_year !== null) facts.push(String(publication_year));
  if (works_count !== null) facts.push(counted(works_count, 'work'));
  if (cited_by_count !== null && cited_by_count > 0) facts.push(`cited ${counted(cited_by_count, 'time')}`);
  return facts;
}

/** What a screen reader says of a node. */
export function spokenName(node: GraphNode, links: number): string {
  const parts = [nameOf(node), KIND_NAMES[node.type].one.toLowerCase(), ...factsOf(node), counted(links, 'link')];
  return parts.join(', ');
}

/** What one node has to do with others, as the heading of a list of them: `wrote`, `written by`. */
export interface Relation {
  readonly verb: string;
  readonly others: readonly { readonly node: GraphNode; readonly works: number | undefined }[];
}

type Other = { node: GraphNode; weight: number; works: number | undefined };

/** Asks a graph for the relations of its nodes: by verb, the strongest first in each. */
export function relationsIn({ nodes, edges }: Graph): (id: string) => Relation[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ofNode = new Map<string, GraphEdge[]>();
  const add = (id: string, edge: GraphEdge) => {
    const known = ofNode.get(id);
    if (known) known.push(edge);
    else ofNode.set(id, [edge]);
  };
  for (const edge of edges) {
    add(edge.source, edge);
    add(edge.target, edge);
  }
  return (id) => {
    const self = byId.get(id);
    const relations = new Map<string, Other[]>();
    const own = (ofNode.get(id) ?? []).toSorted((a, b) => EDGE_TYPES.indexOf(a.type) - EDGE_TYPES.indexOf(b.type));
    for (const edge of own) {
      const node = byId.get(edge.source === id ? edge.target : edge.source);
      if (!self || !node) continue;
      const verb = verbOf(self.type, edge, edge.source === id, node.type);
      const other = { node, weight: edge.weight, works: jointWorks(self.type, edge, node.type) };
      relations.set(verb, [...(relations.get(verb) ?? []), other]);
    }
    return [...relations].map(([verb, others]) => ({ verb, others: others.sort((a, b) => b.weight - a.weight) }));
  };
}

/** How many joint works an edge stands for; undefined where it stands for one work, or for nearness in meaning. */
function jointWorks(self: NodeType, { weight }: GraphEdge, other: NodeType): number | undefined {
  return self === 'work' || other === 'work' ? undefined : weight;
}

function verbOf(self: NodeType, { type }: GraphEdge, forward: boolean, other: NodeType): string {
  switch (type) {
    case 'wrote':
      return forward ? 'wrote' : 'written by';
    case 'coauthor':
      return 'works with';
    case 'cites':
      return forward ? 'cites' : 'cited by';
    case 'affiliated':
      return affiliation(self, forward, other);
    case 'about':
      return forward ? (self === 'work' ? 'is about' : 'works on') : studied(other);
    case 'related':
      return self === 'work' ? 'is near in meaning to' : 'shares works with';
  }
}

function affiliation(self: NodeType, forward: boolean, other: NodeType): string {
  if (forward) return self === 'work' ? 'written at' : 'is at';
  return other === 'work' ? 'place of the works' : 'place of the people';
}

function studied(by: NodeType): string {
  if (by === 'work') return 'topic of the works';
  return by === 'author' ? 'studied by' : 'studied at';
}
