// The lexical side: postings of terms with weighted term frequencies, BM25F, and the words of each document in order.
import type { Analysis, TextField } from '../../domain/catalogue.js';
import { type Analyzer, analyzerOf } from '../../text/analyzers.js';
import { Dictionary } from './dictionary.js';
import { grown, Rows } from './growable.js';
import { Postings } from './postings.js';
import { Words } from './words.js';

// Term saturation and length normalisation, the usual defaults (Robertson & Zaragoza, "The Probabilistic Relevance
// Framework: BM25 and Beyond", 2009). Per-collection tuning gains less than it costs in explaining.
const K1 = 1.2;
const B = 0.75;
/** A posting packs the document and its weighted term frequency: 24 and 8 bits. */
const TF_BITS = 8;
const TF_MAX = 255;
export const MAX_DOCS = 2 ** 24;
/** Stands in a row of words where one field, or one element of a list, ends: no phrase crosses it. */
const BOUNDARY = 0;

export class TextIndex {
  readonly analyzer: Analyzer;
  private readonly prose: boolean;
  private words = Words.load(['']);
  private termOf = new Uint32Array(64);
  private terms = new Dictionary();
  private postings = new Postings();
  private rows = new Rows();
  private lengths = new Float32Array(64);
  /** How many postings of each term belong to removed documents. */
  private removed = new Uint32Array(64);
  private docs = 0;
  private alive = 0;
  private totalLength = 0;

  /** Words whose terms are known: all of them, but for those of the passage being read. */
  private known = 1;
  private readonly row: number[] = [];
  private tf = new Uint32Array(64);

  constructor(analysis: Analysis) {
    this.analyzer = analyzerOf(analysis);
    this.prose = analysis === 'prose';
  }

  /** Adds the next document. */
  push<D>(doc: number, thing: D, fields: readonly TextField<D>[]): void {
    this.row.length = 0;
    const touched: number[] = [];
    let length = 0;
    for (const field of fields) {
      for (const passage of field.passages(thing)) {
        if (passage !== '') length += field.weight * this.readPassage(passage, field.weight, touched);
      }
    }
    this.rows.push(this.row, this.row.length);
    for (const id of touched) {
      this.postings.push(id, ((doc << TF_BITS) | Math.min(TF_MAX, this.tf[id] as number)) >>> 0);
      this.tf[id] = 0;
    }
    this.lengths = grown(this.lengths, doc + 1);
    this.lengths[doc] = length;
    this.totalLength += length;
    this.docs = doc + 1;
    this.alive++;
  }

  private readPassage(passage: string, weight: number, touched: number[]): number {
    if (this.row.length > 0) this.row.push(BOUNDARY);
    const start = this.row.length;
    this.readWords(passage);
    if (this.words.size > this.known) this.learnTerms();
    for (let i = start; i < this.row.length; i++) {
      const id = this.termOf[this.row[i] as number] as number;
      const tf = this.tf[id] as number;
      if (tf === 0) touched.push(id);
      this.tf[id] = tf + weight;
    }
    return this.row.length - start;
  }

  private readWords(passage: string): void {
    // the words of prose are found without making a string of each
    if (this.prose) this.words.read(passage, this.row);
    else for (const word of this.analyzer.words(passage)) this.row.push(this.words.add(word));
  }

  /** Finds the terms of the words that have come in since the last time. */
  private learnTerms(): void {
    this.termOf = grown(this.termOf, this.words.size);
    for (; this.known < this.words.size; this.known++) {
      this.termOf[this.known] = this.terms.add(this.analyzer.term(this.words.word(this.known)));
    }
    this.removed = grown(this.removed, this.terms.size);
    this.tf = grown(this.tf, this.terms.size);
  }

  /** Takes a document out of the statistics; its postings stay behind and are masked by the caller. */
  remove(doc: number): void {
    const seen = new Set<number>();
    const { starts, data } = this.rows;
    for (let i = starts[doc] as number; i < (starts[doc + 1] as number); i++) {
      const word = data[i] as number;
      if (word !== BOUNDARY) seen.add(this.termOf[word] as number);
    }
    for (const id of seen) this.removed[id] = (this.removed[id] as number) + 1;
    this.totalLength -= this.lengths[doc] as number;
    this.alive--;
  }

  /** The numbers of terms; undefined for one that no document has. */
  termIds(terms: readonly string[]): (number | undefined)[] {
    return terms.map((term) => this.terms.find(term));
  }

  /** How many living documents have the term. */
  frequency(id: number): number {
    return this.postings.length(id) - (this.removed[id] as number);
  }

