// The calibration of floors: grid and rule, and whether what it computes for any floors is what the engine does with them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Candidate,
  choose,
  findsByMeaning,
  gridOf,
  isAffordable,
  silencing,
} from '../../../bench/floor-choice.js';
import { type Collection, readyHandle } from '../../../bench/floor-collections.js';
import { COUNTED, KINDS, nonsense, OF_EACH_KIND, vocabularyOf } from '../../../bench/floor-nonsense.js';
import { searchOpenly } from '../../../bench/floor-probe.js';
import { rankJudged } from '../../../bench/floor-relevance.js';
import { ndcg, recall } from '../../../bench/ranking-measures.js';
import { createBuiltinLibrary } from '../../../src/engine/builtin/library.js';
import { closeLibrary, partsOf, refreshLibrary } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { byRelevance } from '../../../src/search/rank-works.js';
import { readSearch } from '../../../src/search/read-search.js';
import { embedText, retrieveText } from '../../../src/search/retrieve-text.js';
import { WINDOW } from '../../../src/search/search-works.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { titled } from '../../support/works.js';

const WORDS = ['graph', 'tides', 'neural', 'moon', 'ocean', 'proof', 'solver', 'market', 'colour', 'vowel'];
const SEARCHES = [
  'graph neural solver',
  'tides of the moon and the ocean 1998',
  '"graph neural" market',
  'ocean tides moon market -vowel',
  'vowel',
  'zzz qqq graph xxx yyy',
];
const LEVELS = [-1, -0.2, 0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

let collection: Collection;
let remove: () => Promise<void>;

/** Forty titles of one to five words, in no particular order. */
function titles(): Record<string, string> {
  const of = (i: number) => Array.from({ length: 1 + (i % 5) }, (_, j) => WORDS[(i * 7 + j * (1 + (i % 3))) % 10]);
  return Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`w${i}`, of(i).join(' ')]));
}

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-test-'));
  const logger = createLogger('silent');
  const embedder = createFakeEmbedder({ dimension: 16 });
  const library = createBuiltinLibrary({ dataDir, logger });
  for (const part of partsOf(library)) await part.prepare();
  await library.works.write(titled(titles()));
  const works = await library.works.unembedded(embedder.identity, 100);
  const vectors = await embedder.embed(
    works.map(({ text }) => text),
    'document',
  );
  const stored = works.map(({ id, textHash }, i) => ({ id, textHash, vector: vectors[i] as Float32Array }));
  await library.works.writeVectors(embedder.identity, stored);
  await refreshLibrary(library);
  remove = async () => {
    await closeLibrary(library);
    rmSync(dataDir, { recursive: true });
  };
  const grades = new Map([
    ['w3', 2],
    ['w8', 1],
    ['w21', 1],
  ]);
  const queries = SEARCHES.map((text, i) => ({ id: `q${i}`, text, grades }));
  const deps = { engine: library.works, embedder: readyHandle(embedder), logger };
  collection = { name: 'invented', works: 40, library, deps, queries, remove };
});

afterAll(() => remove());

test('for any floors, what is computed is what the engine finds, in its order', async () => {
  const { deps, queries } = collection;
  const level = fc.constantFrom(...LEVELS);
  const pair = fc.tuple(level, level).map(([a, b]) => ({ floor: Math.min(a, b), sureFloor: Math.max(a, b) }));
  const seen = { silent: 0, finding: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...queries), pair, async (query, floors) => {
      const { text, filter } = await readSearch(deps.engine, query.text);
      const asked = await embedText(deps, text as NonNullable<typeof text>, 'hybrid');
      const semantic = asked.semantic && { ...asked.semantic, ...floors };
      const request = { filter, window: WINDOW, facets: [] };
      const { retrieval } = await retrieveText(deps, { ...asked, semantic }, request);
      const { retrieval: words } = await retrieveText(
        deps,
        { ...asked, mode: 'keyword', semantic: undefined },
        request,
      );
      const open = await searchOpenly(collection, query.text);
      const finds = open !== undefined && findsByMeaning(open.probe, floors);
      expect(finds).toBe(retrieval.total.value > words.total.value);
      seen[finds ? 'finding' : 'silent']++;
      const hits = (await byRelevance(deps.engine, retrieval, 'hybrid', semantic)).map(({ id }) => id);
      const [measured] = await rankJudged({ ...collection, queries: [query] }, [floors]);
      expect(measured?.['nDCG@10']).toBeCloseTo(ndcg(hits, query.grades, 10), 3);
      expect(measured?.['Recall@100']).toBeCloseTo(recall(hits, query.grades, 100), 3);
    }),
    { numRuns: 200 },
  );
  expect(seen.silent).toBeGreaterThan(20);
  expect(seen.finding).toBeGreaterThan(20);
});

