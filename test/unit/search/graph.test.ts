// Research graphs over small libraries: worked cases for each kind of seed, then bounds, truth and stability as properties.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import { EDGES_PER_NODE, type Graph, type GraphKind, graphAround } from '../../../src/search/graph.js';
import type { NodeType } from '../../../src/search/graph-model.js';
import { arbitraryPublications, deriveFrom, workBy } from '../../support/derived-library.js';
import { degrees } from '../../support/works.js';

const KIND: Readonly<Record<NodeType, GraphKind>> = {
  work: 'works',
  author: 'authors',
  topic: 'topics',
  institution: 'institutions',
};

const idsOf = (graph: Graph, type: NodeType) => graph.nodes.filter((node) => node.type === type).map(({ id }) => id);
const edgesOf = (graph: Graph) => graph.edges.map(({ source, target, type, weight }) => [source, type, target, weight]);
const topics = (...ids: string[]) => ids.map((id) => ({ id, display_name: `Topic ${id}` }));

/** People of two fields that share the topic `common`. */
function fields(): Work[] {
  return [
    workBy('w1', ['a', 'b'], { topics: topics('graphs', 'common'), cited_by_count: 9, publication_year: 2020 }),
    workBy('w2', ['a', 'b', 'c'], { topics: topics('graphs', 'common'), publication_year: 2022 }),
    workBy('w3', ['a'], { topics: topics('graphs', 'common'), referenced_works: ['w1'], publication_year: 2021 }),
    workBy('w4', ['d', 'c'], { topics: topics('robots', 'common') }),
    workBy('w5', ['d', 'c'], { topics: topics('robots', 'common') }),
  ];
}

describe('graphAround', () => {
  test('a person: works, co-authors and topics with their joint works; what everybody has comes last and weighs 0', async () => {
    const graph = await graphAround(await deriveFrom(fields()), 'authors', 'a', { depth: 1, limit: 50 });
    expect(graph.nodes[0]).toEqual({
      id: 'a',
      type: 'author',
      display_name: 'Name a',
      works_count: 3,
      cited_by_count: 9,
      depth: 0,
      weight: 1,
    });
    expect(idsOf(graph, 'work')).toEqual(['w1', 'w2', 'w3']);
    expect(idsOf(graph, 'author')).toEqual(['a', 'b', 'c']);
    expect(idsOf(graph, 'topic')).toEqual(['graphs', 'common']);
    expect(graph.nodes.find(({ id }) => id === 'common')?.weight).toBe(0);
    expect(edgesOf(graph)).toEqual(
      expect.arrayContaining([
        ['a', 'coauthor', 'b', 2],
        ['a', 'coauthor', 'c', 1],
        ['a', 'about', 'graphs', 3],
        ['a', 'wrote', 'w1', 1],
        ['b', 'coauthor', 'c', 1],
        ['b', 'about', 'graphs', 2],
        ['w3', 'cites', 'w1', 1],
        ['w2', 'about', 'graphs', 1],
      ]),
    );
    expect(graph.truncated).toBe(false);
  });
});

describe('graphAround what stands for many works', () => {
  test('a topic: the people for whom it is typical come before those who have as many works on it among others', async () => {
    const works = [
      ...['w1', 'w2'].map((id) => workBy(id, ['expert', 'busy'], { topics: topics('t') })),
      ...['x1', 'x2', 'x3', 'x4'].map((id) => workBy(id, ['busy'], { topics: topics('other') })),
      workBy('y1', ['third'], { topics: topics('other') }),
    ];
    const graph = await graphAround(await deriveFrom(works), 'topics', 't', { depth: 1, limit: 50 });
    expect(idsOf(graph, 'author')).toEqual(['expert', 'busy']);
    expect(idsOf(graph, 'work')).toEqual(['w1', 'w2']);
    expect(edgesOf(graph)).toEqual(
      expect.arrayContaining([
        ['expert', 'about', 't', 2],
        ['w1', 'about', 't', 1],
        ['expert', 'wrote', 'w1', 1],
        ['busy', 'coauthor', 'expert', 2],
      ]),
    );
  });

  test('an institution: its own people, not their co-authors from elsewhere', async () => {
    const at = (person: string, place: string) => ({
      author_position: 'first' as const,
      author: { id: person, display_name: person },
      institutions: [{ id: place, display_name: place }],
    });
    const works = [
      workBy('w1', [], { authorships: [at('a', 'here'), at('b', 'there')], topics: topics('t') }),
      workBy('w2', ['c'], { topics: topics('u') }),
    ];
    const graph = await graphAround(await deriveFrom(works), 'institutions', 'here', { depth: 1, limit: 50 });
    expect(idsOf(graph, 'author')).toEqual(['a']);
    expect(idsOf(graph, 'institution')).toEqual(['here', 'there']);
    expect(edgesOf(graph)).toEqual([
      ['a', 'wrote', 'w1', 1],
      ['a', 'about', 't', 1],
      ['here', 'about', 't', 1],
      ['w1', 'about', 't', 1],
      ['a', 'affiliated', 'here', 1],
      ['w1', 'affiliated', 'here', 1],
      ['w1', 'affiliated', 'there', 1],
      ['here', 'related', 'there', 1],
    ]);
  });
});

