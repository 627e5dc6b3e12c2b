// Counting the values of one column over a set of documents.
import { compareKeys } from '../../domain/order.js';
import type { FacetRequest } from '../../domain/query.js';
import type { FacetBucket } from '../engine.js';
import type { KeywordColumn } from './columns.js';
import type { Rows } from './growable.js';
import { Leaders } from './leaders.js';
import type { Scratch } from './scratch.js';
import { selectByScore } from './select-top.js';

/** Above this share of all values, clearing all counts is faster than clearing those that have been counted. */
const MANY = 1 / 64;

/**
 * The most frequent values among `docs`, by count, then key; the selected values come along with their count even
 * when they are not among the first, unless the selection is kept. Of those that do not occur only `certain` ones do.
 */
export function countFacet(
  column: KeywordColumn,
  docs: Uint32Array,
  request: FacetRequest,
  selected: readonly (string | number)[],
  scratch: Scratch,
  certain = selected,
): FacetBucket[] {
  // zeros: the values of a few works are far fewer than all values
  const counts = scratch.uncleared('facet counts', Uint32Array, column.size);
  const frequent = countValues(column, docs, counts, request.size);
  const buckets = bucketsOf(column, frequent, counts, request, { selected, certain });
  if (column.codes || docs.length > column.size * MANY) counts.fill(0);
  else clearRows(column, docs, counts);
  return buckets;
}

function bucketsOf(
  column: KeywordColumn,
  frequent: ArrayLike<number>,
  counts: Uint32Array,
  request: FacetRequest,
  { selected, certain }: Readonly<Record<'selected' | 'certain', readonly (string | number)[]>>,
): FacetBucket[] {
  const byKey = (a: number, b: number): number => column.compare(a, b);
  const bucket = (key: string | number, label: string, count: number): FacetBucket => {
    return { key, label, count, selected: selected.includes(key) };
  };
  const ordinals = selectByScore(frequent, counts, request.size, byKey);
  const shown = new Set(ordinals);
  // where they count like all others, nothing comes on top
  const wanted = [...new Set(request.selection === 'kept' ? [] : selected)].map((key) => ({
    key,
    ordinal: column.ordinal(key),
  }));
  const absent = wanted.filter(
    ({ key, ordinal }) =>
      certain.includes(key) && (ordinal === undefined || (counts[ordinal] === 0 && !shown.has(ordinal))),
  );
  const further = wanted.flatMap((w) => (w.ordinal === undefined || shown.has(w.ordinal) ? [] : [w.ordinal]));
  const counted = further.filter((ordinal) => (counts[ordinal] as number) > 0);
  const ranked = selectByScore(counted, counts, counted.length, byKey);
  return [
    ...[...ordinals, ...ranked].map((o) => bucket(column.key(o), column.label(o), counts[o] as number)),
    ...absent
      .sort((a, b) => compareKeys(a.key, b.key))
      .map((w) => bucket(w.key, w.ordinal === undefined ? String(w.key) : column.label(w.ordinal), 0)),
  ];
}

/** Adds up the values of `docs` in `counts`; returns ordinals among which the `size` most frequent are, and all like the last. */
function countValues(column: KeywordColumn, docs: Uint32Array, counts: Uint32Array, size: number): ArrayLike<number> {
  const { codes, rows } = column;
  if (!codes) return countRows(rows as Rows, docs, counts, new Leaders(size));
  if (codes instanceof Uint8Array) countBytes(codes, docs, counts);
  else countCodes(codes, docs, counts);
  const found: number[] = [];
  for (let ordinal = 0; ordinal < column.size; ordinal++) if (counts[ordinal] !== 0) found.push(ordinal);
  return found;
}

function countBytes(codes: Uint8Array, docs: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    // documents ascend
    if (doc >= codes.length) break;
    const code = codes[doc] as number;
    if (code !== 0) counts[code - 1] = (counts[code - 1] as number) + 1;
  }
}

/** The same loop: one for arrays of both kinds takes three times as long. */
function countCodes(codes: Uint32Array, docs: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (doc >= codes.length) break;
    const code = codes[doc] as number;
    if (code !== 0) counts[code - 1] = (counts[code - 1] as number) + 1;
  }
}

/**
 * Of a column with a million values most are counted once or twice: nothing is noted of these, as a list of all that occur
 * would cost more than the counting.
 */
function countRows({ starts, data, size }: Rows, docs: Uint32Array, counts: Uint32Array, leaders: Leaders): number[] {
  let { least } = leaders;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (doc >= size) break;
    const end = starts[doc + 1] as number;
    for (let at = starts[doc] as number; at < end; at++) {
      const ordinal = data[at] as number;
      const count = (counts[ordinal] as number) + 1;
      counts[ordinal] = count;
      if (count >= least) least = leaders.note(ordinal, count);
    }
  }
  return leaders.candidates();
}

function clearRows({ rows }: KeywordColumn, docs: Uint32Array, counts: Uint32Array): void {
  const { starts, data, size } = rows as Rows;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (doc >= size) break;
    const end = starts[doc + 1] as number;
    for (let at = starts[doc] as number; at < end; at++) counts[data[at] as number] = 0;
  }
}
