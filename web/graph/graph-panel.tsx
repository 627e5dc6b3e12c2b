// What is known of the node that is selected: its facts, its links in words, and what can be done with it.
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { thingHref } from '../hrefs.js';
import { KindSign } from './kind-sign.js';
import type { Graph, GraphNode } from './model.js';
import { counted, factsOf, KIND_NAMES, nameOf, type Relation, relationsIn } from './words.js';

/** What can be done with a node; absent where it cannot. */
export interface NodeActions {
  readonly onSelect: (id: string) => void;
  /** Folds up what is expanded. */
  readonly onExpand?: ((node: GraphNode) => void) | undefined;
  readonly isExpanded?: ((node: GraphNode) => boolean) | undefined;
  readonly onFocus?: ((node: GraphNode) => void) | undefined;
  readonly onHide?: ((node: GraphNode) => void) | undefined;
}

interface GraphPanelProps {
  readonly graph: Graph;
  readonly node: GraphNode;
  readonly actions: NodeActions;
  readonly onClose: () => void;
}

export function GraphPanel({ graph, node, actions, onClose }: GraphPanelProps) {
  const relations = useMemo(() => relationsIn(graph)(node.id), [graph, node.id]);
  return (
    <section className="graph-panel card stack" aria-label="Selected">
      <header className="graph-panel-head">
        <div>
          <p className="row quiet">
            <KindSign type={node.type} />
            {[KIND_NAMES[node.type].one, ...factsOf(node)].join(' · ')}
          </p>
          <h2 className="graph-name" dir="auto">
            {nameOf(node)}
          </h2>
        </div>
        <button type="button" className="icon-button" onClick={onClose} title="Close">
          <span aria-hidden="true">×</span>
          <span className="unseen">Close</span>
        </button>
      </header>
      <Actions node={node} actions={actions} />
      {relations.length === 0 && <p className="quiet">Nothing of what is shown is linked with it.</p>}
      {relations.map((relation) => (
        <RelationList key={`${node.id}:${relation.verb}`} relation={relation} onSelect={actions.onSelect} />
      ))}
    </section>
  );
}

function Actions({ node, actions }: { readonly node: GraphNode; readonly actions: NodeActions }) {
  const { onExpand, isExpanded, onFocus, onHide } = actions;
  return (
    <div className="row">
      <Link href={thingHref(node.type, node.id)} className="button main">
        Open page
      </Link>
      {onExpand && (
        <button type="button" className="button" onClick={() => onExpand(node)}>
          {isExpanded?.(node) ? 'Fold up' : 'Expand'}
        </button>
      )}
      {onFocus && (
        <button type="button" className="button" onClick={() => onFocus(node)}>
          Focus on this
        </button>
      )}
      {onHide && (
        <button type="button" className="button" onClick={() => onHide(node)}>
          Hide
        </button>
      )}
    </div>
  );
}

const SHOWN_FIRST = 6;

interface RelationListProps {
  readonly relation: Relation;
  readonly onSelect: (id: string) => void;
}

function RelationList({ relation, onSelect }: RelationListProps) {
  const { verb, others } = relation;
  const [all, setAll] = useState(false);
  const shown = all ? others : others.slice(0, SHOWN_FIRST);
  return (
    <div className="graph-relation">
      <h3>{verb}</h3>
      <ul>
        {shown.map(({ node, works }, i) => (
          <li key={`${node.id}:${i}`}>
            <KindSign type={node.type} />
            <span>
              <button type="button" className="graph-link" dir="auto" onClick={() => onSelect(node.id)}>
                {nameOf(node)}
              </button>
              {works !== undefined && <span className="quiet"> {counted(works, 'joint work')}</span>}
            </span>
          </li>
        ))}
      </ul>
      {others.length > SHOWN_FIRST && (
        <button type="button" className="button plain" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer' : `Show all ${others.length}`}
        </button>
      )}
    </div>
  );
}