describe('graphAround a work', () => {
  test('people, topics, works near in meaning, cited works (by any of their ids) and citing works', async () => {
    const works = [
      workBy('seed', ['a', 'b'], { topics: topics('t'), referenced_works: ['https://doi.org/10.1234/old', 'unknown'] }),
      workBy('old', ['c'], { ids: { doi: 'https://doi.org/10.1234/old' } }),
      workBy('new', ['d'], { referenced_works: ['seed'] }),
      workBy('near', ['e']),
      workBy('far', ['f']),
    ];
    const vectors = { seed: degrees(0), old: degrees(120), new: degrees(100), near: degrees(10), far: degrees(180) };
    const graph = await graphAround(await deriveFrom(works, vectors), 'works', 'seed', { depth: 1, limit: 50 });
    expect(idsOf(graph, 'author')).toEqual(['a', 'b']);
    expect(idsOf(graph, 'work')).toEqual(['seed', 'near', 'old', 'new']);
    expect(edgesOf(graph)).toEqual([
      ['a', 'wrote', 'seed', 1],
      ['b', 'wrote', 'seed', 1],
      ['a', 'coauthor', 'b', 1],
      ['a', 'about', 't', 1],
      ['b', 'about', 't', 1],
      ['seed', 'about', 't', 1],
      ['new', 'cites', 'seed', 1],
      ['seed', 'cites', 'old', 1],
      ['near', 'related', 'seed', expect.closeTo(Math.cos(Math.PI / 18), 2)],
    ]);
  });

  test('nobody is shown who has no record, and an unknown seed is an error that says so', async () => {
    const deps = await deriveFrom([workBy('w1', ['a'], { topics: topics('t') })]);
    for (const kind of Object.values(KIND)) {
      for (const id of ['nowhere', '']) {
        await expect(graphAround(deps, kind, id, { depth: 1, limit: 10 })).rejects.toMatchObject({
          code: 'not_found',
          path: 'id',
        });
      }
    }
  });

  test('with depth 2 come the neighbours of neighbours', async () => {
    const works = [workBy('w1', ['a', 'b']), workBy('w2', ['b', 'c']), workBy('w3', ['c', 'd'])];
    const deps = await deriveFrom(works);
    const depths = async (depth: 1 | 2) => {
      const { nodes } = await graphAround(deps, 'authors', 'a', { depth, limit: 50 });
      return Object.fromEntries(nodes.map((node) => [node.id, node.depth]));
    };
    expect(await depths(1)).toEqual({ a: 0, b: 1, w1: 1 });
    expect(await depths(2)).toEqual({ a: 0, b: 1, w1: 1, c: 2, w2: 2 });
  });
});

const limits = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(200));
const depths = fc.constantFrom(1 as const, 2 as const);
const seeds = fc.constantFrom(
  ...Object.entries({ w1: 'works', p1: 'authors', t1: 'topics', i1: 'institutions' } as const),
);

