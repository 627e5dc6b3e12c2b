// Which kinds of nodes are shown, with how many there are: the legend of the signs, too.
import { KindSign } from './kind-sign.js';
import { countByType, type Graph, NODE_TYPES, type NodeType } from './model.js';
import { KIND_NAMES } from './words.js';

interface KindFilterProps {
  /** With all kinds: the counts are of what could be shown. */
  readonly graph: Graph;
  readonly hiddenKinds: ReadonlySet<NodeType>;
  readonly onChange: (hidden: ReadonlySet<NodeType>) => void;
}

export function KindFilter({ graph, hiddenKinds, onChange }: KindFilterProps) {
  const counts = countByType(graph);
  const toggle = (type: NodeType) => {
    const next = new Set(hiddenKinds);
    if (!next.delete(type)) next.add(type);
    onChange(next);
  };
  return (
    <fieldset className="graph-kinds row">
      <legend className="unseen">Kinds that are shown</legend>
      {NODE_TYPES.map((type) => (
        <label key={type} className="chip">
          <input type="checkbox" checked={!hiddenKinds.has(type)} onChange={() => toggle(type)} />
          <KindSign type={type} />
          {KIND_NAMES[type].many} <span className="quiet">{counts[type]}</span>
        </label>
      ))}
    </fieldset>
  );
}
