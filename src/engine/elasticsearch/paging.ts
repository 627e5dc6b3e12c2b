// All hits of a query as of one moment, page by page.
import type { Client, estypes } from '@elastic/elasticsearch';
import { WRITE_DEADLINE_MS } from './client.js';
import { translated } from './failures.js';

const KEEP_ALIVE = '5m';
const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };

export type Query = estypes.QueryDslQueryContainer;
export type Hit<T> = estypes.SearchHit<T>;

/** What is read of each hit. */
export type Reading = Pick<estypes.SearchRequest, '_source' | 'docvalue_fields'>;

/** A point in time with `search_after`, in the order of the index, which costs nothing. */
export async function* pages<T>(
  client: Client,
  index: string,
  query: Query,
  { size, ...reading }: Reading & { readonly size: number },
): AsyncGenerator<readonly Hit<T>[]> {
  const opened = await translated(() => client.openPointInTime({ index, keep_alive: KEEP_ALIVE }, DEADLINE));
  let id = opened.id;
  let after: estypes.SortResults | undefined;
  try {
    for (;;) {
      const body = {
        pit: { id, keep_alive: KEEP_ALIVE },
        query,
        size,
        sort: [{ _shard_doc: 'asc' as const }],
        track_total_hits: false,
        // half an answer would be taken for the whole
        allow_partial_search_results: false,
        ...reading,
        ...(after ? { search_after: after } : {}),
      };
      const answer = await translated(() => client.search<T>(body as estypes.SearchRequest, DEADLINE));
      id = answer.pit_id ?? id;
      const { hits } = answer.hits;
      if (hits.length === 0) return;
      after = hits.at(-1)?.sort;
      yield hits;
    }
  } finally {
    // it ends by itself too
    await client.closePointInTime({ id }).catch(() => undefined);
  }
}
