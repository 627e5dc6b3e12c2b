// The durable truth: works, vectors and the order of changes, in LMDB. Several processes may have it open.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type Database, open, type RootDatabase } from 'lmdb';
import { type ModelIdentity, modelKey } from '../../domain/model.js';
import { compareText } from '../../domain/order.js';
import { embeddingText, externalIds, type Work } from '../../domain/work.js';
import type { StoredVector, UnembeddedWork, WriteOutcome } from '../engine.js';
import { hashOf } from '../hash.js';
import { type Quantised, quantise } from '../quantise.js';
import { type Change, decodeVector, type Entry, encodeVector, type ModelEntry } from './records.js';

/** Room in the address space, not on the disk; LMDB files are sparse. */
const MAP_SIZE = 2 ** 37;
const MAX_DATABASES = 64;
const CHANGES_PER_SLICE = 500;
/** Bumped when records change their shape; an older store is refused with a message instead of misread. */
const FORMAT = 2;

export class Store {
  private readonly root: RootDatabase;
  /**
   * Works as JSON: the text whose hash tells what changed is the text that is stored. Compression (LZ4) would save a
   * third of the disk and cost a fifth of the import rate.
   */
  private readonly works: Database<string, string>;
  private readonly entries: Database<Entry, string>;
  /** Change number → id, for writes and removals; an id stands only at its latest one. */
  private readonly writes: Database<string, number>;
  /** The same for vectors. */
  private readonly embeddings: Database<string, number>;
  /** External id → ids, several if several works claim it. */
  private readonly aliases: Database<string, string>;
  private readonly meta: Database<unknown, string>;
  /** By name; names are never used again. */
  private readonly vectors = new Map<string, Database<Buffer, string>>();
  /** Per database of vectors: everything written up to this change number has its vector. */
  private readonly embeddedUpTo = new Map<string, number>();

  /** Opens or creates the store in a folder. Throws when the folder cannot be used or holds a store of another format. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.root = open({ path: `${folder}/works.lmdb`, mapSize: MAP_SIZE, maxDbs: MAX_DATABASES, noSubdir: true });
    this.works = this.root.openDB({ name: 'works', encoding: 'string' });
    this.entries = this.root.openDB({ name: 'entries', sharedStructuresKey: Symbol.for('structures') });
    this.writes = this.root.openDB({ name: 'writes', encoding: 'string', keyEncoding: 'uint32' });
    this.embeddings = this.root.openDB({ name: 'embeddings', encoding: 'string', keyEncoding: 'uint32' });
    this.aliases = this.root.openDB({ name: 'aliases', encoding: 'ordered-binary', dupSort: true });
    this.meta = this.root.openDB({ name: 'meta' });
    this.root.transactionSync(() => {
      if (this.meta.get('format') === undefined) {
        this.meta.put('format', FORMAT);
        this.meta.put('store', randomUUID());
      }
    });
    if (this.meta.get('format') !== FORMAT) {
      throw new Error(`${folder} holds a store of format ${this.meta.get('format')}, this version reads ${FORMAT}`);
    }
  }

  /** Names this store; a snapshot of another one is of no use. */
  get id(): string {
    return this.meta.get('store') as string;
  }

  /** Sees what other processes have committed. */
  catchUp(): void {
    // the reading of a process that was killed would hold on to pages: the file would grow with every write
    this.root.readerCheck();
    this.root.resetReadTxn();
  }

  get lastChange(): number {
    return (this.meta.get('seq') as number | undefined) ?? 0;
  }

  get size(): number {
    return (this.meta.get('works') as number | undefined) ?? 0;
  }

  /** Writes works in one transaction. */
  async write(works: readonly Work[]): Promise<WriteOutcome[]> {
    return this.root.transaction(() => {
      let seq = this.lastChange;
      const outcomes = works.map((work) => {
        const outcome = this.writeOne(work, seq + 1);
        if (outcome !== 'unchanged') seq++;
        return outcome;
      });
      this.meta.put('seq', seq);
      this.meta.put('works', this.size + outcomes.filter((outcome) => outcome === 'created').length);
      return outcomes;
    });
  }

  private writeOne(work: Work, seq: number): WriteOutcome {
    const before = this.entries.get(work.id);
    const json = JSON.stringify(work);
    const content = hashOf(json);
    if (before?.content === content) return 'unchanged';
    const text = hashOf(embeddingText(work));
    if (before?.content !== undefined) this.forgetAliases(work.id);
    if (before) this.writes.remove(before.written);
    if (before && before.text !== text) this.forgetVectors(work.id, before);
    const embedded = before?.text === text ? before.embedded : 0;
    this.works.put(work.id, json);
    this.entries.put(work.id, { content, text, written: seq, embedded });
    this.writes.put(seq, work.id);
    for (const alias of externalIds(work)) this.aliases.put(alias, work.id);
    return before?.content === undefined ? 'created' : 'updated';
  }

  private forgetVectors(id: string, { embedded }: Entry): void {
    for (const database of this.allVectors()) database.remove(id);
    if (embedded > 0) this.embeddings.remove(embedded);
  }

  private forgetAliases(id: string): void {
    const work = this.own(id);
    if (work) for (const alias of externalIds(work)) this.aliases.remove(alias, id);
  }

  async remove(ids: readonly string[]): Promise<number> {
    return this.root.transaction(() => {
      let seq = this.lastChange;
      let removed = 0;
      for (const id of new Set(ids)) {
        const before = this.entries.get(id);
        if (before?.content === undefined) continue;
        this.forgetAliases(id);
        this.works.remove(id);
        this.forgetVectors(id, before);
        this.writes.remove(before.written);
        this.writes.put(++seq, id);
        this.entries.put(id, { written: seq, embedded: 0 });
        removed++;
      }
      this.meta.put('seq', seq);
      this.meta.put('works', this.size - removed);
      return removed;
    });
  }

