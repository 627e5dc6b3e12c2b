// One request against the in-memory index: the matched set first, then everything that speaks of it.
import { requiredTerms } from '../../domain/matching.js';
import { compareText } from '../../domain/order.js';
import {
  and,
  clausesOf,
  type Filter,
  fieldsOf,
  type SortKey,
  selectedValues,
  type TextQuery,
} from '../../domain/query.js';
import { contentWords, wordsOf } from '../../text/analyze.js';
import type {
  FacetBucket,
  Position,
  RequestedOrder,
  Retrieval,
  RetrievalRequest,
  Scored,
  SemanticQuery,
} from '../engine.js';
import { type Bits, emptyBits, hasBit, intersect, membersOf, setBit, subtract, unite } from './bitset.js';
import { countFacet } from './count-facet.js';
import type { FilterBits } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';
import { type Ranking, selectByScore, selectTop } from './select-top.js';
import type { SemanticMatches } from './vector-index.js';

interface WordMatches {
  readonly bits: Bits;
  /** BM25F per document; 0 for those without a word of the query. Valid until the next request. */
  readonly scores: Float32Array;
}

const NO_WORDS: WordMatches = { bits: emptyBits(0), scores: new Float32Array(0) };
const NOTHING_NEAR: SemanticMatches = { docs: new Uint32Array(0), cosines: new Float32Array(0) };

/** Answers a request; `semanticUsed` says whether the index holds vectors of the request's model. */
export function retrieve(
  index: MemoryIndex,
  filters: FilterBits,
  request: RetrievalRequest,
  semanticUsed: boolean,
): Retrieval {
  const facetFields = new Set(request.facets.map((facet) => facet.field));
  const isOwn = (clause: Filter) => ownField(clause, facetFields) !== undefined;
  const clauses = clausesOf(request.filter);
  // facets look beyond their own conditions, so the text is matched in the widest set that any of them needs
  const scope = filters.of(index, and(clauses.filter((clause) => !isOwn(clause))));
  const { text, lexical, semantic } = matchText(index, request, scope, semanticUsed);
  const own = clauses.filter(isOwn);
  const matched = narrowed(index, filters, text, own);
  const members = membersOf(matched);
  return {
    lexical: topByWords(index, members, lexical.scores, request.window),
    semantic: topByMeaning(index, semantic, matched, request.window),
    sorted: request.order ? sortedPage(index, members, request.order) : [],
    total: { value: members.length, relation: 'eq' },
    facets: countFacets(index, filters, request, text, own, members),
    inexactFacets: [],
    semanticUsed,
    coverage: { works: index.size, vectors: index.embedded },
  };
}

/** The facet field that a condition belongs to: the only field it speaks of. */
function ownField(clause: Filter, facetFields: ReadonlySet<string>): string | undefined {
  const fields = fieldsOf(clause);
  const [field] = fields;
  return fields.size === 1 && field !== undefined && facetFields.has(field) ? field : undefined;
}

function narrowed(index: MemoryIndex, filters: FilterBits, bits: Bits, clauses: readonly Filter[]): Bits {
  const result = bits.slice();
  if (clauses.length > 0) intersect(result, filters.of(index, and(clauses)));
  return result;
}

function matchText(index: MemoryIndex, request: RetrievalRequest, scope: Bits, semanticUsed: boolean) {
  if (request.text) applyPhrases(index, request.text, scope);
  const stems = request.text && index.text.stemIds(contentWords(request.text.text));
  const lexical =
    request.text && stems && request.lexical ? matchLexically(index, request.text, stems, scope) : NO_WORDS;
  const semantic =
    request.semantic && semanticUsed ? matchSemantically(index, request.semantic, stems, scope) : NOTHING_NEAR;
  if (!request.text) return { text: scope, lexical, semantic };
  const text = emptyBits(index.docs);
  unite(text, lexical.bits);
  for (let i = 0; i < semantic.docs.length; i++) setBit(text, semantic.docs[i] as number);
  return { text, lexical, semantic };
}

/** Narrows `scope` to the documents with every phrase and without any exclusion. */
function applyPhrases(index: MemoryIndex, text: TextQuery, scope: Bits): void {
  const having = (words: readonly string[]) => {
    const bits = emptyBits(index.docs);
    for (const doc of index.text.phrase(words)) setBit(bits, doc);
    return bits;
  };
  const spoken = (phrases: readonly string[]) => phrases.map(wordsOf).filter((words) => words.length > 0);
  for (const words of spoken(text.phrases)) intersect(scope, having(words));
  for (const words of spoken(text.excluded)) subtract(scope, having(words));
}

/** Stem numbers of a text's distinct content words; undefined for those that no document has, which count as missing. */
type Stems = readonly (number | undefined)[];

function matchLexically(index: MemoryIndex, query: TextQuery, stems: Stems, scope: Bits): WordMatches {
  const scores = index.scratch.zeros('scores', Float32Array, index.docs);
  const loose = query.loose === query.text ? stems : index.text.stemIds(contentWords(query.loose));
  // half the memory traffic for every query that a person would write
  const counts =
    loose.length < 2 ** 16
      ? index.scratch.zeros('counts', Uint16Array, index.docs)
      : index.scratch.zeros('many counts', Uint32Array, index.docs);
  for (const id of stems) if (id !== undefined) index.text.score(id, scores);
  for (const id of loose) if (id !== undefined) index.text.count(id, counts);
  if (loose.length === 0) {
    return { bits: query.phrases.length > 0 ? scope.slice() : emptyBits(0), scores };
  }
  return { bits: atLeast(counts, requiredTerms(loose.length), scope), scores };
}

