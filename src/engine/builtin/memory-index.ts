// The in-memory index of one kind: documents, their columns, words and vectors. Derived from the store, never the truth.
import type { Catalogue, Field, Stored } from '../../domain/catalogue.js';
import { completionNames } from '../../text/completion.js';
import type { Quantised } from '../quantise.js';
import { type Bits, clearBit, countBits, emptyBits, hasBit, membersOf, setBit } from './bitset.js';
import { createColumns, type FieldColumns, KeywordColumn, NumberColumn } from './columns.js';
import { NameTable } from './completion/name-table.js';
import { MAX_DOCS } from './docs-with-all.js';
import { grown } from './growable.js';
import { IdHashes } from './id-hashes.js';
import { Scratch } from './scratch.js';
import { StringTable } from './string-table.js';
import { TextIndex } from './text-index.js';
import { VectorIndex } from './vector-index.js';

export type IndexDump = ReturnType<MemoryIndex<never>['dump']>;
/** What another thread needs to search. */
export type IndexView = ReturnType<MemoryIndex<never>['view']>;

/** Of a reader in another thread. */
export interface ReaderOptions {
  /** As `VectorIndex` has it. */
  readonly lane?: number;
  /** An earlier view of the same index, whose arrays are used again. */
  readonly before?: MemoryIndex<never>;
}

let indexes = 0;

/** Over things of type `D`; who only searches it takes a `MemoryIndex<never>`, which every index is. */
export class MemoryIndex<D extends Stored> {
  readonly catalogue: Catalogue<D>;
  /** Tells an index from the one that is built in its place; views have that of their index. */
  lineage = ++indexes;
  /** The id of each document: rewritten, a thing has several documents, the last of which may live. */
  ids = new StringTable();
  private idHashNumbers = new IdHashes();
  private scratchArrays = new Scratch();
  readonly columns: ReadonlyMap<string, FieldColumns>;
  text: TextIndex;
  names = new NameTable();
  vectors: VectorIndex | undefined;
  /** Documents that are neither removed nor replaced. */
  alive: Bits = emptyBits(0);
  /** Living documents that have a vector. */
  embedded = 0;
  /** Counts changes, so that whatever was derived from an older state can tell. */
  generation = 0;
  private readonly columnFields: readonly Field<D>[];
  private living = 0;
  /** The change that each document was written by. */
  private versions: Float64Array = new Float64Array(0);

  constructor(catalogue: Catalogue<D>, columns?: ReadonlyMap<string, FieldColumns>) {
    this.catalogue = catalogue;
    // ids are looked up in the table of documents, they need no column
    this.columnFields = catalogue.fields.filter((field) => field.name !== 'id');
    this.columns = columns ?? new Map(this.columnFields.map((field) => [field.name, createColumns(field)]));
    this.text = new TextIndex(catalogue);
  }

  get scratch(): Scratch {
    return this.scratchArrays;
  }

  get idHashes(): IdHashes {
    return this.idHashNumbers;
  }

  /** Documents ever written; removed ones keep their number until the index is rebuilt. */
  get docs(): number {
    return this.ids.size;
  }

  get size(): number {
    return this.living;
  }

  /** Documents that only take up room. */
  get dead(): number {
    return this.docs - this.size;
  }

  doc(id: string): number | undefined {
    const doc = this.ids.find(id);
    return doc !== undefined && hasBit(this.alive, doc) ? doc : undefined;
  }

  /** The change that the thing was last written by; undefined for an unknown id. */
  version(id: string): number | undefined {
    const doc = this.doc(id);
    return doc === undefined ? undefined : this.versions[doc];
  }

  /** Adds a thing or replaces the one with its id. The new document has no vector. */
  put(thing: D, version: number): void {
    if (this.docs >= MAX_DOCS) throw new Error(`the built-in engine holds at most ${MAX_DOCS} ${this.catalogue.kind}`);
    this.remove(thing.id);
    const doc = this.ids.append(thing.id);
    this.living++;
    this.versions = grown(this.versions, doc + 1);
    this.versions[doc] = version;
    for (const field of this.columnFields) this.pushField(field, doc, thing);
    this.text.push(doc, thing, this.catalogue.textFields);
    this.names.push(completionNames(this.catalogue, thing));
    this.alive = grown(this.alive, (doc >>> 5) + 1);
    setBit(this.alive, doc);
    this.generation++;
  }

  private pushField(field: Field<D>, doc: number, thing: D): void {
    const columns = this.columns.get(field.name);
    const values = field.values(thing);
    columns?.keyword?.push(doc, values);
    columns?.number?.push(doc, values[0] === undefined ? undefined : Number(values[0].key));
  }

  remove(id: string): void {
    const doc = this.doc(id);
    if (doc === undefined) return;
    this.living--;
    if (this.vectors && hasBit(this.vectors.present, doc)) this.embedded--;
    clearBit(this.alive, doc);
    this.text.remove(doc);
    this.generation++;
  }

