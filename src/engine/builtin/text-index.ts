// The lexical side: postings of terms with weighted term frequencies, BM25F, and the words of each document in order.
import type { Catalogue, TextField } from '../../domain/catalogue.js';
import { type Analyzer, analyzerOf } from '../../text/analyzers.js';
import type { NearWords } from '../near-words.js';
import { type TermList, weightsOf } from './bm25.js';
import { docsWithAll, TF_BITS, TF_MAX } from './docs-with-all.js';
import { grown } from './growable.js';
import { nearWords, WordShelves } from './near-words.js';
import { Postings } from './postings.js';
import { type FieldFlags, type RowTest, sequence, sequenceWithin, termsWithin } from './row-search.js';
import { StringTable } from './string-table.js';
import { WordFrequencies } from './word-frequencies.js';
import { WordRows } from './word-rows.js';
import { Words } from './words.js';

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

  /** The documents that have the term, dead ones included, and what scoring them needs. */
  list(id: number): TermList {
    const [start, end] = this.postings.range(id);
    const { lengths, alive, totalLength } = this;
    const statistics = { documents: alive, frequency: this.frequency(id), totalLength };
    return { data: this.postings.data, start, end, lengths, ...weightsOf(statistics) };
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
