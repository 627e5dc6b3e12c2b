// What a work cites, as far as it is in the collection, and what cites it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from '../search/filters.js';
import { searchHref } from '../search/state.js';
import { Loaded, Section } from '../things/section.js';
import { LINE_FIELDS, WorkList } from '../ui/work-list.js';
import { batches, byCitations, presence } from './references.js';

/** A filter takes this many values. */
const BATCH = 100;
/** Longer lists are those of proceedings; the rest of them is not looked for. */
const MOST = 1000;
const AT_ONCE = 5;
const STEP = 50;

interface Found {
  readonly works: readonly WorkAnswer[];
  /** Ids that were looked for. */
  readonly asked: number;
}

function useReferences(id: string, references: readonly string[]) {
  return useQuery<Found>({
    queryKey: ['references', id, references],
    queryFn: async ({ signal }) => {
      const works = new Map<string, WorkAnswer>();
      const parts = batches(references.slice(0, MOST), BATCH);
      for (const part of parts) {
        const filter = writeFilters({ values: { id: part }, years: undefined });
        // posted, as a hundred ids may be longer than addresses are
        const { results } = await api.searchWorksByText(
          { filter, per_page: BATCH, select: [...LINE_FIELDS] },
          { signal },
        );
        // two ids may be of one work
        for (const work of results) works.set(work.id ?? '', work);
      }
      return { works: [...works.values()].sort(byCitations), asked: parts.flat().length };
    },
    enabled: references.length > 0,
    staleTime: Infinity,
  });
}

export function CitedWorks({ work }: { readonly work: WorkAnswer }) {
  const references = work.referenced_works ?? [];
  const found = useReferences(work.id ?? '', references);
  const [shown, setShown] = useState(AT_ONCE);
  if (references.length === 0) return null;
  return (
    <Section title="Cites" count={work.referenced_works_count ?? references.length}>
      <Loaded query={found} lines={Math.min(AT_ONCE, references.length)}>
        {({ works, asked }) => (
          <>
            <p className="quiet">{presence(works.length, asked, references.length)}</p>
            <WorkList works={works.slice(0, shown)} />
            {shown < works.length && (
              <button type="button" className="button" onClick={() => setShown(shown + STEP)}>
                {works.length - shown <= STEP
                  ? `Show the other ${works.length - shown}`
                  : `Show ${STEP} more of ${works.length - shown}`}
              </button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

export function CitingWorks({ id }: { readonly id: string }) {
  const filters = { values: { referenced_works: [id] }, years: undefined };
  const citing = useQuery({
    queryKey: ['citing', id],
    queryFn: ({ signal }) =>
      api.searchWorks(
        { filter: writeFilters(filters), sort: 'cited_by_count:desc', per_page: AT_ONCE, select: [...LINE_FIELDS] },
        { signal },
      ),
  });
  const count = citing.data?.meta.count;
  const more = count !== undefined && count > AT_ONCE && (
    <Link href={searchHref({ filters })} className="more">
      {`Show all ${count.toLocaleString('en')}`}
    </Link>
  );
  return (
    <Section title="Cited by" count={count} more={more}>
      <Loaded query={citing}>
        {({ results }) =>
          results.length === 0 ? (
            <p className="quiet">No work in this collection cites it.</p>
          ) : (
            <WorkList works={results} />
          )
        }
      </Loaded>
    </Section>
  );
}
