// Panning and zooming (d3-zoom): wheel, pinch, drag, and what buttons and keys ask for.
import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { type Box, type Extent, keepInSight, type View } from './fit.js';

export interface CameraOptions {
  /** In a page that scrolls: the wheel and one finger are the page's. */
  readonly compact: boolean;
  readonly box: () => Box;
  readonly extents: () => readonly Extent[];
  /** @param byHand whether somebody does it, rather than the program */
  readonly onMove: (view: View, byHand: boolean) => void;
}

export interface Camera {
  readonly goTo: (view: View) => void;
  readonly zoomBy: (factor: number) => void;
  /** In pixels. */
  readonly panBy: (x: number, y: number) => void;
  readonly stop: () => void;
}

const SMALLEST_SCALE = 0.02;
const LARGEST_SCALE = 6;

const asTransform = ({ k, x, y }: View): ZoomTransform => zoomIdentity.translate(x, y).scale(k);

export function createCamera(element: HTMLElement, options: CameraOptions): Camera {
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([SMALLEST_SCALE, LARGEST_SCALE])
    .extent(() => {
      const { width, height } = options.box();
      return [
        [0, 0],
        [width, height],
      ];
    })
    .constrain((transform) => {
      const { k, x, y } = transform;
      return asTransform(keepInSight({ k, x, y }, options.extents(), options.box()));
    })
    .filter((event: Event) => isOurs(event, options.compact))
    .on('zoom', ({ transform: { k, x, y }, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) =>
      options.onMove({ k, x, y }, sourceEvent !== null && sourceEvent !== undefined),
    );
  // a double click expands
  const place = select(element).call(behaviour).on('dblclick.zoom', null);
  return {
    goTo: (view) => behaviour.transform(place, asTransform(view)),
    zoomBy: (factor) => behaviour.scaleBy(place, factor),
    panBy: (x, y) => {
      const scale = element.isConnected ? currentScale(element) : 1;
      behaviour.translateBy(place, x / scale, y / scale);
    },
    stop: () => void place.on('.zoom', null),
  };
}

function currentScale(element: HTMLElement): number {
  const { __zoom } = element as HTMLElement & { readonly __zoom?: ZoomTransform };
  return __zoom?.k ?? 1;
}

function isOurs(event: Event, compact: boolean): boolean {
  if (event instanceof WheelEvent) return !compact || event.ctrlKey || event.metaKey;
  if ('touches' in event) {
    const { touches } = event as TouchEvent;
    return touches.length > 1 || !(compact || isOnNode(event));
  }
  return !(event instanceof MouseEvent && event.button !== 0) && !isOnNode(event);
}

/** What is in the drawing and takes the pointer for itself. */
function isOnNode({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-id], button') !== null;
}
