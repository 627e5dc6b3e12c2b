// The most cited and the newest works of a thing, with the way to all of them.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../api.js';
import type { Filters } from '../search/filters.js';
import { searchHref } from '../search/state.js';
import { LINE_FIELDS, WorkList } from '../ui/work-list.js';
import { Loaded, Section } from './section.js';

const PER_LIST = 5;
const MOST_CITED = 'cited_by_count:desc';
const NEWEST = 'publication_date:desc,publication_year:desc';

interface TopWorksProps {
  readonly filters: Filters;
  /** The same as the service takes them. */
  readonly filter: string;
}

export function TopWorks({ filters, filter }: TopWorksProps) {
  const cited = useSorted(filter, MOST_CITED);
  const newest = useSorted(filter, NEWEST);
  // where nobody is cited, their order would be none
  const hasCitations = cited.data?.results.some(({ cited_by_count = 0 }) => cited_by_count > 0) ?? true;
  const all = (sort: string) => (
    <Link href={searchHref({ filters, sort })} className="more">
      Show all
    </Link>
  );
  return (
    <>
      {hasCitations && (
        <Section title="Most cited works" more={all(MOST_CITED)}>
          <Loaded query={cited} lines={PER_LIST}>
            {({ results }) => <WorkList works={results} />}
          </Loaded>
        </Section>
      )}
      <Section title="Newest works" more={all(NEWEST)}>
        <Loaded query={newest} lines={PER_LIST}>
          {({ results }) =>
            results.length === 0 ? <p className="quiet">No work is here any more.</p> : <WorkList works={results} />
          }
        </Loaded>
      </Section>
    </>
  );
}

function useSorted(filter: string, sort: string) {
  return useQuery({
    queryKey: ['works-of', filter, sort],
    queryFn: ({ signal }) =>
      api.searchWorks({ filter, sort, per_page: PER_LIST, select: [...LINE_FIELDS] }, { signal }),
  });
}
