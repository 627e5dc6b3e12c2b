// Columns over documents: keyword columns (dictionary-coded, forward and inverted) and number columns.
import type { Field, FieldValue } from '../../domain/catalogue.js';
import { compareKeys } from '../../domain/order.js';
import { type Bits, emptyBits, setBit } from './bitset.js';
import { grown, Rows } from './growable.js';
import { Postings } from './postings.js';
import { StringTable } from './string-table.js';

/** What a column needs to know of its field. */
type ColumnField = Pick<Field<never>, 'type' | 'facet' | 'sort' | 'multiple'>;

/** So many values have a byte each; inverted lists would take four bytes a document, and save little time. */
const FEW_VALUES = 255;

/**
 * Values as ordinals: forward to count facets, and inverted to answer filters in time proportional to their hits, but for
 * columns of few values. The keys of one column are all strings, or all numbers. What no document has takes no memory.
 */
export class KeywordColumn {
  private readonly numeric: boolean;
  private keys = new StringTable();
  private names = new StringTable();
  /** By ordinal the number of its name for people, from 1; 0: the key stands for itself. */
  private labels: Uint32Array = new Uint32Array(0);
  private readonly ordinals: number[] = [];
  /** Of a field with one value at most: ordinal + 1 by document, 0 for none; documents behind the last have none. */
  codes: Uint8Array | Uint32Array | undefined;
  /** Of any other field: rows of ordinals. */
  rows: Rows | undefined;
  inverted: Postings | undefined;

  constructor({ type, multiple }: Pick<ColumnField, 'type' | 'multiple'>) {
    this.numeric = type !== 'keyword';
    if (!multiple) this.codes = new Uint8Array(0);
    else {
      this.rows = new Rows();
      this.inverted = new Postings();
    }
  }

  /** Adds the next document; repeated values count once. */
  push(doc: number, values: readonly FieldValue[]): void {
    if (values.length === 0) return;
    const ordinals = this.ordinals;
    ordinals.length = 0;
    for (const { key, label } of values) {
      const ordinal = this.keys.add(String(key));
      this.labels = grown(this.labels, ordinal + 1);
      if (label !== undefined) this.labels[ordinal] = this.names.add(label) + 1;
      ordinals.push(ordinal);
    }
    if (this.codes) this.setCode(doc, ordinals[0] as number);
    else this.pushRow(doc, ordinals.length > 1 ? Array.from(new Set(ordinals)) : ordinals);
  }

  private setCode(doc: number, ordinal: number): void {
    if (ordinal >= FEW_VALUES && !this.inverted) this.widen();
    const codes = grown(this.codes as Uint8Array | Uint32Array, doc + 1);
    codes[doc] = ordinal + 1;
    this.codes = codes;
    this.inverted?.push(ordinal, doc);
  }

  /** There are more values than a byte tells apart. */
  private widen(): void {
    const narrow = this.codes as Uint8Array;
    const codes = grown(new Uint32Array(0), narrow.length);
    codes.set(narrow);
    this.inverted = new Postings();
    for (let doc = 0; doc < narrow.length; doc++) {
      if (narrow[doc] !== 0) this.inverted.push((narrow[doc] as number) - 1, doc);
    }
    this.codes = codes;
  }

  private pushRow(doc: number, ordinals: readonly number[]): void {
    for (const ordinal of ordinals) this.inverted?.push(ordinal, doc);
    this.rows?.pushAt(doc, ordinals);
  }

  get size(): number {
    return this.keys.size;
  }

  ordinal(key: string | number): number | undefined {
    return (typeof key === 'number') === this.numeric ? this.keys.find(String(key)) : undefined;
  }

  key(ordinal: number): string | number {
    const key = this.keys.at(ordinal);
    return this.numeric ? Number(key) : key;
  }

  label(ordinal: number): string {
    const label = this.labels[ordinal] as number;
    // a name that came in since this view was made is not known here
    return (label > 0 && label <= this.names.size && this.names.at(label - 1)) || this.keys.at(ordinal);
  }

  /** As `compareKeys` of the keys. */
  compare(a: number, b: number): number {
    return this.numeric ? compareKeys(this.key(a), this.key(b)) : this.keys.compare(a, b);
  }

  /** The documents that have at least one of the keys. */
  having(keys: readonly (string | number)[], docs: number): Bits {
    const bits = emptyBits(docs);
    const ordinals = keys.map((key) => this.ordinal(key)).filter((ordinal) => ordinal !== undefined);
    if (!this.inverted) return this.havingCodes(ordinals, bits);
    for (const ordinal of ordinals) {
      const [start, end] = this.inverted.range(ordinal);
      const { data } = this.inverted;
      for (let i = start; i < end; i++) setBit(bits, data[i] as number);
    }
    return bits;
  }

