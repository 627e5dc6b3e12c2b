// A search over works, told in five steps: understand → retrieve → fuse → hydrate → present-ready answer.

import { WORKS } from '../domain/fields.js';
import { ALL, and, type FacetRequest, type Filter, type TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, FacetBucket, Retrieval, RetrievalRequest, SemanticQuery, Total } from '../engine/engine.js';
import { step } from '../request-scope.js';
import { type Why, type Whys, whyHits } from './explain.js';
import {
  inexactFacets,
  nextCursor,
  type Page,
  type PageRequest,
  type Paging,
  pagingOf,
  roundedScore,
} from './paging.js';
import { parseFacets } from './parse-facets.js';
import { parseFilter } from './parse-filter.js';
import { type Order, parseSort } from './parse-sort.js';
import { type RankedPage, rankPage } from './rank-works.js';
import { readSearch, type TypedSearch } from './read-search.js';
import { requireRanking } from './rerank.js';
import { embedText, matchingOf, retrieveText } from './retrieve-text.js';
import type { Degradation, SearchMode, SemanticDeps } from './semantic-leg.js';
import { type DidYouMean, didYouMean } from './spelling.js';
import type { Understood as Reading } from './understood.js';
import { groupsOf, totalOf, UNORDERED, unknownGroup, type View, type ViewRequest, viewOf, viewPart } from './view.js';

/** Hits of each leg that are fused. The same for every page: a window that grew with the page would reorder page 1. */
export const WINDOW = 1000;

export interface QuestionRequest {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly mode: SearchMode;
}

export interface SearchRequest extends PageRequest, QuestionRequest, ViewRequest {
  /** Names or aliases of facetable fields. */
  readonly facets: readonly string[];
  readonly facetSize: number;
  readonly highlight: boolean;
  /** Whether each hit says why it is there. */
  readonly explain?: boolean | undefined;
  /** Whether a second stage orders the first hits anew. */
  readonly rerank?: boolean | undefined;
}

/** A part of all works, such as those of one author: what a search over it begins with. */
export interface Part {
  readonly within: Filter;
  /** The order without a search, unless the request names one. */
  readonly order: Exclude<Order, 'relevance'>;
}

export interface SearchHit extends Why {
  readonly work: Work;
  /** Only with a search in order of relevance: fused (0–1), or the score of the one leg in use. */
  readonly score?: number;
  /** Of the second stage, for those that it has ordered; greater is better, on the scale of its model. */
  readonly rerankScore?: number;
}

export interface SearchAnswer {
  readonly total: Total;
  /** How many of the matched works paging can reach. */
  readonly reachable: number;
  /** Where the next page begins; undefined at the end, and without a cursor. */
  readonly nextCursor: string | undefined;
  /** The mode actually used; undefined without a search. */
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  /** The search as it was probably meant, if it has likely typos. */
  readonly didYouMean: DidYouMean | undefined;
  /** How the text of the search was read; undefined without a search. */
  readonly understood: Reading | undefined;
  readonly hits: readonly SearchHit[];
  readonly facets: ReadonlyMap<string, readonly FacetBucket[]>;
  /** The groups that `groupBy` asks for. */
  readonly groups: readonly FacetBucket[];
  /** How many of the first hits the second stage has ordered; only where it was asked for. */
  readonly reranked?: number;
}

/** Which works a request is after, and in which order. */
export interface Question {
  readonly text: TextQuery | undefined;
  readonly filter: Filter;
  readonly order: Order;
  readonly mode: SearchMode;
  readonly understood: Reading | undefined;
}

interface Understood extends Question, View {
  readonly facets: readonly FacetRequest[];
  readonly paging: Paging;
}

interface Retrieved {
  /** What was searched by words: of a long text its telling terms. */
  readonly searched: TextQuery | undefined;
  readonly retrieval: Retrieval;
  readonly mode: SearchMode | undefined;
  readonly semantic: SemanticQuery | undefined;
  readonly degraded: readonly Degradation[];
  readonly groups: readonly FacetBucket[];
}

/**
 * Answers one page of a search, over all works or over a part of them.
 * @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field, page_out_of_reach, semantic_unavailable
 *   (mode `semantic` without model or vectors), index_not_ready
 */
export async function searchWorks(deps: SemanticDeps, request: SearchRequest, part?: Part): Promise<SearchAnswer> {
  const asked = await step('understand', () => understandRequest(deps, request, part));
  const retrieved = await step('retrieve', () => retrieve(deps, asked));
  const ranked = await step('fuse', () => rankPage(deps, asked, retrieved, request.rerank === true));
  const works = await step('hydrate', () => hydrate(deps.engine, ranked));
  return step('present', () => present(deps, request, { asked, retrieved, ranked, works }));
}

interface Ranked {
  readonly asked: Understood;
  readonly retrieved: Retrieved;
  readonly ranked: RankedPage;
  readonly works: readonly (Work | undefined)[];
}

