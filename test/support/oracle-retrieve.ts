// The oracle's answer to one request: every work is judged, everything is counted and sorted in full.
import { type ModelIdentity, modelKey } from '../../src/domain/model.js';
import {
  clausesOf,
  type FacetRequest,
  type Filter,
  fieldsOf,
  type SortKey,
  selectedValues,
} from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type {
  FacetBucket,
  Position,
  Retrieval,
  RetrievalRequest,
  Scored,
  SemanticQuery,
} from '../../src/engine/engine.js';
import { bm25f, cosine, keepsPhrases, keysOf, knownField, matchesWords, passes } from './oracle-match.js';

/** What searches see: the works and the vectors of the current model as of the last refresh. */
export interface OracleView {
  readonly works: readonly Work[];
  readonly model: ModelIdentity | undefined;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** A work with its score in each leg; undefined: it does not stand in that leg. */
interface Judged {
  readonly work: Work;
  readonly matches: boolean;
  readonly lexical: number | undefined;
  readonly semantic: number | undefined;
}

/** Code point order, by way of UTF-8; numbers by value. */
export const ascending = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));

/** Answers a request. @throws when it names a field that the catalogue does not know. */
export function retrieveFrom(view: OracleView, request: RetrievalRequest): Retrieval {
  const sortFields = (request.order?.by ?? []).map((key) => key.field);
  const facetFields = request.facets.map((facet) => facet.field);
  for (const name of [...fieldsOf(request.filter), ...facetFields, ...sortFields]) knownField(name);

  const semanticUsed = speaksOurModel(view, request.semantic);
  const matchingText = judge(view, request, semanticUsed);
  const matched = matchingText.filter(({ work }) => passes(request.filter, work));
  return {
    lexical: leg(matched, (one) => one.lexical, request.window),
    semantic: leg(matched, (one) => one.semantic, request.window),
    sorted: sortPage(matched, request.order),
    total: { value: matched.length, relation: 'eq' },
    facets: new Map(
      request.facets.map((facet) => [facet.field, countFacet(matchingText, request.filter, facet, view)]),
    ),
    inexactFacets: [],
    semanticUsed,
    coverage: { works: view.works.length, vectors: view.vectors.size },
  };
}

function speaksOurModel(view: OracleView, query: SemanticQuery | undefined): boolean {
  if (query === undefined || view.model === undefined || view.vectors.size === 0) return false;
  return modelKey(query.model) === modelKey(view.model);
}

/** The works that meet the text condition, with their scores: the matched set but for the filter. */
function judge(view: OracleView, request: RetrievalRequest, semanticUsed: boolean): Judged[] {
  const { text, semantic } = request;
  const scores = text === undefined ? [] : bm25f(view.works, text.text);
  const known = scores.some((score) => score > 0);
  const floor = (text === undefined || known ? undefined : semantic?.strangeFloor) ?? semantic?.floor ?? 0;
  const judged = view.works.map((work, i): Judged => {
    const words = request.lexical && text !== undefined && matchesWords(text, work);
    const vector = view.vectors.get(work.id);
    const near = semanticUsed && semantic && vector ? cosine(semantic.vector, vector) : undefined;
    const isNear = near !== undefined && near >= floor;
    return {
      work,
      matches: words || isNear,
      lexical: request.lexical && (scores[i] ?? 0) > 0 ? scores[i] : undefined,
      semantic: isNear ? near : undefined,
    };
  });
  if (text === undefined) return judged;
  const found = judged.filter((one) => one.matches);
  return found.filter((one) => keepsPhrases(text, one.work));
}

function leg(matched: readonly Judged[], scoreOf: (one: Judged) => number | undefined, window: number): Scored[] {
  const hits = matched.flatMap((one) => {
    const score = scoreOf(one);
    return score === undefined ? [] : [{ id: one.work.id, score }];
  });
  return hits.sort((a, b) => b.score - a.score || ascending(a.id, b.id)).slice(0, window);
}

function sortPage(matched: readonly Judged[], order: RetrievalRequest['order']): string[] {
  if (order === undefined) return [];
  const compare = (a: Work, b: Work): number => {
    for (const { field, direction } of order.by) {
      const [x, y] = [keysOf(field, a)[0], keysOf(field, b)[0]];
      if (x === y) continue;
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return direction === 'asc' ? ascending(x, y) : ascending(y, x);
    }
    return ascending(a.id, b.id);
  };
  const { after } = order;
  const seen = after && workAt(after, order.by);
  const sorted = matched
    .map((one) => one.work)
    .sort(compare)
    .filter((work) => seen === undefined || compare(work, seen) > 0);
  return sorted.slice(order.offset, order.offset + order.limit).map((work) => work.id);
}

/** A work that has nothing but these values. */
function workAt({ values, id }: Position, by: readonly SortKey[]): Work {
  const facts: Record<string, unknown> = { authorships: [], ids: {}, topics: [], keywords: [], referenced_works: [] };
  for (const [i, { field }] of by.entries()) {
    const value = values[i];
    if (field === 'authors_count') facts['authorships'] = Array.from({ length: value ?? 0 }, () => ({}));
    else facts[field] = field === 'publication_date' && value !== undefined ? isoDay(value) : value;
  }
  return { ...facts, id } as unknown as Work;
}

const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** A condition belongs to a field when it speaks of nothing else. */
export function isOwn(clause: Filter, field: string): boolean {
  const fields = fieldsOf(clause);
  return fields.size === 1 && fields.has(field);
}

function countFacet(
  matchingText: readonly Judged[],
  filter: Filter,
  { field, size }: FacetRequest,
  view: OracleView,
): FacetBucket[] {
  const others: Filter = { type: 'and', filters: clausesOf(filter).filter((clause) => !isOwn(clause, field)) };
  const selected = new Set(selectedValues(filter, field));
  const counts = new Map<string | number, number>([...selected].map((key) => [key, 0]));
  for (const { work } of matchingText) {
    if (!passes(others, work)) continue;
    for (const key of keysOf(field, work)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || ascending(a[0], b[0]));
  const common = new Set(ordered.filter(([, count]) => count > 0).slice(0, size));
  return ordered
    .filter((entry) => common.has(entry) || selected.has(entry[0]))
    .map(([key, count]) => ({ key, label: labelOf(field, key, view), count, selected: selected.has(key) }));
}

function labelOf(field: string, key: string | number, view: OracleView): string {
  const values = view.works.flatMap((work) => knownField(field).values(work));
  return values.find((value) => value.key === key)?.label ?? String(key);
}
