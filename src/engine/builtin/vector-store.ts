// Vectors in LMDB: a database per model, and which model is the current one.
import { randomUUID } from 'node:crypto';
import type { Database, RootDatabase } from 'lmdb';
import { type ModelIdentity, modelKey } from '../../domain/model.js';
import { type Quantised, quantise } from '../quantise.js';
import { commit } from './commit.js';
import { decodeVector, encodeVector, type ModelEntry } from './records.js';

export class VectorStore {
  private readonly root: RootDatabase;
  private readonly folder: string;
  private readonly meta: Database<unknown, string>;
  /** By name; names are never used again. */
  private readonly databases = new Map<string, Database<Buffer, string>>();

  constructor(root: RootDatabase, meta: Database<unknown, string>, folder: string) {
    this.root = root;
    this.folder = folder;
    this.meta = meta;
  }

  /** The model whose vectors are searched. */
  get currentModel(): ModelIdentity | undefined {
    const key = this.meta.get('current') as string | undefined;
    return key === undefined ? undefined : this.models[key]?.identity;
  }

  /** Names the current model's vectors: a model that was dropped and comes back has others. */
  get currentVectors(): string | undefined {
    const model = this.currentModel;
    return model && this.nameFor(model);
  }

  /** Names a model's vectors. */
  nameFor(model: ModelIdentity): string | undefined {
    return this.models[modelKey(model)]?.database;
  }

  count(model: ModelIdentity): number {
    const database = this.open(model);
    return database ? (database.getStats() as { entryCount: number }).entryCount : 0;
  }

  has(model: ModelIdentity, id: string): boolean {
    return this.open(model)?.doesExist(id) ?? false;
  }

  get(model: ModelIdentity, id: string): Quantised | undefined {
    return this.all(model, [id])[0];
  }

  /** In the order of the ids. */
  all(model: ModelIdentity, ids: readonly string[]): (Quantised | undefined)[] {
    const database = this.open(model);
    return ids.map((id) => {
      const bytes = database?.get(id);
      return bytes && decodeVector(bytes);
    });
  }

  /** Makes room for a model's vectors. */
  async ensure(model: ModelIdentity): Promise<void> {
    const key = modelKey(model);
    if (this.models[key]) return;
    await commit(this.root, this.folder, () => {
      if (!this.models[key]) {
        const entry: ModelEntry = { identity: model, database: `vectors-${randomUUID()}` };
        this.meta.put('models', { ...this.models, [key]: entry });
      }
    });
  }

  /**
   * Stores a vector; a first one makes its model the current one. Within a transaction. Returns false if there is no
   * room for the model: another process has switched models meanwhile.
   */
  put(model: ModelIdentity, id: string, vector: Float32Array): boolean {
    const database = this.open(model);
    if (!database) return false;
    database.put(id, encodeVector(quantise(vector)));
    if (this.currentModel === undefined) this.meta.put('current', modelKey(model));
    return true;
  }

  /** Removes the vectors of all models. Within a transaction. */
  forget(id: string): void {
    for (const { identity } of Object.values(this.models)) this.open(identity)?.remove(id);
  }

  /** Makes a model the current one and drops the vectors of all others. */
  async switchTo(model: ModelIdentity): Promise<void> {
    await this.ensure(model);
    const keep = modelKey(model);
    await commit(this.root, this.folder, () => {
      const { [keep]: kept, ...others } = this.models;
      // in one transaction: a name without its database, or the reverse, must not survive a crash
      for (const { identity } of Object.values(others)) this.open(identity)?.dropSync();
      for (const { database } of Object.values(others)) this.databases.delete(database);
      this.meta.put('models', { [keep]: kept });
      this.meta.put('current', keep);
    });
  }

  private get models(): Readonly<Record<string, ModelEntry>> {
    return (this.meta.get('models') as Record<string, ModelEntry> | undefined) ?? {};
  }

  private open(model: ModelIdentity): Database<Buffer, string> | undefined {
    // asked of the store each time: using a database that another process has dropped ends this one
    const name = this.nameFor(model);
    if (name === undefined) return undefined;
    const known = this.databases.get(name);
    if (known) return known;
    const database: Database<Buffer, string> = this.root.openDB({ name, encoding: 'binary' });
    this.databases.set(name, database);
    return database;
  }
}
