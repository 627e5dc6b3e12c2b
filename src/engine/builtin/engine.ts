// The built-in engine: the durable store, the in-memory index derived from it, and the snapshot that spares rebuilding.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { WORK_FIELDS, WORK_TEXT_FIELDS } from '../../domain/fields.js';
import { type ModelIdentity, sameModel } from '../../domain/model.js';
import type { Work } from '../../domain/work.js';
import { IdeascopeError } from '../../errors.js';
import type { Logger } from '../../logger.js';
import type {
  Engine,
  EngineStatus,
  Retrieval,
  RetrievalRequest,
  StoredVector,
  UnembeddedWork,
  WriteOutcome,
} from '../engine.js';
import { requireDimension } from '../quantise.js';
import { FilterBits } from './filter-bits.js';
import { requireStorable } from './keys.js';
import { MemoryIndex } from './memory-index.js';
import { retrieve } from './retrieve.js';
import { readSnapshot, type SnapshotKey, writeSnapshot } from './snapshot.js';
import { type Dump, lastOf, type State, worthRebuilding } from './state.js';
import { Store } from './store.js';

/** How long the index may be worked on before other requests get their turn, milliseconds. */
const SLICE_MS = 5;
const CHANGES_PER_READ = 64;
/** A snapshot is worth writing once this many changes have come since the last one. */
const SNAPSHOT_CHANGES = 500;

export interface BuiltinOptions {
  /** Folder of the store and the snapshot; made if missing. */
  readonly dataDir: string;
  readonly logger: Logger;
}

/** Creates the engine; nothing is opened before `prepare`. The index is built by the first `refresh`. */
export function createBuiltinEngine(options: BuiltinOptions): Engine {
  return new BuiltinEngine(options);
}

class BuiltinEngine implements Engine {
  readonly name = 'builtin';
  private readonly options: BuiltinOptions;
  private opened: Store | undefined;
  private state: State | undefined;
  private snapshotSeq = 0;
  private progress = '';
  private refreshing: Promise<void> | undefined;
  private refreshAgain: Promise<void> | undefined;
  private closed: Promise<void> | undefined;
  /** Whether the next refresh builds the index from the store, whatever there is. */
  private anew = false;

  constructor(options: BuiltinOptions) {
    this.options = options;
  }

  private get store(): Store {
    if (!this.opened) throw new Error('the engine is not prepared');
    return this.opened;
  }

  async prepare(): Promise<void> {
    this.opened ??= new Store(this.options.dataDir);
  }

  async write(works: readonly Work[]): Promise<WriteOutcome[]> {
    requireStorable(works);
    return this.store.write(works);
  }

