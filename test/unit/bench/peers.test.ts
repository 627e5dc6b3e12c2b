// The parts of the peers bench that compute: questions, turns, percentiles, fusing and counting, tables and chart.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { axisOf, drawChart, panelsOf } from '../../../bench/peers/chart.js';
import { countFacets, fuseRanks, type PeerAnswer, topCounts } from '../../../bench/peers/peer.js';
import { between } from '../../../bench/peers/publish.js';
import { drawQuestions, isDrawable, KIND_NAMES } from '../../../bench/peers/questions.js';
import type { PeerResult } from '../../../bench/peers/results.js';
import { type Asked, askByTurns, latencyOf } from '../../../bench/peers/rounds.js';
import { plain, tablesOf } from '../../../bench/peers/table.js';
import { hasPhrase, queryTerms, termsOf } from '../../../bench/peers/terms.js';
import { makeWork } from '../../support/works.js';

const TITLE = 'Spectral proofs about coloured markets beyond neural tides';
const ABSTRACT = `We -show "that" moons ${'rise over solvers '.repeat(30)}`;
const WORKS = Array.from({ length: 5 }, (_, i) =>
  makeWork({ id: `w${i}`, display_name: `${TITLE} ${i}`, abstract: ABSTRACT, publication_year: 2001 + i }),
);

test('questions are the same whenever the works are, and of the kind that they say', () => {
  const questions = drawQuestions(WORKS, 20);
  expect(questions).toEqual(drawQuestions(WORKS, 20));
  expect(questions).toHaveLength(20 * KIND_NAMES.length);
  const of = (kind: string) => questions.filter((question) => question.kind === kind);
  for (const { text } of of('allOfThree')) expect(text.split(' ')).toHaveLength(3);
  for (const { text, match } of of('phrase')) {
    expect(match).toBe('phrase');
    expect(TITLE).toContain(text);
  }
  for (const { years } of of('filtered')) {
    const [from = 0, to = 0] = years ?? [];
    expect(to - from).toBe(2);
    expect(from).toBeGreaterThanOrEqual(2000);
  }
  // nothing that one of the systems reads as an operator
  for (const { text } of of('eightyWords')) expect(text).not.toMatch(/"|(^|\s)-/);
});

test('questions are drawn from works with a year and enough text', () => {
  const [work] = WORKS as [(typeof WORKS)[number]];
  expect(isDrawable(work)).toBe(true);
  expect(isDrawable({ ...work, abstract: 'too short' })).toBe(false);
  const { publication_year: _, ...undated } = work;
  expect(isDrawable(undated)).toBe(false);
});

const NOTHING: PeerAnswer = { ids: [], total: 3, facets: { year: [], type: [], venue: [] } };

function system(name: string, ms: number, log: string[]): Asked {
  return {
    name,
    ask: async (question) => {
      log.push(`${name}${question}`);
      return { ms, answer: NOTHING };
    },
  };
}

test('systems are asked by turns, each time another one first', async () => {
  const log: string[] = [];
  await askByTurns([system('a', 1, log), system('b', 1, log)], [0, 1, 2], { budgetMs: 100, least: 1 });
  expect(log).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
});

test('a slow system is asked until its time is spent, but as often as each is at least', async () => {
  const log: string[] = [];
  const systems = [system('slow', 60, log), system('slowest', 500, log), system('quick', 1, log)];
  const times = await askByTurns(systems, [0, 1, 2, 3, 4, 5], { budgetMs: 100, least: 2 });
  const counts = [...times].map(([name, { ms }]) => [name, ms.length]);
  expect(counts).toEqual([
    ['slow', 2],
    ['slowest', 2],
    ['quick', 6],
  ]);
});

test('percentiles and the mean total', () => {
  const ms = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(latencyOf({ ms, totals: ms.map((one) => one * 2) })).toEqual({
    questions: 100,
    p50: 51,
    p95: 96,
    meanTotal: 101,
  });
});

test('reciprocal rank fusion keeps everything once, and what both lists have first', () => {
  expect(
    fuseRanks([
      ['a', 'b', 'c'],
      ['c', 'd'],
    ])[0],
  ).toBe('c');
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(list, list, (one, other) => {
      const fused = fuseRanks([one, other]);
      expect(new Set(fused)).toEqual(new Set([...one, ...other]));
      expect(fused).toHaveLength(new Set(fused).size);
    }),
  );
});

