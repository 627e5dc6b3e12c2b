// Reading from an index: searches in one request, works by id, works without a vector, counts.
import type { Client, estypes, TransportRequestOptions } from '@elastic/elasticsearch';
import { embeddingText, externalIds, type Work } from '../../domain/work.js';
import { IdeascopeError } from '../../errors.js';
import type { UnembeddedWork } from '../engine.js';
import { hashOf } from '../hash.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { documentId } from './documents.js';
import { type Cause, ofStatus, translated } from './failures.js';
import { type Part, RESULT_WINDOW } from './request.js';
import type { SearchAnswer } from './response.js';

/** What is read of an answer; the rest would cost more to parse than the search itself. */
const FILTER_PATH = [
  'responses.error.type',
  'responses.error.reason',
  'responses.error.root_cause.reason',
  'responses.status',
  'responses.hits.total',
  'responses.hits.hits.sort',
  'responses.aggregations',
].join(',');
const UNEMBEDDED_PAGE = 1_000;
/** What an external id looks like in stored form. */
const EXTERNAL = /^(?:https:\/\/(?:openalex|doi)\.org\/|arxiv:)/;

interface Source {
  readonly work: string;
}

/** Runs the searches of a plan as one request; answers in their order. @throws IdeascopeError if any of them fails */
export async function runSearches(client: Client, index: string, parts: readonly Part[]): Promise<SearchAnswer[]> {
  // half an answer is none: totals and facets would be wrong without saying so
  const header = { index, allow_partial_search_results: false };
  const searches = parts.flatMap(({ body }) => [header, body]) as unknown as estypes.MsearchRequestItem[];
  const { responses } = await translated(() => client.msearch({ searches, filter_path: FILTER_PATH }));
  return responses.map((response) => {
    if (!('error' in response)) return response;
    const { status = 0, error } = response;
    const cause: Cause = { type: error.type ?? '', reason: error.root_cause?.[0]?.reason ?? error.reason ?? '' };
    if (cause.reason.includes('too many nested clauses')) throw tooManyWords();
    throw ofStatus(status, cause) ?? new Error(`Elasticsearch does not run a search: ${cause.type}: ${cause.reason}`);
  });
}

/** Its limit depends on the memory and the processors of a node (`indices.query.bool.max_clause_count`). */
function tooManyWords(): IdeascopeError {
  const message = 'search has more different words than Elasticsearch takes here: send a shorter text';
  return new IdeascopeError('invalid_parameter', message, 'search');
}

/** Works and vectors that searches see. */
export async function countDocuments(client: Client, index: string): Promise<{ works: number; vectors: number }> {
  const body = {
    index,
    size: 0,
    track_total_hits: true,
    aggs: { vectors: { filter: { exists: { field: 'vector_hash' } } } },
  };
  const { hits, aggregations } = await translated(() => client.search(body));
  const total = hits.total as estypes.SearchTotalHits;
  const embedded = aggregations?.['vectors'] as estypes.AggregationsFilterAggregate | undefined;
  return { works: total.value, vectors: embedded?.doc_count ?? 0 };
}

/** Works by their own id or an external one, also those that no search sees yet. */
export async function fetchWorks(client: Client, index: string, ids: readonly string[]): Promise<(Work | undefined)[]> {
  const found = await readById(client, index, ids);
  const missing = ids.filter((id) => !found.has(id) && EXTERNAL.test(id));
  const claimed = await findClaimed(client, index, missing);
  const late = missing.filter((id) => !claimed.has(id));
  if (late.length > 0) {
    await translated(() => client.indices.refresh({ index }));
    for (const [id, work] of await findClaimed(client, index, late)) claimed.set(id, work);
  }
  return ids.map((id) => found.get(id) ?? claimed.get(id));
}

async function readById(client: Client, index: string, ids: readonly string[]): Promise<Map<string, Work>> {
  const found = new Map<string, Work>();
  for (const doc of await getDocuments<Source>(client, index, [...new Set(ids)], ['work'])) {
    if (!doc._source) continue;
    const work = JSON.parse(doc._source.work) as Work;
    found.set(work.id, work);
  }
  return found;
}

/**
 * Documents as they are at this moment, in the order of the ids; those that are not there have no `_source`.
 * @throws IdeascopeError when one of them cannot be read
 */
export async function getDocuments<T>(
  client: Client,
  index: string,
  ids: readonly string[],
  fields: readonly string[],
  options: TransportRequestOptions = {},
): Promise<estypes.GetGetResult<T>[]> {
  if (ids.length === 0) return [];
  const vectors = fields.includes('vector') ? { querystring: { _source_exclude_vectors: false } } : {};
  const { docs } = await translated(() =>
    client.mget<T>({ index, ids: ids.map(documentId), _source_includes: [...fields], ...vectors }, options),
  );
  return docs.map((doc) => {
    if ('error' in doc) throw ofStatus(404, doc.error as Cause) ?? new Error(JSON.stringify(doc.error));
    return doc;
  });
}

/** Works that claim these external ids, as they are now: what a search finds may have changed since. */
async function findClaimed(client: Client, index: string, ids: readonly string[]): Promise<Map<string, Work>> {
  if (ids.length === 0) return new Map();
  const body = {
    index,
    size: RESULT_WINDOW,
    query: { bool: { filter: [{ terms: { external_ids: [...ids] } }] } },
    sort: [{ id: 'asc' as const }],
    _source: false,
    track_total_hits: false,
  };
  const { hits } = await translated(() => client.search(body));
  const claimants = await readById(
    client,
    index,
    hits.hits.map(({ sort }) => sort?.[0] as string),
  );
  const claimed = new Map<string, Work>();
  for (const work of claimants.values()) {
    for (const id of externalIds(work)) if (ids.includes(id) && !claimed.has(id)) claimed.set(id, work);
  }
  return claimed;
}

/** Works without a vector (or all of them), in the order in which they were written, changes of this moment included. */
export async function listUnembedded(
  client: Client,
  index: string,
  limit: number,
  { all }: { readonly all: boolean },
): Promise<UnembeddedWork[]> {
  if (limit > 0) await translated(() => client.indices.refresh({ index }, { requestTimeout: WRITE_DEADLINE_MS }));
  const lacking = { bool: { must_not: [{ exists: { field: 'vector_hash' } }] } };
  const works: UnembeddedWork[] = [];
  let after: estypes.SortResults | undefined;
  while (works.length < limit) {
    const body = {
      index,
      size: Math.min(limit - works.length, UNEMBEDDED_PAGE),
      query: all ? { match_all: {} } : lacking,
      sort: [{ written_at: 'asc' as const }, { id: 'asc' as const }],
      _source: ['work'],
      track_total_hits: false,
      ...(after ? { search_after: after } : {}),
    };
    const { hits } = (await translated(() => client.search<Source>(body, { requestTimeout: WRITE_DEADLINE_MS }))).hits;
    if (hits.length === 0) break;
    after = hits.at(-1)?.sort;
    for (const { _source } of hits) {
      const work = JSON.parse((_source as Source).work) as Work;
      const text = embeddingText(work);
      works.push({ id: work.id, textHash: hashOf(text), text });
    }
  }
  return works;
}
