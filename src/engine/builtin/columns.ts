// Columns over documents: keyword columns (dictionary-coded, inverted and forward) and number columns.
import type { Field, FieldValue } from '../../domain/catalogue.js';
import { type Bits, emptyBits, setBit } from './bitset.js';
import { Dictionary } from './dictionary.js';
import { grown, Rows } from './growable.js';
import { Postings } from './postings.js';

/** Values as ordinals: forward rows count facets, inverted lists answer filters in time proportional to their hits. */
export class KeywordColumn {
  private dictionary = new Dictionary<string | number>();
  /** Names for people, by ordinal; keys without a name stand for themselves. */
  private labels: (string | undefined)[] = [];
  private readonly ordinals: number[] = [];
  private inverted = new Postings();
  rows = new Rows();

  /** Adds the next document; repeated values count once. */
  push(doc: number, values: readonly FieldValue[]): void {
    const ordinals = this.ordinals;
    ordinals.length = 0;
    for (const { key, label } of values) {
      const ordinal = this.dictionary.add(key);
      if (label !== undefined) this.labels[ordinal] = label;
      ordinals.push(ordinal);
    }
    const distinct = ordinals.length > 1 ? Array.from(new Set(ordinals)) : ordinals;
    for (const ordinal of distinct) this.inverted.push(ordinal, doc);
    this.rows.push(distinct, distinct.length);
  }

  get size(): number {
    return this.dictionary.size;
  }

  ordinal(key: string | number): number | undefined {
    return this.dictionary.find(key);
  }

  key(ordinal: number): string | number {
    return this.dictionary.key(ordinal);
  }

  label(ordinal: number): string {
    return this.labels[ordinal] || String(this.key(ordinal));
  }

  /** The documents that have at least one of the keys. */
  having(keys: readonly (string | number)[], docs: number): Bits {
    const bits = emptyBits(docs);
    const data = this.inverted.data;
    for (const key of keys) {
      const ordinal = this.dictionary.find(key);
      if (ordinal === undefined) continue;
      const start = this.inverted.start(ordinal);
      const end = start + this.inverted.length(ordinal);
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
    const labels = Array.from(this.labels, (label) => label ?? '');
    return { keys: this.dictionary.dump(), labels, inverted: this.inverted.dump(), rows: this.rows.dump() };
  }

  static load(dump: ReturnType<KeywordColumn['dump']>): KeywordColumn {
    const column = new KeywordColumn();
    column.dictionary = Dictionary.load(dump.keys);
    column.labels = dump.labels;
    column.inverted = Postings.load(dump.inverted);
    column.rows = Rows.load(dump.rows);
    return column;
  }
}

/** One number per document; NaN where there is none. */
export class NumberColumn {
  values = new Float64Array(64);
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
    ...(keyword ? { keyword: new KeywordColumn() } : {}),
    ...(field.type === 'keyword' ? {} : { number: new NumberColumn() }),
  };
}
