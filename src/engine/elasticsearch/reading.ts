// Reading from an index: searches in one request, things by id, counts.
import type { Client, estypes, TransportRequestOptions } from '@elastic/elasticsearch';
import type { Stored } from '../../domain/catalogue.js';
import { IdeascopeError } from '../../errors.js';
import { documentId } from './documents.js';
import { type Cause, ofStatus, translated } from './failures.js';
import type { StoredKind } from './kinds.js';
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

interface Source {
  readonly stored: string;
}

/** Where things of one kind are read from. */
export interface Shelf<D extends Stored> {
  readonly client: Client;
  readonly index: string;
  readonly kind: StoredKind<D>;
}

/** Runs the searches of a plan as one request; answers in their order. @throws IdeascopeError if any of them fails */
export async function runSearches(client: Client, index: string, parts: readonly Part[]): Promise<SearchAnswer[]> {
  // half an answer is none: totals and facets would be wrong without saying so
  const header = { index, allow_partial_search_results: false };
  const searches = parts.flatMap(({ body }) => [header, body]) as unknown as estypes.MsearchRequestItem[];
  const { responses } = await translated(() => client.msearch({ searches, filter_path: FILTER_PATH }));
  return responses.map(answered);
}

/** One answer of several. @throws IdeascopeError if it is none */
export function answered<T>(response: estypes.MsearchResponseItem<T>): estypes.MsearchMultiSearchItem<T> {
  if (!('error' in response)) return response;
  const { status = 0, error } = response;
  const cause: Cause = { type: error.type ?? '', reason: error.root_cause?.[0]?.reason ?? error.reason ?? '' };
  if (cause.reason.includes('too many nested clauses')) throw tooManyWords();
  throw ofStatus(status, cause) ?? new Error(`Elasticsearch does not run a search: ${cause.type}: ${cause.reason}`);
}

/** Its limit depends on the memory and the processors of a node (`indices.query.bool.max_clause_count`). */
function tooManyWords(): IdeascopeError {
  const message = 'search has more different words than Elasticsearch takes here: send a shorter text';
  return new IdeascopeError('invalid_parameter', message, 'search');
}

/** What searches see. */
export interface Counts {
  readonly things: number;
  /** Things and what they have taken in. */
  readonly documents: number;
  readonly vectors: number;
}

export async function countDocuments(client: Client, index: string): Promise<Counts> {
  const body = {
    index,
    size: 0,
    track_total_hits: true,
    aggs: {
      vectors: { filter: { exists: { field: 'vector_hash' } } },
      taken: { filter: { exists: { field: 'version_of' } } },
    },
  };
  const { hits, aggregations } = await translated(() => client.search(body));
  const total = hits.total as estypes.SearchTotalHits;
  const counted = (name: string) =>
    (aggregations?.[name] as estypes.AggregationsFilterAggregate | undefined)?.doc_count ?? 0;
  return { things: total.value - counted('taken'), documents: total.value, vectors: counted('vectors') };
}

/** Things by their own id or an external one, also those that no search sees yet. */
export async function fetchThings<D extends Stored>(
  shelf: Shelf<D>,
  ids: readonly string[],
): Promise<(D | undefined)[]> {
  const { client, index, kind } = shelf;
  const found = await readWhole(shelf, ids);
  const missing = ids.filter((id) => !found.has(id) && kind.mayBeExternal(id));
  const claimed = await findClaimed(shelf, missing);
  const late = missing.filter((id) => !claimed.has(id));
  if (late.length > 0) {
    await translated(() => client.indices.refresh({ index }));
    for (const [id, thing] of await findClaimed(shelf, late)) claimed.set(id, thing);
  }
  return ids.map((id) => found.get(id) ?? claimed.get(id));
}

/** Things by their own id; for those that were taken in, what took them in. */
async function readWhole<D extends Stored>(shelf: Shelf<D>, ids: readonly string[]): Promise<Map<string, D>> {
  const found = await readById(shelf, ids);
  const { versions } = shelf.kind;
  if (!versions) return found;
  const taken = [...found.values()].flatMap((thing) => {
    const into = versions.into(thing);
    return into === undefined ? [] : [{ thing, into }];
  });
  if (taken.length === 0) return found;
  const wholes = await readById(
    shelf,
    taken.map(({ into }) => into),
  );
  for (const { thing, into } of taken) {
    const whole = wholes.get(into);
    const isThere = whole !== undefined && versions.into(whole) === undefined;
    found.set(thing.id, isThere ? whole : versions.alone(thing));
  }
  return found;
}

/** Things by their own id, also those that were taken in. */
export async function readById<D extends Stored>(
  { client, index }: Shelf<D>,
  ids: readonly string[],
): Promise<Map<string, D>> {
  const found = new Map<string, D>();
  for (const doc of await getDocuments<Source>(client, index, [...new Set(ids)], ['stored'])) {
    if (!doc._source) continue;
    const thing = JSON.parse(doc._source.stored) as D;
    found.set(thing.id, thing);
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

/** Things that claim these external ids, as they are now: what a search finds may have changed since. */
async function findClaimed<D extends Stored>(shelf: Shelf<D>, ids: readonly string[]): Promise<Map<string, D>> {
  if (ids.length === 0) return new Map();
  const { client, index, kind } = shelf;
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
    shelf,
    hits.hits.map(({ sort }) => sort?.[0] as string),
  );
  const wanted = new Set(ids);
  const claimed = new Map<string, D>();
  for (const thing of claimants.values()) {
    for (const id of kind.catalogue.externalIds(thing)) if (wanted.has(id) && !claimed.has(id)) claimed.set(id, thing);
  }
  return claimed;
}
