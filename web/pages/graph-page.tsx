// The graph page.
import { Loading } from '../ui/states.js';

export function GraphPage() {
  return <Loading what="graph" />;
}
