// The state of the search page, held by its address, and the answers for it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useLocationProperty } from 'wouter/use-browser-location';
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
/** What a result shows; references and provenance of a page can be longer than all else. */
const SHOWN = [
  'id',
  'doi',
  'display_name',
  'publication_year',
  'type',
  'authorships',
  'primary_location',
  'topics',
  'cited_by_count',
  'abstract',
  'versions',
];
/** Longer texts are posted: addresses of requests end in logs, and some proxies refuse long ones. */
export const LONGEST_GET = 1000;

/** Changes some of the state; a page other than the first is left unless it is what changes. */
export type Go = (change: Partial<SearchState>, options?: { readonly replace?: boolean }) => void;

/** Query and fragment: long texts change the fragment only, which the router's own hook does not tell of. */
const currentAddress = () => window.location.search + window.location.hash;

function currentState(): SearchState {
  return readSearch(window.location.search, window.location.hash);
}

export function useSearchState(): readonly [SearchState, Go] {
  const address = useLocationProperty(currentAddress);
  const [, navigate] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what the state is read from
  const state = useMemo(currentState, [address]);
  const go = useCallback<Go>(
    (change, options = {}) => {
      const now = currentState();
      const href = searchHref({ ...now, page: 1, ...change });
      // asking for the same again is no step to go back over
      const replace = options.replace ?? href === searchHref(now);
      navigate(href, { replace });
    },
    [navigate],
  );
  return [state, go];
}

/** Whether there is anything to show results for. */
export function asksForSomething({ q, filters, sort, tab }: SearchState): boolean {
  return q.trim() !== '' || writeFilters(filters) !== '' || sort !== '' || tab !== 'works';
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

/** Which page of works: the same for the results and for what explains them. */
function pageParameters(state: SearchState) {
  return { ...worksParameters(state), page: state.page, per_page: PER_PAGE };
}

export function isLong({ q }: Pick<SearchState, 'q'>): boolean {
  return q.length > LONGEST_GET;
}

/** Works, total and facets in one answer; those of the last state stay until the new ones are there. */
export function useWorks(state: SearchState) {
  const parameters = {
    ...pageParameters(state),
    highlight: state.q.trim() !== '',
    facets: [YEAR_FACET, ...FACETS],
    facet_size: FACET_SIZE,
    select: SHOWN,
  };
  return useQuery<WorksAnswer>({
    queryKey: ['works', parameters],
    queryFn: ({ signal }) =>
      isLong(state) ? api.searchWorksByText(parameters, { signal }) : api.searchWorks(parameters, { signal }),
    enabled: asksForSomething(state) && state.tab === 'works',
    placeholderData: keepPreviousData,
  });
}

const MOST_ASKED_AGAIN = 4;
const ASKED_AGAIN_MS = 300;

/**
 * Why each work of the page is a hit, asked for the page as it is: of one work alone there would be no ranks. Sentences
 * that took too long are asked for again, which goes on from where it stopped.
 */
export function useExplanations(state: SearchState, enabled: boolean) {
  const parameters = { ...pageParameters(state), explain: true, select: ['id'] };
  return useQuery<WorksAnswer>({
    queryKey: ['explain', parameters],
    queryFn: ({ signal }) =>
      isLong(state) ? api.searchWorksByText(parameters, { signal }) : api.searchWorks(parameters, { signal }),
    enabled,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      dataUpdateCount <= MOST_ASKED_AGAIN && isIncomplete(data) ? ASKED_AGAIN_MS : false,
  });
}

function isIncomplete(answer: WorksAnswer | undefined): boolean {
  return answer?.meta.degraded.some(({ code }) => code === 'explain_incomplete') ?? false;
}
