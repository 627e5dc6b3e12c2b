// All works of a search, some after some in its order, for who takes them along rather than looks at them.
import { setImmediate as others } from 'node:timers/promises';
import type { SortKey } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, Position, Retrieval, RetrievalRequest, Total } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { byRelevance } from './rank-works.js';
import { embedText, retrieveText } from './retrieve-text.js';
import { type Part, type Question, type QuestionRequest, questionOf, WINDOW } from './search-works.js';
import type { Degradation, SearchMode, SemanticDeps } from './semantic-leg.js';

/** Ids that are asked for at a time, as many as engines answer: each asking costs them a look at all that match. */
export const IDS_READ = 10_000;
/** Works that are held at a time, and about how many authors of theirs: some works have thousands. */
const WORKS_HELD = 100;
const AUTHORS_HELD = 10_000;

export interface Walk {
  /** How many works matched at the start. */
  readonly total: Total;
  /** The mode actually used; undefined without a search. */
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  /**
   * The works; can be walked once, and asks the engine for further ones when those before were taken. A work that is
   * not changed meanwhile comes exactly once. @throws IdeascopeError of the engine, and semantic_unavailable where the
   * vectors that the walk began with are no longer searched
   */
  readonly batches: AsyncIterable<readonly Work[]>;
}

/** By the fields of a sort, or by none, which is by id: what comes behind a position. */
type Read = (by: readonly SortKey[], after?: Position) => Promise<Retrieval>;

/**
 * All works of a search, over all works or over a part of them, in its order. By relevance these are first the works
 * that have a rank, the best `WINDOW` of each leg as paging reaches them, then all other matched ones by id.
 * @throws IdeascopeError as `searchWorks`, before anything is walked
 */
export async function walkWorks(deps: SemanticDeps, request: QuestionRequest, part?: Part): Promise<Walk> {
  const question = await questionOf(deps.engine, request, part);
  const retrieve = await retriever(deps, question);
  const { order } = question;
  const start = order === 'relevance' ? { window: WINDOW } : sortedPart(order);
  const { retrieval, mode, degraded, semantic } = await retrieve(start);
  const read: Read = async (by, after) => {
    const next = await retrieve(sortedPart(by, after));
    if (next.mode === mode) return next.retrieval;
    throw new IdeascopeError('semantic_unavailable', 'the vectors of the index were replaced meanwhile: begin again');
  };
  const ids =
    order === 'relevance'
      ? ranked(read, await byRelevance(deps.engine, retrieval, mode, semantic), retrieval.total)
      : sorted(read, order, retrieval);
  return { total: retrieval.total, mode, degraded, batches: fetched(deps.engine, ids) };
}

function sortedPart(by: readonly SortKey[], after?: Position): Pick<RetrievalRequest, 'window' | 'order'> {
  return { window: 0, order: { by, offset: 0, limit: IDS_READ, ...(after ? { after } : {}) } };
}

/** Asks the same question again and again: its text is embedded once. */
async function retriever(deps: SemanticDeps, { text, filter, mode }: Question) {
  const asked = text && (await embedText(deps, text, mode));
  return async (part: Pick<RetrievalRequest, 'window' | 'order'>) => {
    const request = { ...part, filter, facets: [] };
    if (asked) return retrieveText(deps, asked, request);
    const retrieval = await deps.engine.retrieve({ ...request, lexical: false });
    return { retrieval, mode: undefined, degraded: [], semantic: undefined };
  };
}

async function* sorted(read: Read, by: readonly SortKey[], start: Retrieval): AsyncIterable<readonly string[]> {
  let page = start;
  for (;;) {
    yield page.sorted;
    // the index's own word: the work itself may stand elsewhere now
    if (!page.last || page.sorted.length < IDS_READ) return;
    page = await read(by, page.last);
  }
}

async function* ranked(read: Read, hits: readonly { readonly id: string }[], { value, relation }: Total) {
  const first = hits.map(({ id }) => id);
  yield first;
  if (relation === 'eq' && first.length >= value) return;
  const done = new Set(first);
  for await (const ids of sorted(read, [], await read([]))) yield ids.filter((id) => !done.has(id));
}

/** The works behind ids, but for those that are removed meanwhile. */
async function* fetched(engine: Engine, pages: AsyncIterable<readonly string[]>): AsyncIterable<readonly Work[]> {
  let count = WORKS_HELD;
  for await (const ids of pages) {
    for (let at = 0; at < ids.length; ) {
      const works = (await engine.fetch(ids.slice(at, at + count))).filter((work) => work !== undefined);
      yield works;
      // whoever takes them at once would keep every other request waiting
      await others();
      at += count;
      count = fitting(works);
    }
  }
}

/** How many works to hold next if they have as many authors as these. */
function fitting(works: readonly Work[]): number {
  const authors = works.reduce((sum, work) => sum + work.authorships.length, 0);
  return Math.max(1, Math.min(WORKS_HELD, Math.floor((AUTHORS_HELD * works.length) / Math.max(1, authors))));
}
