// The edges of a graph: those that its nodes were found by, and what the works that were read tell of the nodes shown.
import { compareText } from '../domain/order.js';
import { externalIds, type Work } from '../domain/work.js';
import type { EdgeType, GraphEdge, NodeType } from './graph-model.js';
import { byTurns } from './graph-rank.js';

/** Edges with no direction have their ends in the order of ids, so that both ways to find one are the same. */
const UNDIRECTED: ReadonlySet<EdgeType> = new Set(['coauthor', 'related']);

const TYPES: readonly EdgeType[] = ['wrote', 'coauthor', 'about', 'affiliated', 'cites', 'related'];

/** An edge, its ends in the order that is its own. */
export function edge(source: string, target: string, type: EdgeType, weight: number): GraphEdge {
  const swap = UNDIRECTED.has(type) && compareText(source, target) > 0;
  return swap ? { source: target, target: source, type, weight } : { source, target, type, weight };
}

export const edgeKey = ({ source, target, type }: GraphEdge): string => `${type}\n${source}\n${target}`;

/** Each edge once, the first of those between the same two. */
export function distinctEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  const found = new Map<string, GraphEdge>();
  for (const one of edges) {
    const key = edgeKey(one);
    if (one.source !== one.target && !found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** The strongest edges, the types taking turns, so that none crowds out the others. */
export function strongest(edges: readonly GraphEdge[], limit: number): GraphEdge[] {
  const lists = TYPES.map((type) => edges.filter((one) => one.type === type).sort(byWeight));
  return byTurns(lists, edgeKey).slice(0, Math.max(0, limit));
}

function byWeight(a: GraphEdge, b: GraphEdge): number {
  return b.weight - a.weight || byPlace(a, b);
}

/** The order of an answer: by type, then by ends. */
export function byPlace(a: GraphEdge, b: GraphEdge): number {
  return (
    TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || compareText(a.source, b.source) || compareText(a.target, b.target)
  );
}

/** The nodes shown, by id. */
export type Shown = ReadonlyMap<string, NodeType>;

/** What these works, each given once, tell of the nodes shown; weights count works. */
export function edgesAmong(works: readonly Work[], shown: Shown): GraphEdge[] {
  const sums = new Map<string, GraphEdge>();
  const add = (source: string, target: string, type: EdgeType) => {
    const one = edge(source, target, type, 1);
    const key = edgeKey(one);
    sums.set(key, { ...one, weight: (sums.get(key)?.weight ?? 0) + 1 });
  };
  const cited = citable(works, shown);
  for (const work of works) {
    const parts = shownPartsOf(work, shown);
    addPeople(parts, add);
    if (shown.get(work.id) === 'work') addWork(work, parts, cited, add);
  }
  return [...sums.values()];
}

type Add = (source: string, target: string, type: EdgeType) => void;

/** What of a work is shown. */
interface Parts {
  /** People, with their own institutions. */
  readonly authors: ReadonlyMap<string, ReadonlySet<string>>;
  readonly topics: readonly string[];
  readonly institutions: ReadonlySet<string>;
}

function shownPartsOf(work: Work, shown: Shown): Parts {
  const authors = new Map<string, Set<string>>();
  const institutions = new Set<string>();
  for (const { author, institutions: own } of work.authorships) {
    const places = own.map(({ id }) => id).filter((id) => shown.get(id) === 'institution');
    for (const id of places) institutions.add(id);
    if (author.id === undefined || shown.get(author.id) !== 'author') continue;
    const known = authors.get(author.id) ?? new Set();
    for (const id of places) known.add(id);
    authors.set(author.id, known);
  }
  const topics = new Set(work.topics.map(({ id }) => id).filter((id) => shown.get(id) === 'topic'));
  return { authors, topics: [...topics], institutions };
}

function addPeople({ authors, topics }: Parts, add: Add): void {
  const people = [...authors.keys()];
  for (const [i, one] of people.entries()) {
    for (const other of people.slice(i + 1)) add(one, other, 'coauthor');
    for (const topic of topics) add(one, topic, 'about');
    for (const place of authors.get(one) ?? []) add(one, place, 'affiliated');
  }
}

function addWork(work: Work, parts: Parts, cited: ReadonlyMap<string, string>, add: Add): void {
  for (const author of parts.authors.keys()) add(author, work.id, 'wrote');
  for (const topic of parts.topics) add(work.id, topic, 'about');
  for (const place of parts.institutions) add(work.id, place, 'affiliated');
  const targets = new Set(work.referenced_works.flatMap((reference) => cited.get(reference) ?? []));
  for (const target of targets) if (target !== work.id) add(work.id, target, 'cites');
}

/** The works shown, by every id under which others may cite them. */
function citable(works: readonly Work[], shown: Shown): Map<string, string> {
  const ids = new Map<string, string>();
  for (const work of works) {
    if (shown.get(work.id) !== 'work') continue;
    for (const id of [work.id, ...externalIds(work)]) ids.set(id, work.id);
  }
  return ids;
}
