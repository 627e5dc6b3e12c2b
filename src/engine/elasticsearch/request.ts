// A neutral request → the bodies of one `_msearch`. Pure: what is asked of the server is decided here and nowhere else.
import type { estypes } from '@elastic/elasticsearch';
import {
  and,
  clausesOf,
  type FacetRequest,
  type Filter,
  isShuffle,
  ownFieldOf,
  type Shuffle,
  selectedValues,
} from '../../domain/query.js';
import type { RequestedOrder, RetrievalRequest, SemanticQuery } from '../engine.js';
import { quantise } from '../quantise.js';
import { anyOf, listedIn } from './clauses.js';
import { type AnyCatalogue, positionValue } from './field-values.js';
import { filterQuery } from './filter-query.js';
import { lexicalMatch, phraseConditions, scoredWords } from './text-query.js';

type Query = estypes.QueryDslQueryContainer;
type Aggregations = Readonly<Record<string, estypes.AggregationsAggregationContainer>>;

/** The part of a search body that is used here. */
export interface SearchBody {
  readonly query: Query;
  readonly size: number;
  readonly from?: number;
  readonly search_after?: readonly (string | number | null)[];
  readonly sort?: readonly Readonly<Record<string, 'asc' | 'desc' | { order: 'asc' | 'desc'; missing: number }>>[];
  readonly _source?: false;
  readonly stored_fields?: '_none_';
  readonly track_total_hits?: boolean;
  readonly terminate_after?: number;
  readonly aggs?: Aggregations;
}

/** How the vectors of an index are stored and searched: a fact of its mapping. */
export interface VectorIndexing {
  readonly elementType: 'byte' | 'float';
  /** Flat types compare every vector; the others follow a graph and stop at a number of candidates. */
  readonly exact: boolean;
}

/** What the bodies depend on besides the request. */
export interface IndexView {
  /** Whether the index holds vectors of the request's model. */
  readonly semanticUsed: boolean;
  readonly vectors: VectorIndexing;
}

export type Leg = 'lexical' | 'semantic' | 'sorted';

/** One search of the `_msearch`, and what its answer is for. */
export interface Part {
  readonly body: SearchBody;
  /** What its hits are. */
  readonly hits?: Leg;
  /** Whether its total is that of the matched set, or of the works near enough. */
  readonly counts?: 'matched' | 'near';
  readonly facets: readonly FacetRequest[];
}

/** Elasticsearch's `index.max_result_window`, which is left as it is: deeper pages go by `after`. */
export const RESULT_WINDOW = 10_000;
/** Hits that an approximate search looks for on each shard, and how many it weighs for that. */
export const NEIGHBOURS = 1_000;
const CANDIDATES = 2 * NEIGHBOURS;

/**
 * The searches that together answer a request: one for the matched set with its total and facets, one more for each leg
 * that it cannot rank itself, and one for each facet that looks beyond its own conditions.
 * @throws Error when the request names a field that the catalogue does not know
 */
export function planSearches(catalogue: AnyCatalogue, request: RetrievalRequest, view: IndexView): Part[] {
  const scope = new Scope(catalogue, request, view);
  const clauses = clausesOf(request.filter);
  const isOwn = (field: string) => (clause: Filter) => ownFieldOf(clause) === field;
  const widened = request.facets.filter(({ field, selection }) => selection !== 'kept' && clauses.some(isOwn(field)));
  const usual = request.facets.filter((facet) => !widened.includes(facet));
  const beyond = widened.map((facet): Part => {
    const others = and(clauses.filter((clause) => !isOwn(facet.field)(clause)));
    const counts = aggregations(catalogue, [facet], request.filter);
    return { body: { ...counting(scope.matched(others)), ...counts }, facets: [facet] };
  });
  return [...mainParts(request, scope, usual), ...scope.extraCounts(), ...beyond];
}