  async remove(ids: readonly string[]): Promise<number> {
    return this.store.remove(ids);
  }

  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    requireDimension(model, vectors);
    return this.store.writeVectors(model, vectors);
  }

  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    this.store.catchUp();
    return this.store.unembedded(model, limit);
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.store.switchModel(model);
  }

  async retrieve(request: RetrievalRequest): Promise<Retrieval> {
    if (!this.state) throw new IdeascopeError('index_not_ready', `the index is not built yet: ${this.progress}`);
    const { index, filters, model } = this.state;
    const asked = request.semantic?.model;
    const semanticUsed = !!asked && sameModel(asked, model) && index.embedded > 0;
    return retrieve(index, filters, request, semanticUsed);
  }

  async fetch(ids: readonly string[]): Promise<(Work | undefined)[]> {
    this.store.catchUp();
    return ids.map((id) => this.store.get(id));
  }

  async status(): Promise<EngineStatus> {
    const { currentModel: model, size } = this.store;
    return {
      engine: this.name,
      works: size,
      indexed: this.state?.index.size ?? 0,
      embedded: model ? this.store.embeddedCount(model) : 0,
      indexedVectors: this.state?.index.embedded ?? 0,
      ...(model ? { model } : {}),
      ready: this.state !== undefined,
      ...(this.state ? {} : { waitingFor: `the index: ${this.progress || 'not started'}` }),
    };
  }

  /** Concurrent calls share the work: a call waits for the run after the present one, which sees its changes. */
  refresh(): Promise<void> {
    if (!this.refreshing) {
      this.refreshing = this.refreshNow().finally(() => {
        this.refreshing = undefined;
      });
      return this.refreshing;
    }
    this.refreshAgain ??= this.refreshing
      .catch(() => {})
      .then(() => {
        this.refreshAgain = undefined;
        return this.refresh();
      });
    return this.refreshAgain;
  }

  async reindex(): Promise<void> {
    this.anew = true;
    await this.refresh();
  }

  close(): Promise<void> {
    this.closed ??= this.closeNow();
    return this.closed;
  }

  private async closeNow(): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    await this.refreshing?.catch(() => {});
    if (this.state && lastOf(this.state) !== this.snapshotSeq) await this.save(this.state);
    this.state = undefined;
    // first of all out of reach: reading from a store that is being closed ends the process
    this.opened = undefined;
    await opened.close();
  }

  private async refreshNow(): Promise<void> {
    if (this.closed) return;
    this.store.catchUp();
    const { anew } = this;
    this.anew = false;
    this.state ??= anew ? undefined : await this.load();
    let state = this.state;
    if (!state || anew || worthRebuilding(state.index)) {
      this.options.logger.info({ works: this.store.size }, 'building the index');
      state = {
        index: new MemoryIndex(),
        filters: new FilterBits(),
        model: undefined,
        vectors: undefined,
        writes: 0,
        embeddings: 0,
      };
    }
    await this.follow(state);
    await this.adoptModel(state);
    if (this.closed) return;
    this.state = state;
    const due = lastOf(state) - this.snapshotSeq >= Math.max(SNAPSHOT_CHANGES, state.index.size / 4);
    // here, where no other refresh changes what is being written
    if (anew || due) await this.save(state);
  }

  /** Applies changes until there are no more, in slices that leave the event loop to searches. */
  private async follow(state: State): Promise<void> {
    const { index } = state;
    const breathe = this.breather(() => `${index.size} of ${this.store.size} works`);
    for (const kind of ['writes', 'embeddings'] as const) {
      for (;;) {
        const changes = this.store.changesAfter(state[kind], kind, CHANGES_PER_READ);
        if (changes.length === 0 || this.closed) break;
        for (const { id, seq } of changes) {
          if (kind === 'writes') this.applyWrite(index, id);
          this.applyVector(state, id);
          state[kind] = seq;
          await breathe();
        }
      }
    }
  }

  private applyWrite(index: MemoryIndex, id: string): void {
    const version = this.store.version(id);
    const work = version === undefined ? undefined : this.store.get(id);
    if (!work || version === undefined) index.remove(id);
    else if (index.version(id) !== version) index.put(work, version);
  }

  private applyVector({ index, model }: State, id: string): void {
    const vector = model && this.store.vector(model, id);
    if (vector) index.setVector(id, vector);
  }

  /** Takes over the store's current vectors and their model, if the index has others or none. */
  private async adoptModel(state: State): Promise<void> {
    const { currentModel: model, currentVectors: vectors } = this.store;
    if (!model || state.vectors === vectors) return;
    const vectorOf = (id: string) => this.store.vector(model, id);
    await state.index.replaceVectors(
      model.dimension,
      vectorOf,
      this.breather(() => 'vectors'),
    );
    state.model = model;
    state.vectors = vectors;
  }

  /** A function to call after each small piece of work: lets other requests run once the slice is used up. */
  private breather(progress: () => string): () => Promise<void> {
    let pause = performance.now() + SLICE_MS;
    return async () => {
      if (performance.now() < pause) return;
      this.progress = progress();
      await setImmediate();
      pause = performance.now() + SLICE_MS;
    };
  }

  private get snapshotPath(): string {
    return `${this.options.dataDir}/index.snapshot`;
  }

  private get snapshotKey(): SnapshotKey {
    const basis = createHash('sha256').update(JSON.stringify([WORK_FIELDS, WORK_TEXT_FIELDS]));
    return { store: this.store.id, basis: basis.digest('hex') };
  }

  private async load(): Promise<State | undefined> {
    const result = await readSnapshot(this.snapshotPath, this.snapshotKey);
    if ('reason' in result || result.seq > this.store.lastChange) {
      const reason = 'reason' in result ? result.reason : 'it is ahead of the store';
      this.options.logger.info({ reason }, 'no usable snapshot');
      return undefined;
    }
    this.snapshotSeq = result.seq;
    const { index, model, vectors, writes, embeddings } = result.tree as Dump;
    return {
      index: await MemoryIndex.load(index, () => setImmediate()),
      filters: new FilterBits(),
      model: model ?? undefined,
      vectors: vectors ?? undefined,
      writes,
      embeddings,
    };
  }

  /** A snapshot that cannot be written costs time at the next start, nothing else. */
  private async save(state: State): Promise<void> {
    const { index, model, vectors, writes, embeddings } = state;
    const dump: Dump = { index: index.dump(), model: model ?? null, vectors: vectors ?? null, writes, embeddings };
    try {
      // a snapshot must not know changes that the store might lose
      await this.store.flushed();
      await writeSnapshot(this.snapshotPath, this.snapshotKey, lastOf(state), dump);
      this.snapshotSeq = lastOf(state);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the snapshot could not be written');
    }
  }
}
