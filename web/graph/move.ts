// Walking through a drawing by arrow keys; pure.
import type { Place } from './layout.js';

export const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type Arrow = keyof typeof DIRECTIONS;

export const isArrow = (key: string): key is Arrow => key in DIRECTIONS;

/** How much a way aside counts against a way ahead. */
const ASIDE = 2;

/**
 * The nearest node in that direction, ways aside counting more than ways ahead.
 * @returns its id; undefined where nothing lies there
 */
export function nearestTowards(places: ReadonlyMap<string, Place>, from: string, arrow: Arrow): string | undefined {
  const start = places.get(from);
  if (!start) return undefined;
  const [across, along] = DIRECTIONS[arrow];
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, { x, y }] of places) {
    const ahead = (x - start.x) * across + (y - start.y) * along;
    const aside = Math.abs((x - start.x) * along) + Math.abs((y - start.y) * across);
    // what is more aside than ahead is in another direction
    if (id === from || ahead <= 0 || aside > ahead) continue;
    const cost = ahead + ASIDE * aside;
    if (cost < least) {
      least = cost;
      nearest = id;
    }
  }
  return nearest;
}
