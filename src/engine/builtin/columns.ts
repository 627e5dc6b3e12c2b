// Columns over documents: keyword columns (dictionary-coded, inverted and forward) and number columns.
import type { Field, FieldValue } from '../../domain/catalogue.js';
import { compareKeys } from '../../domain/order.js';
import { type Bits, emptyBits, setBit } from './bitset.js';
import { grown, Rows } from './growable.js';
import { Postings } from './postings.js';
import { StringTable } from './string-table.js';

/**
 * Values as ordinals: forward rows count facets, inverted lists answer filters in time proportional to their hits. The keys
 * of one column are all strings, or all numbers.
 */
export class KeywordColumn {
  private readonly numeric: boolean;
  private keys = new StringTable();
  private names = new StringTable();
  /** By ordinal the number of its name for people, from 1; 0: the key stands for itself. */
  private labels: Uint32Array = new Uint32Array(0);
  private readonly ordinals: number[] = [];
  inverted = new Postings();
  rows = new Rows();

  constructor(numeric: boolean) {
    this.numeric = numeric;
  }

  /** Adds the next document; repeated values count once. */
  push(doc: number, values: readonly FieldValue[]): void {
    const ordinals = this.ordinals;
    ordinals.length = 0;
    for (const { key, label } of values) {
      const ordinal = this.keys.add(String(key));
      this.labels = grown(this.labels, ordinal + 1);
      if (label !== undefined) this.labels[ordinal] = this.names.add(label) + 1;
      ordinals.push(ordinal);
    }
    const distinct = ordinals.length > 1 ? Array.from(new Set(ordinals)) : ordinals;
    for (const ordinal of distinct) this.inverted.push(ordinal, doc);
    this.rows.push(distinct, distinct.length);
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
    const data = this.inverted.data;
    for (const key of keys) {
      const ordinal = this.ordinal(key);
      if (ordinal === undefined) continue;
      const [start, end] = this.inverted.range(ordinal);
      for (let i = start; i < end; i++) setBit(bits, data[i] as number);
    }
    return bits;
  }

  /** The documents that have any value. */
  present(docs: number): Bits {
    const bits = emptyBits(docs);
    const { starts } = this.rows;
    for (let doc = 0; doc < docs; doc++) if (starts[doc + 1] !== starts[doc]) setBit(bits, doc);
    return bits;
  }

  dump() {
    return { ...this.view(), inverted: this.inverted.dump() };
  }

  /** What readers need of a dump. */
  view() {
    const { numeric, keys, names, inverted, rows } = this;
    return {
      numeric,
      keys: keys.dump(),
      names: names.dump(),
      labels: this.labels.subarray(0, keys.size),
      inverted: inverted.view(),
      rows: rows.dump(),
    };
  }

  static load(dump: ReturnType<KeywordColumn['view']>): KeywordColumn {
    const column = new KeywordColumn(dump.numeric);
    column.keys = StringTable.load(dump.keys);
    column.names = StringTable.load(dump.names);
    column.labels = dump.labels;
    column.inverted = Postings.load(dump.inverted);
    column.rows = Rows.load(dump.rows);
    return column;
  }
}

/** One number per document; NaN where there is none. */
export class NumberColumn {
  values: Float64Array = new Float64Array(0);
  private docs = 0;

  push(doc: number, value: number | undefined): void {
    this.values = grown(this.values, doc + 1);
    this.values[doc] = value ?? Number.NaN;
    this.docs = doc + 1;
  }

  /** The documents whose value lies between the bounds, both included; NaN lies nowhere. */
  between(gte: number, lte: number, docs: number): Bits {
    const bits = emptyBits(docs);
    for (let doc = 0; doc < docs; doc++) {
      const value = this.values[doc] as number;
      if (value >= gte && value <= lte) setBit(bits, doc);
    }
    return bits;
  }

  dump() {
    return { values: this.values.subarray(0, this.docs) };
  }

  static load(dump: ReturnType<NumberColumn['dump']>): NumberColumn {
    const column = new NumberColumn();
    column.values = dump.values;
    column.docs = dump.values.length;
    return column;
  }
}

/** The columns that a field of the catalogue needs: keywords and facets are dictionary-coded, orders and ranges numeric. */
export interface FieldColumns {
  readonly keyword?: KeywordColumn;
  readonly number?: NumberColumn;
}

export function createColumns(field: Pick<Field<never>, 'type' | 'facet'>): FieldColumns {
  const keyword = field.type === 'keyword' || field.facet;
  return {
    ...(keyword ? { keyword: new KeywordColumn(field.type !== 'keyword') } : {}),
    ...(field.type === 'keyword' ? {} : { number: new NumberColumn() }),
  };
}
