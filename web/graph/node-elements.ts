// The elements of the nodes, found by id, and what the drawing sets on them.
import { type Box, project, type View } from './fit.js';
import { clipText, type LabelWish, placeLabels } from './labels.js';
import type { Places } from './layout.js';
import type { GraphNode } from './model.js';
import { nameOf } from './words.js';

const LABEL_HEIGHT = 15;
const WIDEST_LABEL = 150;
/** Of the width of the box. */
const WIDEST_SHARE = 0.42;
/** Names that are written whatever marks they cover: one for so many pixels of the box, a few. */
const PIXELS_A_NAME = 45_000;
const FEWEST_NAMES = 3;
const MOST_NAMES = 10;

interface Drawing {
  readonly places: Places;
  readonly view: View;
  readonly box: Box;
  readonly radii: ReadonlyMap<string, number>;
}

interface NamedWish extends LabelWish {
  readonly text: string;
}

export interface NodeElements {
  readonly move: (places: Places, view: View) => void;
  /** Names those for which there is room, the first ones first. */
  readonly label: (order: readonly GraphNode[], places: Places, view: View, box: Box) => void;
  /** Pales all but these; undefined: none. */
  readonly pale: (bright: ReadonlySet<string> | undefined) => void;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Sets `data-…` attributes and not classes, which are React's.
 * @param layer has the nodes @param names is empty, and above them
 */
export function nodeElements(layer: SVGGElement, names: SVGGElement, radii: ReadonlyMap<string, number>): NodeElements {
  const elements = new Map<string, SVGGElement>();
  for (const element of layer.querySelectorAll<SVGGElement>('[data-id]'))
    elements.set(element.dataset['id'] ?? '', element);
  const labels = new Map<string, SVGTextElement>();
  names.replaceChildren();
  // clipped: the whole names are those of the nodes
  names.setAttribute('aria-hidden', 'true');
  let drawn: View | undefined;
  let drawnPlaces: Places | undefined;
  const measure = textMeasure(layer);
  const put = (element: SVGElement, places: Places, id: string, k: number) => {
    const place = places.get(id);
    if (place) element.setAttribute('transform', `translate(${place.x * k},${place.y * k})`);
  };
  return {
    move: (places, view) => {
      for (const group of [layer, names]) group.setAttribute('transform', `translate(${view.x},${view.y})`);
      if (drawn?.k === view.k && drawnPlaces === places) return;
      drawn = view;
      drawnPlaces = places;
      for (const [id, element] of elements) put(element, places, id, view.k);
      for (const [id, element] of labels) put(element, places, id, view.k);
    },
    label: (order, places, view, box) => {
      const wishes = order.flatMap((node, i) => wishOf(node, i, { places, view, box, radii }, measure));
      const written = placeLabels(wishes, box);
      labels.clear();
      for (const { id, text, important } of wishes) {
        const place = written.get(id);
        if (!place) continue;
        const label = document.createElementNS(SVG, 'text');
        label.textContent = text;
        label.setAttribute('x', String(place.dx));
        label.setAttribute('y', String(place.dy));
        if (important) label.setAttribute('class', 'important');
        label.toggleAttribute('data-pale', elements.get(id)?.hasAttribute('data-pale') ?? false);
        put(label, places, id, view.k);
        labels.set(id, label);
      }
      names.replaceChildren(...labels.values());
    },
    pale: (bright) => {
      const isPale = (id: string) => bright !== undefined && !bright.has(id);
      for (const [id, element] of elements) element.toggleAttribute('data-pale', isPale(id));
      for (const [id, element] of labels) element.toggleAttribute('data-pale', isPale(id));
    },
  };
}

function wishOf(node: GraphNode, rank: number, drawing: Drawing, measure: (text: string) => number): NamedWish[] {
  const { places, view, box, radii } = drawing;
  const place = places.get(node.id);
  if (!place) return [];
  const at = project(view, place);
  if (at.x < 0 || at.y < 0 || at.x > box.width || at.y > box.height) return [];
  const text = clipText(nameOf(node), Math.min(WIDEST_LABEL, box.width * WIDEST_SHARE), measure);
  const sure = Math.min(MOST_NAMES, Math.max(FEWEST_NAMES, (box.width * box.height) / PIXELS_A_NAME));
  const size = { radius: radii.get(node.id) ?? 0, width: measure(text) + 4, height: LABEL_HEIGHT };
  return [{ id: node.id, text, ...at, ...size, important: rank < sure }];
}

/** Widths in the font of the labels; each text is measured once. */
function textMeasure(layer: SVGGElement): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  let font = '';
  return (text) => {
    if (!context) return text.length * 7;
    font ||= getComputedStyle(layer).font;
    context.font = font;
    const width = known.get(text) ?? context.measureText(text).width;
    known.set(text, width);
    return width;
  };
}
