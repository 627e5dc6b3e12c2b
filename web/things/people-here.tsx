// The people of an institution: those whose last works name it.
import { useQuery } from '@tanstack/react-query';
import type { AuthorAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from '../search/filters.js';
import { type Counted, CountedList } from './counted-list.js';
import { Loaded } from './section.js';

const MOST = 100;

export function PeopleHere({ institution }: { readonly institution: string }) {
  const people = useQuery({
    queryKey: ['people-of', institution],
    queryFn: ({ signal }) =>
      api.searchAuthors(
        {
          filter: writeFilters({ values: { 'last_known_institutions.id': [institution] }, years: undefined }),
          sort: 'works_count:desc',
          per_page: MOST,
          select: ['id', 'display_name', 'works_count'],
        },
        { signal },
      ),
  });
  return (
    <Loaded query={people} lines={6}>
      {({ meta, results }) => (
        <CountedList title="People" type="author" count={meta.count} things={results.map(named)} />
      )}
    </Loaded>
  );
}

function named({ id = '', display_name = '', works_count = 0 }: AuthorAnswer): Counted {
  return { id, display_name, works_count };
}
