// The graph around one thing, as a list.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { GraphAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { graphHref, type ThingType, thingHref } from '../hrefs.js';
import { Failed, Loading } from '../ui/states.js';

const CALLS = {
  work: api.workGraph,
  author: api.authorGraph,
  topic: api.topicGraph,
  institution: api.institutionGraph,
};

interface GraphSliceProps {
  readonly around: { readonly type: Exclude<ThingType, 'source'>; readonly id: string };
  /** As a profile has it: then nothing is asked for. */
  readonly graph?: Pick<GraphAnswer, 'nodes' | 'edges'> | undefined;
}

export function GraphSlice({ around: { type, id }, graph }: GraphSliceProps) {
  const {
    data: answer,
    error,
    refetch,
  } = useQuery<GraphAnswer>({
    queryKey: ['graph', type, id],
    queryFn: ({ signal }) => CALLS[type]({ id, limit: 30 }, { signal }),
    enabled: graph === undefined,
  });
  const data = graph ?? answer;
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <Loading what="the graph" />;
  return (
    <>
      <ul className="row">
        {data.nodes
          .filter(({ depth }) => depth > 0)
          .map((node) => (
            <li key={node.id}>
              <Link href={thingHref(node.type, node.id)}>{node.display_name}</Link>
            </li>
          ))}
      </ul>
      <Link href={graphHref(type, id)}>Open full explorer</Link>
    </>
  );
}
