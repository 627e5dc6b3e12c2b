// What a search page shows ↔ its address: back, reload and sharing work because nothing else holds it; pure.
import { type Filters, NO_FILTERS, readFilters, writeFilters } from './filters.js';

export const TABS = ['works', 'people', 'topics', 'institutions'] as const;
export type Tab = (typeof TABS)[number];
export const MODES = ['hybrid', 'keyword', 'semantic'] as const;
export type Mode = (typeof MODES)[number];

export interface SearchState {
  readonly q: string;
  readonly tab: Tab;
  readonly mode: Mode;
  readonly filters: Filters;
  /** As the API takes it; empty: by relevance. */
  readonly sort: string;
  /** From 1. */
  readonly page: number;
  /** In the tab of people: who works on the idea, rather than who is called so. */
  readonly byIdea: boolean;
}

export const START: SearchState = {
  q: '',
  tab: 'works',
  mode: 'hybrid',
  filters: NO_FILTERS,
  sort: '',
  page: 1,
  byIdea: false,
};

/** A pasted abstract is too long for the part of an address that is sent to servers: it goes behind the `#`. */
const LONGEST_IN_QUERY = 800;

/**
 * Path, query and fragment of the search page.
 * @returns `/?q=…`; only what differs from the start is written
 */
export function searchHref(state: Partial<SearchState>): string {
  const { q, tab, mode, filters, sort, page, byIdea } = { ...START, ...state };
  const query = new URLSearchParams();
  const long = q.length > LONGEST_IN_QUERY;
  if (q !== '' && !long) query.set('q', q);
  if (tab !== START.tab) query.set('tab', tab);
  if (mode !== START.mode) query.set('mode', mode);
  const filter = writeFilters(filters);
  if (filter !== '') query.set('filter', filter);
  if (sort !== '') query.set('sort', sort);
  if (byIdea) query.set('by', 'idea');
  if (page > 1) query.set('page', String(page));
  const search = query.size > 0 ? `?${query}` : '';
  return `/${search}${long ? `#q=${encodeURIComponent(wellFormed(q))}` : ''}`;
}

/** Half a surrogate pair, which a cut text may end in, has no place in an address: U+FFFD, as URLSearchParams writes it. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');
}

/** What an address asks for; what it does not say, or says wrongly, is as at the start. */
export function readSearch(search: string, hash: string): SearchState {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T) =>
    known.find((value) => value === query.get(name)) ?? otherwise;
  const page = Number(query.get('page'));
  return {
    q: fragment.get('q') ?? query.get('q') ?? '',
    tab: one('tab', TABS, START.tab),
    mode: one('mode', MODES, START.mode),
    filters: readFilters(query.get('filter') ?? ''),
    sort: query.get('sort') ?? '',
    page: Number.isInteger(page) && page > 1 ? page : 1,
    byIdea: query.get('by') === 'idea',
  };
}
