// The answers of the other tabs: how many of each kind, people by name and by idea, topics, institutions.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type {
  ExpertsAnswer,
  SearchAnswer,
  SearchAuthorsAnswer,
  SearchInstitutionsAnswer,
  SearchTopicsAnswer,
} from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from './filters.js';
import type { SearchState } from './state.js';
import { isLong, PER_PAGE } from './use-search.js';

/** What is longer is no name (MAX_NAME of the contract). */
const LONGEST_NAME = 500;
/** Works beside each person that show why. */
const EVIDENCE = 3;
/** Without a search a list has an order of its own. */
const MOST_FIRST = 'works_count:desc';

/** Whether the text can be a name at all. */
export function canBeName(q: string): boolean {
  return q.length <= LONGEST_NAME;
}

/** Totals of all kinds for the text alone: filters are those of works, whose own answer has their total. */
export function useTotals({ q, mode }: SearchState, enabled: boolean): UseQueryResult<SearchAnswer> {
  const parameters = { search: q, mode, per_page: 1, select: ['id'] };
  return useQuery({
    queryKey: ['totals', parameters],
    queryFn: ({ signal }) =>
      isLong({ q }) ? api.searchByText(parameters, { signal }) : api.search(parameters, { signal }),
    enabled: enabled && q.trim() !== '',
  });
}

/** People whose works are about the idea; the filters are those of these works. */
export function useExperts({ q, mode, filters, page }: SearchState, enabled: boolean): UseQueryResult<ExpertsAnswer> {
  const filter = writeFilters(filters);
  const parameters = {
    search: q,
    mode,
    ...(filter === '' ? {} : { filter }),
    page,
    per_page: PER_PAGE,
    evidence: EVIDENCE,
    highlight: true,
  };
  return useQuery({
    queryKey: ['experts', parameters],
    queryFn: ({ signal }) =>
      isLong({ q }) ? api.findExpertsByText(parameters, { signal }) : api.findExperts(parameters, { signal }),
    enabled: enabled && q.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

function namedParameters({ q, page }: SearchState) {
  const asked = q.trim() === '' ? { sort: MOST_FIRST } : { search: q };
  return { ...asked, page, per_page: PER_PAGE };
}

const OF_PEOPLE = [
  'id',
  'display_name',
  'display_name_alternatives',
  'works_count',
  'cited_by_count',
  'summary_stats',
  'last_known_institutions',
  'topics',
  'last_publication_year',
  'claimed',
  'open_to_collaborate',
];

export function usePeople(state: SearchState, enabled: boolean): UseQueryResult<SearchAuthorsAnswer> {
  const parameters = { ...namedParameters(state), select: OF_PEOPLE };
  return useQuery({
    queryKey: ['people', parameters],
    queryFn: ({ signal }) => api.searchAuthors(parameters, { signal }),
    enabled: enabled && canBeName(state.q),
    placeholderData: keepPreviousData,
  });
}

export function useTopics(state: SearchState): UseQueryResult<SearchTopicsAnswer> {
  const select = ['id', 'display_name', 'display_name_alternatives', 'works_count', 'related_topics', 'top_authors'];
  const parameters = { ...namedParameters(state), select };
  return useQuery({
    queryKey: ['topics', parameters],
    queryFn: ({ signal }) => api.searchTopics(parameters, { signal }),
    enabled: canBeName(state.q),
    placeholderData: keepPreviousData,
  });
}

export function useInstitutions(state: SearchState): UseQueryResult<SearchInstitutionsAnswer> {
  const select = ['id', 'display_name', 'display_name_alternatives', 'works_count', 'country_code', 'topics'];
  const parameters = { ...namedParameters(state), select };
  return useQuery({
    queryKey: ['institutions', parameters],
    queryFn: ({ signal }) => api.searchInstitutions(parameters, { signal }),
    enabled: canBeName(state.q),
    placeholderData: keepPreviousData,
  });
}