  /** Sets the vector of a work; all vectors of one index have one model. Unknown ids are ignored. */
  setVector(id: string, vector: Quantised): void {
    const doc = this.doc(id);
    if (doc === undefined) return;
    this.vectors ??= new VectorIndex(vector.values.length);
    if (!hasBit(this.vectors.present, doc)) this.embedded++;
    this.vectors.set(doc, vector);
    this.generation++;
  }

  /** Exchanges all vectors for those of another model, as `vectorOf` knows them; `breathe` is awaited now and then. */
  async replaceVectors(
    dimension: number,
    vectorOf: (id: string) => Quantised | undefined,
    breathe: () => Promise<void>,
  ): Promise<void> {
    const vectors = new VectorIndex(dimension);
    let embedded = 0;
    for (const doc of membersOf(this.alive)) {
      const vector = vectorOf(this.ids.at(doc));
      if (vector) {
        vectors.set(doc, vector);
        embedded++;
      }
      await breathe();
    }
    this.vectors = vectors;
    this.embedded = embedded;
    this.generation++;
  }

  dump() {
    const versions = this.versions.subarray(0, this.docs);
    const columns = this.dumpColumns((column) => column.dump());
    return { ...this.view(), versions, columns, text: this.text.dump(), names: this.names.dump() };
  }

  /**
   * What searches need, over the same memory: another thread can read it while this index goes on, and sees what there is
   * now. It must not do so any more when blocks that lists have left since are used again (`takeLeft`).
   */
  view() {
    const { docs, embedded, generation, lineage } = this;
    const vectors = this.vectors?.dump() ?? null;
    const alive = this.alive.slice(0, (docs + 31) >>> 5);
    const columns = this.dumpColumns((column) => column.view());
    return { ids: this.ids.dump(), alive, embedded, generation, lineage, columns, text: this.text.view(), vectors };
  }

  private dumpColumns<T>(keywords: (column: KeywordColumn) => T) {
    return Object.fromEntries(
      Array.from(this.columns, ([name, { keyword, number }]) => [
        name,
        { keyword: keyword ? keywords(keyword) : null, number: number?.dump() ?? null },
      ]),
    );
  }

  /** Of all lists, the blocks that they have left since the last time: to be handed to the function that is returned. */
  takeLeft(): () => void {
    const lists = [this.text.postings, ...Array.from(this.columns.values(), ({ keyword }) => keyword?.inverted)];
    const left = lists.map((one) => [one, one?.takeLeft() ?? []] as const);
    return () => {
      for (const [one, blocks] of left) one?.reuse(blocks);
    };
  }

  /** An index over the memory of a dump. */
  static load<D extends Stored>(catalogue: Catalogue<D>, dump: IndexDump): MemoryIndex<D> {
    const index = MemoryIndex.over(catalogue, dump);
    index.versions = dump.versions;
    index.names = NameTable.load(dump.names);
    return index;
  }

  /** An index over the memory of another one, to be read only. */
  static view(catalogue: Catalogue<never>, view: IndexView, { lane, before }: ReaderOptions): MemoryIndex<never> {
    const index = MemoryIndex.over(catalogue, view, lane);
    index.lineage = view.lineage;
    index.generation = view.generation;
    if (before) {
      index.scratchArrays = before.scratch;
      index.idHashNumbers = before.idHashes;
    }
    return index;
  }

  private static over<D extends Stored>(catalogue: Catalogue<D>, dump: IndexView, lane?: number): MemoryIndex<D> {
    const columns = new Map<string, FieldColumns>();
    for (const [name, { keyword, number }] of Object.entries(dump.columns)) {
      columns.set(name, {
        ...(keyword ? { keyword: KeywordColumn.load(keyword) } : {}),
        ...(number ? { number: NumberColumn.load(number) } : {}),
      });
    }
    const index = new MemoryIndex(catalogue, columns);
    index.ids = StringTable.load(dump.ids);
    index.alive = dump.alive;
    index.living = countBits(dump.alive);
    index.embedded = dump.embedded;
    index.text = TextIndex.load(dump.text, catalogue);
    index.vectors = dump.vectors ? VectorIndex.load(dump.vectors, lane) : undefined;
    return index;
  }
}

/** Bytes of all memory that the typed arrays within a dump lie in, each counted once. */
export function bytesOf(dump: unknown, seen = new Set<ArrayBufferLike>()): number {
  if (ArrayBuffer.isView(dump) || dump instanceof WebAssembly.Memory) {
    if (seen.has(dump.buffer)) return 0;
    seen.add(dump.buffer);
    return dump.buffer.byteLength;
  }
  if (typeof dump !== 'object' || dump === null) return 0;
  return Object.values(dump).reduce((sum: number, part) => sum + bytesOf(part, seen), 0);
}
