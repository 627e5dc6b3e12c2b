// How a posting is packed, and which documents have all of some terms.
import type { Postings } from './postings.js';

/** A posting packs the document and its weighted term frequency: 24 and 8 bits. */
export const TF_BITS = 8;
export const TF_MAX = 255;
export const MAX_DOCS = 2 ** 24;

/** The documents that have each of the terms, at least one; ascending, dead ones included. */
export function docsWithAll(postings: Postings, terms: readonly number[]): Uint32Array {
  const ids = [...new Set(terms)].sort((a, b) => postings.length(a) - postings.length(b));
  const [rarest = 0, ...others] = ids;
  const [first, last] = postings.range(rarest);
  let docs: Uint32Array = Uint32Array.from(postings.data.subarray(first, last));
  for (let i = 0; i < docs.length; i++) docs[i] = (docs[i] as number) >>> TF_BITS;
  for (const id of others) docs = keepHaving(postings, docs, id);
  return docs;
}

/** Narrows `docs`, in place, to those with the term. Both sides ascend: documents are numbered as they are written. */
function keepHaving(postings: Postings, docs: Uint32Array, id: number): Uint32Array {
  const [start, end] = postings.range(id);
  const { data } = postings;
  let at = start;
  let kept = 0;
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    while (at < end && (data[at] as number) >>> TF_BITS < doc) at++;
    if (at < end && (data[at] as number) >>> TF_BITS === doc) docs[kept++] = doc;
  }
  return docs.subarray(0, kept);
}
