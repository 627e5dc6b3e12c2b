// The matched documents in the order of a field, or shuffled: one page of them.
import { compareText } from '../../domain/order.js';
import { isShuffle, type Shuffle, type SortKey } from '../../domain/query.js';
import type { Position, RequestedOrder, Retrieval } from '../engine.js';
import type { Numbers } from './columns.js';
import type { MemoryIndex } from './memory-index.js';
import { type Ranking, selectByScore, selectByValue, selectTop } from './select-top.js';

type Index = MemoryIndex<never>;

/** The asked stretch of the documents in the asked order, and where its last one stands. */
export function sortedPage(
  index: Index,
  members: Uint32Array,
  order: RequestedOrder,
): Pick<Retrieval, 'sorted' | 'last'> {
  const { by, offset, limit, after } = order;
  if (isShuffle(by)) return { sorted: shuffledPage(index, members, by, order) };
  const rankings = by.map((key) => sortRanking(index, key));
  const ranking: Ranking = (a, b) => {
    for (const one of rankings) {
      const order = one(a, b);
      if (order !== 0) return order;
    }
    return index.ids.compare(a, b);
  };
  const rest = after ? members.filter(behind(index, by, after)) : members;
  const [first] = by;
  const best = first
    ? selectByValue(rest, numbersOf(index, first.field), first.direction, offset + limit, ranking)
    : selectTop(rest, offset + limit, ranking);
  const page = best.slice(offset);
  const last = page.at(-1);
  return {
    sorted: page.map((doc) => index.ids.at(doc)),
    ...(last === undefined ? {} : { last: positionOf(index, last, by) }),
  };
}

function shuffledPage(
  index: Index,
  members: Uint32Array,
  { seed }: Shuffle,
  { offset, limit }: Pick<RequestedOrder, 'offset' | 'limit'>,
): string[] {
  const numbers = index.scratch.uncleared('shuffle', Uint32Array, index.docs);
  index.idHashes.numbers(index.ids, members, seed, numbers);
  const first = selectByScore(members, numbers, offset + limit, (a, b) => index.ids.compare(a, b));
  return first.slice(offset).map((doc) => index.ids.at(doc));
}

function positionOf(index: Index, doc: number, by: readonly SortKey[]): Position {
  const values = by.map(({ field }) => numbersOf(index, field)[doc] as number);
  return { values: values.map((value) => (Number.isNaN(value) ? undefined : value)), id: index.ids.at(doc) };
}

function behind(index: Index, by: readonly SortKey[], after: Position): (doc: number) => boolean {
  const keys = by.map(({ field, direction }, i) => {
    return { values: numbersOf(index, field), direction, place: after.values[i] ?? Number.NaN };
  });
  return (doc) => {
    for (const { values, direction, place } of keys) {
      const order = compareValues(values[doc] as number, place, direction);
      if (order !== 0) return order > 0;
    }
    return compareText(index.ids.at(doc), after.id) > 0;
  };
}

/** Documents without a value come last in either direction. */
function sortRanking(index: Index, { field, direction }: SortKey): Ranking {
  const values = numbersOf(index, field);
  return (a, b) => compareValues(values[a] as number, values[b] as number, direction);
}

function numbersOf(index: Index, field: string): Numbers {
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
