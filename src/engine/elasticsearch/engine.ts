// The Elasticsearch engine: the collection of works, with their vectors, their assigned authors and the marks of changes.
import { type ModelIdentity, sameModel } from '../../domain/model.js';
import type { Work } from '../../domain/work.js';
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
import { requireDimension } from '../quantise.js';
import { touchedBy, touchedByAssigning, touchedByJoining } from '../touched.js';
import { assignFindings } from './assigning.js';
import { Server } from './client.js';
import { ElasticsearchCollection, type ElasticsearchOptions } from './collection.js';
import { translated } from './failures.js';
import { gateOf } from './indices.js';
import { findSharing, joinRecords } from './joining.js';
import { WORK_KIND } from './kinds.js';
import { Marks } from './marks.js';
import { askNearWords } from './near-words.js';
import { countDocuments, readById } from './reading.js';
import { countCurrent, listUnembedded, putVectors, readVectors } from './vectors.js';
import type { Announce } from './writing.js';

export type { ElasticsearchOptions } from './collection.js';

/**
 * Creates the engine; nothing is asked of the server before `prepare`.
 * @param server the connection, if it is not its own
 */
export function createElasticsearchEngine(options: ElasticsearchOptions, server = new Server(options)): Engine {
  return new ElasticsearchEngine(options, server);
}

class ElasticsearchEngine extends ElasticsearchCollection<Work> implements Engine {
  readonly name = 'elasticsearch';
  readonly #marks: Marks;

  constructor(options: ElasticsearchOptions, server: Server) {
    super(options, { kind: WORK_KIND, server, eager: true });
    this.#marks = new Marks(server, options.prefix, options.lease);
  }

  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    requireDimension(model, vectors);
    if (vectors.length === 0) return 0;
    return this.patiently(async (progress) => {
      const layout = await this.writable();
      const { current } = layout;
      if (current.meta.model === null) {
        if ((await countCurrent(this.writer, current.name, vectors)) === 0) return 0;
        await this.indices.adoptModel(current.name, model);
      } else if (!sameModel(current.meta.model, model)) {
        const next = await this.rebuilding.indexFor(model, layout, true, progress);
        return next ? putVectors(this.writer, gateOf(next), next.vectors, vectors) : 0;
      }
      return putVectors(this.writer, gateOf(current), current.vectors, vectors);
    });
  }

  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    return this.patiently(async (progress) => {
      const layout = await this.settled();
      const { current } = layout;
      if (!current) return [];
      const ours = sameModel(current.meta.model, model);
      const next = ours ? undefined : await this.rebuilding.indexFor(model, layout, false, progress);
      return listUnembedded(this.client, (next ?? current).name, limit, { all: !ours && !next });
    });
  }

  async countEmbedded(model: ModelIdentity): Promise<number> {
    const layout = await this.indices.layout();
    const { current } = layout;
    const index = sameModel(current?.meta.model, model) ? current : this.indices.begunFor(layout, model);
    if (!index) return 0;
    await translated(() => this.client.indices.refresh({ index: index.name }));
    return (await countDocuments(this.client, index.name)).vectors;
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.patiently(async (progress) => {
      const layout = await this.writable();
      const { current } = layout;
      if (sameModel(current.meta.model, model)) return this.indices.dropOthers(layout);
      if (current.meta.model === null) return this.indices.adoptModel(current.name, model);
      return this.rebuilding.complete(model, progress);
    });
    await this.refresh();
  }

  async vectors(ids: readonly string[]): Promise<(Float32Array | undefined)[]> {
    return this.read(
      () => readVectors(this.client, this.indices.alias, ids),
      () => ids.map(() => undefined),
    );
  }

  async assign(assignments: readonly Assignment[]): Promise<number> {
    if (assignments.length === 0) return 0;
    const changed = new Set<string>();
    await this.changing(
      (announce) =>
        this.patiently(async () => {
          const { current } = await this.writable();
          await assignFindings(this.writer, gateOf(current), assignments, { changed, announce });
        }),
      touchedByAssigning,
    );
    return changed.size;
  }

  async join(groups: readonly VersionGroup[]): Promise<number> {
    if (groups.length === 0) return 0;
    const changed = new Set<string>();
    await this.changing(
      (announce) =>
        this.patiently(async () => {
          const { current } = await this.writable();
          await joinRecords(this.writer, gateOf(current), groups, { changed, announce });
        }),
      touchedByJoining,
    );
    return changed.size;
  }

  async records(ids: readonly string[]): Promise<(Work | undefined)[]> {
    if (ids.length === 0) return [];
    const shelf = { client: this.client, index: this.indices.alias, kind: WORK_KIND };
    return this.read(
      async () => {
        const found = await readById(shelf, ids);
        return ids.map((id) => found.get(id));
      },
      () => ids.map(() => undefined),
    );
  }

  async sharing(keys: readonly string[]): Promise<(readonly string[])[]> {
    if (keys.length === 0) return [];
    return this.read<(readonly string[])[]>(
      () => findSharing(this.client, this.indices.alias, keys),
      () => keys.map(() => []),
    );
  }

  protected override async changing<T>(
    change: (announce: Announce<Work>) => Promise<T>,
    touches: (work: Work) => MarkKey[] = touchedBy,
  ): Promise<T> {
    const journal = this.#marks.journal(touches);
    const result = await change(journal.announce);
    await this.patiently(() => journal.settle());
    return result;
  }

  async mark(keys: readonly MarkKey[]): Promise<void> {
    await this.patiently(() => this.#marks.set(keys));
  }

  marked(limit: number): Promise<Mark[]> {
    return this.#marks.list(limit);
  }

  countMarked(): Promise<number> {
    return this.#marks.count();
  }

  async clear(marks: readonly Mark[]): Promise<void> {
    await this.patiently(() => this.#marks.clear(marks));
  }

  async nearWords(words: readonly string[], limit: number): Promise<NearWords[]> {
    const nothing = () => words.map((word) => ({ word, frequency: 0, near: [] }));
    if (words.length === 0) return [];
    return this.read(
      async ({ index }) => (index ? askNearWords(this.client, index.name, words, limit) : nothing()),
      nothing,
    );
  }

  async status(): Promise<EngineStatus> {
    const { index, counts } = await this.refreshed();
    const { things: works, vectors } = await counts();
    const model = index?.meta.model;
    return {
      engine: this.name,
      works,
      indexed: works,
      embedded: vectors,
      indexedVectors: vectors,
      ...(model ? { model, indexedModel: model } : {}),
      ready: true,
    };
  }
}
