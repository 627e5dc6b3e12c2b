// The works of a search, or why there are none.
import type { UseQueryResult } from '@tanstack/react-query';
import type { WorksAnswer } from '../../src/client/index.js';
import { Degraded, Empty, Failed, Loading } from '../ui/states.js';
import { Authors, Facts, WorkTitle } from '../ui/work-line.js';
import type { SearchState } from './state.js';
import type { Go } from './use-search.js';

interface WorkResultsProps {
  readonly state: SearchState;
  readonly go: Go;
  readonly works: UseQueryResult<WorksAnswer>;
}

export function WorkResults({ works }: WorkResultsProps) {
  const { data, error, refetch } = works;
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <Loading what="works" />;
  if (data.results.length === 0) return <Empty title="No works match" />;
  return (
    <section className="stack" aria-label="Works">
      <Degraded notes={data.meta.degraded} />
      {data.results.map((work) => (
        <article key={work.id} className="card stack">
          <h3 className="work-title">
            <WorkTitle work={work} highlight={work.highlight?.display_name} />
          </h3>
          <Authors authorships={work.authorships} />
          <Facts work={work} />
        </article>
      ))}
    </section>
  );
}
