// Draws how figures grow with the collection, as an SVG that can be read on light and dark pages.
import { type Panel, type Series, worksOf } from './million-table.js';

const WIDTH = 330;
const HEIGHT = 250;
const PLOT = { left: 52, right: 14, top: 44, bottom: 66 };
const TICKS = 4;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .faint { fill: #57606a; font-size: 11px; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .s0 { stroke: #0550ae; fill: #0550ae; } .s1 { stroke: #bc4c00; fill: #bc4c00; }
  .s2 { stroke: #116329; fill: #116329; } .s3 { stroke: #8250df; fill: #8250df; }
  polyline { fill: none !important; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .faint { fill: #9da7b3; } .grid { stroke: #3d444d; }
    .s0 { stroke: #6cb6ff; fill: #6cb6ff; } .s1 { stroke: #f0883e; fill: #f0883e; }
    .s2 { stroke: #6bc46d; fill: #6bc46d; } .s3 { stroke: #dcbdfb; fill: #dcbdfb; }
  }`;

/** Panels side by side; works along the x axis, from 0, so that a straight line is growth in proportion. */
export function growthChart(panels: readonly Panel[]): string {
  const drawn = panels.map((panel, i) => `<g transform="translate(${i * WIDTH} 0)">${drawPanel(panel)}</g>`);
  const width = WIDTH * panels.length;
  const label = panels.map(({ title }) => title).join(', ');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escaped(label)} by number of works">
<style>${STYLE}
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, unit, series }: Panel): string {
  const all = series.flatMap(({ points }) => points);
  const most = Math.max(1, ...all.map(([works]) => works));
  const top = niceAbove(Math.max(0, ...all.map(([, figure]) => figure)));
  const x = (works: number) => PLOT.left + (works / most) * (WIDTH - PLOT.left - PLOT.right);
  const y = (figure: number) => HEIGHT - PLOT.bottom - (figure / top) * (HEIGHT - PLOT.top - PLOT.bottom);
  const sizes = [...new Set(all.map(([works]) => works))];
  return [
    `<text class="title" x="${PLOT.left}" y="20">${escaped(title)}, ${escaped(unit)}</text>`,
    ...Array.from({ length: TICKS + 1 }, (_, i) => gridLine((top * i) / TICKS, y)),
    ...sizes.map(
      (works) =>
        `<text class="faint" text-anchor="middle" x="${x(works)}" y="${HEIGHT - PLOT.bottom + 16}">${worksOf(works)}</text>`,
    ),
    ...series.map((one, i) => drawSeries(one, i, x, y)),
    ...series.map(({ name }, i) => legend(name, i)),
  ].join('\n');
}

function gridLine(figure: number, y: (figure: number) => number): string {
  const at = y(figure);
  const label = Number(figure.toPrecision(3)).toLocaleString('en-US');
  return `<line class="grid" x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${at}" y2="${at}"/><text class="faint" text-anchor="end" x="${PLOT.left - 6}" y="${at + 4}">${label}</text>`;
}

function drawSeries(
  { points }: Series,
  i: number,
  x: (works: number) => number,
  y: (figure: number) => number,
): string {
  const places = points.map(([works, figure]) => [x(works).toFixed(1), y(figure).toFixed(1)] as const);
  const dots = places.map(([cx, cy]) => `<circle class="s${i}" cx="${cx}" cy="${cy}" r="3"/>`);
  return `<polyline class="s${i}" points="${places.map((place) => place.join(',')).join(' ')}"/>${dots.join('')}`;
}

function legend(name: string, i: number): string {
  const [x, y] = [PLOT.left + (i % 2) * 132, HEIGHT - 28 + Math.floor(i / 2) * 16];
  return `<circle class="s${i}" cx="${x}" cy="${y - 4}" r="4"/><text x="${x + 9}" y="${y}">${escaped(name)}</text>`;
}

/** The next round number: 1, 2, 2.5, 4, 5 or 10 times a power of ten. */
export function niceAbove(figure: number): number {
  if (figure <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(figure));
  const step = [1, 2, 2.5, 4, 5, 10].find((one) => one * power >= figure) ?? 10;
  return step * power;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}
