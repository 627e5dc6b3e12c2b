// A filter of the query tree → the set of documents that pass it.
import type { Filter, WordsFilter } from '../../domain/query.js';
import type { HitTally } from '../../readings.js';
import { askedTerms } from './asked-terms.js';
import { type Bits, emptyBits, intersect, setBit, subtract, unite } from './bitset.js';
import type { FieldColumns } from './columns.js';
import type { MemoryIndex } from './memory-index.js';
import type { FieldFlags } from './row-search.js';

const CACHED_SETS = 64;
/** Hits and misses of all threads of this process. */
const CELLS = { hits: 0, misses: 1 } as const;

/** Shared with search threads, so that they count where it is read. */
export class BitsTally implements HitTally {
  readonly cells: Uint32Array<SharedArrayBuffer>;

  constructor(cells = new Uint32Array(new SharedArrayBuffer(8))) {
    this.cells = cells;
  }

  get hits(): number {
    return this.cells[CELLS.hits] as number;
  }

  get misses(): number {
    return this.cells[CELLS.misses] as number;
  }

  count(found: boolean): void {
    Atomics.add(this.cells, found ? CELLS.hits : CELLS.misses, 1);
  }
}

/** Of this thread; what threads are told to count in. */
export const BITS = new BitsTally();

/** Keeps the sets of recent conditions, so that paging and facets do not read the same column again. */
export class FilterBits {
  private readonly cache = new Map<string, Bits>();
  private generation = -1;
  private readonly tally: BitsTally;

  constructor(tally: BitsTally = BITS) {
    this.tally = tally;
  }

  /** Bits of living documents that pass; the caller owns the result. */
  of(index: MemoryIndex<never>, filter: Filter): Bits {
    const bits = this.evaluate(index, filter);
    intersect(bits, index.alive);
    return bits;
  }

  private evaluate(index: MemoryIndex<never>, filter: Filter): Bits {
    switch (filter.type) {
      case 'all':
        return emptyBits(index.docs).fill(0xffffffff);
      case 'none':
        return emptyBits(index.docs);
      case 'and': {
        const bits = emptyBits(index.docs).fill(0xffffffff);
        for (const part of filter.filters) intersect(bits, this.evaluate(index, part));
        return bits;
      }
      case 'or': {
        const bits = emptyBits(index.docs);
        for (const part of filter.filters) unite(bits, this.evaluate(index, part));
        return bits;
      }
      case 'not': {
        const bits = emptyBits(index.docs).fill(0xffffffff);
        subtract(bits, this.evaluate(index, filter.filter));
        return bits;
      }
      default:
        return this.cached(index, filter).slice();
    }
  }

  private cached(index: MemoryIndex<never>, leaf: Leaf): Bits {
    if (this.generation !== index.generation) this.cache.clear();
    this.generation = index.generation;
    const key = JSON.stringify(leaf);
    const known = this.cache.get(key);
    this.tally.count(known !== undefined);
    const bits = known ?? evaluateLeaf(index, leaf);
    this.cache.delete(key);
    this.cache.set(key, bits);
    if (this.cache.size > CACHED_SETS) this.cache.delete(this.cache.keys().next().value as string);
    return bits;
  }
}

type FieldLeaf = Extract<Filter, { field: string }>;
type Leaf = FieldLeaf | WordsFilter;

function evaluateLeaf(index: MemoryIndex<never>, leaf: Leaf): Bits {
  if (leaf.type === 'words') return evaluateWords(index, leaf);
  if (leaf.field === 'id' && index.catalogue.find('id')) return evaluateIds(index, leaf);
  const columns = index.columns.get(leaf.field);
  if (!columns) throw new Error(`no such field: ${leaf.field}`);
  switch (leaf.type) {
    case 'values':
      return having(columns, leaf.values, index.docs);
    case 'range':
      if (!columns.number) throw new Error(`not a number field: ${leaf.field}`);
      return columns.number.between(leaf.gte ?? -Infinity, leaf.lte ?? Infinity, index.docs);
    case 'exists':
      return columns.number ? columns.number.between(-Infinity, Infinity, index.docs) : present(columns, index.docs);
  }
}

function evaluateIds(index: MemoryIndex<never>, leaf: FieldLeaf): Bits {
  if (leaf.type === 'exists') return index.alive.slice();
  if (leaf.type === 'range') throw new Error('not a number field: id');
  const bits = emptyBits(index.docs);
  for (const id of leaf.values) {
    const doc = index.doc(String(id));
    if (doc !== undefined) setBit(bits, doc);
  }
  return bits;
}

function having(columns: FieldColumns, values: readonly (string | number)[], docs: number): Bits {
  if (columns.keyword) return columns.keyword.having(values, docs);
  const bits = emptyBits(docs);
  for (const value of values) {
    if (columns.number && typeof value === 'number') unite(bits, columns.number.between(value, value, docs));
  }
  return bits;
}

function present(columns: FieldColumns, docs: number): Bits {
  return columns.keyword ? columns.keyword.present(docs) : emptyBits(docs);
}

function evaluateWords({ catalogue, docs, text }: MemoryIndex<never>, leaf: WordsFilter): Bits {
  const fields = flagsOf(catalogue.textFields, leaf.fields);
  const sayings = text.analyzer.sayings(leaf.text);
  if (sayings.length === 0 || !fields.includes(1)) return emptyBits(docs);
  const where = fields.includes(0) ? fields : undefined;
  const phrase = (words: readonly string[]) => (where ? text.phraseWithin(words, where) : text.phrase(words));
  if (leaf.exact) return unionOf(docs, sayings.map(phrase));
  const { terms, spellings } = askedTerms(text, text.analyzer.every(leaf.text));
  if (spellings.length === 0) return unionOf(docs, [text.havingAll(terms, where)]);
  const bits = emptyBits(docs).fill(0xffffffff);
  for (const [place, term] of terms.entries()) {
    const others = spellings.filter(({ of }) => of.includes(place)).map(({ words }) => words);
    const found = others.map((words) => {
      return words.length > 1 ? phrase(words) : text.havingAll(words.map(text.analyzer.term), where);
    });
    intersect(bits, unionOf(docs, [text.havingAll([term], where), ...found]));
  }
  return bits;
}

function unionOf(docs: number, sets: readonly Uint32Array[]): Bits {
  const bits = emptyBits(docs);
  for (const set of sets) for (let i = 0; i < set.length; i++) setBit(bits, set[i] as number);
  return bits;
}

/** @throws Error when a name is none of a text field */
function flagsOf(textFields: readonly { readonly name: string }[], names: readonly string[]): FieldFlags {
  const flags = new Uint8Array(textFields.length);
  for (const name of names) {
    const number = textFields.findIndex((field) => field.name === name);
    if (number < 0) throw new Error(`no such text field: ${name}`);
    flags[number] = 1;
  }
  return flags;
}