/** The search that counts, ranking a leg along the way, and the legs that are left. */
function mainParts(request: RetrievalRequest, scope: Scope, facets: readonly FacetRequest[]): Part[] {
  const { catalogue } = scope;
  const legs: Part[] = [];
  if (request.order) {
    legs.push({ hits: 'sorted', facets: [], body: sortedBody(catalogue, request.order, scope.matched()) });
  }
  if (request.window > 0) legs.push(...scope.legs(request.window));
  const [first = { body: counting(scope.matched()), facets: [] }, ...rest] = legs;
  const main: Part = {
    ...first,
    body: { ...first.body, track_total_hits: true, ...aggregations(catalogue, facets, request.filter) },
    counts: 'matched',
    facets,
  };
  return [main, ...rest];
}

/** The conditions of one request, built once. */
class Scope {
  readonly catalogue: AnyCatalogue;
  readonly #request: RetrievalRequest;
  readonly #view: IndexView;
  readonly #conditions: readonly Query[];
  readonly #byWords: Query | undefined;
  /** What scores the text; undefined for a text without words. */
  readonly #words: ReturnType<typeof scoredWords>;
  readonly #semantic: SemanticQuery | undefined;
  readonly #vector: readonly number[];

  constructor(catalogue: AnyCatalogue, request: RetrievalRequest, view: IndexView) {
    const { text, lexical } = request;
    this.catalogue = catalogue;
    this.#request = request;
    this.#view = view;
    this.#conditions = [...listedIn(catalogue), ...(text ? phraseConditions(catalogue, text) : [])];
    this.#byWords = text && lexical ? lexicalMatch(catalogue, text) : undefined;
    this.#words = scoredWords(catalogue, text?.text ?? '');
    this.#semantic = view.semanticUsed ? request.semantic : undefined;
    this.#vector = this.#semantic ? encodeVector(this.#semantic.vector, view.vectors) : [];
  }

  #filters(filter: Filter): Query[] {
    return filter.type === 'all' ? [...this.#conditions] : [filterQuery(this.catalogue, filter), ...this.#conditions];
  }

