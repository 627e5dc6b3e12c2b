// Works related to a result, with the reasons, once somebody asks.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { reasonText } from '../ui/reasons.js';
import { Failed } from '../ui/states.js';
import { WorkTitle } from '../ui/work-line.js';

const SHOWN = 5;
const FIELDS = ['id', 'display_name', 'publication_year'];

export function Related({ id }: { readonly id: string }) {
  const parameters = { id, limit: SHOWN, select: FIELDS };
  const { data, error, refetch } = useQuery({
    queryKey: ['related', parameters],
    queryFn: ({ signal }) => api.relatedWorks(parameters, { signal }),
  });
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <p className="quiet">Looking for related works …</p>;
  if (data.results.length === 0) return <p className="quiet">No other work here is close to it.</p>;
  return (
    <ul className="related stack">
      {data.results.map((work) => (
        <li key={work.id}>
          <WorkTitle work={work} />
          {work.publication_year != null && <span className="quiet">{` ${work.publication_year}`}</span>}
          <span className="quiet reason">{work.reasons.map(({ detail }) => reasonText(detail)).join('; ')}</span>
        </li>
      ))}
    </ul>
  );
}
