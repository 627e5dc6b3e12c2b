// Counting the values of one column over a set of documents.
import { compareKeys } from '../../domain/order.js';
import type { FacetRequest } from '../../domain/query.js';
import type { FacetBucket } from '../engine.js';
import type { KeywordColumn } from './columns.js';
import type { Rows } from './growable.js';
import type { Scratch } from './scratch.js';
import { selectByScore } from './select-top.js';

/** Below this share of all values, those seen are noted one by one; above it, all values are gone through. */
const FEW = 1 / 8;

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
  const touched = countValues(column, docs, counts, scratch);
  const buckets = bucketsOf(column, touched, counts, request, { selected, certain });
  if (touched.length > column.size * FEW) counts.fill(0);
  else for (let i = 0; i < touched.length; i++) counts[touched[i] as number] = 0;
  return buckets;
}

function bucketsOf(
  column: KeywordColumn,
  touched: Uint32Array,
  counts: Uint32Array,
  request: FacetRequest,
  { selected, certain }: Readonly<Record<'selected' | 'certain', readonly (string | number)[]>>,
): FacetBucket[] {
  const byKey = (a: number, b: number): number => column.compare(a, b);
  const bucket = (key: string | number, label: string, count: number): FacetBucket => {
    return { key, label, count, selected: selected.includes(key) };
  };
  const ordinals = selectByScore(touched, counts, request.size, byKey);
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

/** Adds up the values of `docs` in `counts`; returns the ordinals that have a count. */
function countValues(column: KeywordColumn, docs: Uint32Array, counts: Uint32Array, scratch: Scratch): Uint32Array {
  const touched = scratch.uncleared('facet touched', Uint32Array, column.size);
  if (column.codes) countCodes(column.codes, docs, counts);
  else if (docs.length < column.size * FEW) return touched.subarray(0, countFew(column, docs, counts, touched));
  else countRows(column, docs, counts);
  let distinct = 0;
  for (let ordinal = 0; ordinal < column.size; ordinal++) if (counts[ordinal] !== 0) touched[distinct++] = ordinal;
  return touched.subarray(0, distinct);
}

function countCodes(codes: Uint8Array | Uint32Array, docs: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    // documents ascend
    if (doc >= codes.length) break;
    const code = codes[doc] as number;
    if (code !== 0) counts[code - 1] = (counts[code - 1] as number) + 1;
  }
}

function countRows({ rows }: KeywordColumn, docs: Uint32Array, counts: Uint32Array): void {
  const { starts, data, size } = rows as Rows;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (doc >= size) break;
    const end = starts[doc + 1] as number;
    for (let at = starts[doc] as number; at < end; at++) {
      const ordinal = data[at] as number;
      counts[ordinal] = (counts[ordinal] as number) + 1;
    }
  }
}

function countFew({ rows }: KeywordColumn, docs: Uint32Array, counts: Uint32Array, touched: Uint32Array): number {
  const { starts, data, size } = rows as Rows;
  let distinct = 0;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (doc >= size) break;
    const end = starts[doc + 1] as number;
    for (let at = starts[doc] as number; at < end; at++) {
      const ordinal = data[at] as number;
      const count = counts[ordinal] as number;
      if (count === 0) touched[distinct++] = ordinal;
      counts[ordinal] = count + 1;
    }
  }
  return distinct;
}
