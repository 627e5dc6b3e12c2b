// The signs of kinds and of links, as the drawing shows them, for legends and lists.
import { DASHES, EDGE_COLOURS, outline } from './marks.js';
import type { EdgeType, NodeType } from './model.js';

export function KindSign({ type }: { readonly type: NodeType }) {
  return (
    <svg className={`graph-sign ${type}`} viewBox="-9 -9 18 18" width="16" height="16" aria-hidden="true">
      <path className="graph-mark" d={outline(type, 6)} />
    </svg>
  );
}

export function LinkSign({ type }: { readonly type: EdgeType }) {
  return (
    <svg className="graph-sign" viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
      <line
        x1="1"
        y1="5"
        x2={type === 'cites' ? 20 : 27}
        y2="5"
        strokeWidth="2"
        stroke={`var(${EDGE_COLOURS[type]})`}
        strokeDasharray={DASHES[type].join(' ')}
      />
      {type === 'cites' && <path d="M27,5L19,1L19,9Z" fill={`var(${EDGE_COLOURS[type]})`} />}
    </svg>
  );
}
