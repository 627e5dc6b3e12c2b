// The built-in engine: the collection of works, with vectors, assigned authors and marks.
import { WORKS } from '../../domain/fields.js';
import type { ModelIdentity } from '../../domain/model.js';
import type { Work } from '../../domain/work.js';
import { IdeascopeError } from '../../errors.js';
import { throwIfGone } from '../../request-scope.js';
import type {
  Assignment,
  Engine,
  EngineStatus,
  Mark,
  MarkKey,
  NearWords,
  StoredVector,
  UnembeddedWork,
  VersionGroup,
} from '../engine.js';
import { type Quantised, requireDimension } from '../quantise.js';
import { BuiltinCollection, type BuiltinOptions } from './collection.js';
import type { Measured } from './readings.js';
import type { State } from './state.js';
import { WorkStore } from './work-store.js';

const CHANGES_PER_READ = 64;
/** Takes a small part of a millisecond. */
const WORDS_PER_STEP = 1000;

/** The vector that searches compare: of unit length, but for rounding. */
function dequantise({ values, scale }: Quantised): Float32Array {
  const vector = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) vector[i] = (values[i] as number) * scale;
  return vector;
}

/** Creates the engine; nothing is opened before `prepare`. The index is built by the first `refresh`. */
export function createBuiltinEngine(options: BuiltinOptions): Engine & Measured {
  return new BuiltinEngine(options);
}

class BuiltinEngine extends BuiltinCollection<Work, WorkStore> implements Engine {
  readonly name = 'builtin';

  constructor(options: BuiltinOptions) {
    super({ ...options, catalogue: WORKS }, () => new WorkStore(options.dataDir));
  }

  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    requireDimension(model, vectors);
    return this.store.writeVectors(model, vectors);
  }

  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    this.store.catchUp();
    return this.store.unembedded(model, limit);
  }

  async countEmbedded(model: ModelIdentity): Promise<number> {
    this.store.catchUp();
    return this.store.vectors.count(model);
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.store.vectors.switchTo(model);
  }

  async vectors(ids: readonly string[]): Promise<(Float32Array | undefined)[]> {
    throwIfGone();
    this.store.catchUp();
    const { vectors } = this.store;
    const model = vectors.currentModel;
    if (!model) return ids.map(() => undefined);
    return vectors.all(model, ids).map((stored) => stored && dequantise(stored));
  }

  async assign(assignments: readonly Assignment[]): Promise<number> {
    return this.store.assign(assignments);
  }

  async join(groups: readonly VersionGroup[]): Promise<number> {
    return this.store.join(groups);
  }

  async records(ids: readonly string[]): Promise<(Work | undefined)[]> {
    this.store.catchUp();
    return this.store.stored(ids);
  }

  async sharing(keys: readonly string[]): Promise<(readonly string[])[]> {
    this.store.catchUp();
    return this.store.sharing(keys);
  }

  async mark(keys: readonly MarkKey[]): Promise<void> {
    await this.store.mark(keys);
  }

  async marked(limit: number): Promise<Mark[]> {
    this.store.catchUp();
    return this.store.marked(limit);
  }

  async countMarked(): Promise<number> {
    this.store.catchUp();
    return this.store.markCount;
  }

  async clear(marks: readonly Mark[]): Promise<void> {
    await this.store.clear(marks);
  }

  async nearWords(words: readonly string[], limit: number): Promise<NearWords[]> {
    throwIfGone();
    const { state } = this;
    if (!state) throw new IdeascopeError('index_not_ready', `the index is not built yet: ${this.progress}`);
    return words.map((word) => state.index.text.near(word, limit));
  }

  async status(): Promise<EngineStatus> {
    const { size } = this.store;
    const { vectors } = this.store;
    const model = vectors.currentModel;
    return {
      engine: this.name,
      works: size,
      indexed: this.state?.index.size ?? 0,
      embedded: model ? vectors.count(model) : 0,
      indexedVectors: this.state?.index.embedded ?? 0,
      ...(model ? { model } : {}),
      ...(this.state?.model ? { indexedModel: this.state.model } : {}),
      ready: this.state !== undefined,
      ...(this.state ? {} : { waitingFor: `the index: ${this.progress || 'not started'}` }),
    };
  }

  protected override async follow(state: State<Work>): Promise<void> {
    await super.follow(state);
    await this.followVectors(state);
    await this.adoptModel(state);
    const breathe = this.breather(() => 'words');
    while (!this.closed && state.index.text.shelve(WORDS_PER_STEP)) await breathe();
  }

  private async followVectors(state: State<Work>): Promise<void> {
    const breathe = this.breather(() => 'vectors');
    while (!this.closed) {
      const changes = this.store.embeddingsAfter(state.embeddings, CHANGES_PER_READ);
      if (changes.length === 0) break;
      for (const { id, seq } of changes) {
        this.applyVector(state, id);
        state.embeddings = seq;
        await breathe();
      }
    }
  }

  protected override applyWrite(state: State<Work>, id: string): void {
    super.applyWrite(state, id);
    this.applyVector(state, id);
  }

  private applyVector({ index, model }: State<Work>, id: string): void {
    const vector = model && this.store.vectors.get(model, id);
    if (vector) index.setVector(id, vector);
  }

  /** Takes over the store's current vectors and their model, if the index has others or none. */
  private async adoptModel(state: State<Work>): Promise<void> {
    const { currentModel: model, currentVectors: vectors } = this.store.vectors;
    if (!model || state.vectors === vectors) return;
    const vectorOf = (id: string) => this.store.vectors.get(model, id);
    await state.index.replaceVectors(
      model.dimension,
      vectorOf,
      this.breather(() => 'vectors'),
    );
    state.model = model;
    state.vectors = vectors;
  }
}
