// The drawing: a canvas of edges, nodes as buttons above it, and what moves the view. One stop of the Tab key.
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { GraphNodes } from './graph-node.js';
import type { Graph, GraphNode } from './model.js';
import { isArrow } from './move.js';
import { Stage } from './stage.js';
import { counted, factsOf, KIND_NAMES, nameOf } from './words.js';

export interface DrawingProps {
  /** At least one node. */
  readonly graph: Graph;
  /** The id of the node in the middle. */
  readonly middle: string;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
  readonly onExpand?: ((node: GraphNode) => void) | undefined;
  /** In a page that scrolls: the wheel and one finger are the page's. */
  readonly compact?: boolean;
}

const ZOOM_STEP = 1.35;
const PAN_STEP = 60;

export function GraphDrawing(props: DrawingProps) {
  const { graph, middle, selected, compact = false } = props;
  const [pointed, setPointed] = useState<string>();
  const [current, setCurrent] = useState(middle);
  const parts = useParts();
  const stage = useStage(parts, graph, middle, compact);
  const spot = pointed ?? selected;
  useEffect(() => stage.current?.setSpot(spot), [stage, spot]);
  useEffect(() => {
    if (selected === undefined) return;
    setCurrent(selected);
    stage.current?.reveal(selected);
  }, [stage, selected]);
  const stop = graph.nodes.some(({ id }) => id === current) ? current : (graph.nodes[0]?.id ?? '');
  const tip = graph.nodes.find(({ id }) => id === pointed);
  const handlers = useHandlers(props, stage, { setPointed, setCurrent });
  return (
    <div className={compact ? 'graph-drawing compact' : 'graph-drawing'}>
      <div ref={parts.box} className="graph-box">
        <canvas ref={parts.canvas} />
        {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
        <svg role="group" aria-label={describe(graph, middle)} {...handlers}>
          <g ref={parts.layer}>
            <GraphNodes graph={graph} middle={middle} current={stop} selected={selected} />
          </g>
          <g ref={parts.names} className="graph-names" />
        </svg>
        <div ref={parts.tip} className="graph-tip" hidden={!tip} aria-hidden="true">
          {tip && <Tip node={tip} />}
        </div>
      </div>
      <ViewButtons stage={stage} compact={compact} />
    </div>
  );
}

function describe(graph: Graph, middle: string): string {
  const node = graph.nodes.find(({ id }) => id === middle);
  const around = node ? ` around ${nameOf(node)}` : '';
  const size = `${counted(graph.nodes.length, 'node')}, ${counted(graph.edges.length, 'link')}`;
  return `Graph${around}: ${size}. Arrow keys go from node to node.`;
}

function Tip({ node }: { readonly node: GraphNode }) {
  return (
    <>
      <strong dir="auto">{nameOf(node)}</strong>
      <span>{[KIND_NAMES[node.type].one, ...factsOf(node)].join(' · ')}</span>
    </>
  );
}

function useParts() {
  return {
    box: useRef<HTMLDivElement>(null),
    canvas: useRef<HTMLCanvasElement>(null),
    layer: useRef<SVGGElement>(null),
    names: useRef<SVGGElement>(null),
    tip: useRef<HTMLDivElement>(null),
  };
}

interface StageRef {
  readonly current: Stage | undefined;
}

function useStage(parts: ReturnType<typeof useParts>, graph: Graph, middle: string, compact: boolean): StageRef {
  const stage = useRef<Stage>(undefined);
  const { box, canvas, layer, names, tip } = parts;
  useLayoutEffect(() => {
    if (!box.current || !canvas.current || !layer.current || !names.current || !tip.current) return;
    const own = new Stage({
      box: box.current,
      canvas: canvas.current,
      layer: layer.current,
      names: names.current,
      tip: tip.current,
      compact,
    });
    stage.current = own;
    return () => own.leave();
  }, [box, canvas, layer, names, tip, compact]);
  useLayoutEffect(() => stage.current?.show(graph, middle), [graph, middle]);
  return stage;
}

interface Setters {
  readonly setPointed: (id: string | undefined) => void;
  readonly setCurrent: (id: string) => void;
}

/** Pixels that a pointer moves before it drags. */
const DRAG_AFTER = 4;

function useHandlers({ graph, onSelect, onExpand, compact }: DrawingProps, stage: StageRef, setters: Setters) {
  const drag = useRef<{ id: string; x: number; y: number; isOn: boolean }>(undefined);
  const { setPointed, setCurrent } = setters;
  const nodeOf = (event: { readonly target: EventTarget }) => {
    const id = idAt(event.target);
    return graph.nodes.find((node) => node.id === id);
  };
  const expand = (node: GraphNode | undefined) => node && onExpand?.(node);
  return {
    onPointerOver: (event: PointerEvent) => setPointed(drag.current?.isOn ? undefined : idAt(event.target)),
    onPointerLeave: () => setPointed(undefined),
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      const id = idAt(event.target);
      drag.current = undefined;
      if (id === undefined || event.button !== 0 || (compact && event.pointerType !== 'mouse')) return;
      drag.current = { id, x: event.clientX, y: event.clientY, isOn: false };
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const now = drag.current;
      if (!now || event.buttons === 0) return;
      if (!now.isOn && Math.hypot(event.clientX - now.x, event.clientY - now.y) < DRAG_AFTER) return;
      if (!now.isOn) event.currentTarget.setPointerCapture(event.pointerId);
      now.isOn = true;
      stage.current?.drag(now.id, event.clientX, event.clientY);
    },
    onClick: (event: MouseEvent) => {
      const wasDrag = drag.current?.isOn;
      drag.current = undefined;
      if (!wasDrag) onSelect(nodeOf(event)?.id);
    },
    onDoubleClick: (event: MouseEvent) => void expand(nodeOf(event)),
    onFocus: (event: { readonly target: EventTarget }) => {
      const id = idAt(event.target);
      if (id === undefined) return;
      setCurrent(id);
      if (event.target instanceof Element && event.target.matches(':focus-visible')) setPointed(id);
      stage.current?.reveal(id);
    },
    onBlur: () => setPointed(undefined),
    onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const node = nodeOf(event);
      if (node && press(event, node, { stage, graph, onSelect, expand })) event.preventDefault();
    },
  };
}

function idAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<SVGGElement>('[data-id]')?.dataset['id'] : undefined;
}

interface Pressed {
  readonly stage: StageRef;
  readonly graph: Graph;
  readonly onSelect: (id: string | undefined) => void;
  readonly expand: (node: GraphNode) => void;
}

/** @returns whether the key means something here */
function press({ key, shiftKey, currentTarget }: KeyboardEvent<SVGSVGElement>, node: GraphNode, on: Pressed): boolean {
  const focus = (id: string | undefined) => {
    const elements = [...currentTarget.querySelectorAll<SVGGElement>('[data-id]')];
    elements.find(({ dataset }) => dataset['id'] === id)?.focus();
  };
  const stage = on.stage.current;
  const { nodes } = on.graph;
  const at = nodes.findIndex(({ id }) => id === node.id);
  if (isArrow(key) && !shiftKey) focus(stage?.nearest(node.id, key));
  else if (key === 'ArrowLeft') stage?.panBy(PAN_STEP, 0);
  else if (key === 'ArrowRight') stage?.panBy(-PAN_STEP, 0);
  else if (key === 'ArrowUp') stage?.panBy(0, PAN_STEP);
  else if (key === 'ArrowDown') stage?.panBy(0, -PAN_STEP);
  else if (key === 'Home') focus(nodes[0]?.id);
  else if (key === 'End') focus(nodes.at(-1)?.id);
  else if (key === 'PageDown') focus(nodes[(at + 1) % nodes.length]?.id);
  else if (key === 'PageUp') focus(nodes.at(at - 1)?.id);
  else if (key === 'Enter' || key === ' ') on.onSelect(node.id);
  else if (key === 'e' || key === 'E') on.expand(node);
  else if (key === '+' || key === '=') stage?.zoomBy(ZOOM_STEP);
  else if (key === '-') stage?.zoomBy(1 / ZOOM_STEP);
  else if (key === '0') stage?.fit();
  else if (key === 'Escape') leave(currentTarget, on);
  else return false;
  return true;
}

/** The selection first, then the drawing: the buttons behind it are next. */
function leave(drawing: SVGSVGElement, { onSelect }: Pressed): void {
  onSelect(undefined);
  drawing.closest('.graph-drawing')?.querySelector<HTMLButtonElement>('.graph-view-buttons button')?.focus();
}

function ViewButtons({ stage, compact }: { readonly stage: StageRef; readonly compact: boolean }) {
  return (
    <fieldset className="graph-view-buttons">
      <legend className="unseen">View</legend>
      <ViewButton name="Zoom in" sign="+" onPress={() => stage.current?.zoomBy(ZOOM_STEP)} />
      <ViewButton name="Zoom out" sign="−" onPress={() => stage.current?.zoomBy(1 / ZOOM_STEP)} />
      <ViewButton name="Show everything" sign="⤢" onPress={() => stage.current?.fit()} />
      {!compact && <ViewButton name="Arrange anew" sign="↻" onPress={() => stage.current?.rearrange()} />}
    </fieldset>
  );
}

interface ViewButtonProps {
  readonly name: string;
  readonly sign: string;
  readonly onPress: () => void;
}

function ViewButton({ name, sign, onPress }: ViewButtonProps) {
  return (
    <button type="button" className="icon-button" title={name} onClick={onPress}>
      <span aria-hidden="true">{sign}</span>
      <span className="unseen">{name}</span>
    </button>
  );
}