test('the grid fits models whose cosines are spread widely, and such as give any two texts a high one', () => {
  const evenly = (from: number, to: number) => Array.from({ length: 1001 }, (_, i) => from + ((to - from) * i) / 1000);
  const wide = gridOf({ random: evenly(-0.1, 0.3), relevant: evenly(0.2, 0.8) }, { floor: 0.26, sureFloor: 0.5 });
  expect(wide.floors.slice(0, 3)).toEqual([0.1, 0.125, 0.15]);
  expect(wide.floors).toContain(0.26);
  expect(wide.floors.at(-1)).toBe(0.5);
  expect(wide.sureFloors[0]).toBe(0.275);
  expect(wide.sureFloors.at(-1)).toBe(0.775);
  const high = gridOf({ random: evenly(0.7, 0.76), relevant: evenly(0.76, 0.88) }, { floor: 0.8, sureFloor: 0.83 });
  expect(high.floors.length).toBeGreaterThanOrEqual(12);
  expect(high.floors[0]).toBe(0.73);
  expect(high.floors.at(-1)).toBe(0.82);
});

test('for each floor the least sure floor that silences nonsense is taken; where none does, there is no pair', () => {
  const probe = (best: number) => ({ best, agreeing: -2, beyond: best, vectors: 100_000 });
  const probes = [...Array.from({ length: 97 }, () => probe(0.2)), probe(0.44), probe(0.46), probe(0.48)];
  const grid = { floors: [0.1, 0.4, 0.5], sureFloors: [0.1, 0.2, 0.3, 0.4, 0.45, 0.5] };
  expect(silencing(grid, probes)).toEqual([
    { floor: 0.1, sureFloor: 0.3, finding: 0.03 },
    { floor: 0.4, sureFloor: 0.4, finding: 0.03 },
    { floor: 0.5, sureFloor: 0.5, finding: 0 },
  ]);
  expect(silencing({ floors: [0.1], sureFloors: [0.1, 0.2] }, probes)).toEqual([]);
});

test('the greatest floor that costs little is chosen, or whichever costs least', () => {
  const candidate = (floor: number, ndcgLost: number, recallLost = 0): Candidate => {
    const cost = { 'nDCG@10': ndcgLost, 'Recall@100': recallLost };
    return { floor, sureFloor: 0.5, finding: 0, means: cost, cost };
  };
  const dear = [candidate(0.2, 0.012), candidate(0.3, 0.009, 0.04), candidate(0.4, 0.02)];
  expect(choose([...dear, candidate(0.15, -0.001), candidate(0.25, 0.009), candidate(0.1, 0)])?.floor).toBe(0.25);
  expect(dear.some(({ cost }) => isAffordable(cost))).toBe(false);
  expect(choose(dear)?.floor).toBe(0.3);
  expect(choose([])).toBeUndefined();
});

test('nonsense is the same in every run, and of words that occur', async () => {
  const works = async function* () {
    yield titled({ a: 'The moon and GPT-2 naïve tides', b: 'Moon tides were seen once', c: 'seen' });
  };
  const own = await vocabularyOf(works());
  expect(own).toEqual(['moon', 'seen', 'tides']);
  const queries = nonsense(own, ['proof']);
  expect(nonsense(own, ['proof'])).toEqual(queries);
  for (const kind of COUNTED) expect(queries[kind]).toHaveLength(OF_EACH_KIND);
  expect(new Set(queries['own words'].flatMap((query) => query.split(' ')))).toEqual(new Set(own));
  expect(new Set(queries["others' words"].map((query) => query.split(' ').length))).toEqual(new Set([3, 4, 5, 6]));
  for (const kind of KINDS) for (const query of queries[kind]) expect(query.trim()).not.toBe('');
});
