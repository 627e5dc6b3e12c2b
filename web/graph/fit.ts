// How a drawing is brought into its box, and kept from leaving it; pure.

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A place `p` of the layout is drawn at `k · p + (x, y)` pixels. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** A place of the layout, and how many pixels are drawn around it, whatever the scale. */
export interface Extent {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
}

const LARGEST_SCALE = 2;
const HALVINGS = 40;

/**
 * The largest scale at which everything lies within the box, in its middle.
 * What is drawn around a place does not shrink, so that the scale has no closed form: it is found by halving.
 * @returns the view; where not even one place has room for what is around it, that is centred
 */
export function fitView(extents: readonly Extent[], { width, height }: Box, padding = 10): View {
  if (extents.length === 0) return { k: 1, x: width / 2, y: height / 2 };
  const across = extents.map(({ x, left, right }) => ({ at: x, before: left + padding, after: right + padding }));
  const along = extents.map(({ y, up, down }) => ({ at: y, before: up + padding, after: down + padding }));
  const k = Math.min(largestScale(across, width), largestScale(along, height));
  return { k, x: centre(across, k, width), y: centre(along, k, height) };
}

interface Stretch {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Where the drawing begins and ends, without any shift. */
function ends(stretches: readonly Stretch[], k: number): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { at, before, after } of stretches) {
    from = Math.min(from, k * at - before);
    to = Math.max(to, k * at + after);
  }
  return [from, to];
}

function largestScale(stretches: readonly Stretch[], room: number): number {
  const fits = (k: number) => {
    const [from, to] = ends(stretches, k);
    return to - from <= room;
  };
  if (fits(LARGEST_SCALE)) return LARGEST_SCALE;
  let low = 0;
  let high = LARGEST_SCALE;
  for (let i = 0; i < HALVINGS; i += 1) {
    const k = (low + high) / 2;
    if (fits(k)) low = k;
    else high = k;
  }
  // a scale of nothing could not be undone
  return Math.max(low, 1e-6);
}

function centre(stretches: readonly Stretch[], k: number, room: number): number {
  const [from, to] = ends(stretches, k);
  return (room - from - to) / 2;
}

/** Where a place is drawn. */
export function project({ k, x, y }: View, place: { readonly x: number; readonly y: number }) {
  return { x: k * place.x + x, y: k * place.y + y };
}

/** The place of the layout that is drawn there. */
export function unproject({ k, x, y }: View, point: { readonly x: number; readonly y: number }) {
  return { x: (point.x - x) / k, y: (point.y - y) / k };
}

/** How much of the box the drawing may leave empty when it is moved: it is never lost. */
const MOST_EMPTY = 0.75;

/** The nearest view in which the drawing still reaches into the box. */
export function keepInSight(view: View, extents: readonly Extent[], { width, height }: Box): View {
  if (extents.length === 0) return view;
  const shift = (from: number, to: number, room: number) => {
    const tooFarOn = from - MOST_EMPTY * room;
    const tooFarBack = (1 - MOST_EMPTY) * room - to;
    return tooFarOn > 0 ? -tooFarOn : Math.max(0, tooFarBack);
  };
  const xs = extents.map(({ x }) => view.k * x + view.x);
  const ys = extents.map(({ y }) => view.k * y + view.y);
  return {
    k: view.k,
    x: view.x + shift(Math.min(...xs), Math.max(...xs), width),
    y: view.y + shift(Math.min(...ys), Math.max(...ys), height),
  };
}

/** A view on the way from one to another: `share` 0 is the first, 1 the second. */
export function between(from: View, to: View, share: number): View {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return { k: mix(from.k, to.k), x: mix(from.x, to.x), y: mix(from.y, to.y) };
}

/** How far apart two views draw the same things, in pixels, about. */
export function distance(a: View, b: View, { width, height }: Box): number {
  const scaled = Math.abs(Math.log(a.k / b.k)) * Math.max(width, height);
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), scaled);
}
