// Who or what stands most often in the works of a thing, where the thing itself does not say so.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import type { ThingType } from '../hrefs.js';
import { CountedList } from './counted-list.js';

interface FacetListProps {
  readonly title: string;
  readonly type: ThingType;
  /** A field of works whose values are ids of that type. */
  readonly field: string;
  readonly filter: string;
}

const MOST = 24;

/** An addition to the page: nothing while it loads, and nothing where it cannot be counted. */
export function FacetList({ title, type, field, filter }: FacetListProps) {
  const counts = useQuery({
    queryKey: ['facet-of', filter, field],
    queryFn: ({ signal }) =>
      api.searchWorks({ filter, facets: [field], facet_size: MOST, per_page: 1, select: ['id'] }, { signal }),
  });
  const things = (counts.data?.facets?.[field] ?? []).map(({ key, key_display_name, count }) => ({
    id: String(key),
    display_name: key_display_name,
    works_count: count,
  }));
  return <CountedList title={title} type={type} things={things} />;
}