test('facets count values, the most frequent first, and nothing for what has none', () => {
  const documents = [
    { year: 2001, type: 'article', venue: null },
    { year: null, type: 'article', venue: 'B' },
    { year: 2001, type: 'preprint', venue: 'A' },
  ];
  expect(countFacets(documents)).toEqual({
    year: [[2001, 2]],
    type: [
      ['article', 2],
      ['preprint', 1],
    ],
    venue: [
      ['A', 1],
      ['B', 1],
    ],
  });
  expect(topCounts(new Map(Array.from({ length: 30 }, (_, i) => [i, i])))).toHaveLength(10);
});

test('terms are stems without stop words, and phrases are words side by side in one text', () => {
  expect(termsOf('The markets of Markets')).toEqual(['market', 'market']);
  expect(queryTerms('the of')).toEqual(['the', 'of']);
  expect(hasPhrase('neural tide', ['Neural tides rise'])).toBe(true);
  expect(hasPhrase('neural tide', ['neural', 'tide'])).toBe(false);
  expect(hasPhrase('eural tide', ['neural tides'])).toBe(false);
});

function result(peer: PeerResult['peer'], p50: number, more: Partial<PeerResult> = {}): PeerResult {
  const latency = Object.fromEntries(
    KIND_NAMES.map((kind) => [kind, { questions: 100, p50, p95: 2 * p50, meanTotal: 1234 }]),
  );
  return {
    peer,
    works: 1000,
    indexing: { seconds: 2, worksPerSecond: 500, peakMb: 300 },
    residentMb: { atStart: 100, afterQuestions: 120 },
    diskMb: 40,
    latency,
    quality: { cranfield: { words: 0.4, hybrid: 0.5 } },
    ...more,
  };
}

test('tables name what was measured, with less, with none, and what was left out', () => {
  const few = { questions: 12, p50: 812.4, p95: 1900, meanTotal: 900 };
  const results = [
    result('ideascope', 1.234, { openSeconds: 0.5 }),
    result('ideascope-service', 3, { quality: {} }),
    result('minisearch', 700, { works: 300, latency: { sixWords: few }, quality: { cranfield: { words: 0.41 } } }),
  ];
  const text = tablesOf(results, [{ peer: 'orama', reason: 'not enough memory\nat all' }]);
  expect(text).toContain('| Ideascope, library | **1.23 / 2.47** |');
  expect(text).toContain('| MiniSearch (300 works) | – | – | 812 / 1,900 (12) |');
  expect(text).toContain('| .400 / .500 |');
  expect(text).toContain('| .410 / – |');
  // the service ranks as the library does
  expect(text.match(/\.400 \/ \.500/g)).toHaveLength(2);
  expect(text).toContain('Orama was left out: not enough memory');
  expect(text).not.toContain('at all');
});

test('numbers have three digits that count', () => {
  expect([0.01234, 9.876, 45.67, 123.4, 45678].map(plain)).toEqual(['0.0123', '9.88', '45.7', '123', '45,678']);
});

test('what stands between the marks is replaced, and nothing else', () => {
  const begin = '<!-- peers: written by the command -->';
  const text = `before\n${begin}\nold\n<!-- peers: end -->\nafter\n`;
  const once = between(text, '| new |\n');
  expect(once).toBe(`before\n${begin}\n\n| new |\n\n<!-- peers: end -->\nafter\n`);
  expect(between(once, '| new |\n')).toBe(once);
  expect(() => between('no marks', '')).toThrow('lacks');
});

test('the chart has a bar for each value, on an axis that holds all of them', () => {
  const results = [result('ideascope', 0.8), result('orama', 2000, { quality: {} }), result('sqlite', 40)];
  const panels = panelsOf(results);
  expect(panels.map(({ bars }) => bars.length)).toEqual([...KIND_NAMES.map(() => 3), 3, 3, 3, 2, 2]);
  for (const panel of panels) {
    const { at } = axisOf(panel);
    for (const { value, to = value } of panel.bars) {
      expect(at(value)).toBeGreaterThan(0);
      expect(at(to)).toBeLessThanOrEqual(1);
    }
  }
  expect(axisOf(panels[0] as (typeof panels)[number]).ticks).toEqual([0.1, 1, 10, 100, 1000, 10000]);
  const svg = drawChart(results);
  expect(svg.match(/<rect class="own"/g)).toHaveLength(panels.length);
  expect(svg.match(/<rect class="bar"/g)).toHaveLength(2 * (panels.length - 2) + 2);
  expect(svg).not.toMatch(/NaN|undefined/);
});