/** Graphs around things of random works; those seeds that the works do not name are passed over. */
function forGraphs(
  check: (graph: Graph, works: readonly Work[], limit: number, again: () => Promise<Graph>) => unknown,
) {
  const cases = fc.asyncProperty(
    arbitraryPublications,
    seeds,
    depths,
    limits,
    async (works, [id, kind], depth, limit) => {
      const deps = await deriveFrom(works);
      const [seed] = await deps.library[kind].fetch([id]);
      fc.pre(seed !== undefined);
      const ask = () => graphAround(deps, kind, id, { depth, limit });
      await check(await ask(), works, limit, ask);
    },
  );
  return fc.assert(cases, { numRuns: 30 });
}

describe('whatever the works', () => {
  test('a graph is bounded, its nodes are distinct, and every edge joins two of them, once', () =>
    forGraphs(({ nodes, edges }, _works, limit) => {
      expect(nodes.length).toBeLessThanOrEqual(limit);
      expect(edges.length).toBeLessThanOrEqual(EDGES_PER_NODE * limit);
      const ids = new Set(nodes.map(({ id }) => id));
      expect(ids.size).toBe(nodes.length);
      expect(new Set(edges.map(({ source, target, type }) => `${type} ${source} ${target}`)).size).toBe(edges.length);
      for (const { source, target } of edges) {
        expect(source).not.toBe(target);
        expect(ids.has(source) && ids.has(target)).toBe(true);
      }
      for (const { weight } of nodes) expect(weight >= 0 && weight <= 1).toBe(true);
    }));

  test('every node hangs together with the seed, and depths are those of breadth-first search or more', () =>
    forGraphs(({ nodes, edges }) => {
      const distances = new Map([[nodes[0]?.id, 0]]);
      for (let front = [nodes[0]?.id], step = 1; front.length > 0; step++) {
        const beside = edges.flatMap(({ source, target }) => [
          ...(front.includes(source) ? [target] : []),
          ...(front.includes(target) ? [source] : []),
        ]);
        front = [...new Set(beside)].filter((id) => !distances.has(id));
        for (const id of front) distances.set(id, step);
      }
      for (const { id, depth } of nodes) {
        expect(distances.has(id)).toBe(true);
        expect(distances.get(id)).toBeLessThanOrEqual(depth);
      }
      expect(nodes.map(({ depth }) => depth)).toEqual(nodes.map(({ depth }) => depth).sort());
    }));
});

describe('whatever is asked', () => {
  test('asked again it is the same, to the order', () =>
    forGraphs(async (graph, _works, _limit, again) => {
      expect(JSON.stringify(await again())).toBe(JSON.stringify(graph));
    }));

  test('edges tell the truth: joint works exist, at least as many as the weight says', () =>
    forGraphs(({ nodes, edges }, works) => {
      const types = new Map(nodes.map(({ id, type }) => [id, type]));
      const names = (work: Work, id: string) =>
        work.id === id ||
        work.authorships.some((one) => one.author.id === id || one.institutions.some((place) => place.id === id)) ||
        work.topics.some((topic) => topic.id === id);
      for (const { source, target, type, weight } of edges) {
        if (type === 'cites') {
          expect(works.find(({ id }) => id === source)?.referenced_works).toContain(target);
        } else {
          const joint = works.filter((work) => names(work, source) && names(work, target));
          expect(joint.length).toBeGreaterThanOrEqual(weight);
        }
        if (type === 'wrote') expect([types.get(source), types.get(target)]).toEqual(['author', 'work']);
        if (type === 'coauthor') expect([types.get(source), types.get(target)]).toEqual(['author', 'author']);
        if (type === 'about') expect(types.get(target)).toBe('topic');
        if (type === 'affiliated') expect(types.get(target)).toBe('institution');
      }
    }));

  test('every node can be opened in turn', async () => {
    const cases = fc.asyncProperty(arbitraryPublications, async (works) => {
      const deps = await deriveFrom(works);
      const { nodes } = await graphAround(deps, 'works', 'w1', { depth: 2, limit: 200 });
      for (const { id, type } of nodes) {
        const graph = await graphAround(deps, KIND[type], id, { depth: 1, limit: 5 });
        expect(graph.nodes[0]).toMatchObject({ id, type, depth: 0 });
      }
    });
    await fc.assert(cases, { numRuns: 10 });
  });
});
