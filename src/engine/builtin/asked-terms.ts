// The terms of a query in an index, each with its other spellings: counted once however it is written.

import type { QueryTerms } from '../../text/analyzers.js';
import type { Spelling } from '../../text/spellings.js';
import { emptyBits, membersOf, setBit } from './bitset.js';
import type { Scratch } from './scratch.js';
import type { TextIndex } from './text-index.js';

/** A spelling that may occur: its words have terms in the index. */
interface KnownSpelling extends Spelling {
  readonly ids: readonly number[];
}

export interface AskedTerms extends Pick<QueryTerms, 'terms' | 'required' | 'weights'> {
  /** Their numbers; undefined for one that no document has, which counts as missing. */
  readonly ids: readonly (number | undefined)[];
  readonly spellings: readonly KnownSpelling[];
}

export function askedTerms(index: TextIndex, { terms, required, weights, spellings }: QueryTerms): AskedTerms {
  const known = spellings.flatMap((spelling) => {
    const ids = new Set(index.termIds(spelling.words.map((word) => index.analyzer.term(word))));
    return ids.has(undefined) ? [] : [{ ...spelling, ids: [...ids] as number[] }];
  });
  return { terms, required, weights, ids: index.termIds(terms), spellings: known };
}

/** The spellings of the term at a place. */
function spellingsAt({ spellings }: AskedTerms, place: number): readonly KnownSpelling[] {
  return spellings.length === 0 ? spellings : spellings.filter(({ of }) => of.includes(place));
}

/** Adds to the counts of each document how many of the terms it has. */
export function countTerms(index: TextIndex, asked: AskedTerms, counts: Uint16Array | Uint32Array): void {
  for (const [place, id] of asked.ids.entries()) {
    const others = spellingsAt(asked, place);
    if (others.length === 0) {
      if (id !== undefined) index.count(id, counts);
      continue;
    }
    const bits = emptyBits(counts.length);
    for (const doc of index.havingAll([asked.terms[place] as string])) setBit(bits, doc);
    for (const { words } of others) for (const doc of docsWith(index, words)) setBit(bits, doc);
    for (const doc of membersOf(bits)) counts[doc] = (counts[doc] as number) + 1;
  }
}

/** The documents with a spelling: one word by its term, several next to each other. */
function docsWith(index: TextIndex, words: readonly string[]): Uint32Array {
  const [word = ''] = words;
  return words.length === 1 ? index.havingAll([index.analyzer.term(word)]) : index.phrase(words);
}

/**
 * Adds the BM25F score of the terms to every document that has any. Another spelling stands in where a term is missing, so
 * that a compound counts once: a joined form with an equal share of its score for each of its terms, several words with
 * the sum of theirs; the best of them if there are several.
 */
export function scoreTerms(index: TextIndex, asked: AskedTerms, scores: Float32Array, scratch: Scratch): void {
  for (const [place, id] of asked.ids.entries()) {
    const others = spellingsAt(asked, place);
    const weight = asked.weights[place] as number;
    if (others.length === 0) {
      if (id !== undefined) index.score(id, scores, weight);
      continue;
    }
    const own = scratch.zeros('scores as written', Float32Array, scores.length);
    const best = scratch.zeros('best scores otherwise', Float32Array, scores.length);
    if (id !== undefined) index.score(id, own);
    for (const spelling of others) raise(best, spelling, index, scratch);
    for (let doc = 0; doc < scores.length; doc++) {
      scores[doc] = (scores[doc] as number) + weight * ((own[doc] as number) || (best[doc] as number));
    }
  }
}

function raise(best: Float32Array, { words, ids, of }: KnownSpelling, index: TextIndex, scratch: Scratch): void {
  const scores = scratch.zeros('scores of a spelling', Float32Array, best.length);
  for (const id of ids) index.score(id, scores);
  for (const doc of docsWith(index, words)) {
    best[doc] = Math.max(best[doc] as number, (scores[doc] as number) / of.length);
  }
}
