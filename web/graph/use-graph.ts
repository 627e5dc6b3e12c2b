// The graphs of an address as one graph: the one around the middle, and those of the nodes that were expanded.
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Client, GraphAnswer } from '../../src/client/index.js';
import { type GraphAddress, isSame, type Thing } from './address.js';
import { type Graph, mergeGraphs } from './model.js';

interface Extent {
  readonly depth: number;
  readonly limit: number;
}

/** How much an expanded node brings: more at once is not seen to be of this node. */
const EXPANSION: Extent = { depth: 1, limit: 30 };

/** The request for the graph around one thing. */
export function graphQuery(client: Client, { type, id }: Thing, extent: Extent) {
  return {
    queryKey: ['graph', type, id, extent],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => askFor(client, { type, id }, extent, signal),
  };
}

function askFor(client: Client, { type, id }: Thing, extent: Extent, signal: AbortSignal): Promise<GraphAnswer> {
  const parameters = { id, ...extent };
  switch (type) {
    case 'work':
      return client.workGraph(parameters, { signal });
    case 'author':
      return client.authorGraph(parameters, { signal });
    case 'topic':
      return client.topicGraph(parameters, { signal });
    case 'institution':
      return client.institutionGraph(parameters, { signal });
  }
}

/** One of the requests of an address. */
export interface Part {
  readonly thing: Thing;
  readonly answer: GraphAnswer | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

export interface LoadedGraph {
  /** What has come so far; undefined while the middle is under way, or failed. */
  readonly graph: Graph | undefined;
  /** The id of the node in the middle: an address may name it otherwise, by its DOI. */
  readonly middle: string;
  readonly truncated: boolean;
  readonly main: Part;
  readonly expansions: readonly Part[];
}

export function useGraph(client: Client, address: GraphAddress & { readonly around: Thing }): LoadedGraph {
  const { around, expanded, size, steps } = address;
  const things = [around, ...expanded.filter((thing) => !isSame(thing, around))];
  const results = useQueries({
    queries: things.map((thing, i) =>
      graphQuery(client, thing, i === 0 ? { depth: steps, limit: size } : { ...EXPANSION }),
    ),
    combine: together,
  });
  const graph = useMemo(() => (results[0]?.data ? mergeGraphs(answersOf(results)) : undefined), [results]);
  const parts = things.map((thing, i): Part => {
    const result = results[i];
    return { thing, answer: result?.data, error: result?.error ?? null, retry: () => void result?.refetch() };
  });
  const [main = { thing: around, answer: undefined, error: null, retry: () => {} }, ...expansions] = parts;
  const middle = main.answer?.nodes.find(({ depth }) => depth === 0)?.id ?? around.id;
  return { graph, middle, truncated: main.answer?.meta.truncated ?? false, main, expansions };
}

type Result = UseQueryResult<GraphAnswer>;

/** One function for all renders, so that an unchanged answer is an unchanged value. */
const together = (results: Result[]): Result[] => results;

const answersOf = (results: readonly Result[]): GraphAnswer[] => results.flatMap(({ data }) => data ?? []);
