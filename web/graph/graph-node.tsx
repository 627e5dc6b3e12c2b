// The nodes of the drawing as buttons; where they lie is the stage's.
import { memo } from 'react';
import { outline, radiusOf } from './marks.js';
import { type Graph, type GraphNode, neighbourIds } from './model.js';
import { spokenName } from './words.js';

interface GraphNodesProps {
  readonly graph: Graph;
  readonly middle: string;
  /** The one that the Tab key comes to. */
  readonly current: string;
  readonly selected: string | undefined;
}

export const GraphNodes = memo(function GraphNodes({ graph, middle, current, selected }: GraphNodesProps) {
  const beside = neighbourIds(graph);
  return graph.nodes.map((node) => (
    <NodeMark
      key={node.id}
      node={node}
      name={spokenName(node, beside.get(node.id)?.size ?? 0)}
      radius={radiusOf(node, node.id === middle, graph.nodes.length)}
      isMiddle={node.id === middle}
      isCurrent={node.id === current}
      isSelected={node.id === selected}
    />
  ));
});

interface NodeMarkProps {
  readonly node: GraphNode;
  readonly name: string;
  readonly radius: number;
  readonly isMiddle: boolean;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
}

/** Small marks are as easy to hit as large ones. */
const SMALLEST_TARGET = 12;
const RING = 4;

const NodeMark = memo(function NodeMark({ node, name, radius, isMiddle, isCurrent, isSelected }: NodeMarkProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no buttons
    <g
      role="button"
      tabIndex={isCurrent ? 0 : -1}
      className={`graph-node ${node.type}${isMiddle ? ' middle' : ''}`}
      data-id={node.id}
      aria-label={isMiddle ? `${name}, in the middle` : name}
      aria-pressed={isSelected}
    >
      <circle className="graph-target" r={Math.max(SMALLEST_TARGET, radius + 2)} />
      <path className="graph-ring" d={outline(node.type, radius + RING)} />
      <path className="graph-mark" d={outline(node.type, radius)} />
    </g>
  );
});