  #near(filter: Filter): Query | undefined {
    if (!this.#semantic) return undefined;
    return nearQuery(this.#vector, this.#semantic.floor, this.#view.vectors, this.#filters(filter));
  }

  /** The matched set, without scores. */
  matched(filter = this.#request.filter): Query {
    const filters = this.#filters(filter);
    if (this.#request.text) filters.push(this.#byTextOf(filter));
    return { bool: { filter: filters } };
  }

  #byTextOf(filter: Filter): Query {
    const ways = [this.#byWords, this.#near(filter)].filter((way) => way !== undefined);
    return ways.length === 1 && ways[0] ? ways[0] : anyOf(ways);
  }

  /** The legs that take part; the first is ranked over the whole matched set, so that it can count it too. */
  legs(window: number): Part[] {
    const { filter, text, lexical } = this.#request;
    const near = this.#near(filter);
    const legs: Part[] = [];
    if (near) {
      // works that match by their words alone get no score here, and are told from the leg by that
      const otherwise = text ? this.#byWords : { match_all: {} };
      const others: Query[] = otherwise ? [{ constant_score: { filter: otherwise, boost: 0 } }] : [];
      const query: Query = {
        bool: { filter: this.#filters(filter), should: [near, ...others], minimum_should_match: 1 },
      };
      legs.push({ hits: 'semantic', facets: [], body: { ...ranked(window), query } });
    }
    if (lexical && this.#words) {
      const query = this.#rankedByWords(this.#words);
      legs.push({ hits: 'lexical', facets: [], body: { ...ranked(window), query } });
    }
    return legs;
  }

  #rankedByWords({ scored, even }: { scored: Query; even: boolean }): Query {
    const { filter, text } = this.#request;
    const near = this.#near(filter);
    // where nothing else can match, what counts the words can score them too
    if (!near && this.#byWords && even && text?.loose === text?.text) {
      return { bool: { must: [this.#byWords], filter: this.#filters(filter) } };
    }
    // counting the matched set needs all of it; where that is done already, only what has a score
    return near
      ? { bool: { must: [scored], filter: [this.matched()] } }
      : { bool: { should: [scored], filter: [this.matched()] } };
  }

  /** Whether an approximate search stopped short. */
  extraCounts(): Part[] {
    const parts: Part[] = [];
    const near = this.#near(this.#request.filter);
    if (near && !this.#view.vectors.exact) {
      parts.push({ counts: 'near', facets: [], body: { ...counting(near), track_total_hits: true } });
    }
    return parts;
  }
}

/** A vector as the index stores and compares it. */
export function encodeVector(vector: Float32Array, { elementType }: VectorIndexing): number[] {
  return Array.from(elementType === 'byte' ? quantise(vector).values : vector);
}

/** Works with cosine ≥ floor; `filters` because an approximate search must know them before it chooses its hits. */
export function nearQuery(
  vector: readonly number[],
  floor: number,
  indexing: VectorIndexing,
  filters: readonly Query[],
): Query {
  if (floor > 1) return { match_none: {} };
  return {
    knn: {
      field: 'vector',
      query_vector: [...vector],
      ...(indexing.exact
        ? { k: NEIGHBOURS, num_candidates: NEIGHBOURS }
        : { k: NEIGHBOURS, num_candidates: CANDIDATES, filter: [...filters] }),
      ...(floor > -1 ? { similarity: floor } : {}),
    },
  };
}

export const counting = (query: Query): SearchBody => ({ size: 0, query });

/** The best by score, ties by id. The id is a sort value, which spares reading the stored document. */
function ranked(window: number) {
  return {
    size: Math.min(window, RESULT_WINDOW),
    _source: false,
    stored_fields: '_none_',
    track_total_hits: false,
    sort: [{ _score: 'desc' }, { id: 'asc' }],
  } as const;
}

function sortedBody(catalogue: AnyCatalogue, order: RequestedOrder, query: Query): SearchBody {
  const { by, offset, limit, after } = order;
  const page = {
    size: Math.max(0, Math.min(limit, RESULT_WINDOW - offset)),
    from: Math.min(offset, RESULT_WINDOW),
    _source: false,
    stored_fields: '_none_',
  } as const;
  if (isShuffle(by)) return { ...page, ...shuffled(by, query) };
  const keys = by.map(({ field, direction }) => ({
    [catalogue.known(field).name]: { order: direction, missing: missingValue(direction) },
  }));
  const place = by.map(({ field, direction }, i) => {
    const value = after?.values[i];
    return value === undefined ? missingValue(direction) : positionValue(catalogue.known(field), value);
  });
  return {
    ...page,
    sort: [...keys, { id: 'asc' }],
    ...(after ? { search_after: [...place, after.id] } : {}),
    query,
  };
}

/** Random scores that hang on ids and the seed: by default they hang on what a server writes anew with every change. */
function shuffled({ seed }: Shuffle, query: Query): Pick<SearchBody, 'query' | 'sort'> {
  const random = { random_score: { seed, field: 'id' } };
  const drawn = { query, functions: [random], boost_mode: 'replace' } as estypes.QueryDslFunctionScoreQuery;
  return { query: { function_score: drawn }, sort: [{ _score: 'desc' }, { id: 'asc' }] };
}

/** Works without a value come last, by a number that a cursor can carry: `_last` stands for ±2^63. */
export function missingValue(direction: 'asc' | 'desc'): number {
  return direction === 'asc' ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** Values that each shard sends: a value just behind its own first ones may be among the first of all. */
const shardSize = (size: number) => 10 * size + 100;

/** For each facet its most frequent values, and those that the filter selects. */
function aggregations(
  catalogue: AnyCatalogue,
  facets: readonly FacetRequest[],
  filter: Filter,
): Pick<SearchBody, 'aggs'> {
  const named = facets.flatMap(({ field: name, size, selection }) => {
    const field = catalogue.known(name);
    const order = [{ _count: 'desc' }, { _key: 'asc' }] as const;
    const selected = selection === 'kept' ? [] : selectedValues(filter, name);
    const filters = selected.map((value) => filterQuery(catalogue, { type: 'values', field: name, values: [value] }));
    return [
      ...(size > 0
        ? [
            [
              `top ${name}`,
              { terms: { field: field.name, size, shard_size: shardSize(size), order: [...order] } },
            ] as const,
          ]
        : []),
      ...(selected.length > 0 ? [[`selected ${name}`, { filters: { filters } }] as const] : []),
    ];
  });
  return named.length === 0 ? {} : { aggs: Object.fromEntries(named) };
}
