// The graph around one thing as a part of its page. Load it lazily: the drawing is a chunk of its own.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Client } from '../../src/client/index.js';
import { api } from '../api.js';
import { graphHref } from '../hrefs.js';
import { Failed, Loading } from '../ui/states.js';
import type { Thing } from './address.js';
import { GraphDrawing } from './graph-drawing.js';
import { GraphList } from './graph-list.js';
import { GraphPanel } from './graph-panel.js';
import { KindFilter } from './kind-filter.js';
import { type Graph, keepNodes, mergeGraphs, type NodeType } from './model.js';
import { graphQuery } from './use-graph.js';

export interface GraphSliceProps {
  readonly around: Thing;
  /** As a profile has it: then nothing is asked for. */
  readonly graph?: Graph | undefined;
  /** Of another service than the one that serves the page. */
  readonly client?: Client | undefined;
  /** Of the headings in the list. */
  readonly level?: 2 | 3;
}

const SLICE = { depth: 1, limit: 30 };

/** Links are wouter's: what embeds it puts a Router around that makes them absolute. */
export function GraphSlice({ around, graph: given, client = api, level = 3 }: GraphSliceProps) {
  const { data, error, refetch } = useQuery({ ...graphQuery(client, around, SLICE), enabled: given === undefined });
  const answer = given ?? data;
  const graph = useMemo(() => answer && mergeGraphs([answer]), [answer]);
  if (error && !graph) return <Failed error={error} retry={refetch} />;
  if (!graph) return <Loading what="the graph" />;
  return <Slice key={`${around.type}/${around.id}`} graph={graph} around={around} level={level} />;
}

interface SliceProps {
  readonly graph: Graph;
  readonly around: Thing;
  readonly level: 2 | 3;
}

function Slice({ graph, around, level }: SliceProps) {
  const [isList, setIsList] = useState(false);
  const [hiddenKinds, setHiddenKinds] = useState<ReadonlySet<NodeType>>(new Set());
  const [selected, setSelected] = useState<string>();
  const middle = graph.nodes.find(({ depth }) => depth === 0)?.id ?? around.id;
  const shown = useMemo(
    () => keepNodes(graph, ({ id, type }) => id === middle || !hiddenKinds.has(type)),
    [graph, hiddenKinds, middle],
  );
  if (graph.nodes.length <= 1) return <p className="quiet">Nothing is linked with it yet.</p>;
  const node = shown.nodes.find(({ id }) => id === selected);
  return (
    <div className="graph-slice stack">
      <div className="graph-bar">
        <KindFilter graph={graph} hiddenKinds={hiddenKinds} onChange={setHiddenKinds} />
        <div className="row">
          <button type="button" className="button" aria-pressed={isList} onClick={() => setIsList(!isList)}>
            As a list
          </button>
          <Link href={graphHref(around.type, around.id)}>Open full explorer</Link>
        </div>
      </div>
      {isList ? (
        <GraphList graph={shown} middle={middle} actions={{}} level={level} />
      ) : (
        <>
          <GraphDrawing graph={shown} middle={middle} selected={selected} onSelect={setSelected} compact />
          {node && (
            <GraphPanel
              graph={shown}
              node={node}
              actions={{ onSelect: setSelected }}
              onClose={() => setSelected(undefined)}
            />
          )}
        </>
      )}
    </div>
  );
}