  private havingCodes(ordinals: readonly number[], bits: Bits): Bits {
    const wanted = new Uint8Array(FEW_VALUES + 1);
    for (const ordinal of ordinals) wanted[ordinal + 1] = 1;
    const { codes = NO_CODES } = this;
    for (let doc = 0; doc < codes.length; doc++) if (wanted[codes[doc] as number] === 1) setBit(bits, doc);
    return bits;
  }

  /** The documents that have any value. */
  present(docs: number): Bits {
    const bits = emptyBits(docs);
    const { codes = NO_CODES, rows } = this;
    for (let doc = 0; doc < codes.length; doc++) if (codes[doc] !== 0) setBit(bits, doc);
    const { starts = NO_CODES, size = 0 } = rows ?? {};
    for (let doc = 0; doc < size; doc++) if (starts[doc + 1] !== starts[doc]) setBit(bits, doc);
    return bits;
  }

  dump() {
    return { ...this.view(), inverted: this.inverted?.dump() ?? null };
  }

  /** What readers need of a dump. */
  view() {
    const { numeric, keys, names, codes, inverted, rows } = this;
    return {
      numeric,
      keys: keys.dump(),
      names: names.dump(),
      labels: this.labels.subarray(0, keys.size),
      codes: codes ?? null,
      rows: rows?.dump() ?? null,
      inverted: inverted?.view() ?? null,
    };
  }

  static load(dump: ReturnType<KeywordColumn['view']>): KeywordColumn {
    const column = new KeywordColumn({ type: dump.numeric ? 'integer' : 'keyword', multiple: dump.rows !== null });
    column.keys = StringTable.load(dump.keys);
    column.names = StringTable.load(dump.names);
    column.labels = dump.labels;
    column.codes = dump.codes ?? undefined;
    column.rows = dump.rows ? Rows.load(dump.rows) : undefined;
    column.inverted = dump.inverted ? Postings.load(dump.inverted) : undefined;
    return column;
  }
}

const NO_CODES = new Uint32Array(0);

/** By document, NaN where there is none. */
export type Numbers = Float32Array | Float64Array;

/** One number per document: of single precision, until there is one that this does not hold exactly. */
export class NumberColumn {
  private numbers: Numbers = new Float32Array(0);
  private docs = 0;

  push(doc: number, value: number | undefined): void {
    this.docs = doc + 1;
    if (value === undefined && this.numbers.length === 0) return;
    if (value !== undefined && Math.fround(value) !== value) this.widen();
    const isFirst = this.numbers.length === 0;
    this.numbers = grown(this.numbers, doc + 1);
    if (isFirst) this.numbers.fill(Number.NaN, 0, doc);
    this.numbers[doc] = value ?? Number.NaN;
  }

  private widen(): void {
    if (this.numbers instanceof Float64Array) return;
    const wide = grown(new Float64Array(0), this.numbers.length);
    wide.set(this.numbers);
    this.numbers = this.numbers.length === 0 ? new Float64Array(0) : wide;
  }

  get values(): Numbers {
    if (this.numbers.length < this.docs) this.numbers = new Float32Array(this.docs).fill(Number.NaN);
    return this.numbers;
  }

  /** The documents whose value lies between the bounds, both included; NaN lies nowhere. */
  between(gte: number, lte: number, docs: number): Bits {
    const bits = emptyBits(docs);
    const { numbers } = this;
    for (let doc = 0; doc < docs && doc < numbers.length; doc++) {
      const value = numbers[doc] as number;
      if (value >= gte && value <= lte) setBit(bits, doc);
    }
    return bits;
  }

  dump() {
    return { values: this.numbers.subarray(0, this.docs), docs: this.docs };
  }

  static load(dump: ReturnType<NumberColumn['dump']>): NumberColumn {
    const column = new NumberColumn();
    column.numbers = dump.values;
    column.docs = dump.docs;
    return column;
  }
}

/** The columns that a field of the catalogue needs: keywords and facets are dictionary-coded, orders and ranges numeric. */
export interface FieldColumns {
  readonly keyword?: KeywordColumn;
  readonly number?: NumberColumn;
}

export function createColumns(field: ColumnField): FieldColumns {
  const keyword = field.type === 'keyword' || field.facet;
  // of true and false there are no ranges
  const number = field.type !== 'keyword' && (field.sort || !keyword || field.type !== 'boolean');
  return {
    ...(keyword ? { keyword: new KeywordColumn(field) } : {}),
    ...(number ? { number: new NumberColumn() } : {}),
  };
}
