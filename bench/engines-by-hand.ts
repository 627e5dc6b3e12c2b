// The one search that somebody would write by hand for a question: words and the nearest vectors, counts and a page.
import { WORKS } from '../src/domain/fields.js';
import { type Filter, isShuffle } from '../src/domain/query.js';
import { filterQuery } from '../src/engine/elasticsearch/filter-query.js';
import { wordsWanted } from '../src/engine/elasticsearch/text-query.js';
import type { RetrievalRequest } from '../src/engine/engine.js';
import { quantise } from '../src/engine/quantise.js';
import { wordsOf } from '../src/text/analyze.js';
import type { WireRequest } from './plain-http.js';

const PAGE = 25;
const NEIGHBOURS = 100;
const CANDIDATES = 150;

/** `_search` with `match`, top-level `knn`, a terms aggregation per facet, exact total, and works as they are stored. */
export function byHand(index: string, request: RetrievalRequest): WireRequest {
  const { text, semantic, order, facets, filter } = request;
  const filters = filter.type === 'all' ? [] : [filterQuery(WORKS, filter)];
  const body = {
    size: PAGE,
    track_total_hits: true,
    ...(text && request.lexical ? { query: { bool: { must: [words(text)], filter: filters } } } : {}),
    ...(semantic ? { knn: nearest(semantic.vector, filter) } : {}),
    ...(order && !isShuffle(order.by)
      ? { sort: order.by.map(({ field, direction }) => ({ [field]: direction })) }
      : {}),
    aggs: Object.fromEntries(facets.map(({ field, size }) => [field, { terms: { field, size } }])),
  };
  return { method: 'POST', path: `/${index}/_search`, type: 'application/json', body: JSON.stringify(body) };
}

function words({ text, phrases }: NonNullable<RetrievalRequest['text']>) {
  const [phrase] = phrases;
  if (phrase !== undefined) return { match_phrase: { 'text.exact': wordsOf(phrase).join(' ') } };
  return { match: { text: wordsWanted(WORKS, text).words.join(' ') } };
}

function nearest(vector: Float32Array, filter: Filter) {
  return {
    field: 'vector',
    query_vector: Array.from(quantise(vector).values),
    k: NEIGHBOURS,
    num_candidates: CANDIDATES,
    ...(filter.type === 'all' ? {} : { filter: filterQuery(WORKS, filter) }),
  };
}
