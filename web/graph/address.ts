// What the graph page shows ↔ its address: the middle, what was expanded, drawing or list; pure.
import { NODE_TYPES, type NodeType } from './model.js';

/** A thing with a graph of its own. */
export interface Thing {
  readonly type: NodeType;
  readonly id: string;
}

export const VIEWS = ['graph', 'list'] as const;
export type GraphViewName = (typeof VIEWS)[number];
/** How many nodes an answer may have; the service gives no more than the last. */
export const SIZES = [50, 100, 200] as const;
export type Size = (typeof SIZES)[number];

export interface GraphAddress {
  /** undefined: nothing is asked for yet, or what is asked for has no graph. */
  readonly around: Thing | undefined;
  readonly expanded: readonly Thing[];
  readonly view: GraphViewName;
  readonly size: Size;
  readonly steps: 1 | 2;
}

/** An expanded graph is as many requests, and as long an address. */
export const MOST_EXPANDED = 24;

export const GRAPH_START: GraphAddress = { around: undefined, expanded: [], view: 'graph', size: 50, steps: 1 };

export const isSame = (a: Thing, b: Thing): boolean => a.id === b.id && a.type === b.type;

/** `author/A1` → its parts; an id may hold slashes. */
export function readThing(text: string): Thing | undefined {
  const slash = text.indexOf('/');
  const type = NODE_TYPES.find((one) => one === text.slice(0, slash));
  const id = text.slice(slash + 1);
  return slash > 0 && type && id.trim() !== '' ? { type, id } : undefined;
}

const writeThing = ({ type, id }: Thing): string => `${type}/${id}`;

/** @returns path and query, below wherever the service lives; only what differs from the start is written */
export function graphAddress(state: Partial<GraphAddress>): string {
  const { around, expanded, view, size, steps } = { ...GRAPH_START, ...state };
  const query = new URLSearchParams();
  if (around) query.set('around', writeThing(around));
  for (const one of expanded) query.append('expand', writeThing(one));
  if (size !== GRAPH_START.size) query.set('nodes', String(size));
  if (steps !== GRAPH_START.steps) query.set('steps', String(steps));
  if (view !== GRAPH_START.view) query.set('view', view);
  // signs that mean nothing in a query read better as they are
  return query.size > 0 ? `/graph?${String(query).replaceAll('%2F', '/').replaceAll('%3A', ':')}` : '/graph';
}

/** What an address asks for; what it does not say, or says wrongly, is as at the start. */
export function readGraphAddress(search: string): GraphAddress {
  const query = new URLSearchParams(search);
  const around = readThing(query.get('around') ?? '');
  const expanded: Thing[] = [];
  for (const text of query.getAll('expand')) {
    const thing = readThing(text);
    if (!thing || (around && isSame(thing, around)) || expanded.some((one) => isSame(one, thing))) continue;
    if (expanded.length < MOST_EXPANDED) expanded.push(thing);
  }
  return {
    around,
    expanded,
    view: VIEWS.find((one) => one === query.get('view')) ?? GRAPH_START.view,
    size: SIZES.find((one) => String(one) === query.get('nodes')) ?? GRAPH_START.size,
    steps: query.get('steps') === '2' ? 2 : 1,
  };
}

/** Where the explorer was before: kept with each entry of the browser's history, so that going back is walking back. */
export interface Step extends Thing {
  readonly name: string;
}

const MOST_STEPS = 12;

/** The steps that an entry of the history holds; it may hold anything. */
export function readTrail(state: unknown): readonly Step[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail)) return [];
  return state.trail.filter(isStep).slice(-MOST_STEPS);
}

function isStep(step: unknown): step is Step {
  if (typeof step !== 'object' || step === null) return false;
  const { type, id, name } = step as Partial<Record<keyof Step, unknown>>;
  return NODE_TYPES.some((one) => one === type) && typeof id === 'string' && typeof name === 'string';
}

/** The steps once `here` is left for `next`: a thing that is on the way already is gone back to. */
export function walk(trail: readonly Step[], here: Step, next: Thing): readonly Step[] {
  const steps = [...trail, here];
  const at = steps.findIndex((step) => isSame(step, next));
  return (at < 0 ? steps : steps.slice(0, at)).slice(-MOST_STEPS);
}
