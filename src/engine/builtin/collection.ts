// A collection of the built-in engine: the durable store, the in-memory index derived from it, and the snapshot that
// spares rebuilding.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { sameModel } from '../../domain/model.js';
import { IdeascopeError } from '../../errors.js';
import type { Logger } from '../../logger.js';
import { throwIfGone } from '../../request-scope.js';
import type { Completion, CompletionRequest } from '../completion.js';
import type { Collection, Frequencies, Retrieval, RetrievalRequest, WriteOutcome } from '../engine.js';
import { type Breathe, breathing } from './breathing.js';
import { complete } from './completion/complete.js';
import { orderNames } from './completion/name-order.js';
import { requireStorable } from './keys.js';
import { bytesOf, MemoryIndex } from './memory-index.js';
import { retrieve } from './retrieve.js';
import { SearchPool } from './search-pool.js';
import { readSnapshot, type SnapshotKey, writeSnapshot } from './snapshot.js';
import { type Dump, emptyState, lastOf, loadState, type State, worthOrdering, worthRebuilding } from './state.js';
import { Store } from './store.js';

const CHANGES_PER_READ = 64;
/** Reading so many from the store takes about as long. */
const SCAN_BATCH = 200;
/** A snapshot is worth writing once this many changes have come since the last one. */
const SNAPSHOT_CHANGES = 500;
const SAVE_PAUSE_MS = 60_000;

export interface BuiltinOptions {
  /** Folder of the stores and the snapshots; made if missing. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** Where large indexes are searched: the collections of a library share one. */
  readonly pool?: SearchPool;
}

/** What is wanted of a collection of one kind. */
export interface CollectionOptions<D extends Stored> extends BuiltinOptions {
  readonly catalogue: Catalogue<D>;
}

/** Creates a collection; nothing is opened before `prepare`. The index is built by the first `refresh`. */
export function createBuiltinCollection<D extends Stored>(options: CollectionOptions<D>): BuiltinCollection<D> {
  return new BuiltinCollection(options, () => new Store(options.dataDir, options.catalogue));
}

export class BuiltinCollection<D extends Stored, S extends Store<D> = Store<D>> implements Collection<D> {
  protected state: State<D> | undefined;
  protected progress = '';
  protected closed: Promise<void> | undefined;
  private readonly options: CollectionOptions<D>;
  private readonly openStore: () => S;
  private opened: S | undefined;
  private snapshotSeq = 0;
  private saveAgainAt = 0;
  private refreshing: Promise<void> | undefined;
  private refreshAgain: Promise<void> | undefined;
  /** Whether the next refresh builds the index from the store, whatever there is. */
  private anew = false;
  readonly memoryBytes = (): number => bytesOf(this.state?.index.view());
  private readonly pool: SearchPool;
  /** Whether blocks that lists have left are waiting for the end of searches. */
  private recycling = false;

  constructor(options: CollectionOptions<D>, openStore: () => S) {
    this.options = options;
    this.pool = options.pool ?? new SearchPool();
    this.openStore = openStore;
  }

  protected get store(): S {
    if (!this.opened) throw new Error(`the engine is not prepared: ${this.options.catalogue.kind}`);
    return this.opened;
  }

  async prepare(): Promise<void> {
    this.opened ??= this.openStore();
    this.pool.join(this.options.catalogue.kind);
  }

  async write(things: readonly D[]): Promise<WriteOutcome[]> {
    requireStorable(things, this.options.catalogue.externalIds);
    return this.store.write(things);
  }

  async remove(ids: readonly string[]): Promise<number> {
    return this.store.remove(ids);
  }

  /** What is searched by. @throws IdeascopeError index_not_ready, client_gone */
  private asked(): State<D> {
    throwIfGone();
    if (this.state) return this.state;
    throw new IdeascopeError('index_not_ready', `the index is not built yet: ${this.progress}`);
  }

  async retrieve(request: RetrievalRequest): Promise<Retrieval> {
    const { index, filters, model } = this.asked();
    const asked = request.semantic?.model;
    const semanticUsed = !!asked && sameModel(asked, model) && index.embedded > 0;
    const searched = { kind: this.options.catalogue.kind, index };
    if (this.pool.takes(searched)) return this.pool.retrieve(searched, request, semanticUsed);
    return retrieve(index, filters, request, semanticUsed);
  }

  async complete(request: CompletionRequest): Promise<Completion<D>[]> {
    const { index, filters, names } = this.asked();
    this.store.catchUp();
    return complete(index, filters, names, request).flatMap((found) => {
      const thing = this.store.get(found.id);
      return thing ? [{ ...found, thing }] : [];
    });
  }

  async frequencies(words: readonly string[]): Promise<Frequencies> {
    const { size, text } = this.asked().index;
    const terms = text.termIds(words.map((word) => text.analyzer.term(word)));
    return { things: size, frequencies: terms.map((id) => (id === undefined ? 0 : text.frequency(id))) };
  }

