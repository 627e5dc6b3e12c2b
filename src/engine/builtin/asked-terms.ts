// The terms of a query in an index, each with its other spellings: counted once however it is written.

import type { QueryTerms } from '../../text/analyzers.js';
import type { Spelling } from '../../text/spellings.js';
import { addCounts, addScores, addScoresAndCounts, scoresAt, type TermCounts } from './bm25.js';
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
  /** By place, the documents that have the term in another spelling only: found when they are first asked for. */
  readonly standIns: Map<number, ReadonlyMap<number, number>>;
}

export function askedTerms(index: TextIndex, { terms, required, weights, spellings }: QueryTerms): AskedTerms {
  const known = spellings.flatMap((spelling) => {
    const ids = new Set(index.termIds(spelling.words.map((word) => index.analyzer.term(word))));
    return ids.has(undefined) ? [] : [{ ...spelling, ids: [...ids] as number[] }];
  });
  return { terms, required, weights, ids: index.termIds(terms), spellings: known, standIns: new Map() };
}

/** The spellings of the term at a place. */
function spellingsAt({ spellings }: AskedTerms, place: number): readonly KnownSpelling[] {
  return spellings.length === 0 ? spellings : spellings.filter(({ of }) => of.includes(place));
}

/** Counts for so many terms, all zero; `name` says whose memory of `scratch` they are. */
export function termCounts({ ids }: AskedTerms, scratch: Scratch, name: string, docs: number): TermCounts {
  return ids.length < 256 ? scratch.zeros(name, Uint8Array, docs) : scratch.zeros(`many ${name}`, Uint32Array, docs);
}

/** Adds to the counts of each document how many of the terms it has. */
export function countTerms(index: TextIndex, asked: AskedTerms, counts: TermCounts): void {
  for (const [place, id] of asked.ids.entries()) {
    if (id !== undefined) addCounts(index.list(id), counts);
    for (const doc of standIns(index, asked, place).keys()) counts[doc] = (counts[doc] as number) + 1;
  }
}

/**
 * Adds the BM25F score of the terms to every document that has any, and, if they are given, 1 to the counts for each.
 * Another spelling stands in where a term is missing, so that a compound counts once.
 */
export function scoreTerms(index: TextIndex, asked: AskedTerms, scores: Float32Array, counts?: TermCounts): void {
  for (const [place, id] of asked.ids.entries()) {
    const weight = asked.weights[place] as number;
    if (id !== undefined && counts) addScoresAndCounts(index.list(id), scores, weight, counts);
    else if (id !== undefined) addScores(index.list(id), scores, weight);
    for (const [doc, score] of standIns(index, asked, place)) {
      scores[doc] = (scores[doc] as number) + weight * score;
      if (counts) counts[doc] = (counts[doc] as number) + 1;
    }
  }
}

/**
 * The documents that have a term in another spelling only, with the score of the best one: of a joined form an equal share
 * for each of the terms that it stands for, of several words the sum of theirs.
 */
function standIns(index: TextIndex, asked: AskedTerms, place: number): ReadonlyMap<number, number> {
  const known = asked.standIns.get(place);
  if (known) return known;
  const found = findStandIns(index, asked, place);
  asked.standIns.set(place, found);
  return found;
}

function findStandIns(index: TextIndex, asked: AskedTerms, place: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const { words, ids, of } of spellingsAt(asked, place)) {
    const docs = docsWith(index, words);
    const own = asked.ids[place] === undefined ? undefined : scoresAt(index.list(asked.ids[place]), docs);
    const scores = ids.map((id) => scoresAt(index.list(id), docs));
    for (let i = 0; i < docs.length; i++) {
      if (own && own[i] !== 0) continue;
      const doc = docs[i] as number;
      const score = scores.reduce((sum, one) => sum + (one[i] as number), 0) / of.length;
      found.set(doc, Math.max(found.get(doc) ?? 0, score));
    }
  }
  return found;
}

/** The documents (ascending) with a spelling: one word by its term, several next to each other. */
function docsWith(index: TextIndex, words: readonly string[]): Uint32Array {
  const [word = ''] = words;
  return words.length === 1 ? index.havingAll([index.analyzer.term(word)]) : index.phrase(words);
}
