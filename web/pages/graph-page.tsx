// The graph page: a start, or the explorer around what its address names.
import { useEffect, useRef } from 'react';
import { useSearch } from 'wouter';
import { api } from '../api.js';
import { readGraphAddress } from '../graph/address.js';
import { GraphExplorer } from '../graph/graph-explorer.js';
import { GraphStart } from '../graph/graph-start.js';

export function GraphPage() {
  const search = useSearch();
  const address = readGraphAddress(search);
  const { around } = address;
  const key = around && `${around.type}/${around.id}`;
  const before = useRef<string>(undefined);
  useEffect(() => {
    before.current = key;
  }, [key]);
  if (!around) return <GraphStart client={api} isWrong={new URLSearchParams(search).has('around')} />;
  // another middle is another drawing: nothing of what was selected or hidden stays
  const isStep = before.current !== undefined && before.current !== key;
  return <GraphExplorer key={key} client={api} address={{ ...address, around }} isStep={isStep} />;
}
