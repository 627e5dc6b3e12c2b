// The lexical side: postings of terms with weighted term frequencies, BM25F, and the words of each document in order.
import type { Catalogue, TextField } from '../../domain/catalogue.js';
import { type Analyzer, analyzerOf } from '../../text/analyzers.js';
import type { NearWords } from '../near-words.js';
import { docsWithAll, TF_BITS, TF_MAX } from './docs-with-all.js';
import { grown } from './growable.js';
import { nearWords, WordShelves } from './near-words.js';
import { Postings } from './postings.js';
import { type FieldFlags, type RowTest, sequence, sequenceWithin, termsWithin } from './row-search.js';
import { StringTable } from './string-table.js';
import { WordFrequencies } from './word-frequencies.js';
import { WordRows } from './word-rows.js';
import { Words } from './words.js';

// Term saturation and length normalisation (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
// 2009). k1 is the usual one. b is less than the usual .75, as works without an abstract stand among those with one: a
// title alone must not win by being short. On judged collections .5 instead of .75 is worth .005 nDCG@10 on average.
const K1 = 1.2;
const B = 0.5;
const NO_DOCS = new Uint32Array(0);

/** What decides how texts are read. */
type Reading = Pick<Catalogue<never>, 'analysis' | 'textFields'>;

export class TextIndex {
  readonly analyzer: Analyzer;
  private readonly prose: boolean;
  /**
   * So many numbers stand for text fields, not for words: in a row each passage begins with that of its field, so that
   * no phrase crosses it and conditions on a field find it. Rows have the fields in the order of the catalogue.
   */
  private readonly marks: number;
  private words: Words;
  private frequencies = new WordFrequencies();
  private readonly shelves = new WordShelves();
  private termOf: Uint32Array = new Uint32Array(0);
  private terms = new StringTable();
  postings = new Postings();
  private rows = new WordRows();
  private lengths: Float32Array = new Float32Array(0);
  /** How many postings of each term belong to removed documents. */
  private removed: Uint32Array = new Uint32Array(0);
  private docs = 0;
  private alive = 0;
  private totalLength = 0;

  /** Words whose terms are known: all of them, but for those of the passage being read. */
  private known: number;
  private readonly row: number[] = [];
  private readonly compounds: number[][] = [];
  private tf: Uint32Array = new Uint32Array(0);

  constructor({ analysis, textFields }: Reading) {
    this.analyzer = analyzerOf(analysis);
    this.prose = analysis === 'prose';
    this.marks = textFields.length;
    this.known = textFields.length;
    // no text has such words
    this.words = Words.of(textFields.map(({ name }) => `\u0000${name}`));
  }

