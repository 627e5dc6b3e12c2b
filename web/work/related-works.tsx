// Works near this one, with why.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { Loaded, Section } from '../things/section.js';
import { RelatedList } from '../ui/related-list.js';
import { Degraded } from '../ui/states.js';

const LIMIT = 6;

export function RelatedWorks({ id }: { readonly id: string }) {
  const related = useQuery({
    queryKey: ['related', id, LIMIT],
    queryFn: ({ signal }) => api.relatedWorks({ id, limit: LIMIT }, { signal }),
  });
  return (
    <Section title="Related works">
      <Loaded query={related} lines={LIMIT}>
        {({ meta, results }) => (
          <>
            <Degraded notes={meta.degraded} />
            {results.length === 0 ? (
              <p className="quiet">Nothing in this collection is near enough.</p>
            ) : (
              <RelatedList works={results} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
