// The state of the search page, held by its address, and the answers for it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { WorksAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from './filters.js';
import { readSearch, type SearchState, searchHref } from './state.js';

export const PER_PAGE = 20;
/** The facets beside the results, in this order. */
export const FACETS = [
  'type',
  'topics.id',
  'authorships.author.id',
  'authorships.institutions.id',
  'primary_location.source.id',
  'language',
] as const;
export const YEAR_FACET = 'publication_year';
const FACET_SIZE = 200;
/** `GET /works` takes no more (MAX_GET_SEARCH of the contract); longer texts are posted. */
export const LONGEST_GET = 1000;

/** Changes some of the state; a page other than the first is left unless it is what changes. */
export type Go = (change: Partial<SearchState>, options?: { readonly replace?: boolean }) => void;

export function useSearchState(): readonly [SearchState, Go] {
  const search = useSearch();
  const [, navigate] = useLocation();
  // the router tells of changes of path and query; where only the fragment changes, one of these does, too
  const state = readSearch(search, window.location.hash);
  const go = useCallback<Go>(
    (change, options = {}) => {
      const now = readSearch(window.location.search, window.location.hash);
      navigate(searchHref({ ...now, page: 1, ...change }), { replace: options.replace ?? false });
    },
    [navigate],
  );
  return [state, go];
}

/** Whether there is anything to show results for. */
export function asksForSomething({ q, filters, sort }: SearchState): boolean {
  return q.trim() !== '' || writeFilters(filters) !== '' || sort !== '';
}

/** The parameters of `/works` for this state, without paging: those of an export, too. */
export function worksParameters({ q, mode, filters, sort }: SearchState) {
  const filter = writeFilters(filters);
  return {
    ...(q.trim() === '' ? {} : { search: q, mode }),
    ...(filter === '' ? {} : { filter }),
    ...(sort === '' ? {} : { sort }),
  };
}

/** Works, total and facets in one answer; those of the last state stay until the new ones are there. */
export function useWorks(state: SearchState) {
  const parameters = {
    ...worksParameters(state),
    page: state.page,
    per_page: PER_PAGE,
    highlight: true,
    facets: [YEAR_FACET, ...FACETS],
    facet_size: FACET_SIZE,
  };
  return useQuery<WorksAnswer>({
    queryKey: ['works', parameters],
    queryFn: ({ signal }) =>
      state.q.length > LONGEST_GET
        ? api.searchWorksByText(parameters, { signal })
        : api.searchWorks(parameters, { signal }),
    enabled: asksForSomething(state) && state.tab === 'works',
    placeholderData: keepPreviousData,
  });
}
