// The signs of the drawing: a shape for each kind of node, a dash for each kind of edge; pure.
import type { EdgeType, GraphNode, NodeType } from './model.js';

/** The middle is larger than what is around it. */
const MIDDLE_RADIUS = 15;
const SMALLEST = 5;
const LARGEST = 11;

/**
 * Pixels from the middle of a mark to its border, by what the node weighs: areas speak, so that it goes by the root.
 * @param crowd how many nodes are drawn: many are smaller
 */
export function radiusOf({ weight }: Pick<GraphNode, 'weight'>, isMiddle: boolean, crowd: number): number {
  const share = Math.min(1, Math.max(0, weight));
  const radius = isMiddle ? MIDDLE_RADIUS : SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share);
  return radius * (crowd > 250 ? 0.6 : crowd > 100 ? 0.8 : 1);
}

/** Reaches of shapes that look as large as a circle of the same radius. */
const SQUARE = 0.89;
const DIAMOND = 1.25;
const HEXAGON = 1.1;

/** The outline of a mark around (0, 0), as `d` of an SVG path: circle, square, diamond, hexagon. */
export function outline(type: NodeType, radius: number): string {
  switch (type) {
    case 'author': {
      const r = rounded(radius);
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    }
    case 'work':
      return polygon([45, 135, 225, 315], radius * SQUARE * Math.SQRT2);
    case 'topic':
      return polygon([0, 90, 180, 270], radius * DIAMOND);
    case 'institution':
      return polygon([30, 90, 150, 210, 270, 330], radius * HEXAGON);
  }
}

function polygon(degrees: readonly number[], reach: number): string {
  const corners = degrees.map((angle) => {
    const radians = (angle * Math.PI) / 180;
    return `${rounded(reach * Math.cos(radians))},${rounded(reach * Math.sin(radians))}`;
  });
  return `M${corners.join('L')}Z`;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Lengths of strokes and gaps in pixels; empty: one stroke. */
export const DASHES: Readonly<Record<EdgeType, readonly number[]>> = {
  wrote: [],
  coauthor: [],
  about: [2, 3],
  affiliated: [7, 3],
  cites: [],
  related: [1, 5],
};

/** The token whose colour an edge has. */
export const EDGE_COLOURS: Readonly<Record<EdgeType, string>> = {
  wrote: '--work',
  coauthor: '--author',
  about: '--topic',
  affiliated: '--institution',
  cites: '--text',
  related: '--line-strong',
};

/** Pixels: what stands for more joint works is broader, within measure. */
export function edgeWidth(weight: number): number {
  return Math.min(4, 1 + Math.log2(Math.max(1, weight)) * 0.6);
}
