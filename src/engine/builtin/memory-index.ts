// The in-memory index of works: documents, their columns, words and vectors. Derived from the store, never the truth.
import { type Field, WORK_FIELDS, WORK_TEXT_FIELDS } from '../../domain/fields.js';
import type { Work } from '../../domain/work.js';
import type { Quantised } from '../quantise.js';
import { type Bits, clearBit, emptyBits, hasBit, setBit } from './bitset.js';
import { createColumns, type FieldColumns, KeywordColumn, NumberColumn } from './columns.js';
import { grown } from './growable.js';
import { Scratch } from './scratch.js';
import { MAX_DOCS, TextIndex } from './text-index.js';
import { VectorIndex } from './vector-index.js';

/** Ids are looked up in the table of documents, they need no column. */
const COLUMN_FIELDS = WORK_FIELDS.filter((field) => field.name !== 'id');

export class MemoryIndex {
  readonly ids: string[] = [];
  readonly scratch = new Scratch();
  readonly columns: ReadonlyMap<string, FieldColumns>;
  text = new TextIndex();
  vectors: VectorIndex | undefined;
  /** Documents that are neither removed nor replaced. */
  alive: Bits = emptyBits(64);
  /** Living documents that have a vector. */
  embedded = 0;
  /** Counts changes, so that whatever was derived from an older state can tell. */
  generation = 0;
  private readonly docOf = new Map<string, number>();
  /** The change that each document was written by. */
  private versions = new Float64Array(64);

  constructor(columns?: ReadonlyMap<string, FieldColumns>) {
    this.columns = columns ?? new Map(COLUMN_FIELDS.map((field) => [field.name, createColumns(field)]));
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

  /** The change that the work was last written by; undefined for an unknown id. */
  version(id: string): number | undefined {
    const doc = this.docOf.get(id);
    return doc === undefined ? undefined : this.versions[doc];
  }

  /** Adds a work or replaces the work with its id. The new document has no vector. */
  put(work: Work, version: number): void {
    if (this.docs >= MAX_DOCS) throw new Error(`the built-in engine holds at most ${MAX_DOCS} works`);
    this.remove(work.id);
    const doc = this.ids.length;
    this.ids.push(work.id);
    this.docOf.set(work.id, doc);
    this.versions = grown(this.versions, doc + 1);
    this.versions[doc] = version;
    for (const field of COLUMN_FIELDS) this.pushField(field, doc, work);
    this.text.push(doc, work, WORK_TEXT_FIELDS);
    this.alive = grown(this.alive, (doc >>> 5) + 1);
    setBit(this.alive, doc);
    this.generation++;
  }

  private pushField(field: Field, doc: number, work: Work): void {
    const columns = this.columns.get(field.name);
    const values = field.values(work);
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
    return { ids, alive, embedded, versions, columns, text: this.text.dump(), vectors };
  }

  /** Takes over a dump, piece by piece; `pause` is awaited in between. */
  static async load(dump: ReturnType<MemoryIndex['dump']>, pause: () => Promise<void>): Promise<MemoryIndex> {
    const columns = new Map<string, FieldColumns>();
    for (const [name, { keyword, number }] of Object.entries(dump.columns)) {
      columns.set(name, {
        ...(keyword ? { keyword: KeywordColumn.load(keyword) } : {}),
        ...(number ? { number: NumberColumn.load(number) } : {}),
      });
      await pause();
    }
    const index = new MemoryIndex(columns);
    index.alive = dump.alive;
    index.versions = dump.versions;
    index.embedded = dump.embedded;
    index.text = TextIndex.load(dump.text);
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
