// The Elasticsearch engine: the port's treaty kept by a cluster. Calls only; what is asked and read is decided in request.ts and response.ts.
import type { Client } from '@elastic/elasticsearch';
import { type ModelIdentity, sameModel } from '../../domain/model.js';
import type { Work } from '../../domain/work.js';
import { IdeascopeError, mayPass } from '../../errors.js';
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
import { type Connection, connect, withoutCredentials } from './client.js';
import { patiently, translated } from './failures.js';
import { Holds } from './holds.js';
import { gateOf, Indices, type Layout, type WorksIndex } from './indices.js';
import { Labels } from './labels.js';
import { type WorksMapping, worksMapping } from './mappings.js';
import { countDocuments, fetchWorks, listUnembedded, runSearches } from './reading.js';
import { Rebuilding } from './rebuilding.js';
import { planSearches } from './request.js';
import { readAnswers } from './response.js';
import { type Before, Writer } from './writing.js';

/** How long a write waits for a server that is away or overloaded. */
const WRITE_PATIENCE_MS = 60_000;

export interface ElasticsearchOptions extends Connection {
  /** Names of indices and aliases begin with it. */
  readonly prefix: string;
  readonly logger: Logger;
  /** For tests: another mapping than that of mappings/works.json. */
  readonly mapping?: WorksMapping;
  /** For tests: milliseconds. */
  readonly writePatience?: number;
  /** For tests: milliseconds after which a switch that nobody goes on with is given up. */
  readonly lease?: number;
}

type Existing = Layout & { readonly current: WorksIndex };

/** What searches go by, as of the last refresh. */
interface View {
  readonly index: WorksIndex;
  readonly works: number;
  readonly vectors: number;
}

/** Creates the engine; nothing is asked of the server before `prepare`. */
export function createElasticsearchEngine(options: ElasticsearchOptions): Engine {
  return new ElasticsearchEngine(options);
}

class ElasticsearchEngine implements Engine {
  readonly name = 'elasticsearch';
  readonly #options: ElasticsearchOptions;
  readonly #client: Client;
  readonly #indices: Indices;
  readonly #writer: Writer;
  readonly #labels: Labels;
  readonly #holds: Holds;
  readonly #rebuilding: Rebuilding;
  readonly #closing = new AbortController();
  /** What must end before the connection does. */
  readonly #underWay = new Set<Promise<unknown>>();
  #view: View | undefined;