  /** Adds the next document. */
  push<D>(doc: number, thing: D, fields: readonly TextField<D>[]): void {
    this.row.length = 0;
    const touched: number[] = [];
    let length = 0;
    for (const [mark, field] of fields.entries()) {
      for (const passage of field.passages(thing)) {
        if (passage === '') continue;
        this.row.push(mark);
        length += field.weight * this.readPassage(passage, mark, field.weight, touched);
      }
    }
    this.rows.push(this.row);
    this.frequencies.add(doc, this.row, this.words.size);
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

  /** Returns how many words have been read, joined forms of compounds included. */
  private readPassage(passage: string, mark: number, weight: number, touched: number[]): number {
    const start = this.row.length;
    this.compounds.length = 0;
    this.readWords(passage);
    if (this.words.size > this.known) this.learnTerms();
    const end = this.row.length;
    for (let i = start; i < end; i++) this.countWord(this.row[i] as number, weight, touched);
    let length = end - start;
    for (const run of this.compounds) {
      // a passage of its own: no phrase crosses into it
      this.row.push(mark, ...run);
      for (const word of run) this.countWord(word, weight, touched);
      length += run.length;
    }
    return length;
  }

  private countWord(word: number, weight: number, touched: number[]): void {
    const id = this.termOf[word] as number;
    const tf = this.tf[id] as number;
    if (tf === 0) touched.push(id);
    this.tf[id] = tf + weight;
  }

  private readWords(passage: string): void {
    // the words of prose are found without making a string of each
    if (this.prose) this.words.read(passage, this.row, this.compounds);
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
    const words = new Set(this.rows.of(doc));
    const seen = new Set<number>();
    for (const word of words) if (word >= this.marks) seen.add(this.termOf[word] as number);
    for (const id of seen) this.removed[id] = (this.removed[id] as number) + 1;
    this.frequencies.remove(words);
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
   * Adds the BM25F score of one term, `weight` times, to every document that has it (weighted term frequency and weighted
   * length share one saturation: Robertson, Zaragoza & Taylor, CIKM 2004).
   */
  score(id: number, scores: Float32Array, weight = 1): void {
    const { idf: rarity, base, slope } = this.weights(id);
    const idf = weight * rarity;
    const data = this.postings.data;
    const lengths = this.lengths;
    const [start, end] = this.postings.range(id);
    for (let i = start; i < end; i++) {
      const posting = data[i] as number;
      const doc = posting >>> TF_BITS;
      const tf = posting & TF_MAX;
      scores[doc] = (scores[doc] as number) + (idf * tf) / (tf + base + slope * (lengths[doc] as number));
    }
  }

  /** The score of one term in each of the documents, which ascend; 0 for those that lack it, and only for those. */
  scoresOf(id: number, docs: Uint32Array): Float32Array {
    const { idf, base, slope } = this.weights(id);
    const scores = new Float32Array(docs.length);
    const data = this.postings.data;
    const [start, end] = this.postings.range(id);
    let at = start;
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      while (at < end && (data[at] as number) >>> TF_BITS < doc) at++;
      if (at === end) break;
      const posting = data[at] as number;
      const tf = posting & TF_MAX;
      if (posting >>> TF_BITS === doc) scores[i] = (idf * tf) / (tf + base + slope * (this.lengths[doc] as number));
    }
    return scores;
  }

  private weights(id: number): { idf: number; base: number; slope: number } {
    const n = this.frequency(id);
    const idf = Math.log(1 + (this.alive - n + 0.5) / (n + 0.5));
    const slope = this.totalLength > 0 ? (K1 * B * this.alive) / this.totalLength : 0;
    return { idf, base: K1 * (1 - B), slope };
  }

  /** Adds 1 for every document that has the term. */
  count(id: number, counts: Uint16Array | Uint32Array): void {
    const data = this.postings.data;
    const [start, end] = this.postings.range(id);
    for (let i = start; i < end; i++) {
      const doc = (data[i] as number) >>> TF_BITS;
      counts[doc] = (counts[doc] as number) + 1;
    }
  }

  /** The documents (ascending, dead ones included) in which the words stand next to each other within one passage. */
  phrase(words: readonly string[]): Uint32Array {
    const wanted = this.wordIds(words);
    if (!wanted) return NO_DOCS;
    return this.keepRows(this.withWords(wanted), sequence(wanted));
  }

  /** The same within one passage of one of the text fields. */
  phraseWithin(words: readonly string[], fields: FieldFlags): Uint32Array {
    const wanted = this.wordIds(words);
    if (!wanted) return NO_DOCS;
    return this.keepRows(this.withWords(wanted), sequenceWithin(wanted, fields));
  }

  /** The documents (ascending, dead ones included) that have each of the terms in one of the text fields, or anywhere. */
  havingAll(terms: readonly string[], fields?: FieldFlags): Uint32Array {
    const ids = this.termIds(terms);
    if (ids.length === 0 || ids.some((id) => id === undefined)) return NO_DOCS;
    const wanted = ids as number[];
    const docs = docsWithAll(this.postings, wanted);
    return fields ? this.keepRows(docs, termsWithin(Uint32Array.from(wanted), fields, this.termOf)) : docs;
  }

  /** Puts words where those spelt nearly as them find them, at most so many; returns whether there are more. */
  shelve(most: number): boolean {
    return this.shelves.take(this.words, most);
  }

  /** A folded word, its frequency, and the words of living documents that are spelt nearly as it. */
  near(word: string, limit: number): NearWords {
    this.shelves.take(this.words);
    const { words, shelves } = this;
    return nearWords({ words, shelves, frequency: (number) => this.frequencies.of(number) }, word, limit);
  }

  private wordIds(words: readonly string[]): Uint32Array | undefined {
    const ids = words.map((word) => this.words.find(word));
    return ids.some((id) => id === undefined) ? undefined : Uint32Array.from(ids as number[]);
  }

  /** Narrows `docs`, in place, to those whose row of words holds. */
  private keepRows(docs: Uint32Array, holds: RowTest): Uint32Array {
    const { starts, data } = this.rows;
    let found = 0;
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      // came in since this view was made
      if (doc >= this.docs) break;
      if (holds(data, starts[doc] as number, starts[doc + 1] as number)) docs[found++] = doc;
    }
    return docs.subarray(0, found);
  }

  private withWords(words: Uint32Array): Uint32Array {
    const terms = Array.from(words, (word) => this.termOf[word] as number);
    return docsWithAll(this.postings, terms);
  }

  dump() {
    return { ...this.view(), frequencies: this.frequencies.dump(), postings: this.postings.dump() };
  }

  /** What readers need of a dump. */
  view() {
    return {
      words: this.words.dump(),
      terms: this.terms.dump(),
      termOf: this.termOf.subarray(0, this.words.size),
      postings: this.postings.view(),
      rows: this.rows.dump(),
      lengths: this.lengths.subarray(0, this.docs),
      removed: this.removed.subarray(0, this.terms.size),
      alive: this.alive,
      totalLength: this.totalLength,
    };
  }

  static load(dump: ReturnType<TextIndex['view']> & { frequencies?: Uint32Array }, reading: Reading): TextIndex {
    const index = new TextIndex(reading);
    index.words = Words.load(dump.words);
    index.known = index.words.size;
    if (dump.frequencies) index.frequencies = WordFrequencies.load(dump.frequencies);
    index.terms = StringTable.load(dump.terms);
    index.termOf = dump.termOf;
    index.postings = Postings.load(dump.postings);
    index.rows = WordRows.load(dump.rows);
    index.lengths = dump.lengths;
    index.removed = dump.removed;
    index.docs = dump.lengths.length;
    index.alive = dump.alive;
    index.totalLength = dump.totalLength;
    index.tf = new Uint32Array(index.terms.size);
    return index;
  }
}