function atLeast(counts: Uint16Array | Uint32Array, required: number, scope: Bits): Bits {
  const bits = emptyBits(counts.length);
  for (let doc = 0; doc < counts.length; doc++) {
    if ((counts[doc] as number) >= required && hasBit(scope, doc)) setBit(bits, doc);
  }
  return bits;
}

function matchSemantically(
  index: MemoryIndex,
  query: SemanticQuery,
  stems: Stems | undefined,
  scope: Bits,
): SemanticMatches {
  return index.vectors?.scan(query.vector, floorOf(index, query, stems), scope) ?? NOTHING_NEAR;
}

function floorOf(index: MemoryIndex, { floor, strangeFloor }: SemanticQuery, stems: Stems | undefined): number {
  if (strangeFloor === undefined || stems === undefined) return floor;
  return stems.some((id) => id !== undefined && index.text.frequency(id) > 0) ? floor : strangeFloor;
}

/** The best of the matched documents that have a word of the query. */
function topByWords(index: MemoryIndex, members: Uint32Array, scores: Float32Array, window: number): Scored[] {
  if (scores.length === 0) return [];
  return selectByScore(members, scores, window, (a, b) => byId(index, a, b)).map((doc) => {
    return { id: index.ids[doc] as string, score: scores[doc] as number };
  });
}

function topByMeaning(index: MemoryIndex, found: SemanticMatches, matched: Bits, window: number): Scored[] {
  const { docs, cosines } = found;
  const places: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < docs.length; i++) {
    if (!hasBit(matched, docs[i] as number)) continue;
    places.push(i);
    if ((cosines[i] as number) < least) least = cosines[i] as number;
  }
  const byIds: Ranking = (a, b) => byId(index, docs[a] as number, docs[b] as number);
  const ranking: Ranking = (a, b) => (cosines[b] as number) - (cosines[a] as number) || byIds(a, b);
  // with a usual floor all cosines are above 0, as the faster way needs them
  const best = least > 0 ? selectByScore(places, cosines, window, byIds) : selectTop(places, window, ranking);
  return best.map((place) => {
    return { id: index.ids[docs[place] as number] as string, score: cosines[place] as number };
  });
}

function byId(index: MemoryIndex, a: number, b: number): number {
  return compareText(index.ids[a] as string, index.ids[b] as string);
}

function sortedPage(index: MemoryIndex, members: Uint32Array, { by, offset, limit, after }: RequestedOrder): string[] {
  const rankings = by.map((key) => sortRanking(index, key));
  const ranking: Ranking = (a, b) => {
    for (const one of rankings) {
      const order = one(a, b);
      if (order !== 0) return order;
    }
    return byId(index, a, b);
  };
  const rest = after ? members.filter((doc) => isBehind(index, doc, by, after)) : members;
  return selectTop(rest, offset + limit, ranking)
    .slice(offset)
    .map((doc) => index.ids[doc] as string);
}

function isBehind(index: MemoryIndex, doc: number, by: readonly SortKey[], after: Position): boolean {
  for (const [i, { field, direction }] of by.entries()) {
    const order = compareValues(numbersOf(index, field)[doc] as number, after.values[i] ?? Number.NaN, direction);
    if (order !== 0) return order > 0;
  }
  return compareText(index.ids[doc] as string, after.id) > 0;
}

/** Documents without a value come last in either direction. */
function sortRanking(index: MemoryIndex, { field, direction }: SortKey): Ranking {
  const values = numbersOf(index, field);
  return (a, b) => compareValues(values[a] as number, values[b] as number, direction);
}

function numbersOf(index: MemoryIndex, field: string): Float64Array {
  const values = index.columns.get(field)?.number?.values;
  if (!values) throw new Error(`not a sortable field: ${field}`);
  return values;
}

/** NaN stands for no value. */
function compareValues(x: number, y: number, direction: 'asc' | 'desc'): number {
  if (x === y) return 0;
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : 1;
  if (Number.isNaN(y)) return -1;
  return direction === 'asc' ? x - y : y - x;
}

function countFacets(
  index: MemoryIndex,
  filters: FilterBits,
  request: RetrievalRequest,
  text: Bits,
  own: readonly Filter[],
  members: Uint32Array,
): Map<string, FacetBucket[]> {
  const facets = new Map<string, FacetBucket[]>();
  for (const facet of request.facets) {
    const column = index.columns.get(facet.field)?.keyword;
    if (!column) throw new Error(`not a facet field: ${facet.field}`);
    const others = own.filter((clause) => !fieldsOf(clause).has(facet.field));
    const docs = others.length === own.length ? members : membersOf(narrowed(index, filters, text, others));
    const selected = selectedValues(request.filter, facet.field);
    facets.set(facet.field, countFacet(column, docs, facet, selected, index.scratch));
  }
  return facets;
}
