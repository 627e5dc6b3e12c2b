// The drawing at work: lays out in slices, follows with the view, paints once a frame, lets nodes be dragged.
import { type Camera, createCamera } from './camera.js';
import { type Box, between, distance, type Extent, fitView, project, unproject, type View } from './fit.js';
import { createLayout, type Layout, type Place, type Places } from './layout.js';
import { radiusOf } from './marks.js';
import { byImportance, type Graph, type GraphNode, NO_GRAPH, neighbourIds } from './model.js';
import { type Arrow, nearestTowards } from './move.js';
import { type NodeElements, nodeElements } from './node-elements.js';
import { type EdgeColours, edgeColours, paintEdges } from './paint.js';
import { placeTip, watchSize, watchTheme } from './surroundings.js';

export interface StageParts {
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly layer: SVGGElement;
  readonly names: SVGGElement;
  /** The name of the node that is pointed at; it is moved, its text is not ours. */
  readonly tip: HTMLElement;
  readonly compact: boolean;
}

/** Milliseconds of a frame that the layout may take. */
const LAYOUT_BUDGET = 7;
/** Newcomers are seen to come: no more ticks in a frame than this. */
const TICKS_SEEN = 4;
const SETTLED_AFTER_MS = 140;
/** How far the view goes in a frame of the way that is left. */
const EASE = 0.22;
const LABEL_ROOM = 19;
const MARK_ROOM = 4;
/** Of the canvas for one of the page: more is not seen, and takes its time. */
const MOST_PIXELS = 2;

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class Stage {
  readonly #parts: StageParts;
  readonly #camera: Camera;
  readonly #watchers: readonly (() => void)[];
  #graph: Graph = NO_GRAPH;
  #beside: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #order: readonly GraphNode[] = [];
  #radii: ReadonlyMap<string, number> = new Map();
  #middle = '';
  #elements: NodeElements | undefined;
  #places: Places = new Map();
  #layout: Layout | undefined;
  #isSeen = false;
  /** Whether the view goes where everything is in sight. */
  #isFitting = false;
  #view: View = { k: 1, x: 0, y: 0 };
  #box: Box = { width: 0, height: 0 };
  #colours: EdgeColours;
  #spot: string | undefined;
  #request = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: StageParts) {
    this.#parts = parts;
    this.#colours = edgeColours(parts.box);
    this.#camera = createCamera(parts.box, {
      compact: parts.compact,
      box: () => this.#box,
      extents: () => this.#extents(),
      onMove: (view, byHand) => {
        this.#view = view;
        if (byHand) this.#isFitting = false;
        this.#change();
      },
    });
    this.#resize({ width: parts.box.clientWidth, height: parts.box.clientHeight });
    this.#watchers = [
      watchSize(parts.box, (box) => this.#resize(box)),
      watchTheme(parts.box, () => {
        this.#colours = edgeColours(parts.box);
        this.#change();
      }),
    ];
  }

  /** Shows a graph whose nodes have their elements in the layer. What was there already stays in its place. */
  show(graph: Graph, middle: string): void {
    const crowd = graph.nodes.length;
    this.#graph = graph;
    this.#middle = middle;
    this.#beside = neighbourIds(graph);
    this.#radii = new Map(graph.nodes.map((node) => [node.id, radiusOf(node, node.id === middle, crowd)]));
    this.#order = byImportance(graph, middle, this.#beside);
    this.#elements = nodeElements(this.#parts.layer, this.#parts.names, this.#radii);
    const kept = new Map([...this.#places].filter(([id]) => this.#radii.has(id)));
    this.#isSeen = kept.size > 0 && this.#isSeen;
    if (graph.nodes.some(({ id }) => !kept.has(id))) this.#arrange(kept);
    else this.#places = kept;
    this.#isFitting = true;
    this.setSpot(this.#spot);
    this.#change();
  }

  /** Lays everything out anew. */
  rearrange(): void {
    this.#arrange(new Map());
    this.#isFitting = true;
    this.#change();
  }

  fit(): void {
    this.#isFitting = true;
    this.#change();
  }

  zoomBy(factor: number): void {
    this.#isFitting = false;
    this.#camera.zoomBy(factor);
  }

  panBy(x: number, y: number): void {
    this.#isFitting = false;
    this.#camera.panBy(x, y);
  }

  /** Lets a node and what is beside it stand out; undefined: none. */
  setSpot(id: string | undefined): void {
    this.#spot = id !== undefined && this.#radii.has(id) ? id : undefined;
    const beside = this.#spot === undefined ? undefined : this.#beside.get(this.#spot);
    this.#elements?.pale(this.#spot === undefined ? undefined : new Set([this.#spot, ...(beside ?? [])]));
    this.#change();
  }

  /** Brings a node into sight. */
  reveal(id: string): void {
    const place = this.#places.get(id);
    if (!place || this.#isFitting) return;
    const at = project(this.#view, place);
    const room = 40;
    const x = Math.min(Math.max(at.x, room), this.#box.width - room) - at.x;
    const y = Math.min(Math.max(at.y, room), this.#box.height - room) - at.y;
    if (x !== 0 || y !== 0) this.#camera.goTo({ ...this.#view, x: this.#view.x + x, y: this.#view.y + y });
  }

  nearest(id: string, arrow: Arrow): string | undefined {
    return nearestTowards(this.#places, id, arrow);
  }

  /** Puts a node under a point of the window, within the box. */
  drag(id: string, clientX: number, clientY: number): void {
    const { left, top } = this.#parts.box.getBoundingClientRect();
    const room = (this.#radii.get(id) ?? 0) + MARK_ROOM;
    const x = Math.min(Math.max(clientX - left, room), this.#box.width - room);
    const y = Math.min(Math.max(clientY - top, room), this.#box.height - room);
    this.#places = new Map(this.#places).set(id, unproject(this.#view, { x, y }));
    this.#change();
  }

  leave(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#settling);
    for (const stop of this.#watchers) stop();
    this.#camera.stop();
  }

  #resize(box: Box): void {
    const { canvas } = this.#parts;
    const pixelRatio = Math.min(MOST_PIXELS, devicePixelRatio);
    this.#box = box;
    canvas.width = Math.round(box.width * pixelRatio);
    canvas.height = Math.round(box.height * pixelRatio);
    if (!this.#layout && box.width > 0) this.#camera.goTo(fitView(this.#extents(), box));
    this.fit();
  }

  #arrange(kept: Places): void {
    this.#layout = createLayout(this.#graph, {
      kept,
      middle: this.#middle,
      aspect: this.#box.height > 0 ? this.#box.width / this.#box.height : 1,
      radiusOf: ({ id }) => this.#radii.get(id) ?? 0,
    });
    this.#places = this.#layout.places();
  }

  #change(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#frame();
    });
  }

  #frame(): void {
    if (this.#box.width === 0) return;
    this.#layOut();
    const isHidden = this.#layout !== undefined && isCalm();
    for (const part of [this.#parts.layer, this.#parts.names]) part.toggleAttribute('data-hidden', isHidden);
    this.#parts.box.ariaBusy = String(this.#layout !== undefined);
    if (this.#isFitting && !isHidden) this.#follow();
    if (!isHidden) this.#draw();
    if (this.#layout || this.#isFitting) this.#change();
    else this.#settle();
  }

  #layOut(): void {
    if (!this.#layout) return;
    const end = performance.now() + LAYOUT_BUDGET;
    const most = this.#isSeen && !isCalm() ? TICKS_SEEN : Number.POSITIVE_INFINITY;
    let isLast = false;
    for (let ticks = 0; !isLast && ticks < most && performance.now() < end; ticks += 1) isLast = this.#layout.step();
    this.#places = this.#layout.places();
    if (!isLast) return;
    this.#layout = undefined;
    // wherever somebody has looked meanwhile: no layout ends out of sight
    this.#isFitting = true;
  }

  /** Goes towards the view that shows all; nobody has seen a first drawing from elsewhere. */
  #follow(): void {
    const aim = fitView(this.#extents(), this.#box);
    const left = distance(this.#view, aim, this.#box);
    const isThere = isCalm() || !this.#isSeen || left < 0.5;
    this.#camera.goTo(isThere ? aim : between(this.#view, aim, EASE));
    if (isThere && !this.#layout) {
      this.#isFitting = false;
      this.#isSeen = true;
    }
  }

  #draw(): void {
    const { canvas, tip } = this.#parts;
    const context = canvas.getContext('2d');
    this.#elements?.move(this.#places, this.#view);
    if (context) {
      const { edges } = this.#graph;
      const scene = { edges, places: this.#places, view: this.#view, box: this.#box, colours: this.#colours };
      paintEdges(context, { ...scene, radii: this.#radii, spot: this.#spot }, canvas.width / this.#box.width);
    }
    const place = this.#spot === undefined ? undefined : this.#places.get(this.#spot);
    if (place) placeTip(tip, project(this.#view, place), this.#radii.get(this.#spot ?? '') ?? 0, this.#box);
  }

  /** Names are chosen when nothing moves any more. */
  #settle(): void {
    clearTimeout(this.#settling);
    const name = () => this.#elements?.label(this.#order, this.#places, this.#view, this.#box);
    this.#settling = setTimeout(name, SETTLED_AFTER_MS);
  }

  #extents(): Extent[] {
    return this.#graph.nodes.map(({ id }) => {
      const { x, y }: Place = this.#places.get(id) ?? { x: 0, y: 0 };
      const room = (this.#radii.get(id) ?? 0) * 1.25 + MARK_ROOM;
      return { x, y, left: room, right: room, up: room, down: room + LABEL_ROOM };
    });
  }
}
