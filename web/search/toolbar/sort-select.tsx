// The order of the works.
import type { SearchState } from '../state.js';
import type { Go } from '../use-search.js';
import { ordersFor } from './orders.js';

interface SortSelectProps {
  readonly state: SearchState;
  readonly go: Go;
}

export function SortSelect({ state, go }: SortSelectProps) {
  const { orders, current } = ordersFor(state.q, state.sort);
  return (
    <label className="row sort">
      <span className="quiet">Sort by</span>
      <select className="button" value={current} onChange={(event) => go({ sort: event.target.value })}>
        {orders.map(({ sort, name }) => (
          <option key={sort} value={sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
