// What a profile shows, asked for in one request, and what is asked for when it is wanted.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  type CollaboratorsAnswer,
  IdeascopeClientError,
  type ProfileAnswer,
  type SimilarAnswer,
  type WorksAnswer,
} from '../../src/client/index.js';
import { useService } from '../service-context.js';
import type { WorksList } from './addresses.js';

/** What an embedded profile shows. */
export const WITHOUT_GRAPH = ['author', 'counts', 'works', 'collaborators', 'related_works'] as const;
export const WHOLE = [...WITHOUT_GRAPH, 'graph'] as const;
const SIMILAR_SHOWN = 6;
export const WORKS_PER_PAGE = 20;
const COLLABORATORS_PER_PAGE = 25;

export type Collaborator = CollaboratorsAnswer['results'][number];

export const profileKey = (id: string) => ['profile', id] as const;

export function useProfile(id: string, parts: typeof WHOLE | typeof WITHOUT_GRAPH) {
  const service = useService();
  return useQuery<ProfileAnswer>({
    queryKey: profileKey(id),
    queryFn: ({ signal }) => service.profile({ id, select: parts }, { signal }),
  });
}

/** Whether there is nobody of this id: there never was, the record is gone, or it cannot be an id. */
export function isUnknown(error: unknown): error is IdeascopeClientError {
  if (!(error instanceof IdeascopeClientError)) return false;
  return error.status === 404 || error.status === 410 || error.code === 'invalid_argument';
}

export function useSimilar(id: string) {
  const service = useService();
  return useQuery<SimilarAnswer>({
    queryKey: ['similar', id],
    queryFn: ({ signal }) => service.similarAuthors({ id, limit: SIMILAR_SHOWN }, { signal }),
  });
}

/** All works, newest first; of a search the best first. The last page stays until the next one is there. */
export function useWorksOf(id: string, { q, page }: WorksList) {
  const service = useService();
  const search = q.trim() === '' ? {} : { search: q, highlight: true };
  return useQuery<WorksAnswer>({
    queryKey: ['works of', id, q.trim(), page],
    queryFn: ({ signal }) => service.authorWorks({ id, ...search, page, per_page: WORKS_PER_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Page by page, when wanted. */
export function useCollaborators(id: string, enabled: boolean) {
  const service = useService();
  return useInfiniteQuery({
    queryKey: ['collaborators', id],
    queryFn: ({ signal, pageParam }): Promise<CollaboratorsAnswer> =>
      service.collaborators({ id, page: pageParam, per_page: COLLABORATORS_PER_PAGE }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ meta, results }) =>
      results.length > 0 && meta.page * meta.per_page < meta.count ? meta.page + 1 : undefined,
    enabled,
  });
}
