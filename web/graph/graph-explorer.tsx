// The explorer around one thing: drawing or list, what is selected beside it, and the path that led here.
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { type Client, IdeascopeClientError } from '../../src/client/index.js';
import { usePageTitle } from '../ui/page-title.js';
import { Failed, Loading, OfflineNote } from '../ui/states.js';
import {
  type GraphAddress,
  graphAddress,
  isSame,
  MOST_EXPANDED,
  readTrail,
  type Step,
  type Thing,
  walk,
} from './address.js';
import { FindInGraph, Legend } from './graph-controls.js';
import { GraphDrawing } from './graph-drawing.js';
import { ExpansionNotes, SizeNote, Trail, ViewToggle } from './graph-frame.js';
import { GraphList } from './graph-list.js';
import { GraphPanel } from './graph-panel.js';
import { KindFilter } from './kind-filter.js';
import { type Graph, type GraphNode, keepNodes, type NodeType } from './model.js';
import { type LoadedGraph, useGraph } from './use-graph.js';
import { nameOf } from './words.js';

export type Address = GraphAddress & { readonly around: Thing };

interface GraphExplorerProps {
  readonly client: Client;
  readonly address: Address;
  /** Whether another drawing was there before. */
  readonly isStep: boolean;
}

export function GraphExplorer({ client, address, isStep }: GraphExplorerProps) {
  const loaded = useGraph(client, address);
  const { main, middle } = loaded;
  // hundreds of nodes take their time: the page answers meanwhile
  const graph = useDeferredValue(loaded.graph);
  const node = graph?.nodes.find(({ id }) => id === middle);
  const name = node ? nameOf(node) : '';
  usePageTitle(name === '' ? 'Graph' : `Graph around ${name.slice(0, 80)}`);
  const trail = readTrail(useHistoryState<unknown>());
  const heading = useHeadingFocus(isStep);
  return (
    <div className="graph-page stack">
      <header className="graph-head">
        <div className="stack">
          <Trail trail={trail} address={address} name={name} />
          <h1 ref={heading} className="graph-name" tabIndex={-1}>
            Graph around <bdi>{name === '' ? address.around.id.slice(0, 120) : name}</bdi>
          </h1>
        </div>
        <ViewToggle address={address} trail={trail} />
      </header>
      <OfflineNote />
      {main.error !== null && !graph && (
        <Failed error={main.error} {...(mayPass(main.error) && { retry: main.retry })} />
      )}
      {main.error === null && !graph && <Loading what="the graph" />}
      {graph && <Explored {...{ address, graph, loaded, trail, name }} />}
    </div>
  );
}

/** What is nowhere will not be there at the next try either. */
function mayPass(error: unknown): boolean {
  return !(error instanceof IdeascopeClientError && error.status === 404);
}

/** Whoever came by a button of another drawing, which is gone with it, goes on from the heading. */
function useHeadingFocus(isStep: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isNeeded = useRef(isStep);
  useEffect(() => {
    if (isNeeded.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

interface ExploredProps {
  readonly address: Address;
  readonly graph: Graph;
  readonly loaded: LoadedGraph;
  readonly trail: readonly Step[];
  readonly name: string;
}

function Explored({ address, graph, loaded, trail, name }: ExploredProps) {
  const shown = useShown(graph, loaded.middle);
  const [selected, setSelected] = useState<string>();
  const steps = useSteps({ address, trail, name, loaded });
  const columns = useRef<HTMLDivElement>(null);
  // what had the focus is gone: the drawing's own stop takes it
  const refocus = () =>
    requestAnimationFrame(() => columns.current?.querySelector<SVGGElement>('.graph-node[tabindex="0"]')?.focus());
  const node = shown.graph.nodes.find(({ id }) => id === selected);
  const isMiddle = node?.id === loaded.middle;
  const { isExpanded, toggle, focus } = steps;
  const hide = (one: GraphNode) => {
    shown.hide(one);
    refocus();
  };
  const close = () => {
    setSelected(undefined);
    refocus();
  };
  const ofMiddle = { onSelect: setSelected };
  const actions = isMiddle ? ofMiddle : { ...ofMiddle, isExpanded, onExpand: toggle, onFocus: focus, onHide: hide };
  const isList = address.view === 'list';
  return (
    <>
      <div className="graph-bar">
        <KindFilter graph={shown.all} hiddenKinds={shown.hiddenKinds} onChange={shown.setHiddenKinds} />
        {!isList && <FindInGraph graph={shown.graph} onFind={setSelected} />}
        {shown.hiddenCount > 0 && (
          <button type="button" className="button plain" onClick={shown.showAll}>
            {`Show ${shown.hiddenCount} hidden`}
          </button>
        )}
      </div>
      <ExpansionNotes loaded={loaded} address={address} trail={trail} />
      {graph.nodes.length === 1 && (
        <p className="note">Nothing is linked with it: no person, work, topic or institution is known beside it.</p>
      )}
      {isList ? (
        <GraphList
          graph={shown.graph}
          middle={loaded.middle}
          actions={{ isExpanded, onExpand: toggle, onFocus: focus }}
        />
      ) : (
        <div ref={columns} className="graph-columns">
          <GraphDrawing
            graph={shown.graph}
            middle={loaded.middle}
            selected={selected}
            onSelect={setSelected}
            onExpand={(one) => isExpanded(one) || toggle(one)}
          />
          {node ? <GraphPanel graph={shown.graph} node={node} actions={actions} onClose={close} /> : <Legend />}
        </div>
      )}
      <SizeNote address={address} trail={trail} loaded={loaded} shown={shown.graph} />
    </>
  );
}

/** What of the graph is shown: without the kinds and the nodes that are hidden. The middle is always there. */
function useShown(graph: Graph, middle: string) {
  const [hiddenKinds, setHiddenKinds] = useState<ReadonlySet<NodeType>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(() => keepNodes(graph, ({ id }) => !hidden.has(id)), [graph, hidden]);
  const shown = useMemo(
    () => (hiddenKinds.size === 0 ? all : keepNodes(all, ({ id, type }) => id === middle || !hiddenKinds.has(type))),
    [all, hiddenKinds, middle],
  );
  const hide = useCallback((node: GraphNode) => setHidden((ids) => new Set(ids).add(node.id)), []);
  const showAll = useCallback(() => setHidden(new Set()), []);
  const hiddenCount = graph.nodes.length - all.nodes.length;
  return { all, graph: shown, hiddenKinds, setHiddenKinds, hide, hiddenCount, showAll };
}

/** Steps are entries of the browser's history: going back undoes them. */
function useSteps({ address, trail, name, loaded: { middle } }: Omit<ExploredProps, 'graph'>) {
  const [, navigate] = useLocation();
  const { around, expanded } = address;
  const isExpanded = (node: GraphNode) => expanded.some((one) => isSame(one, node));
  const toggle = (node: GraphNode) => {
    if (node.id === middle) return;
    const others = expanded.filter((one) => !isSame(one, node));
    const next = isExpanded(node) ? others : [...others, { type: node.type, id: node.id }];
    navigate(graphAddress({ ...address, expanded: next.slice(-MOST_EXPANDED) }), { state: { trail } });
  };
  const focus = ({ type, id }: GraphNode) =>
    navigate(graphAddress({ ...address, around: { type, id }, expanded: [] }), {
      state: { trail: walk(trail, { ...around, name }, { type, id }) },
    });
  return { isExpanded, toggle, focus };
}
