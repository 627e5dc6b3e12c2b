// The oracle's answer to one request: every work is judged, everything is counted and sorted in full.
import { createHash } from 'node:crypto';
import type { Catalogue, Stored } from '../../src/domain/catalogue.js';
import { type ModelIdentity, modelKey } from '../../src/domain/model.js';
import {
  certainValues,
  clausesOf,
  type FacetRequest,
  type Filter,
  fieldsOf,
  isShuffle,
  ownFieldOf,
  type SortKey,
  selectedValues,
} from '../../src/domain/query.js';
import type { FacetBucket, Retrieval, RetrievalRequest, Scored, SemanticQuery } from '../../src/engine/engine.js';
import { cosine, type Matcher, matcherOf } from './oracle-match.js';

/** What searches see: the things and the vectors of the current model as of the last refresh. */
export interface OracleView<D extends Stored> {
  readonly catalogue: Catalogue<D>;
  readonly things: readonly D[];
  readonly model: ModelIdentity | undefined;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** A thing with its score in each leg; undefined: it does not stand in that leg. */
interface Judged<D> {
  readonly thing: D;
  readonly matches: boolean;
  readonly lexical: number | undefined;
  readonly semantic: number | undefined;
}

/** Code point order, by way of UTF-8; numbers by value. */
export const ascending = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));

/** Answers a request. @throws when it names a field that the catalogue does not know. */
export function retrieveFrom<D extends Stored>(view: OracleView<D>, request: RetrievalRequest): Retrieval {
  const by = request.order?.by ?? [];
  const sortFields = isShuffle(by) ? [] : by.map((key) => key.field);
  const facetFields = request.facets.map((facet) => facet.field);
  for (const name of [...fieldsOf(request.filter), ...facetFields, ...sortFields]) view.catalogue.known(name);
  for (const name of textFieldsOf(request.filter)) {
    if (!view.catalogue.textFields.some((field) => field.name === name)) throw new Error(`no such text field: ${name}`);
  }

  const matcher = matcherOf(view.catalogue);
  const semanticUsed = speaksOurModel(view, request.semantic);
  const matchingText = judge(view, matcher, request, semanticUsed);
  const matched = matchingText.filter(({ thing }) => matcher.passes(request.filter, thing));
  return {
    lexical: leg(matched, (one) => one.lexical, request.window),
    semantic: leg(matched, (one) => one.semantic, request.window),
    ...sortPage(matched, matcher, request.order),
    total: { value: matched.length, relation: 'eq' },
    facets: new Map(
      request.facets.map((facet) => [facet.field, countFacet(matchingText, matcher, request.filter, facet, view)]),
    ),
    inexactFacets: [],
    semanticUsed,
    coverage: { works: view.things.length, vectors: view.vectors.size },
  };
}

/** The text fields that a filter searches by words. */
function textFieldsOf(filter: Filter): Set<string> {
  switch (filter.type) {
    case 'words':
      return new Set(filter.fields);
    case 'and':
    case 'or':
      return new Set(filter.filters.flatMap((f) => [...textFieldsOf(f)]));
    case 'not':
      return textFieldsOf(filter.filter);
    default:
      return new Set();
  }
}

function speaksOurModel<D extends Stored>(view: OracleView<D>, query: SemanticQuery | undefined): boolean {
  if (query === undefined || view.model === undefined || view.vectors.size === 0) return false;
  return modelKey(query.model) === modelKey(view.model);
}

/** The works that meet the text condition, with their scores: the matched set but for the filter. */
function judge<D extends Stored>(
  view: OracleView<D>,
  matcher: Matcher<D>,
  request: RetrievalRequest,
  semanticUsed: boolean,
): Judged<D>[] {
  const { text, semantic } = request;
  const scores = text === undefined ? [] : matcher.bm25f(view.things, text.text);
  const nearness = view.things.map(({ id }) => {
    const vector = view.vectors.get(id);
    return semanticUsed && semantic && vector ? cosine(semantic.vector, vector) : undefined;
  });
  const floor = semantic && isAbout(view, matcher, request, nearness) ? semantic.floor : Number.POSITIVE_INFINITY;
  const judged = view.things.map((thing, i): Judged<D> => {
    const words = request.lexical && text !== undefined && matcher.matchesWords(text, thing);
    const near = nearness[i];
    const isNear = near !== undefined && near >= floor;
    return {
      thing,
      matches: words || isNear,
      lexical: request.lexical && (scores[i] ?? 0) > 0 ? scores[i] : undefined,
      semantic: isNear ? near : undefined,
    };
  });
  if (text === undefined) return judged;
  const found = judged.filter((one) => one.matches);
  return found.filter((one) => matcher.keepsPhrases(text, one.thing));
}