async function present(deps: SemanticDeps, request: SearchRequest, { asked, retrieved, ranked, works }: Ranked) {
  const whys = await whyHits(deps, request, {
    ...asked,
    ...retrieved,
    text: retrieved.searched,
    ranked: asked.order === 'relevance',
    offset: asked.paging.offset,
    page: ranked.page,
    works,
  });
  return {
    ...presentReady(asked, retrieved, ranked, works, whys),
    didYouMean: await spelling(deps, request, asked, works),
  };
}

async function spelling(
  deps: SemanticDeps,
  { search }: SearchRequest,
  { text, filter }: Understood,
  works: readonly (Work | undefined)[],
): Promise<DidYouMean | undefined> {
  if (search === undefined || !text) return undefined;
  return didYouMean(deps, { search, text, filter, shown: works.flatMap((work) => work ?? []) });
}

async function understandRequest(
  { engine }: Pick<SemanticDeps, 'engine'>,
  request: SearchRequest,
  part: Part | undefined,
): Promise<Understood> {
  const { search, filter, sort, mode } = request;
  const question = await questionOf(engine, request, part);
  const of = [
    search,
    filter,
    sort,
    mode,
    ...(part ? [JSON.stringify(part)] : []),
    ...(request.rerank ? ['rerank'] : []),
  ];
  const facets = parseFacets(request.facets, request.facetSize, WORKS);
  const view = viewOf(request, WORKS);
  const order = view.sample ? UNORDERED : question.order;
  if (request.rerank) requireRanking(question.text, order, view.groupBy);
  return { ...question, ...view, order, facets, paging: pagingOf(request, order, of) };
}

/** Reads what decides which works match, and their order. @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field */
export async function questionOf(
  engine: Pick<Engine, 'fetch'>,
  { search, filter, sort, mode }: QuestionRequest,
  part: Part | undefined,
): Promise<Question> {
  const asked = parseFilter(filter ?? '', WORKS);
  const typed = search === undefined ? undefined : await readSearch(engine, search);
  const all = and([part?.within ?? ALL, asked, typed?.filter ?? ALL]);
  return { text: typed?.text, filter: all, order: orderOf(sort, typed, part), mode, understood: typed?.understood };
}

/** A search without anything to rank by comes in the order of a list, also where relevance is asked for. */
function orderOf(sort: string | undefined, typed: TypedSearch | undefined, part: Part | undefined): Order {
  const asked = parseSort(sort, typed !== undefined, WORKS);
  const unordered = sort === undefined || sort.trim() === '' || asked === 'relevance';
  if (typed?.text || !unordered) return asked;
  return part?.order ?? parseSort(undefined, false, WORKS);
}

async function retrieve(deps: SemanticDeps, asked: Understood): Promise<Retrieved> {
  const { text, mode, filter } = asked;
  const searched = text && (await embedText(deps, text, mode));
  const part = { filter, ...viewPart(asked, WINDOW) };
  const [found, unknown] = await Promise.all([
    searched ? retrieveText(deps, searched, part) : listAll(deps.engine, part),
    unknownGroup(deps.engine, asked, { filter, ...(searched ? matchingOf(searched) : { lexical: false }) }),
  ]);
  return { ...found, searched: searched?.text, groups: groupsOf(asked, found.retrieval, unknown) };
}

/** What passes the filter, without a text. */
async function listAll(engine: Engine, part: Omit<RetrievalRequest, 'lexical'>) {
  const retrieval = await engine.retrieve({ ...part, lexical: false });
  return { retrieval, mode: undefined, semantic: undefined, degraded: inexactFacets(retrieval) };
}

async function hydrate(engine: Engine, ranked: Page): Promise<(Work | undefined)[]> {
  if (ranked.page.length === 0) return [];
  const works = await engine.fetch(ranked.page.map((hit) => hit.id));
  // what another work has taken in since the search leads to that work, which is found by itself
  return works.map((work, i) => (work?.id === ranked.page[i]?.id ? work : undefined));
}

function presentReady(
  asked: Understood,
  { retrieval, mode, groups, ...retrieved }: Retrieved,
  ranked: RankedPage,
  works: readonly (Work | undefined)[],
  whys: Whys,
): Omit<SearchAnswer, 'didYouMean'> {
  const { reachable, page, reranked, missing } = ranked;
  const hits = page.flatMap(({ score, rerankScore }, i): SearchHit[] => {
    const work = works[i];
    // removed after the last refresh: still in the index, no longer in the store
    if (!work) return [];
    return [
      {
        work,
        ...(score === undefined ? {} : { score: roundedScore(score) }),
        ...(rerankScore === undefined ? {} : { rerankScore: roundedScore(rerankScore) }),
        ...whys.of.get(work.id),
      },
    ];
  });
  return {
    total: totalOf(asked, retrieval),
    reachable,
    nextCursor: nextCursor(asked.order, asked.paging, ranked, works, WORKS),
    mode,
    understood: asked.understood,
    degraded: [...retrieved.degraded, ...(missing ? [missing] : []), ...whys.degraded],
    hits,
    facets: retrieval.facets,
    groups,
    ...(reranked === undefined ? {} : { reranked }),
  };
}
