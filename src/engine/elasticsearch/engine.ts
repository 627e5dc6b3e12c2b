// The Elasticsearch engine: the port's treaty kept by a cluster. Calls only; what is asked and read is decided in request.ts and response.ts.
import type { Client } from '@elastic/elasticsearch';
import { type ModelIdentity, modelKey } from '../../domain/model.js';
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
import { type Connection, connect, withoutCredentials } from './client.js';
import { mayPass, patiently, translated } from './failures.js';
import { Indices, type Layout, sameModel, type WorksIndex, writeAlias } from './indices.js';
import { Labels } from './labels.js';
import { type WorksMapping, worksMapping } from './mappings.js';
import { countDocuments, fetchWorks, listUnembedded, runSearches } from './reading.js';
import { Rebuilding } from './rebuilding.js';
import { planSearches } from './request.js';
import { readAnswers } from './response.js';
import { Writer } from './writing.js';

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
}

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
  readonly #rebuilding: Rebuilding;
  readonly #closing = new AbortController();
  #view: View | undefined;

  constructor(options: ElasticsearchOptions) {
    this.#options = options;
    this.#client = connect(options);
    this.#indices = new Indices(this.#client, options.prefix, options.mapping ?? worksMapping());
    this.#writer = new Writer(this.#client);
    this.#labels = new Labels(this.#client);
    const { signal } = this.#closing;
    this.#rebuilding = new Rebuilding({ client: this.#client, indices: this.#indices, writer: this.#writer, signal });
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
    return this.#patiently(async () => {
      await this.#writable();
      return this.#writer.put(this.#indices.alias, works);
    });
  }

  async remove(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    let removed = 0;
    await this.#patiently(async () => {
      const { others } = await this.#layout();
      removed += await this.#writer.remove(this.#indices.alias, ids);
      for (const { name } of others) await this.#writer.remove(writeAlias(name), ids);
    });
    return removed;
  }

  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    const wrong = vectors.find(({ vector }) => vector.length !== model.dimension);
    if (wrong)
      throw new Error(`the vector of ${wrong.id} has ${wrong.vector.length} components, not ${model.dimension}`);
    if (vectors.length === 0) return 0;
    return this.#patiently(async () => {
      const layout = await this.#writable();
      const { current } = layout;
      if (current.meta.model === null) {
        if ((await this.#writer.countCurrent(current.name, vectors)) === 0) return 0;
        await this.#indices.adoptModel(current.name, model);
      } else if (!sameModel(current.meta.model, model)) {
        const next = await this.#rebuilding.indexFor(model, layout, true);
        return next ? this.#writer.putVectors(writeAlias(next.name), next.vectors, vectors) : 0;
      }
      return this.#writer.putVectors(this.#indices.alias, current.vectors, vectors);
    });
  }

  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    const layout = await this.#layout();
    const { current } = layout;
    const ours = sameModel(current.meta.model, model);
    const next = ours ? undefined : await this.#rebuilding.indexFor(model, layout, false);
    return listUnembedded(this.#client, (next ?? current).name, limit, { all: !ours && !next });
  }

  async switchModel(model: ModelIdentity): Promise<void> {
    await this.#patiently(async () => {
      const layout = await this.#writable();
      const { current } = layout;
      if (sameModel(current.meta.model, model)) return this.#indices.dropOthers(layout);
      if (current.meta.model === null) return this.#indices.adoptModel(current.name, model);
      return this.#rebuilding.complete(model);
    });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    // the second time if the index was switched between two calls
    await this.#refreshOnce().catch((error) => (isGone(error) ? this.#refreshOnce() : Promise.reject(error)));
  }

  async #refreshOnce(): Promise<void> {
    const { current } = await this.#layout();
    await translated(() => this.#client.indices.refresh({ index: current.name }));
    this.#view = { index: current, ...(await countDocuments(this.#client, current.name)) };
  }

  async reindex(): Promise<void> {
    await this.#patiently(async () => {
      const { current } = await this.#layout();
      await this.#rebuilding.complete(current.meta.model);
    });
    await this.refresh();
  }

  async retrieve(request: RetrievalRequest): Promise<Retrieval> {
    const view = await this.#searchable();
    try {
      return await this.#retrieveFrom(view, request);
    } catch (error) {
      if (!isGone(error)) throw error;
      // the index has been switched since the last refresh
      await this.refresh();
      return this.#retrieveFrom(this.#view as View, request);
    }
  }

  async #retrieveFrom({ index, works, vectors }: View, request: RetrievalRequest): Promise<Retrieval> {
    const { semantic } = request;
    const { model } = index.meta;
    const semanticUsed = !!semantic && !!model && modelKey(semantic.model) === modelKey(model) && vectors > 0;
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
    await this.#searchable();
    return fetchWorks(this.#client, this.#indices.alias, ids);
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
    await this.#client.close();
  }

  /** What there is, with a current index. */
  async #layout(): Promise<Layout & { readonly current: WorksIndex }> {
    const { current, others } = await this.#indices.layout();
    return { current: current ?? (await this.#indices.createFirst()), others };
  }

  /** The same, to be written to. @throws IdeascopeError index_outdated */
  async #writable(): Promise<Layout & { readonly current: WorksIndex }> {
    const layout = await this.#layout();
    if (!this.#indices.fits(layout.current)) throw outdated(layout.current);
    return layout;
  }

  async #searchable(): Promise<View> {
    if (!this.#view) await this.refresh();
    return this.#view as View;
  }

  #patiently<T>(task: () => Promise<T>): Promise<T> {
    return patiently(task, this.#options.writePatience ?? WRITE_PATIENCE_MS, this.#closing.signal);
  }
}

function outdated({ name }: WorksIndex): IdeascopeError {
  const message = `the index ${name} was built with other mappings and can only be read: run \`ideascope reindex\``;
  return new IdeascopeError('index_outdated', message);
}

/** Whether the index has been deleted, as happens to the old one after a switch. */
function isGone(error: unknown): boolean {
  return error instanceof IdeascopeError && error.code === 'index_gone';
}
