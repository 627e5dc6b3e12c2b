// One request against the in-memory index: the matched set first, then everything that speaks of it.
import {
  and,
  certainValues,
  clausesOf,
  type FacetRequest,
  type Filter,
  matchesByConditions,
  ownFieldOf,
  selectedValues,
  type TextQuery,
} from '../../domain/query.js';
import type { FacetBucket, Retrieval, RetrievalRequest, Scored, SemanticQuery } from '../engine.js';
import { type AskedTerms, askedTerms, countTerms, scoreTerms, termCounts } from './asked-terms.js';
import { type Bits, countBits, emptyBits, hasBit, intersect, membersOf, setBit, subtract, unite } from './bitset.js';
import type { TermCounts } from './bm25.js';
import { countFacet } from './count-facet.js';
import { isAbout } from './evidence.js';
import type { FilterBits } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';
import { announce, awaitMatched, compareTogether, facetsOf, helpComparing, type ShareHandle } from './search-share.js';
import { type Ranking, selectByScore, selectTop } from './select-top.js';
import { sortedPage } from './sorted-page.js';
import { counter, NOTHING_NEAR, type SemanticMatches, type Take } from './vector-index.js';

interface WordMatches {
  readonly bits: Bits;
  /** BM25F per document; 0 for those without a word of the query. Valid until the next request. */
  readonly scores: Float32Array;
}

/** Whatever kind of things it is over: it is only read. */
type Index = MemoryIndex<never>;

const NO_WORDS: WordMatches = { bits: emptyBits(0), scores: new Float32Array(0) };

type Facets = Map<string, FacetBucket[]>;

/**
 * Answers a request; `semanticUsed` says whether the index holds vectors of the request's model.
 * @param share with a thread that helps: the facets that it has counted are missing here
 */
export function retrieve(
  index: Index,
  filters: FilterBits,
  request: RetrievalRequest,
  semanticUsed: boolean,
  share?: ShareHandle,
): Retrieval {
  const { scope, own } = scopeOf(index, filters, request);
  const { text, lexical, semantic } = matchText(index, filters, request, scope, semanticUsed, share);
  if (share) announce(share, text);
  const matched = narrowed(index, filters, text, own);
  const members = once(() => membersOf(matched));
  return {
    lexical: lexical.scores.length > 0 ? topByWords(index, members(), lexical.scores, request.window) : [],
    semantic: topByMeaning(index, semantic, matched, request.window),
    ...(request.order ? sortedPage(index, members(), request.order) : { sorted: [] }),
    total: { value: countBits(matched), relation: 'eq' },
    facets: countFacets(index, filters, request, text, own, members, share && facetsOf(share)),
    inexactFacets: [],
    semanticUsed,
    coverage: { works: index.size, vectors: index.embedded },
  };
}

/** Takes part in a search that another thread answers: compares vectors, if it asks for meaning, and counts facets. */
export function helpRetrieve(
  index: Index,
  filters: FilterBits,
  request: RetrievalRequest,
  semanticUsed: boolean,
  share: ShareHandle,
): Facets {
  const { semantic } = request;
  const { scope, own } = scopeOf(index, filters, request);
  if (semantic && semanticUsed) helpComparing(share, (take) => nearTo(index, semantic, scope, take));
  if (request.facets.length === 0) return new Map();
  const text = awaitMatched(share, index.docs);
  if (!text) return new Map();
  const members = once(() => membersOf(narrowed(index, filters, text, own)));
  return countFacets(index, filters, request, text, own, members, facetsOf(share));
}

/**
 * The documents within which a request's words and meaning match, and the conditions that narrow these further: facets look
 * beyond their own conditions, so that the text is matched in the widest set that any of them needs.
 */
function scopeOf(index: Index, filters: FilterBits, request: RetrievalRequest): { scope: Bits; own: Filter[] } {
  const facetFields = new Set(request.facets.filter(isWidened).map((facet) => facet.field));
  const isOwn = (clause: Filter) => facetFields.has(ownFieldOf(clause) ?? '');
  const clauses = clausesOf(request.filter);
  const scope = filters.of(index, and(clauses.filter((clause) => !isOwn(clause))));
  if (request.text) applyPhrases(index, request.text, scope);
  return { scope, own: clauses.filter(isOwn) };
}

