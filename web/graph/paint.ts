// Paints the edges on a canvas beneath the nodes: lines by the hundred are cheaper there than as elements.
import { type Box, project, type View } from './fit.js';
import type { Places } from './layout.js';
import { DASHES, EDGE_COLOURS, edgeWidth } from './marks.js';
import { EDGE_TYPES, type EdgeType, type GraphEdge } from './model.js';

export type EdgeColours = Readonly<Record<EdgeType, string>>;

/** The colours of the theme, which is read from the element: a page may set its own, and change them. */
export function edgeColours(element: Element): EdgeColours {
  const style = getComputedStyle(element);
  const colour = (type: EdgeType) => style.getPropertyValue(EDGE_COLOURS[type]).trim() || 'gray';
  return Object.fromEntries(EDGE_TYPES.map((type) => [type, colour(type)])) as Record<EdgeType, string>;
}

export interface Scene {
  readonly edges: readonly GraphEdge[];
  readonly places: Places;
  readonly view: View;
  readonly box: Box;
  readonly colours: EdgeColours;
  readonly radii: ReadonlyMap<string, number>;
  /** The node whose edges stand out; the others pale. */
  readonly spot: string | undefined;
}

const PLAIN = 0.4;
const PALE = 0.1;
const STRONG = 0.95;
const ARROW_LENGTH = 7;
const ARROW_WIDTH = 3;

interface Line {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly edge: GraphEdge;
}

export function paintEdges(context: CanvasRenderingContext2D, scene: Scene, pixelRatio: number): void {
  const { box, spot } = scene;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  const lines = visibleLines(scene);
  const ofSpot = ({ edge }: Line) => edge.source === spot || edge.target === spot;
  if (spot === undefined) {
    paintLines(context, lines, scene, PLAIN);
    return;
  }
  paintLines(
    context,
    lines.filter((line) => !ofSpot(line)),
    scene,
    PALE,
  );
  paintLines(context, lines.filter(ofSpot), scene, STRONG);
}

function visibleLines({ edges, places, view, box }: Scene): Line[] {
  const lines: Line[] = [];
  for (const edge of edges) {
    const source = places.get(edge.source);
    const target = places.get(edge.target);
    if (!source || !target) continue;
    const from = project(view, source);
    const to = project(view, target);
    const isAside =
      Math.max(from.x, to.x) < 0 ||
      Math.max(from.y, to.y) < 0 ||
      Math.min(from.x, to.x) > box.width ||
      Math.min(from.y, to.y) > box.height;
    if (!isAside) lines.push({ from, to, edge });
  }
  return lines;
}

/** Lines of one look are one path: a stroke each would take twice the time. */
function paintLines(context: CanvasRenderingContext2D, lines: readonly Line[], scene: Scene, alpha: number): void {
  context.globalAlpha = alpha;
  for (const type of EDGE_TYPES) {
    const byWidth = new Map<number, Line[]>();
    for (const line of lines) {
      if (line.edge.type !== type) continue;
      const width = Math.round(edgeWidth(line.edge.weight) * 2) / 2;
      const same = byWidth.get(width);
      if (same) same.push(line);
      else byWidth.set(width, [line]);
    }
    context.strokeStyle = scene.colours[type];
    context.fillStyle = scene.colours[type];
    context.setLineDash([...DASHES[type]]);
    for (const [width, same] of byWidth) {
      context.lineWidth = width;
      context.beginPath();
      for (const { from, to } of same) {
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
      }
      context.stroke();
      if (type === 'cites') paintArrows(context, same, scene.radii);
    }
  }
  context.globalAlpha = 1;
}

/** At the border of the work that is cited. */
function paintArrows(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  radii: ReadonlyMap<string, number>,
): void {
  context.beginPath();
  for (const { from, to, edge } of lines) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const radius = (radii.get(edge.target) ?? 0) + 2;
    if (length < radius + ARROW_LENGTH) continue;
    const ux = (to.x - from.x) / length;
    const uy = (to.y - from.y) / length;
    const tip = { x: to.x - ux * radius, y: to.y - uy * radius };
    const base = { x: tip.x - ux * ARROW_LENGTH, y: tip.y - uy * ARROW_LENGTH };
    context.moveTo(tip.x, tip.y);
    context.lineTo(base.x - uy * ARROW_WIDTH, base.y + ux * ARROW_WIDTH);
    context.lineTo(base.x + uy * ARROW_WIDTH, base.y - ux * ARROW_WIDTH);
    context.closePath();
  }
  context.fill();
}
