// Which names are written, and where: as many as there is room for, the important ones first; pure.
import type { Box } from './fit.js';

/** A node as drawn, in pixels of the box, and how large its name would be. */
export interface LabelWish {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** Written also where it covers other marks. */
  readonly important: boolean;
}

/** The middle of the name, from the middle of its node. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 3;

/** @param wishes the most important first @returns places by id, of those that are written: within the box, apart */
export function placeLabels(wishes: readonly LabelWish[], box: Box): Map<string, LabelPlace> {
  const written = new Map<string, LabelPlace>();
  const taken: Rectangle[] = [];
  const marks = wishes.map((wish) => ({ id: wish.id, ...around(wish.x, wish.y, wish.radius * 2, wish.radius * 2) }));
  for (const wish of wishes) {
    const isFree = (label: Rectangle) =>
      isWithin(label, box) &&
      !taken.some((other) => overlap(label, other)) &&
      (wish.important || !marks.some((mark) => mark.id !== wish.id && overlap(label, mark)));
    const place = choices(wish, box).find(({ dx, dy }) => isFree(labelAt(wish, dx, dy)));
    if (!place) continue;
    written.set(wish.id, place);
    taken.push(labelAt(wish, place.dx, place.dy));
  }
  return written;
}

/** Below the node, above it; beside the edge of the box as far aside as it takes. */
function choices({ x, radius, width, height }: LabelWish, box: Box): LabelPlace[] {
  const half = width / 2;
  const dx = Math.min(Math.max(x, half + 1), box.width - half - 1) - x;
  // a name that is not above or below its node any more would be taken for another's
  if (Math.abs(dx) > half) return [];
  const dy = radius + GAP + height / 2;
  return [
    { dx, dy },
    { dx, dy: -dy },
  ];
}

function labelAt({ x, y, width, height }: LabelWish, dx: number, dy: number): Rectangle {
  return around(x + dx, y + dy, width, height);
}

function around(x: number, y: number, width: number, height: number): Rectangle {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isWithin({ left, right, top, bottom }: Rectangle, { width, height }: Box): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

/**
 * As much of a text as fits, with an ellipsis where something is missing.
 * @param widthOf the width of a text in the units of `room`
 */
export function clipText(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text;
  const signs = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const upTo = (count: number) => `${signs.slice(0, count).join('').trimEnd()}…`;
  let low = 0;
  let high = signs.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(upTo(middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return upTo(low);
}
