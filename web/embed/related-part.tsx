// What <ideascope-related> shows: works related to one, each with the reasons why.
import { useQuery } from '@tanstack/react-query';
import type { RelatedAnswer } from '../../src/client/index.js';
import { Heading } from '../profile/headings.js';
import { isUnknown } from '../profile/use-profile.js';
import { useService } from '../service-context.js';
import { RelatedList } from '../ui/related-list.js';
import { Degraded } from '../ui/states.js';
import { Failure, Misuse } from './failure.js';

interface RelatedPartProps {
  readonly work: string;
  readonly limit: number;
  readonly service: string;
}

export function RelatedPart({ work, limit, service }: RelatedPartProps) {
  if (work === '') return <Misuse>The attribute “work” has to name a work, by any id that the API takes.</Misuse>;
  return <Related work={work} limit={limit} service={service} />;
}

function Related({ work, limit, service }: RelatedPartProps) {
  const client = useService();
  const { data, error, refetch } = useQuery<RelatedAnswer>({
    queryKey: ['related', work, limit],
    queryFn: ({ signal }) => client.relatedWorks({ id: work, limit }, { signal }),
  });
  if (!data && isUnknown(error)) return <Misuse>{error.message}</Misuse>;
  if (!data && error) return <Failure error={error} service={service} retry={() => void refetch()} />;
  return (
    <section className="stack">
      <Heading rank={1} look={2}>
        Related works
      </Heading>
      {!data && (
        <p className="quiet" role="status">
          Loading related works …
        </p>
      )}
      {data && <Degraded notes={data.meta.degraded} />}
      {data?.results.length === 0 && <p className="quiet">No related works are known.</p>}
      {data && <RelatedList works={data.results} />}
    </section>
  );
}
