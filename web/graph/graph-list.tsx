// The same graph as lists: nodes by kind, each with its links in words.
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { thingHref } from '../hrefs.js';
import type { NodeActions } from './graph-panel.js';
import { KindSign } from './kind-sign.js';
import { byImportance, type Graph, type GraphNode, NODE_TYPES, type NodeType, neighbourIds } from './model.js';
import { counted, factsOf, KIND_NAMES, nameOf, type Relation, relationsIn } from './words.js';

interface GraphListProps {
  readonly graph: Graph;
  readonly middle: string;
  readonly actions: Omit<NodeActions, 'onSelect'>;
  /** Of the headings of the kinds. */
  readonly level?: 2 | 3;
}

export function GraphList({ graph, middle, actions, level = 2 }: GraphListProps) {
  const relations = useMemo(() => relationsIn(graph), [graph]);
  const ordered = useMemo(() => byImportance(graph, middle, neighbourIds(graph)), [graph, middle]);
  return (
    <div className="graph-list stack">
      {NODE_TYPES.map((type) => {
        const nodes = ordered.filter((node) => node.type === type);
        if (nodes.length === 0) return null;
        return <Kind key={type} {...{ type, nodes, middle, relations, actions, level }} />;
      })}
    </div>
  );
}

interface KindProps {
  readonly type: NodeType;
  readonly nodes: readonly GraphNode[];
  readonly middle: string;
  readonly relations: (id: string) => readonly Relation[];
  readonly actions: GraphListProps['actions'];
  readonly level: 2 | 3;
}

const NODES_FIRST = 40;

function Kind({ type, nodes, middle, relations, actions, level }: KindProps) {
  const [all, setAll] = useState(false);
  const Heading = `h${level}` as const;
  const shown = all ? nodes : nodes.slice(0, NODES_FIRST);
  return (
    <section className="card stack" aria-label={KIND_NAMES[type].many}>
      <Heading className="row">
        <KindSign type={type} />
        {`${KIND_NAMES[type].many} `}
        <span className="quiet">{nodes.length}</span>
      </Heading>
      <ul className="graph-entries">
        {shown.map((node) => (
          <Entry
            key={node.id}
            node={node}
            isMiddle={node.id === middle}
            relations={relations(node.id)}
            actions={actions}
          />
        ))}
      </ul>
      {shown.length < nodes.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {`Show all ${counted(nodes.length, KIND_NAMES[type].one.toLowerCase(), KIND_NAMES[type].many.toLowerCase())}`}
        </button>
      )}
    </section>
  );
}

interface EntryProps {
  readonly node: GraphNode;
  readonly isMiddle: boolean;
  readonly relations: readonly Relation[];
  readonly actions: GraphListProps['actions'];
}

function Entry({ node, isMiddle, relations, actions: { onExpand, isExpanded, onFocus } }: EntryProps) {
  const name = nameOf(node);
  const facts = [...factsOf(node), ...(isMiddle ? ['in the middle'] : [])].join(' · ');
  return (
    <li>
      <p className="graph-entry-head">
        <Link href={thingHref(node.type, node.id)} className="graph-entry-name">
          <bdi>{name}</bdi>
        </Link>
        {facts !== '' && <span className="quiet">{facts}</span>}
        {onExpand && !isMiddle && (
          <button type="button" className="button plain" onClick={() => onExpand(node)}>
            {isExpanded?.(node) ? 'Fold up' : 'Expand'}
            <span className="unseen"> {name}</span>
          </button>
        )}
        {onFocus && !isMiddle && (
          <button type="button" className="button plain" onClick={() => onFocus(node)}>
            Focus<span className="unseen"> on {name}</span>
          </button>
        )}
      </p>
      {relations.length > 0 && (
        <ul className="graph-sentences">
          {relations.map((relation) => (
            <Sentence key={relation.verb} relation={relation} />
          ))}
        </ul>
      )}
    </li>
  );
}

const OTHERS_FIRST = 8;

function Sentence({ relation: { verb, others } }: { readonly relation: Relation }) {
  const [all, setAll] = useState(false);
  const shown = all ? others : others.slice(0, OTHERS_FIRST);
  return (
    <li>
      <span className="quiet">{verb}</span>{' '}
      {shown.map(({ node, works }, i) => (
        <span key={`${node.id}:${i}`}>
          {i > 0 && ', '}
          <Link href={thingHref(node.type, node.id)}>
            <bdi>{nameOf(node)}</bdi>
          </Link>
          {works !== undefined && <span className="quiet"> ({counted(works, 'joint work')})</span>}
        </span>
      ))}
      {shown.length < others.length && (
        <button type="button" className="button plain" onClick={() => setAll(true)}>
          {`and ${others.length - shown.length} more`}
        </button>
      )}
    </li>
  );
}
