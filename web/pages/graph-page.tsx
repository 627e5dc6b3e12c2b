// The graph page: a start, or the explorer around what its address names.
import { useSearch } from 'wouter';
import { api } from '../api.js';
import { readGraphAddress } from '../graph/address.js';
import { GraphExplorer } from '../graph/graph-explorer.js';
import { GraphStart } from '../graph/graph-start.js';

export function GraphPage() {
  const search = useSearch();
  const address = readGraphAddress(search);
  const { around } = address;
  if (!around) return <GraphStart client={api} isWrong={new URLSearchParams(search).has('around')} />;
  // another middle is another drawing: nothing of what was selected or hidden stays
  return <GraphExplorer key={`${around.type}/${around.id}`} client={api} address={{ ...address, around }} />;
}
