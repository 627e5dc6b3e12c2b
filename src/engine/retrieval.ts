// What one search asks of an engine, and what it answers: the words of the port's treaty as types.
import type { ModelIdentity } from '../domain/model.js';
import type { FacetRequest, Filter, Shuffle, SortKey, TextQuery } from '../domain/query.js';

/** A hit of one leg. Scores are comparable within one answer only. */
export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** The semantic leg of a request: a unit vector, and the model that made it. */
export interface SemanticQuery {
  readonly vector: Float32Array;
  readonly model: ModelIdentity;
  /** The least cosine that counts as a match. */
  readonly floor: number;
  /**
   * Nothing counts as a match unless the index holds something about the query at all, whatever the request's filter,
   * phrases and exclusions say: a work with at least the cosine `alone` of `evidenceIn`, or one with at least `agreed` in
   * which enough of the terms of `text.text` occur. `sureFloor` is `alone` in an index of 100,000 vectors. Absent: no such
   * evidence is asked for. Not below `floor`.
   */
  readonly sureFloor?: number;
}

/** Cosines that are evidence. */
export interface Evidence {
  /** Of a work by itself. */
  readonly alone: number;
  /** Of a work in which enough of the words occur: halfway from `floor`. */
  readonly agreed: number;
}

/** So many vectors `sureFloor` speaks of. */
const REFERENCE_SIZE = 100_000;
/** How fast evidence grows with the size of an index, and its least share of the way from `floor` to `sureFloor`. */
const GROWTH = 0.3;
const LEAST_SHARE = 0.25;

/**
 * What is evidence in an index of so many vectors; undefined where none is asked for. The nearest of more works is nearer by
 * chance: the greatest of n random cosines grows as √(2 ln n) (Fisher & Tippett, 1928), and with it what counts. Measured
 * with nonsense on six collections of 1,033 to 95,219 works (bench/README.md).
 */
export function evidenceIn(
  { floor, sureFloor }: Pick<SemanticQuery, 'floor' | 'sureFloor'>,
  vectors: number,
): Evidence | undefined {
  if (sureFloor === undefined) return undefined;
  const reach = (size: number) => Math.sqrt(2 * Math.log(Math.max(1, size)));
  const share = Math.max(LEAST_SHARE, 1 - GROWTH * (reach(REFERENCE_SIZE) - reach(vectors)));
  const alone = floor + share * (sureFloor - floor);
  return { alone, agreed: (floor + alone) / 2 };
}

/** How far below `floor` unrelated texts lie, as a share of the way from there to `sureFloor`. */
const UNRELATED = 0.6;

/**
 * About the cosine that a model gives to what has nothing in common, by its floors: .1 for all-MiniLM-L6-v2, whose mean for
 * random works is .14 (anything from .10 to .14 ranks alike); some models give any two texts .7.
 */
export function unrelatedCosine({ floor, sureFloor }: Pick<SemanticQuery, 'floor' | 'sureFloor'>): number {
  return sureFloor === undefined ? 0 : floor - UNRELATED * (sureFloor - floor);
}

/** A place in a sorted answer: just behind the work with this id and these values of the sort fields. */
export interface Position {
  /** undefined: the work has no value. */
  readonly values: readonly (number | undefined)[];
  readonly id: string;
}

export interface RequestedOrder {
  readonly by: readonly SortKey[] | Shuffle;
  /** Ranks to skip; 0 with `after`. Engines may answer nothing beyond rank 10,000. */
  readonly offset: number;
  readonly limit: number;
  /** Goes on from here, however deep; the work itself need not be there any more. Not with a shuffle. */
  readonly after?: Position;
}

export interface RetrievalRequest {
  readonly filter: Filter;
  /** Absent: there is no text condition, and every work that passes the filter matches. */
  readonly text?: TextQuery;
  /** Whether words may match; at least one of the legs is asked for when there is a text. */
  readonly lexical: boolean;
  readonly semantic?: SemanticQuery;
  /** How many hits of each leg to return, from the best. */
  readonly window: number;
  /** With a sort order, `sorted` is filled: rank `offset` to `offset + limit` of the matched set. */
  readonly order?: RequestedOrder;
  readonly facets: readonly FacetRequest[];
}

export interface Total {
  readonly value: number;
  /** `eq`: exact. `gte`: at least that many. */
  readonly relation: 'eq' | 'gte';
}

export interface FacetBucket {
  readonly key: string | number;
  readonly label: string;
  readonly count: number;
  /** Whether the filter selects this value. */
  readonly selected: boolean;
}

export interface Retrieval {
  readonly lexical: readonly Scored[];
  readonly semantic: readonly Scored[];
  readonly sorted: readonly string[];
  /** Where the last of `sorted` stands, as searches see it, whatever is written since; absent where `sorted` is empty. */
  readonly last?: Position;
  readonly total: Total;
  readonly facets: ReadonlyMap<string, readonly FacetBucket[]>;
  /** Facets whose counts are lower bounds, by field. */
  readonly inexactFacets: readonly string[];
  /** Whether the semantic leg took part: false if the index holds no vectors of the query's model. */
  readonly semanticUsed: boolean;
  /** How much of the index can be found by meaning: works that searches see, and how many of them have a vector. */
  readonly coverage: { readonly works: number; readonly vectors: number };
}