  async fetch(ids: readonly string[]): Promise<(D | undefined)[]> {
    throwIfGone();
    this.store.catchUp();
    return ids.map((id) => this.store.get(id));
  }

  /** Goes on behind the last id of a batch: a reading kept open would hold on to pages, and the file would grow. */
  async *scan(): AsyncGenerator<readonly D[]> {
    let last: string | undefined;
    for (;;) {
      this.store.catchUp();
      const batch = this.store.thingsAfter(last, SCAN_BATCH);
      last = batch.at(-1)?.id;
      if (last === undefined) return;
      const listed = batch.filter((thing) => this.store.isListed(thing));
      if (listed.length > 0) yield listed;
      await setImmediate();
    }
  }

  async count(): Promise<number> {
    this.store.catchUp();
    return this.store.size;
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
    await this.pool.leave(this.options.catalogue.kind);
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
      const { catalogue, logger } = this.options;
      if (this.store.lastChange > 0) logger.info({ [catalogue.kind]: this.store.size }, 'building the index');
      state = emptyState(new MemoryIndex(catalogue));
    }
    await this.follow(state);
    if (this.closed) return;
    this.state = state;
    if (worthOrdering(state)) await this.orderNames(state);
    const due = lastOf(state) - this.snapshotSeq >= Math.max(SNAPSHOT_CHANGES, state.index.size / 4);
    // here, where no other refresh changes what is being written
    if (anew || (due && performance.now() >= this.saveAgainAt)) await this.save(state);
  }

  /** Applies changes until there are no more, in slices that leave the event loop to searches. */
  protected async follow(state: State<D>): Promise<void> {
    const { index } = state;
    const breathe = this.breather(() => `${index.size} of ${this.store.size} ${this.options.catalogue.kind}`);
    while (!this.closed) {
      const changes = this.store.writesAfter(state.writes, CHANGES_PER_READ);
      if (changes.length === 0) break;
      for (const { id, seq } of changes) {
        this.applyWrite(state, id);
        state.writes = seq;
        await breathe();
      }
      this.recycle(index);
    }
  }

  protected applyWrite({ index }: State<D>, id: string): void {
    const version = this.store.version(id);
    const thing = version === undefined ? undefined : this.store.own(id);
    if (!thing || version === undefined || !this.store.isListed(thing)) index.remove(id);
    else if (index.version(id) !== version) index.put(thing, version);
  }

  private async orderNames(state: State<D>): Promise<void> {
    const { names, docs, alive } = state.index;
    const breathe = this.breather(() => 'names');
    state.names = await orderNames(names, docs, alive, breathe);
  }

  protected breather(progress: () => string): Breathe {
    return breathing(this.pool, () => {
      this.progress = progress();
    });
  }

  /** Blocks that lists have left are used again when nobody reads them any more. */
  private recycle(index: MemoryIndex<D>): void {
    if (this.recycling) return;
    const reuse = index.takeLeft();
    if (!this.pool.isBusy) {
      reuse();
      return;
    }
    this.recycling = true;
    void this.pool.drained().then(() => {
      this.recycling = false;
      reuse();
    });
  }

  private get snapshotPath(): string {
    const { dataDir, catalogue } = this.options;
    return `${dataDir}/${catalogue.kind === 'works' ? 'index' : catalogue.kind}.snapshot`;
  }

  private get snapshotKey(): SnapshotKey {
    const basis = createHash('sha256').update(JSON.stringify(this.options.catalogue));
    return { store: this.store.id, basis: basis.digest('hex') };
  }

  private async load(): Promise<State<D> | undefined> {
    if (this.store.lastChange === 0) return undefined;
    const result = await readSnapshot(this.snapshotPath, this.snapshotKey);
    if ('reason' in result || result.seq > this.store.lastChange) {
      const reason = 'reason' in result ? result.reason : 'it is ahead of the store';
      this.options.logger.info({ reason, of: this.options.catalogue.kind }, 'no usable snapshot');
      return undefined;
    }
    this.snapshotSeq = result.seq;
    return loadState(this.options.catalogue, result.tree as Dump);
  }

  /** A snapshot that cannot be written costs time at the next start, nothing else. */
  private async save(state: State<D>): Promise<void> {
    const { index, model, vectors, writes, embeddings } = state;
    const dump: Dump = { index: index.dump(), model: model ?? null, vectors: vectors ?? null, writes, embeddings };
    try {
      // a snapshot must not know changes that the store might lose
      await this.store.flushed();
      await writeSnapshot(this.snapshotPath, this.snapshotKey, lastOf(state), dump);
      this.snapshotSeq = lastOf(state);
    } catch (error) {
      // half a snapshot fills a disk that is almost full, each time
      this.saveAgainAt = performance.now() + SAVE_PAUSE_MS;
      this.options.logger.warn({ err: error }, 'the snapshot could not be written');
    }
  }
}
