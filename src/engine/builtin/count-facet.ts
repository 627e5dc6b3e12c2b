// Counting the values of one column over a set of documents.
import { compareKeys } from '../../domain/order.js';
import type { FacetRequest } from '../../domain/query.js';
import type { FacetBucket } from '../engine.js';
import type { KeywordColumn } from './columns.js';
import type { Scratch } from './scratch.js';
import { selectByScore } from './select-top.js';

/**
 * The most frequent values among `docs`, by count, then key; the selected values come along with their count even
 * when they are not among the first or do not occur.
 */
export function countFacet(
  column: KeywordColumn,
  docs: Uint32Array,
  request: FacetRequest,
  selected: readonly (string | number)[],
  scratch: Scratch,
): FacetBucket[] {
  const counts = scratch.zeros('facet counts', Uint32Array, column.size);
  const touched = countValues(column, docs, counts, scratch);
  const byKey = (a: number, b: number): number => compareKeys(column.key(a), column.key(b));
  const bucket = (key: string | number, label: string, count: number): FacetBucket => {
    return { key, label, count, selected: selected.includes(key) };
  };
  const ordinals = selectByScore(touched, counts, request.size, byKey);
  const shown = new Set(ordinals);
  const wanted = [...new Set(selected)].map((key) => ({ key, ordinal: column.ordinal(key) }));
  const absent = wanted.filter((w) => w.ordinal === undefined || (counts[w.ordinal] === 0 && !shown.has(w.ordinal)));
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

/** Adds up the values of `docs` in `counts`; returns the ordinals that may have a count. */
function countValues(column: KeywordColumn, docs: Uint32Array, counts: Uint32Array, scratch: Scratch): Uint32Array {
  const { starts, data } = column.rows;
  const touched = scratch.zeros('facet touched', Uint32Array, column.size);
  let distinct = 0;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    const end = starts[doc + 1] as number;
    for (let at = starts[doc] as number; at < end; at++) {
      const ordinal = data[at] as number;
      const count = counts[ordinal] as number;
      if (count === 0) touched[distinct++] = ordinal;
      counts[ordinal] = count + 1;
    }
  }
  return touched.subarray(0, distinct);
}