  /** Stores vectors of a model, which becomes the current one if there is none yet. */
  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    await this.vectorsFor(model);
    return this.root.transaction(() => {
      const database = this.openVectors(modelKey(model));
      // another process has switched models meanwhile
      if (!database) return 0;
      let seq = this.lastChange;
      let accepted = 0;
      for (const { id, textHash, vector } of vectors) {
        const entry = this.entries.get(id);
        if (entry?.content === undefined || entry.text !== textHash) continue;
        database.put(id, encodeVector(quantise(vector)));
        if (entry.embedded > 0) this.embeddings.remove(entry.embedded);
        this.embeddings.put(++seq, id);
        this.entries.put(id, { ...entry, embedded: seq });
        accepted++;
      }
      this.meta.put('seq', seq);
      if (accepted > 0 && this.currentModel === undefined) this.meta.put('current', modelKey(model));
      return accepted;
    });
  }

  /** Works without a vector of the model, in the order of writing. Reads in slices: all may have one. */
  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    const key = modelKey(model);
    // a model that was dropped and comes back has another database, and starts over
    const cursor = this.models[key]?.database;
    const missing: UnembeddedWork[] = [];
    let seen = (cursor && this.embeddedUpTo.get(cursor)) || 0;
    while (missing.length < limit) {
      const changes = this.changesAfter(seen, 'writes', CHANGES_PER_SLICE);
      if (changes.length === 0) break;
      for (const { seq, id } of changes) {
        if (missing.length >= limit) break;
        const work = this.lacking(id, key);
        if (work) missing.push(work);
        seen = seq;
        if (missing.length === 0 && cursor) this.embeddedUpTo.set(cursor, seen);
      }
      await setImmediate();
    }
    return missing;
  }

  private lacking(id: string, modelKey: string): UnembeddedWork | undefined {
    const entry = this.entries.get(id);
    if (entry?.text === undefined || this.openVectors(modelKey)?.doesExist(id)) return undefined;
    const work = this.own(id);
    return work ? { id, textHash: entry.text, text: embeddingText(work) } : undefined;
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.vectorsFor(model);
    const keep = modelKey(model);
    await this.root.transaction(() => {
      const { [keep]: kept, ...others } = this.models;
      // in one transaction: a name without its database, or the reverse, must not survive a crash
      for (const key of Object.keys(others)) this.openVectors(key)?.dropSync();
      for (const { database } of Object.values(others)) this.vectors.delete(database);
      this.meta.put('models', { [keep]: kept });
      this.meta.put('current', keep);
    });
  }

  /** The model whose vectors are searched. */
  get currentModel(): ModelIdentity | undefined {
    const key = this.meta.get('current') as string | undefined;
    return key === undefined ? undefined : this.models[key]?.identity;
  }

  /** Names the current model's vectors: a model that was dropped and comes back has others. */
  get currentVectors(): string | undefined {
    const key = this.meta.get('current') as string | undefined;
    return key === undefined ? undefined : this.models[key]?.database;
  }

  embeddedCount(model: ModelIdentity): number {
    const database = this.openVectors(modelKey(model));
    return database ? entryCount(database) : 0;
  }

  vector(model: ModelIdentity, id: string): Quantised | undefined {
    const bytes = this.openVectors(modelKey(model))?.get(id);
    return bytes ? decodeVector(bytes) : undefined;
  }

  get(id: string): Work | undefined {
    const own = this.own(id);
    if (own) return own;
    const [claimed] = Array.from(this.aliases.getValues(id)).sort(compareText);
    return claimed === undefined ? undefined : this.own(claimed);
  }

  private own(id: string): Work | undefined {
    const json = this.works.get(id);
    return json === undefined ? undefined : (JSON.parse(json) as Work);
  }

  /** The change that wrote the work; undefined for an unknown or removed id. */
  version(id: string): number | undefined {
    const entry = this.entries.get(id);
    return entry?.content === undefined ? undefined : entry.written;
  }

  /** Up to `limit` writes and removals, or vectors, after change number `seq`, in order. */
  changesAfter(seq: number, kind: 'writes' | 'embeddings', limit: number): Change[] {
    const range = this[kind].getRange({ start: seq + 1, limit });
    return Array.from(range, ({ key, value }) => ({ seq: key, id: value }));
  }

  /** Resolves when all commits so far would survive the loss of power too. */
  async flushed(): Promise<void> {
    await this.root.flushed;
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  private get models(): Readonly<Record<string, ModelEntry>> {
    return (this.meta.get('models') as Record<string, ModelEntry> | undefined) ?? {};
  }

  private allVectors(): Database<Buffer, string>[] {
    return Object.keys(this.models).flatMap((key) => this.openVectors(key) ?? []);
  }

  private openVectors(key: string): Database<Buffer, string> | undefined {
    // asked of the store each time: using a database that another process has dropped ends this one
    const name = this.models[key]?.database;
    if (name === undefined) return undefined;
    const known = this.vectors.get(name);
    if (known) return known;
    const database: Database<Buffer, string> = this.root.openDB({ name, encoding: 'binary' });
    this.vectors.set(name, database);
    return database;
  }

  private async vectorsFor(model: ModelIdentity): Promise<void> {
    const key = modelKey(model);
    if (this.models[key]) return;
    await this.root.transaction(() => {
      if (!this.models[key]) {
        const entry: ModelEntry = { identity: model, database: `vectors-${randomUUID()}` };
        this.meta.put('models', { ...this.models, [key]: entry });
      }
    });
  }
}

function entryCount(database: Database<unknown, string>): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}
