// Where the nodes lie: forces between them (d3-force), a tick at a time; the same graph gives the same places. Pure.
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import { type Graph, type GraphNode, neighbourIds } from './model.js';

/** In units of the layout, which fitting makes pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}
export type Places = ReadonlyMap<string, Place>;

export interface LayoutOptions {
  /** Nodes that stay exactly where they are. */
  readonly kept: Places;
  /** The node that is the middle, if nothing is kept. */
  readonly middle: string;
  /** Width by height of the box: the drawing spreads accordingly. */
  readonly aspect: number;
  readonly radiusOf: (node: GraphNode) => number;
}

export interface Layout {
  /** One tick of the forces. @returns whether it was the last */
  readonly step: () => boolean;
  readonly places: () => Places;
}

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly radius: number;
  x: number;
  y: number;
}

const TICKS = 220;
/** What comes to a drawing that stands has less to settle. */
const TICKS_BESIDE_KEPT = 110;
const COOLED = 0.001;
const REPULSION = -260;
const REACH = 700;
const LINK_LENGTH = 62;
const GAP = 9;
const GRAVITY = 0.06;
/** Radians between one newcomer and the next, which never fall on one line: the angle of sunflower seeds. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const FIRST_STEP = 34;

export function createLayout(graph: Graph, options: LayoutOptions): Layout {
  const bodies = initialBodies(graph, options);
  const ticks = options.kept.size > 0 ? TICKS_BESIDE_KEPT : TICKS;
  const aspect = Math.min(3, Math.max(1 / 3, options.aspect));
  const links = linksOf(graph).map(([source, target]): SimulationLinkDatum<Body> => ({ source, target }));
  const simulation = forceSimulation(bodies)
    .alphaMin(COOLED)
    .alphaDecay(1 - COOLED ** (1 / ticks))
    .force('repulsion', forceManyBody<Body>().strength(REPULSION).distanceMax(REACH))
    .force(
      'links',
      forceLink<Body, SimulationLinkDatum<Body>>(links)
        .id(({ id }) => id)
        .distance(({ source, target }) => LINK_LENGTH + (source as Body).radius + (target as Body).radius),
    )
    .force('x', forceX<Body>(0).strength(GRAVITY / aspect ** 1.4))
    .force('y', forceY<Body>(0).strength(GRAVITY * aspect ** 1.4))
    .force('collision', forceCollide<Body>(({ radius }) => radius + GAP).iterations(2))
    .stop();
  return {
    step: () => {
      simulation.tick();
      return simulation.alpha() < COOLED;
    },
    places: () => new Map(bodies.map(({ id, x, y }) => [id, { x, y }])),
  };
}

/** All ticks at once, for tests and for small graphs. */
export function finishedPlaces(layout: Layout): Places {
  let last = false;
  while (!last) last = layout.step();
  return layout.places();
}

/** Each pair of nodes that anything joins, once. */
function linksOf({ edges }: Graph): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const { source, target } of edges) {
    const pair: [string, string] = source < target ? [source, target] : [target, source];
    pairs.set(JSON.stringify(pair), pair);
  }
  return [...pairs.values()];
}

/** Newcomers begin beside the node that they came with, each at an angle of its own. */
function initialBodies(graph: Graph, { kept, middle, radiusOf }: LayoutOptions): Body[] {
  const radii = new Map(graph.nodes.map((node) => [node.id, radiusOf(node)]));
  const beside = neighbourIds(graph);
  const places = new Map<string, Place>();
  for (const { id } of graph.nodes) {
    const place = kept.get(id);
    if (place) places.set(id, place);
  }
  if (places.size === 0 && radii.has(middle)) places.set(middle, { x: 0, y: 0 });
  const fixed = new Set(places.keys());
  const from = [...places.keys()];
  let newcomers = 0;
  const put = (id: string, { x, y }: Place, step: number) => {
    const angle = newcomers * GOLDEN_ANGLE;
    newcomers += 1;
    places.set(id, { x: x + step * Math.cos(angle), y: y + step * Math.sin(angle) });
    from.push(id);
  };
  // breadth first, so that each comes with its nearest; what nothing leads to begins around the middle
  for (const { id } of [...graph.nodes]) {
    for (let next = from.shift(); next !== undefined; next = from.shift()) {
      const place = places.get(next) ?? { x: 0, y: 0 };
      for (const other of beside.get(next) ?? []) if (!places.has(other)) put(other, place, FIRST_STEP);
    }
    if (!places.has(id)) put(id, { x: 0, y: 0 }, FIRST_STEP * 4);
  }
  return graph.nodes.map(({ id }) => {
    const { x, y } = places.get(id) ?? { x: 0, y: 0 };
    return { id, radius: radii.get(id) ?? 0, x, y, ...(fixed.has(id) ? { fx: x, fy: y } : {}) };
  });
}