  /**
   * Adds the BM25F score of one term to every document that has it (weighted term frequency and weighted length share
   * one saturation: Robertson, Zaragoza & Taylor, CIKM 2004).
   */
  score(id: number, scores: Float32Array): void {
    const n = this.frequency(id);
    const idf = Math.log(1 + (this.alive - n + 0.5) / (n + 0.5));
    const base = K1 * (1 - B);
    const slope = this.totalLength > 0 ? (K1 * B * this.alive) / this.totalLength : 0;
    const data = this.postings.data;
    const lengths = this.lengths;
    const start = this.postings.start(id);
    const end = start + this.postings.length(id);
    for (let i = start; i < end; i++) {
      const posting = data[i] as number;
      const doc = posting >>> TF_BITS;
      const tf = posting & TF_MAX;
      scores[doc] = (scores[doc] as number) + (idf * tf) / (tf + base + slope * (lengths[doc] as number));
    }
  }

  /** Adds 1 for every document that has the term. */
  count(id: number, counts: Uint16Array | Uint32Array): void {
    const data = this.postings.data;
    const start = this.postings.start(id);
    const end = start + this.postings.length(id);
    for (let i = start; i < end; i++) {
      const doc = (data[i] as number) >>> TF_BITS;
      counts[doc] = (counts[doc] as number) + 1;
    }
  }

  /** The documents (ascending, dead ones included) in which the words stand next to each other within one passage. */
  phrase(words: readonly string[]): Uint32Array {
    const ids = words.map((word) => this.words.find(word));
    if (ids.some((id) => id === undefined)) return new Uint32Array(0);
    const wanted = Uint32Array.from(ids as number[]);
    const docs = this.withAllTerms(wanted);
    const { starts, data } = this.rows;
    let found = 0;
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      if (hasSequence(data, starts[doc] as number, starts[doc + 1] as number, wanted)) docs[found++] = doc;
    }
    return docs.subarray(0, found);
  }

  private withAllTerms(words: Uint32Array): Uint32Array {
    const ids = Array.from(new Set(words), (word) => this.termOf[word] as number);
    ids.sort((a, b) => this.postings.length(a) - this.postings.length(b));
    const [rarest = 0, ...others] = ids;
    const start = this.postings.start(rarest);
    let docs: Uint32Array = this.postings.data.slice(start, start + this.postings.length(rarest));
    for (let i = 0; i < docs.length; i++) docs[i] = (docs[i] as number) >>> TF_BITS;
    for (const id of others) docs = this.keepHaving(docs, id);
    return docs;
  }

  /** Narrows `docs`, in place, to those with the term. Both sides ascend: documents are numbered as they are written. */
  private keepHaving(docs: Uint32Array, id: number): Uint32Array {
    const data = this.postings.data;
    let at = this.postings.start(id);
    const end = at + this.postings.length(id);
    let kept = 0;
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      while (at < end && (data[at] as number) >>> TF_BITS < doc) at++;
      if (at < end && (data[at] as number) >>> TF_BITS === doc) docs[kept++] = doc;
    }
    return docs.subarray(0, kept);
  }

  dump() {
    return {
      words: this.words.dump(),
      terms: this.terms.dump(),
      termOf: this.termOf.subarray(0, this.words.size),
      postings: this.postings.dump(),
      rows: this.rows.dump(),
      lengths: this.lengths.subarray(0, this.docs),
      removed: this.removed.subarray(0, this.terms.size),
      alive: this.alive,
      totalLength: this.totalLength,
    };
  }

  static load(dump: ReturnType<TextIndex['dump']>, analysis: Analysis): TextIndex {
    const index = new TextIndex(analysis);
    index.words = Words.load(dump.words);
    index.known = index.words.size;
    index.terms = Dictionary.load(dump.terms);
    index.termOf = dump.termOf;
    index.postings = Postings.load(dump.postings);
    index.rows = Rows.load(dump.rows);
    index.lengths = dump.lengths;
    index.removed = dump.removed;
    index.docs = dump.lengths.length;
    index.alive = dump.alive;
    index.totalLength = dump.totalLength;
    index.tf = new Uint32Array(dump.terms.length + 64);
    return index;
  }
}

function hasSequence(row: Uint32Array, start: number, end: number, words: Uint32Array): boolean {
  const first = words[0] as number;
  const last = end - words.length;
  for (let i = nextWord(row, first, start, last); i <= last; i = nextWord(row, first, i + 1, last)) {
    let n = 1;
    while (n < words.length && row[i + n] === words[n]) n++;
    if (n === words.length) return true;
  }
  return false;
}

/** The next place of a word up to `last`, or one behind it. Four words a step take half the time of one. */
function nextWord(row: Uint32Array, word: number, from: number, last: number): number {
  let i = from;
  for (; i + 3 <= last; i += 4) {
    if (row[i] === word || row[i + 1] === word || row[i + 2] === word || row[i + 3] === word) break;
  }
  while (i <= last && row[i] !== word) i++;
  return i;
}
