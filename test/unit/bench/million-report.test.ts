// What the million bench reports: the table against the targets, the series, the chart, its options, its percentiles.
import { expect, test } from '@jest/globals';
import { millionOptions } from '../../../bench/million.js';
import { growthChart, niceAbove } from '../../../bench/million-chart.js';
import { percentiles } from '../../../bench/million-process.js';
import { figureAt, growthOf, isMet, type Run, targetsTable } from '../../../bench/million-table.js';

const runs: Run[] = [
  {
    works: 1_000_000,
    service: { atStart: { residentMb: 2400 }, afterQuestions: { residentMb: 2600, ownMb: 2100 } },
    start: { searchesAfterMs: 9000, allReadyMs: 12_000 },
    engine: { latencies: { sixWords: { p50: 12.34 } } },
    writes: { perSecond: 200 },
  },
  { works: 100_000, start: { searchesAfterMs: 900 } },
];

test('the table has a column per size, the smallest first, and judges the largest', () => {
  const lines = targetsTable(runs).split('\n');
  expect(lines[0]).toBe('|  | 100 k | 1 M | target | kept |');
  const row = (name: string) => lines.find((line) => line.startsWith(`| ${name}`));
  expect(row('start from snapshot')).toMatch(/\| 900 \| 9,000 \| ≤ 10,000 \| yes \|$/);
  expect(row('start until people')).toMatch(/\| – \| 12,000 \| ≤ 10,000 \| no \|$/);
  expect(row('six words')).toMatch(/\| – \| 12.3 \| ≤ 15 \| yes \|$/);
  expect(row('single writes')).toMatch(/\| – \| 200 \| ≥ 195 \| yes \|$/);
  expect(row('hybrid')).toMatch(/\| – \| – \| ≤ 30 \| – \|$/);
});

test('figures are found by their path, and only figures', () => {
  expect(figureAt(runs[0] as Run, 'service.atStart.residentMb')).toBe(2400);
  expect(figureAt(runs[0] as Run, 'service.atStart')).toBeUndefined();
  expect(figureAt(runs[0] as Run, 'nothing.there')).toBeUndefined();
  expect(isMet({ name: '', path: '', unit: '', most: 2 }, 2)).toBe(true);
  expect(isMet({ name: '', path: '', unit: '', least: 2 }, 1)).toBe(false);
});

test('the chart draws every series that has figures, at places in proportion', () => {
  const panels = growthOf(runs);
  expect(panels.map(({ title }) => title)).toEqual([
    'Memory of the service',
    'Start from snapshot',
    'Median of a question',
  ]);
  expect(panels[1]?.series[0]?.points).toEqual([
    [100_000, 0.9],
    [1_000_000, 9],
  ]);
  expect(panels[2]?.series.map(({ name }) => name)).toEqual(['six words']);
  const svg = growthChart(panels);
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg.match(/<polyline/g)).toHaveLength(5);
  expect(svg.match(/<circle[^>]* r="3"/g)).toHaveLength(6);
  // from 52 to 316: a tenth of the works is a tenth of the way
  expect(svg).toContain('points="78.4,');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('a chart without any figure is drawn, too', () => {
  expect(growthChart(growthOf([]))).not.toMatch(/NaN|undefined|Infinity/);
});

test.each([
  [0, 1],
  [0.9, 1],
  [1.1, 2],
  [2300, 2500],
  [2600, 4000],
  [51, 100],
])('axes end at a round number: %d → %d', (figure, top) => {
  expect(niceAbove(figure)).toBeCloseTo(top);
});

test('options are read, or refused with what would be right', () => {
  expect(millionOptions({}).works).toEqual([100_000, 300_000, 1_000_000]);
  expect(millionOptions({ works: '5000', phases: 'start,writes', data: 'd' })).toEqual({
    works: [5000],
    phases: ['start', 'writes'],
    data: 'd',
  });
  expect(() => millionOptions({ works: '5k' })).toThrow('whole numbers');
  expect(() => millionOptions({ phases: 'start,stop' })).toThrow('no phase stop: there are generate');
});

test('percentiles of what was taken', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentiles(hundred)).toEqual({ p50: 51, p95: 96, p99: 100, max: 100 });
  expect(percentiles([3])).toEqual({ p50: 3, p95: 3, p99: 3, max: 3 });
});
