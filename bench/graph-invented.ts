// An invented graph of any size, as the API answers one: groups of people with their works, topics and institutions.
import { pick, randomNumbers } from './random.js';

const KINDS = ['author', 'work', 'work', 'author', 'topic', 'institution'] as const;
const GROUP = 14;
/** Of the edges, those within a group. */
const LOCAL = 0.85;

/** The same for the same size: `n0` is the person in the middle, each other node leads to one that came before it. */
export function inventedGraph(nodes: number, edges: number) {
  const random = randomNumbers(nodes);
  const all = Array.from({ length: nodes }, (_, i) => {
    const type = i === 0 ? 'author' : pick(random, KINDS);
    const isWork = type === 'work';
    return {
      id: `n${i}`,
      type,
      display_name: `${isWork ? 'A work on invented questions, number' : 'Somebody or something called'} ${i}`,
      works_count: isWork ? null : Math.ceil(random() * 60),
      cited_by_count: Math.floor(random() * 200),
      publication_year: isWork ? 1990 + Math.floor(random() * 35) : null,
      depth: i === 0 ? 0 : i <= nodes / 4 ? 1 : 2,
      weight: i === 0 ? 1 : random() ** 2,
    };
  });
  const joined = new Map<string, ReturnType<typeof edgeOf>>();
  const edgeOf = (source: number, target: number) => {
    const [from, to] = [all[source]?.type, all[target]?.type];
    const type = from === 'author' ? (to === 'author' ? 'coauthor' : to === 'work' ? 'wrote' : 'about') : 'related';
    const isCited = from === 'work' && to === 'work';
    const weight = type === 'coauthor' ? Math.ceil(random() * 9) : 1;
    return { source: `n${source}`, target: `n${target}`, type: isCited ? 'cites' : type, weight };
  };
  const join = (source: number, target: number) => {
    if (source !== target)
      joined.set(`${Math.min(source, target)} ${Math.max(source, target)}`, edgeOf(source, target));
  };
  for (let i = 1; i < nodes; i += 1) {
    const first = i - (i % GROUP);
    join(i === first ? 0 : first + Math.floor(random() * (i - first)), i);
  }
  while (joined.size < edges) {
    const source = Math.floor(random() * nodes);
    const first = source - (source % GROUP);
    join(source, Math.floor(random() < LOCAL ? Math.min(nodes - 1, first + random() * GROUP) : random() * nodes));
  }
  const meta = { nodes_count: nodes, edges_count: joined.size, truncated: true, db_response_time_ms: 1 };
  return { meta, nodes: all, edges: [...joined.values()] };
}
