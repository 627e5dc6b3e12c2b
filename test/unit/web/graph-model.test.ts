// Answers as one graph, and that graph in words.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  byImportance,
  countByType,
  edgeKey,
  findNodes,
  type Graph,
  keepNodes,
  mergeGraphs,
  NO_GRAPH,
  neighbourIds,
} from '../../../web/graph/model.js';
import { factsOf, nameOf, relationsIn, spokenName } from '../../../web/graph/words.js';
import { anyGraph, edge, node, SMALL } from './graph-fixtures.js';

const sortedIds = ({ nodes }: Graph) => nodes.map(({ id }) => id).sort();

/** By brute force: each pair of edges is compared by its ends. */
function saysTheSame(a: Graph['edges'][number], b: Graph['edges'][number]): boolean {
  const straight = a.source === b.source && a.target === b.target;
  const turned = a.source === b.target && a.target === b.source;
  return a.type === b.type && (straight || (turned && (a.type === 'coauthor' || a.type === 'related')));
}

describe('merging', () => {
  test('known nodes stay as they are, edges keep the largest weight', () => {
    const more = {
      nodes: [node('bo', 'author', { depth: 0, weight: 1 }), node('cy'), node('ada')],
      edges: [edge('bo', 'coauthor', 'ada', 6), edge('bo', 'coauthor', 'cy', 2), edge('bo', 'wrote', 'gone')],
    };
    const merged = mergeGraphs([SMALL, more]);
    expect(merged.nodes).toEqual([...SMALL.nodes, node('cy')]);
    expect(merged.edges.filter(({ type }) => type === 'coauthor')).toEqual([
      edge('ada', 'coauthor', 'bo', 6),
      edge('bo', 'coauthor', 'cy', 2),
    ]);
    expect(merged.edges.some(({ target }) => target === 'gone')).toBe(false);
    expect(mergeGraphs([])).toEqual(NO_GRAPH);
  });

  test('any graphs: the union, each thing once, whatever comes again', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (a, b) => {
        const both = mergeGraphs([a, b]);
        const ids = new Set(sortedIds(both));
        expect([...ids]).toEqual([...new Set([...sortedIds(a), ...sortedIds(b)])].sort());
        expect(both.nodes).toHaveLength(ids.size);
        expect(both.nodes.slice(0, a.nodes.length)).toEqual(a.nodes);
        for (const [i, one] of both.edges.entries()) {
          expect(ids.has(one.source) && ids.has(one.target) && one.source !== one.target).toBe(true);
          expect(both.edges.slice(i + 1).some((other) => saysTheSame(one, other))).toBe(false);
          const meant = [...a.edges, ...b.edges].filter((other) => saysTheSame(one, other));
          expect(one.weight).toBe(Math.max(...meant.map(({ weight }) => weight)));
        }
        for (const one of [...a.edges, ...b.edges]) {
          const isPossible = ids.has(one.source) && ids.has(one.target) && one.source !== one.target;
          expect(both.edges.some((other) => saysTheSame(one, other))).toBe(isPossible);
        }
        expect(mergeGraphs([both, a, b])).toEqual(both);
        const turned = mergeGraphs([b, a]);
        expect(sortedIds(turned)).toEqual(sortedIds(both));
        expect(turned.edges.map(edgeKey).sort()).toEqual(both.edges.map(edgeKey).sort());
      }),
    );
  });
});

describe('parts of a graph', () => {
  test('what is hidden takes its edges along', () => {
    const kept = keepNodes(SMALL, ({ type }) => type !== 'work');
    expect(sortedIds(kept)).toEqual(['ada', 'bo', 'i1', 't1']);
    expect(kept.edges.map(({ type }) => type)).toEqual(['coauthor', 'about', 'affiliated']);
    expect(countByType(SMALL)).toEqual({ author: 2, work: 2, topic: 1, institution: 1 });
    expect([...(neighbourIds(SMALL).get('w1') ?? [])].sort()).toEqual(['ada', 't1', 'w2']);
  });

  test('the middle is first, then what weighs most', () => {
    const graph = { ...SMALL, nodes: [node('x', 'topic', { weight: 0.9 }), ...SMALL.nodes] };
    const ordered = byImportance(graph, 'bo', neighbourIds(graph)).map(({ id }) => id);
    expect(ordered.slice(0, 3)).toEqual(['bo', 'ada', 'x']);
    // of equal weight: three links before one
    expect(ordered.indexOf('w1')).toBeLessThan(ordered.indexOf('i1'));
  });

  test('nodes are found without their accents, beginnings first', () => {
    const names = ['Graph learning', 'Deep graph models', 'Élodie Graf', 'Other'];
    const graph = { nodes: names.map((name, i) => node(`n${i}`, 'topic', { display_name: name })), edges: [] };
    const found = (text: string) => findNodes(graph, text, 10).map(({ display_name }) => display_name);
    expect(found('graph')).toEqual(['Graph learning', 'Deep graph models']);
    expect(found(' ELODIE ')).toEqual(['Élodie Graf']);
    expect(found('models graph')).toEqual(['Deep graph models']);
    expect(found('  ')).toEqual([]);
    expect(findNodes(graph, 'gra', 1)).toHaveLength(1);
  });
});

describe('words', () => {
  const relations = relationsIn(SMALL);
  const said = (id: string) =>
    relations(id).map(({ verb, others }) =>
      [verb, ...others.map((one) => `${one.node.id}:${one.works ?? ''}`)].join(' '),
    );

  test('edges are told from either end', () => {
    expect(said('ada')).toEqual(['wrote w1: w2:', 'works with bo:4', 'works on t1:3', 'is at i1:1']);
    expect(said('w1')).toEqual(['written by ada:', 'is about t1:', 'cited by w2:', 'is near in meaning to w2:']);
    expect(said('w2')).toEqual(['written by ada:', 'cites w1:', 'is near in meaning to w1:']);
    expect(said('t1')).toEqual(['studied by ada:3', 'topic of the works w1:']);
    expect(said('i1')).toEqual(['place of the people ada:1']);
    expect(said('nobody')).toEqual([]);
  });

  test('facts and names', () => {
    const [ada, , work] = SMALL.nodes;
    expect(factsOf(ada ?? node('x'))).toEqual(['7 works', 'cited 1 time']);
    expect(factsOf(work ?? node('x'))).toEqual(['2020', 'cited 3 times']);
    expect(spokenName(node('x'), 1)).toBe('Name of x, person, 1 link');
  });

  test('a hostile name is text in one line', () => {
    const name = (display_name: string) => nameOf({ display_name });
    expect(name('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
    expect(name('a\u0000b\n\n c\u202Edlrow')).toBe('a b c dlrow');
    expect(name('\u2067שלום\u2069')).toBe('שלום');
    expect(name(' \u200F ')).toBe('Without a name');
    expect([...name('😀'.repeat(400))]).toHaveLength(301);
  });
});
