// The in-memory index of one kind: documents, their columns, words and vectors. Derived from the store, never the truth.
import type { Catalogue, Field, Stored } from '../../domain/catalogue.js';
import { completionNames } from '../../text/completion.js';
import type { Quantised } from '../quantise.js';
import { type Bits, clearBit, emptyBits, hasBit, setBit } from './bitset.js';
import { createColumns, type FieldColumns, KeywordColumn, NumberColumn } from './columns.js';
import { NameTable } from './completion/name-table.js';
import { MAX_DOCS } from './docs-with-all.js';
import { grown } from './growable.js';
import { IdHashes } from './id-hashes.js';
import { Scratch } from './scratch.js';
import { TextIndex } from './text-index.js';
import { VectorIndex } from './vector-index.js';

export type IndexDump = ReturnType<MemoryIndex<never>['dump']>;

/** Over things of type `D`; who only searches it takes a `MemoryIndex<never>`, which every index is. */
export class MemoryIndex<D extends Stored> {
  readonly catalogue: Catalogue<D>;
  readonly ids: string[] = [];
  readonly idHashes = new IdHashes();
  readonly scratch = new Scratch();
  readonly columns: ReadonlyMap<string, FieldColumns>;
  text: TextIndex;
  names = new NameTable();
  vectors: VectorIndex | undefined;
  /** Documents that are neither removed nor replaced. */
  alive: Bits = emptyBits(64);
  /** Living documents that have a vector. */
  embedded = 0;
  /** Counts changes, so that whatever was derived from an older state can tell. */
  generation = 0;
  private readonly columnFields: readonly Field<D>[];
  private readonly docOf = new Map<string, number>();
  /** The change that each document was written by. */
  private versions = new Float64Array(64);

  constructor(catalogue: Catalogue<D>, columns?: ReadonlyMap<string, FieldColumns>) {
    this.catalogue = catalogue;
    // ids are looked up in the table of documents, they need no column
    this.columnFields = catalogue.fields.filter((field) => field.name !== 'id');
    this.columns = columns ?? new Map(this.columnFields.map((field) => [field.name, createColumns(field)]));
    this.text = new TextIndex(catalogue);
  }

  /** Documents ever written; removed ones keep their number until the index is rebuilt. */
  get docs(): number {
    return this.ids.length;
  }

  get size(): number {
    return this.docOf.size;
  }

  /** Documents that only take up room. */
  get dead(): number {
    return this.docs - this.size;
  }

  doc(id: string): number | undefined {
    return this.docOf.get(id);
  }

  /** The change that the thing was last written by; undefined for an unknown id. */
  version(id: string): number | undefined {
    const doc = this.docOf.get(id);
    return doc === undefined ? undefined : this.versions[doc];
  }

  /** Adds a thing or replaces the one with its id. The new document has no vector. */
  put(thing: D, version: number): void {
    if (this.docs >= MAX_DOCS) throw new Error(`the built-in engine holds at most ${MAX_DOCS} ${this.catalogue.kind}`);
    this.remove(thing.id);
    const doc = this.ids.length;
    this.ids.push(thing.id);
    this.docOf.set(thing.id, doc);
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
    const doc = this.docOf.get(id);
    if (doc === undefined) return;
    this.docOf.delete(id);
    if (this.vectors && hasBit(this.vectors.present, doc)) this.embedded--;
    clearBit(this.alive, doc);
    this.text.remove(doc);
    this.generation++;
  }

  /** Sets the vector of a work; all vectors of one index have one model. Unknown ids are ignored. */
  setVector(id: string, vector: Quantised): void {
    const doc = this.docOf.get(id);
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
    for (const [id, doc] of this.docOf) {
      const vector = vectorOf(id);
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
    const columns = Object.fromEntries(
      Array.from(this.columns, ([name, { keyword, number }]) => [
        name,
        { keyword: keyword?.dump() ?? null, number: number?.dump() ?? null },
      ]),
    );
    const alive = this.alive.subarray(0, (this.docs + 31) >>> 5);
    const versions = this.versions.subarray(0, this.docs);
    const vectors = this.vectors?.dump() ?? null;
    const { ids, embedded } = this;
    const { names, text } = this;
    return { ids, alive, embedded, versions, columns, text: text.dump(), names: names.dump(), vectors };
  }

  /** Takes over a dump, piece by piece; `pause` is awaited in between. */
  static async load<D extends Stored>(
    catalogue: Catalogue<D>,
    dump: IndexDump,
    pause: () => Promise<void>,
  ): Promise<MemoryIndex<D>> {
    const columns = new Map<string, FieldColumns>();
    for (const [name, { keyword, number }] of Object.entries(dump.columns)) {
      columns.set(name, {
        ...(keyword ? { keyword: KeywordColumn.load(keyword) } : {}),
        ...(number ? { number: NumberColumn.load(number) } : {}),
      });
      await pause();
    }
    const index = new MemoryIndex(catalogue, columns);
    index.alive = dump.alive;
    index.versions = dump.versions;
    index.embedded = dump.embedded;
    index.text = TextIndex.load(dump.text, catalogue);
    await pause();
    index.names = NameTable.load(dump.names);
    await pause();
    index.vectors = dump.vectors ? VectorIndex.load(dump.vectors) : undefined;
    await pause();
    dump.ids.forEach((id, doc) => {
      index.ids.push(id);
      if (((dump.alive[doc >>> 5] as number) >>> (doc & 31)) & 1) index.docOf.set(id, doc);
    });
    return index;
  }
}
