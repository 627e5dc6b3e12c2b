// Completing what is being typed, of one kind of things or of all: ids first, then names, no two alike.
import { type Catalogue, ENTITY_KINDS, type Kind, type Stored } from '../domain/catalogue.js';
import type { Topic } from '../domain/entities.js';
import { WORKS } from '../domain/fields.js';
import { ALL, and, type Filter } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Collection, Completion, Library } from '../engine/engine.js';
import { fold } from '../text/analyze.js';
import { ENTITY_CATALOGUES, type EntityOf } from './catalogues.js';
import { fetchByIds } from './fetch-by-id.js';
import { parseFilter } from './parse-filter.js';
import { pastedId } from './pasted-id.js';

export interface ThingOf extends EntityOf {
  readonly works: Work;
}

/** A completion, and which kind it is of. */
export type CompletedOf<K extends Kind> = { readonly kind: K; readonly thing: ThingOf[K] };
export type Completed = { readonly [K in Kind]: CompletedOf<K> }[Kind];

/** In the order in which they are shown where nothing else decides. */
const KINDS: readonly Kind[] = [...ENTITY_KINDS, 'works'];
/** Topics of one name are shown once, which is rare: so many more are asked for. */
const SPARE_TOPICS = 5;

type Found = Completion<Stored>;

/**
 * The best completions of one kind, at most `limit`; a pasted id comes first.
 * @throws IdeascopeError unknown_field, invalid_filter, index_not_ready
 */
export async function autocomplete(
  library: Library,
  kind: Kind,
  { q, filter, limit }: { readonly q: string; readonly filter?: string | undefined; readonly limit: number },
): Promise<Completed[]> {
  const catalogue = (kind === 'works' ? WORKS : ENTITY_CATALOGUES[kind]) as unknown as Catalogue<Stored>;
  const found = await completeKind(library, kind, { q, limit, filter: parseFilter(filter ?? '', catalogue) });
  return found.map(({ thing }) => completed(kind, thing));
}

/**
 * The best completions of all kinds: the best few of each, and what fits beside them, ordered by tier, then by
 * popularity. Each kind keeps its own order.
 * @throws IdeascopeError index_not_ready
 */
export async function autocompleteAll(library: Library, q: string, limit: number): Promise<Completed[]> {
  const lists = await Promise.all(KINDS.map((kind) => completeKind(library, kind, { q, limit, filter: ALL })));
  const few = Math.ceil(limit / KINDS.length) + 1;
  const room = Math.max(0, limit - lists.reduce((sum, list) => sum + Math.min(few, list.length), 0));
  const more = new Set(merged(lists.map((list) => list.slice(few))).slice(0, room));
  const shown = lists.map((list) => list.filter((found, i) => i < few || more.has(found)));
  return merged(shown)
    .slice(0, limit)
    .map((found) => completed(KINDS[lists.findIndex((list) => list.includes(found))] as Kind, found.thing));
}

const completed = (kind: Kind, thing: Stored) => ({ kind, thing }) as Completed;

/** Lists into one: always the better of those that stand first, the earlier list where they are equal. */
function merged(lists: readonly (readonly Found[])[]): Found[] {
  const rest = lists.map((list) => [...list]);
  const all: Found[] = [];
  for (;;) {
    const first = rest.reduce<Found[] | undefined>((best, list) => {
      if (list[0] === undefined) return best;
      return best?.[0] === undefined || precedes(list[0], best[0]) ? list : best;
    }, undefined);
    const next = first?.shift();
    if (next === undefined) return all;
    all.push(next);
  }
}

const precedes = (a: Found, b: Found) => a.tier < b.tier || (a.tier === b.tier && a.score > b.score);

interface Asked {
  readonly q: string;
  readonly filter: Filter;
  readonly limit: number;
}

async function completeKind(library: Library, kind: Kind, { q, filter, limit }: Asked): Promise<Found[]> {
  const collection = library[kind] as unknown as Collection<Stored>;
  const wanted = kind === 'topics' ? limit + SPARE_TOPICS : limit;
  // both at once, so that no letter waits for two answers
  const [pasted, found] = await Promise.all([
    byId(collection, q, filter),
    collection.complete({ text: q, filter, limit: wanted }),
  ]);
  const all = [...pasted, ...found.filter(({ id }) => id !== pasted[0]?.id)];
  return (kind === 'topics' ? ofDistinctNames(all) : all).slice(0, limit);
}

/** The thing with a pasted id, as the best of all completions. */
async function byId(collection: Collection<Stored>, q: string, filter: Filter): Promise<Found[]> {
  const id = pastedId(q);
  const [thing] = id === undefined ? [] : await fetchByIds(collection, [id]);
  if (!thing || !(await passes(collection, thing.id, filter))) return [];
  return [{ id: thing.id, tier: 0, score: Number.POSITIVE_INFINITY, thing }];
}

async function passes(collection: Collection<Stored>, id: string, filter: Filter): Promise<boolean> {
  if (filter.type === 'all') return true;
  const narrowed = and([filter, { type: 'values', field: 'id', values: [id] }]);
  const { total } = await collection.retrieve({ filter: narrowed, lexical: false, window: 0, facets: [] });
  return total.value > 0;
}

function ofDistinctNames(topics: readonly Found[]): Found[] {
  const names = new Set<string>();
  return topics.filter(({ thing }) => {
    const name = fold((thing as Topic).display_name);
    return names.size < names.add(name).size;
  });
}