  constructor(options: ElasticsearchOptions) {
    this.#options = options;
    this.#client = connect(options);
    this.#indices = new Indices(this.#client, options.prefix, options.mapping ?? worksMapping());
    this.#writer = new Writer(this.#client);
    this.#labels = new Labels(this.#client);
    this.#holds = new Holds(this.#indices, options.lease);
    this.#rebuilding = new Rebuilding({
      client: this.#client,
      indices: this.#indices,
      holds: this.#holds,
      writer: this.#writer,
      signal: this.#closing.signal,
    });
  }

  /** A server that is away is no reason not to start: every call tries again. */
  async prepare(): Promise<void> {
    const { logger, url } = this.#options;
    try {
      const { current } = await this.#layout();
      if (!this.#indices.fits(current)) logger.warn({ index: current.name }, outdated(current).message);
    } catch (error) {
      if (!mayPass(error)) throw error;
      logger.warn({ err: error, server: withoutCredentials(url) }, 'Elasticsearch does not answer yet');
    }
  }

  async write(works: readonly Work[]): Promise<WriteOutcome[]> {
    if (works.length === 0) return [];
    const before: Before = new Map();
    return this.#patiently(async () => {
      const { current } = await this.#writable();
      return this.#writer.put(gateOf(current), works, before);
    });
  }

  async remove(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const there = new Set<string>();
    await this.#patiently(async () => {
      const { current, others } = await this.#settled();
      await this.#writer.remove(gateOf(current), ids, there);
      for (const { gate } of others) if (gate) await this.#writer.remove(gate, ids);
    });
    return there.size;
  }

  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    requireDimension(model, vectors);
    if (vectors.length === 0) return 0;
    return this.#patiently(async (progress) => {
      const layout = await this.#writable();
      const { current } = layout;
      if (current.meta.model === null) {
        if ((await this.#writer.countCurrent(current.name, vectors)) === 0) return 0;
        await this.#indices.adoptModel(current.name, model);
      } else if (!sameModel(current.meta.model, model)) {
        const next = await this.#rebuilding.indexFor(model, layout, true, progress);
        return next ? this.#writer.putVectors(gateOf(next), next.vectors, vectors) : 0;
      }
      return this.#writer.putVectors(gateOf(current), current.vectors, vectors);
    });
  }

  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    return this.#patiently(async (progress) => {
      const layout = await this.#settled();
      const { current } = layout;
      const ours = sameModel(current.meta.model, model);
      const next = ours ? undefined : await this.#rebuilding.indexFor(model, layout, false, progress);
      return listUnembedded(this.#client, (next ?? current).name, limit, { all: !ours && !next });
    });
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.#patiently(async (progress) => {
      const layout = await this.#writable();
      const { current } = layout;
      if (sameModel(current.meta.model, model)) return this.#indices.dropOthers(layout);
      if (current.meta.model === null) return this.#indices.adoptModel(current.name, model);
      return this.#rebuilding.complete(model, progress);
    });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    // the second time if the index was switched between or during two calls
    await this.#refreshOnce().catch((error) => (mayBeGone(error) ? this.#refreshOnce() : Promise.reject(error)));
  }

  async #refreshOnce(): Promise<void> {
    const { current } = await this.#layout();
    await translated(() => this.#client.indices.refresh({ index: current.name }));
    this.#view = { index: current, ...(await countDocuments(this.#client, current.name)) };
  }

  async reindex(): Promise<void> {
    let old: string | undefined;
    await this.#patiently(async (progress) => {
      const { current } = await this.#layout();
      old ??= current.name;
      // otherwise somebody else has just done it
      if (current.name === old) await this.#rebuilding.complete(current.meta.model, progress);
    });
    await this.refresh();
  }

  retrieve(request: RetrievalRequest): Promise<Retrieval> {
    return this.#read((view) => this.#retrieveFrom(view, request));
  }

  /** Reads again if the index has been switched since the last refresh, or was while it was read. */
  async #read<T>(read: (view: View) => Promise<T>): Promise<T> {
    const view = await this.#searchable();
    try {
      return await read(view);
    } catch (error) {
      if (!mayBeGone(error)) throw error;
      const { current } = await this.#layout();
      if (current.name === view.index.name && (error as IdeascopeError).code !== 'index_gone') throw error;
      await this.refresh();
      return read(this.#view as View);
    }
  }

  async #retrieveFrom({ index, works, vectors }: View, request: RetrievalRequest): Promise<Retrieval> {
    const { semantic } = request;
    const { model } = index.meta;
    const semanticUsed = !!semantic && sameModel(semantic.model, model) && vectors > 0;
    const ask = async (asked: RetrievalRequest) => {
      const parts = planSearches(asked, { semanticUsed, vectors: index.vectors });
      return readAnswers(parts, await runSearches(this.#client, index.name, parts), asked.filter);
    };
    let answers = await ask(request);
    if (!answers.known && semantic?.strangeFloor !== undefined) {
      const { strangeFloor, ...usual } = semantic;
      answers = await ask({ ...request, semantic: { ...usual, floor: strangeFloor } });
    }
    const { known: _, facets, ...rest } = answers;
    return {
      ...rest,
      facets: await this.#labels.label(index.name, facets),
      semanticUsed,
      coverage: { works, vectors },
    };
  }

  async fetch(ids: readonly string[]): Promise<(Work | undefined)[]> {
    if (ids.length === 0) return [];
    return this.#read(() => fetchWorks(this.#client, this.#indices.alias, ids));
  }

  async status(): Promise<EngineStatus> {
    await this.refresh();
    const { index, works, vectors } = this.#view as View;
    const { model } = index.meta;
    return {
      engine: this.name,
      works,
      indexed: works,
      embedded: vectors,
      indexedVectors: vectors,
      ...(model ? { model } : {}),
      ready: true,
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
    await this.#client.close();
  }

  /** What there is, with a current index. */
  async #layout(): Promise<Existing> {
    const { current, others } = await this.#indices.layout();
    if (current) return { current, others };
    if (this.#view)
      this.#options.logger.error({ index: this.#view.index.name }, 'the index is gone: made an empty one');
    return { current: await this.#indices.createFirst(), others };
  }

  /** The same, with nobody in the middle of a switch. @throws IdeascopeError engine_read_only */
  async #settled(): Promise<Existing> {
    const { current, others } = await this.#holds.free(await this.#layout());
    return current ? { current, others } : this.#settled();
  }

  /** The same, to be written to. @throws IdeascopeError index_outdated */
  async #writable(): Promise<Existing> {
    const layout = await this.#settled();
    if (!this.#indices.fits(layout.current)) throw outdated(layout.current);
    return layout;
  }

  async #searchable(): Promise<View> {
    if (!this.#view) await this.refresh();
    return this.#view as View;
  }

  async #patiently<T>(task: (progress: () => void) => Promise<T>): Promise<T> {
    const running = patiently(task, this.#options.writePatience ?? WRITE_PATIENCE_MS, this.#closing.signal);
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }
}

function outdated({ name }: WorksIndex): IdeascopeError {
  const message = `the index ${name} was built with other mappings and can only be read: run \`ideascope reindex\``;
  return new IdeascopeError('index_outdated', message);
}

/** Whether the index may have been deleted, as happens to the old one after a switch: searches under way are cut off. */
function mayBeGone(error: unknown): boolean {
  return error instanceof IdeascopeError && ['index_gone', 'engine_unavailable'].includes(error.code);
}
