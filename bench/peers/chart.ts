// The chart of the peers bench: a panel of bars for each kind of question and each cost, as an SVG that needs nothing else.
import { KIND_NAMES, KINDS, type Kind } from './questions.js';
import { PEERS } from './registry.js';
import type { PeerResult } from './results.js';
import { plain } from './table.js';

/** Lengths in pixels. */
const PANEL = { width: 420, label: 150, bars: 160, row: 19, head: 30, foot: 18 };
const COLUMNS = 3;
const MARGIN = 16;
const TITLE = 46;

/** A bar of a panel; `to` is where its whisker ends. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly to?: number | undefined;
  readonly text: string;
  readonly own: boolean;
}

export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Without, the axis is logarithmic. */
  readonly linear?: boolean;
}

/** One panel for each kind of question, one for each cost, and one for each judged collection; colours follow the reader's scheme. */
export function drawChart(results: readonly PeerResult[]): string {
  const panels = panelsOf(results);
  const height = heightOf(Math.max(...panels.map(({ bars }) => bars.length)));
  const width = 2 * MARGIN + COLUMNS * PANEL.width;
  const total = TITLE + Math.ceil(panels.length / COLUMNS) * height + MARGIN;
  const works = Math.max(...results.map((one) => one.works)).toLocaleString('en');
  const drawn = panels.map((panel, i) => {
    const x = MARGIN + (i % COLUMNS) * PANEL.width;
    return `<g transform="translate(${x} ${TITLE + Math.floor(i / COLUMNS) * height})">${drawPanel(panel)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" role="img" aria-label="Ideascope and its peers: latency, costs and quality">
<style>${STYLE}</style>
<rect class="ground" width="${width}" height="${total}"/>
<text class="title" x="${MARGIN}" y="28">${works} works, the first 25, total and three facets. Bars: medians, lines: up to the 95th percentile; logarithmic but for nDCG</text>
${drawn.join('\n')}
</svg>
`;
}

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.name { font-weight: 600 }
.ground { fill: #ffffff }
.line { stroke: #d0d7de }
.tick { fill: #57606a; font-size: 10px }
.bar { fill: #8c959f }
.own { fill: #0969da }
.whisker { stroke: #57606a }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.ground { fill: #0d1117 }
.line { stroke: #30363d }
.tick { fill: #9198a1 }
.bar { fill: #6e7681 }
.own { fill: #4493f8 }
.whisker { stroke: #c9d1d9 }
}`;

/** Rows that have no value for a panel are left out of it. */
export function panelsOf(results: readonly PeerResult[]): Panel[] {
  const collections = [...new Set(results.flatMap(({ quality }) => Object.keys(quality)))];
  const panels = [
    ...KIND_NAMES.map((kind) => latencyPanel(kind, results)),
    costPanel('indexing, s', results, ({ indexing }) => indexing.seconds),
    costPanel('memory after the questions, MB', results, ({ residentMb }) => residentMb.afterQuestions),
    costPanel('disk, MB', results, ({ diskMb }) => diskMb),
    ...collections.flatMap((name) => [
      qualityPanel(`${name}, nDCG@10 by words`, results, (one) => one.quality[name]?.words),
      qualityPanel(`${name}, nDCG@10 hybrid`, results, (one) => one.quality[name]?.hybrid),
    ]),
  ];
  return panels.filter(({ bars }) => bars.length > 0);
}

function latencyPanel(kind: Kind, results: readonly PeerResult[]): Panel {
  const bars = results.flatMap((result): Bar[] => {
    const latency = result.latency[kind];
    if (!latency) return [];
    const text = `${plain(latency.p50)} / ${plain(latency.p95)}`;
    return [{ ...named(result), value: latency.p50, to: latency.p95, text }];
  });
  return { title: `${KINDS[kind]}, ms (p50 / p95)`, bars };
}

function costPanel(
  title: string,
  results: readonly PeerResult[],
  of: (result: PeerResult) => number | undefined,
): Panel {
  return { title, bars: barsOf(results, of, plain) };
}

function qualityPanel(
  title: string,
  results: readonly PeerResult[],
  of: (result: PeerResult) => number | undefined,
): Panel {
  return { title, bars: barsOf(results, of, (value) => value.toFixed(3).replace(/^0/, '')), linear: true };
}

function barsOf(
  results: readonly PeerResult[],
  of: (result: PeerResult) => number | undefined,
  written: (value: number) => string,
): Bar[] {
  return results.flatMap((result): Bar[] => {
    const value = of(result);
    return value === undefined ? [] : [{ ...named(result), value, text: written(value) }];
  });
}

function named({ peer }: PeerResult): Pick<Bar, 'label' | 'own'> {
  const { label } = PEERS[peer];
  return { label: label.replace(/ \+ .*|, BM25.*/, ''), own: peer.startsWith('ideascope') };
}

function heightOf(rows: number): number {
  return PANEL.head + rows * PANEL.row + PANEL.foot + MARGIN;
}

/** From a power of ten below the least value to that above the greatest; linear ones from 0 to 1. */
export function axisOf({ bars, linear }: Panel): { readonly ticks: readonly number[]; at(value: number): number } {
  if (linear) return { ticks: [0, 0.5, 1], at: (value) => value };
  const values = bars.flatMap(({ value, to = value }) => [value, to]).filter((value) => value > 0);
  // somewhat below, so that the least has a bar to be seen
  const low = Math.floor(Math.log10(0.7 * Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return { ticks, at: (value) => Math.max(0, (Math.log10(value) - low) / (high - low)) };
}

function drawPanel(panel: Panel): string {
  const { ticks, at } = axisOf(panel);
  const x = (value: number) => Number((PANEL.label + at(value) * PANEL.bars).toFixed(1));
  const bottom = PANEL.head + panel.bars.length * PANEL.row;
  const lines = ticks.map(
    (tick) =>
      `<path class="line" d="M${x(tick)} ${PANEL.head - 4}V${bottom}"/><text class="tick" x="${x(tick)}" y="${bottom + 12}" text-anchor="middle">${plain(tick)}</text>`,
  );
  const bars = panel.bars.map((bar, i) => drawBar(bar, PANEL.head + i * PANEL.row, x));
  return [`<text class="name" y="16">${escaped(panel.title)}</text>`, ...lines, ...bars].join('\n');
}

function drawBar({ label, value, to, text, own }: Bar, y: number, x: (value: number) => number): string {
  const middle = y + PANEL.row / 2;
  const end = Math.max(x(value), to === undefined ? 0 : x(to));
  const whisker = to === undefined ? '' : `<path class="whisker" d="M${x(value)} ${middle}H${x(to)}"/>`;
  return [
    `<text x="${PANEL.label - 8}" y="${middle + 4}" text-anchor="end">${escaped(label)}</text>`,
    `<rect class="${own ? 'own' : 'bar'}" x="${PANEL.label}" y="${y + 3}" width="${Math.max(1, x(value) - PANEL.label)}" height="${PANEL.row - 6}"/>`,
    whisker,
    `<text x="${end + 6}" y="${middle + 4}">${escaped(text)}</text>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
