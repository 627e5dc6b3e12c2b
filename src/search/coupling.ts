// What citations say of two works: that they cite the same, are cited together, or that one cites the other.
import { compareText } from '../domain/order.js';
import { externalIds, type Work } from '../domain/work.js';

/** How a work is tied to the seed by citations, as far as references are known. */
export interface Ties {
  /** Ids of works that both cite. */
  readonly shared: readonly string[];
  /** The strength of that, 0 to 1. */
  readonly coupling: number;
  /** Ids of works that cite both. */
  readonly together: readonly string[];
  /** The strength of that, 0 to 1. */
  readonly cocitation: number;
  /** The work cites the seed. */
  readonly cites: boolean;
  /** The seed cites the work. */
  readonly citedBySeed: boolean;
}

/** What counts against few observations, shared references or citing works: one of one is not certainty. */
const DOUBT = 2;

type Cited = Pick<Work, 'id' | 'ids' | 'referenced_works'>;

/** A work under all of its ids, and what it cites. */
interface Node {
  readonly id: string;
  readonly ids: readonly string[];
  readonly cites: ReadonlySet<string>;
}

/**
 * The ties of each work of a pool to the seed, in the order of the pool.
 *
 * Coupling (Kessler, "Bibliographic coupling between scientific papers", 1963) is the cosine of the two reference lists,
 * each reference weighted by how rare it is in the pool, ln(1 + works / works that cite it): what everybody cites says
 * little, times n / (n + 2) for n shared ones: short lists agree by chance. Co-citation (Small, "Co-citation in the scientific literature", 1973) is the share of the pool's works citing
 * the seed that cite the work too, with two more that do not.
 */
export function tiesTo(seed: Cited, pool: readonly Cited[]): Ties[] {
  const own = nodeOf(seed);
  const nodes = pool.map(nodeOf);
  const weight = rarity(nodes);
  const ownLength = squares(own.cites, weight);
  const citing = nodes.filter((node) => citesAny(node, own.ids));
  return nodes.map((node) => {
    const shared = [...node.cites].filter((id) => own.cites.has(id));
    const product = Math.sqrt(ownLength * squares(node.cites, weight));
    const common = shared.reduce((sum, id) => sum + weight(id) ** 2, 0);
    const together = citing.filter((one) => citesAny(one, node.ids)).map(({ id }) => id);
    return {
      shared,
      coupling: product > 0 ? Math.min(1, common / product) * (shared.length / (shared.length + DOUBT)) : 0,
      together,
      cocitation: together.length / (citing.length + DOUBT),
      cites: citesAny(node, own.ids),
      citedBySeed: citesAny(own, node.ids),
    };
  });
}

/** Works that are cited together with the seed by works of the pool and are not in it: most often first, then by id. */
export function citedTogether(seed: Cited, pool: readonly Cited[], limit: number): string[] {
  const known = new Set([seed, ...pool].flatMap((work) => nodeOf(work).ids));
  const { ids } = nodeOf(seed);
  const counts = new Map<string, number>();
  for (const node of pool.map(nodeOf)) {
    if (!citesAny(node, ids)) continue;
    for (const id of node.cites) if (!known.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const byCount = ([a, m]: [string, number], [b, n]: [string, number]) => n - m || compareText(a, b);
  return [...counts]
    .sort(byCount)
    .slice(0, limit)
    .map(([id]) => id);
}

/** Whether anything ties the two. */
export function isTied(ties: Ties): boolean {
  return ties.shared.length > 0 || ties.together.length > 0 || ties.cites || ties.citedBySeed;
}

function nodeOf(work: Cited): Node {
  const ids = [work.id, ...externalIds(work)];
  const cites = new Set(work.referenced_works);
  for (const id of ids) cites.delete(id);
  return { id: work.id, ids, cites };
}

function citesAny(node: Node, ids: readonly string[]): boolean {
  return ids.some((id) => node.cites.has(id));
}

function rarity(nodes: readonly Node[]): (id: string) => number {
  const counts = new Map<string, number>();
  for (const { cites } of nodes) for (const id of cites) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (id) => Math.log(1 + nodes.length / Math.max(1, counts.get(id) ?? 0));
}

function squares(ids: ReadonlySet<string>, weight: (id: string) => number): number {
  let sum = 0;
  for (const id of ids) sum += weight(id) ** 2;
  return sum;
}