/** Whether anything in the index, whatever the filter, is near enough to say that the index is about the query at all. */
function isAbout<D extends Stored>(
  { things }: OracleView<D>,
  matcher: Matcher<D>,
  { text, semantic }: RetrievalRequest,
  nearness: readonly (number | undefined)[],
): boolean {
  if (semantic?.sureFloor === undefined) return true;
  const { floor, sureFloor } = semantic;
  const vectors = nearness.filter((near) => near !== undefined).length;
  const share = 1 - 0.3 * (Math.sqrt(2 * Math.log(100_000)) - Math.sqrt(2 * Math.log(Math.max(1, vectors))));
  const alone = floor + Math.max(0.25, share) * (sureFloor - floor);
  return things.some((thing, i) => {
    const near = nearness[i] ?? -1;
    if (near >= alone) return true;
    const asked = text && { ...text, loose: text.text, phrases: [] };
    return near >= (floor + alone) / 2 && asked !== undefined && matcher.matchesWords(asked, thing);
  });
}

function leg<D extends Stored>(
  matched: readonly Judged<D>[],
  scoreOf: (one: Judged<D>) => number | undefined,
  window: number,
): Scored[] {
  const hits = matched.flatMap((one) => {
    const score = scoreOf(one);
    return score === undefined ? [] : [{ id: one.thing.id, score }];
  });
  return hits.sort((a, b) => b.score - a.score || ascending(a.id, b.id)).slice(0, window);
}

type Keys = readonly (string | number | undefined)[];

function sortPage<D extends Stored>(
  matched: readonly Judged<D>[],
  matcher: Matcher<D>,
  order: RetrievalRequest['order'],
): Pick<Retrieval, 'sorted' | 'last'> {
  if (order === undefined) return { sorted: [] };
  const { by, after, offset, limit } = order;
  if (isShuffle(by)) return { sorted: shuffled(matched, by.seed).slice(offset, offset + limit) };
  const placed = matched.map(({ thing }) => ({
    keys: by.map(({ field }) => matcher.keysOf(field, thing)[0]),
    id: thing.id,
  }));
  const compare = compareBy(by);
  const sorted = placed
    .sort(compare)
    .filter((one) => after === undefined || compare(one, { keys: after.values, id: after.id }) > 0);
  const page = sorted.slice(offset, offset + limit);
  const last = page.at(-1);
  return {
    sorted: page.map(({ id }) => id),
    ...(last ? { last: { values: last.keys as (number | undefined)[], id: last.id } } : {}),
  };
}

/** By a hash of id and seed, which is as good as random. */
function shuffled<D extends Stored>(matched: readonly Judged<D>[], seed: number): string[] {
  const lot = (id: string) => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  const drawn = matched.map(({ thing: { id } }) => ({ id, lot: lot(id) }));
  return drawn.sort((a, b) => ascending(a.lot, b.lot)).map(({ id }) => id);
}

function compareBy(by: readonly SortKey[]) {
  return (a: { keys: Keys; id: string }, b: { keys: Keys; id: string }): number => {
    for (const [i, { direction }] of by.entries()) {
      const [x, y] = [a.keys[i], b.keys[i]];
      if (x === y) continue;
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return direction === 'asc' ? ascending(x, y) : ascending(y, x);
    }
    return ascending(a.id, b.id);
  };
}

/** A condition belongs to a field when it speaks of nothing else. */
export function isOwn(clause: Filter, field: string): boolean {
  return ownFieldOf(clause) === field;
}

function countFacet<D extends Stored>(
  matchingText: readonly Judged<D>[],
  { passes, keysOf }: Matcher<D>,
  filter: Filter,
  { field, size, selection }: FacetRequest,
  view: OracleView<D>,
): FacetBucket[] {
  const kept = selection === 'kept';
  const clauses = clausesOf(filter).filter((clause) => kept || !isOwn(clause, field));
  const others: Filter = { type: 'and', filters: clauses };
  const selected = new Set(selectedValues(filter, field));
  const certain = kept ? [] : certainValues(filter, field);
  const counts = new Map<string | number, number>(certain.map((key) => [key, 0]));
  for (const { thing } of matchingText) {
    if (!passes(others, thing)) continue;
    for (const key of keysOf(field, thing)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || ascending(a[0], b[0]));
  const common = new Set(ordered.filter(([, count]) => count > 0).slice(0, size));
  return ordered
    .filter((entry) => common.has(entry) || (!kept && selected.has(entry[0])))
    .map(([key, count]) => ({ key, label: labelOf(field, key, view), count, selected: selected.has(key) }));
}

function labelOf<D extends Stored>(field: string, key: string | number, view: OracleView<D>): string {
  const values = view.things.flatMap((thing) => view.catalogue.known(field).values(thing));
  return values.find((value) => value.key === key)?.label ?? String(key);
}