/** A function that finds its value when it is first asked for it. */
function once<T>(find: () => T): () => T {
  let found: T | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

/** Whether a facet looks beyond the conditions of its own field. */
const isWidened = ({ selection }: FacetRequest) => selection !== 'kept';

function narrowed(index: Index, filters: FilterBits, bits: Bits, clauses: readonly Filter[]): Bits {
  const result = bits.slice();
  if (clauses.length > 0) intersect(result, filters.of(index, and(clauses)));
  return result;
}

function matchText(
  index: Index,
  filters: FilterBits,
  request: RetrievalRequest,
  scope: Bits,
  semanticUsed: boolean,
  share: ShareHandle | undefined,
) {
  const terms = request.text && askedTerms(index.text, index.text.analyzer.query(request.text.text));
  const lexical =
    request.text && terms && request.lexical ? matchLexically(index, request.text, terms, scope) : NO_WORDS;
  const semantic =
    request.semantic && semanticUsed
      ? matchSemantically(index, filters, request.semantic, terms, scope, share)
      : NOTHING_NEAR;
  if (!request.text) return { text: scope, lexical, semantic };
  const text = emptyBits(index.docs);
  unite(text, lexical.bits);
  for (let i = 0; i < semantic.docs.length; i++) setBit(text, semantic.docs[i] as number);
  return { text, lexical, semantic };
}

/** Narrows `scope` to the documents with every phrase and without any exclusion. */
function applyPhrases(index: Index, text: TextQuery, scope: Bits): void {
  const having = (sayings: readonly (readonly string[])[]) => {
    const bits = emptyBits(index.docs);
    for (const words of sayings) for (const doc of index.text.phrase(words)) setBit(bits, doc);
    return bits;
  };
  const spoken = (phrases: readonly string[]) =>
    phrases.map((phrase) => index.text.analyzer.sayings(phrase)).filter((sayings) => sayings.length > 0);
  for (const sayings of spoken(text.phrases)) intersect(scope, having(sayings));
  for (const sayings of spoken(text.excluded)) subtract(scope, having(sayings));
}

function matchLexically(index: Index, query: TextQuery, terms: AskedTerms, scope: Bits): WordMatches {
  const scores = index.scratch.zeros('scores', Float32Array, index.docs);
  const loose = query.loose === query.text ? terms : askedTerms(index.text, index.text.analyzer.query(query.loose));
  const counts = termCounts(loose, index.scratch, 'counts', index.docs);
  if (loose === terms) scoreTerms(index.text, terms, scores, counts);
  else {
    scoreTerms(index.text, terms, scores);
    countTerms(index.text, loose, counts);
  }
  if (loose.ids.length === 0) {
    return { bits: matchesByConditions(query) ? scope.slice() : emptyBits(0), scores };
  }
  return { bits: atLeast(counts, loose.required, scope), scores };
}

/** The documents of a set that have at least so many terms. */
function atLeast(counts: TermCounts, required: number, scope: Bits): Bits {
  const bits = emptyBits(counts.length);
  for (let word = 0; word < bits.length; word++) {
    const within = scope[word] as number;
    if (within !== 0) bits[word] = within & reached(counts, required, word << 5);
  }
  return bits;
}

/** Of the 32 documents from one on, those that have at least so many terms: without branches, as they cannot be foretold. */
function reached(counts: TermCounts, required: number, first: number): number {
  const last = Math.min(32, counts.length - first);
  let found = 0;
  for (let i = 0; i < last; i++) found |= ((required - 1 - (counts[first + i] as number)) >>> 31) << i;
  return found;
}

function matchSemantically(
  index: Index,
  filters: FilterBits,
  query: SemanticQuery,
  terms: AskedTerms | undefined,
  scope: Bits,
  share: ShareHandle | undefined,
): SemanticMatches {
  const scan = (take?: Take) => nearTo(index, query, scope, take);
  const near = share ? compareTogether(share, scan) : scan();
  const everywhere = countBits(scope) === index.size;
  return isAbout(index, filters, query, terms, near, everywhere) ? near : NOTHING_NEAR;
}

function nearTo(index: Index, { vector, floor }: SemanticQuery, within: Bits, take?: Take): SemanticMatches {
  return index.vectors?.scan({ query: vector, floor, within }, take) ?? NOTHING_NEAR;
}

/** The best of the matched documents that have a word of the query. */
function topByWords(index: Index, members: Uint32Array, scores: Float32Array, window: number): Scored[] {
  return selectByScore(members, scores, window, (a, b) => index.ids.compare(a, b)).map((doc) => {
    return { id: index.ids.at(doc), score: scores[doc] as number };
  });
}

function topByMeaning(index: Index, found: SemanticMatches, matched: Bits, window: number): Scored[] {
  const { docs, cosines } = found;
  const places = placesWithin(docs, matched);
  const byIds: Ranking = (a, b) => index.ids.compare(docs[a] as number, docs[b] as number);
  const ranking: Ranking = (a, b) => (cosines[b] as number) - (cosines[a] as number) || byIds(a, b);
  const above = selectByScore(places, cosines, window, byIds);
  // the faster way leaves out cosines of 0 and less: with a usual floor there are none, and in a large index hardly ever
  // among the best
  const best = above.length === Math.min(window, places.length) ? above : selectTop(places, window, ranking);
  return best.map((place) => {
    return { id: index.ids.at(docs[place] as number), score: cosines[place] as number };
  });
}

/** Where in `docs` the documents of a set stand. */
function placesWithin(docs: Uint32Array, within: Bits): Uint32Array {
  const places = new Uint32Array(docs.length);
  let n = 0;
  for (let i = 0; i < docs.length; i++) if (hasBit(within, docs[i] as number)) places[n++] = i;
  return places.subarray(0, n);
}

/** Counts the facets that `take` gives out to this thread, by their place in the request. */
function countFacets(
  index: Index,
  filters: FilterBits,
  request: RetrievalRequest,
  text: Bits,
  own: readonly Filter[],
  members: () => Uint32Array,
  take: Take = counter(),
): Facets {
  const facets: Facets = new Map();
  for (let facet = request.facets[take()]; facet; facet = request.facets[take()]) {
    const { field } = facet;
    const column = index.columns.get(field)?.keyword;
    if (!column) throw new Error(`not a facet field: ${field}`);
    const others = isWidened(facet) ? own.filter((clause) => ownFieldOf(clause) !== field) : own;
    const docs = others.length === own.length ? members() : membersOf(narrowed(index, filters, text, others));
    const selected = selectedValues(request.filter, field);
    const certain = certainValues(request.filter, field);
    facets.set(field, countFacet(column, docs, facet, selected, index.scratch, certain));
  }
  return facets;
}
