// A collection in Elasticsearch: the port's treaty kept by a cluster, for things of any kind. Calls only; what is asked and read is decided in request.ts and response.ts.
import type { Client } from '@elastic/elasticsearch';
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { sameModel } from '../../domain/model.js';
import { type IdeascopeError, mayPass } from '../../errors.js';
import type { Completion, CompletionRequest } from '../completion.js';
import type { Collection, Frequencies, Retrieval, RetrievalRequest, WriteOutcome } from '../engine.js';
import { listedIn } from './clauses.js';
import { Server, withoutCredentials } from './client.js';
import { completionBody, readCompletions } from './completion.js';
import { holdsAny, planEvidence, withoutMeaning } from './evidence.js';
import { mayBeGone, patiently, translated } from './failures.js';
import { countWords } from './frequencies.js';
import type { Gathering } from './gathering.js';
import { Holds } from './holds.js';
import { gateOf, Indices, type KindIndex, type Layout, outdated } from './indices.js';
import { kindOf, type StoredKind } from './kinds.js';
import { Labels } from './labels.js';
import { mappingOf } from './mappings.js';
import { once } from './once.js';
import type { ElasticsearchOptions } from './options.js';
import { pages } from './paging.js';
import { type Counts, countDocuments, fetchThings, runSearches } from './reading.js';
import { Rebuilding } from './rebuilding.js';
import { planSearches } from './request.js';
import { readAnswers } from './response.js';
import { type Announce, type Before, Writer } from './writing.js';

/** How long a write waits for a server that is away or overloaded. */
const WRITE_PATIENCE_MS = 60_000;
/** Things that are scanned at once. */
const SCAN_PAGE = 500;

export type { ElasticsearchOptions } from './options.js';

export interface CollectionParts<D extends Stored> {
  readonly kind: StoredKind<D>;
  readonly server: Server;
  /** Makes the index when it is not there; otherwise the first write does, and until then the collection is empty. */
  readonly eager?: boolean;
}

export type Existing = Layout & { readonly current: KindIndex };

/** What searches go by, as of the last refresh. */
export interface View {
  /** Absent: nothing has been written yet. */
  readonly index: KindIndex | undefined;
  readonly counts: () => Promise<Counts>;
}

const EMPTY: View = { index: undefined, counts: async () => ({ things: 0, documents: 0, vectors: 0 }) };

/**
 * Creates the collection of the things that a catalogue describes; nothing is asked of the server before `prepare`.
 * @param server the connection, if it is not its own
 */
export function createElasticsearchCollection<D extends Stored>(
  { catalogue, ...options }: ElasticsearchOptions & { readonly catalogue: Catalogue<D> },
  server = new Server(options),
): Collection<D> {
  return new ElasticsearchCollection(options, { kind: kindOf(catalogue), server });
}

export class ElasticsearchCollection<D extends Stored> implements Collection<D> {
  protected readonly client: Client;
  protected readonly indices: Indices;
  protected readonly writer: Writer<D>;
  protected readonly rebuilding: Rebuilding<D>;
  readonly #options: ElasticsearchOptions;
  readonly #kind: StoredKind<D>;
  readonly #eager: boolean;
  readonly #labels: Labels<D>;
  readonly #holds: Holds;
  readonly #leave: () => Promise<void>;
  readonly #gathering: Gathering;
  readonly #closing = new AbortController();
  /** What must end before the connection does. */
  readonly #underWay = new Set<Promise<unknown>>();
  #view: View | undefined;

  constructor(options: ElasticsearchOptions, { kind, server, eager = false }: CollectionParts<D>) {
    const { catalogue } = kind;
    const { client } = server;
    this.#options = options;
    this.#kind = kind;
    this.#eager = eager;
    this.#leave = server.join();
    this.#gathering = server.gathering;
    this.client = client;
    this.indices = new Indices(server, `${options.prefix}-${catalogue.kind}`, options.mapping ?? mappingOf(catalogue));
    this.writer = new Writer(client, kind);
    this.#labels = new Labels(client, catalogue);
    this.#holds = new Holds(this.indices, options.lease);
    this.rebuilding = new Rebuilding({
      client,
      indices: this.indices,
      holds: this.#holds,
      writer: this.writer,
      signal: this.#closing.signal,
    });
  }

  /** A server that is away is no reason not to start: every call tries again. */
  async prepare(): Promise<void> {
    const { logger, url } = this.#options;
    try {
      const { current } = await this.#layout();
      if (current && !this.indices.fits(current)) logger.warn({ index: current.name }, outdated(current).message);
    } catch (error) {
      if (!mayPass(error)) throw error;
      // of the parts of a library, one is enough to say so
      if (this.#eager)
        logger.warn({ err: error, server: withoutCredentials(url) }, 'Elasticsearch does not answer yet');
    }
  }

  async write(things: readonly D[]): Promise<WriteOutcome[]> {
    if (things.length === 0) return [];
    const before: Before = new Map();
    return this.changing((announce) =>
      this.patiently(async () => {
        const { current } = await this.writable();
        return this.writer.put(gateOf(current), things, { before, announce });
      }),
    );
  }

  async remove(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const there = new Set<string>();
    await this.changing((announce) =>
      this.patiently(async () => {
        const { current, others } = await this.settled();
        if (current) await this.writer.remove(gateOf(current), ids, { there, announce });
        for (const { gate } of others) if (gate) await this.writer.remove(gate, ids);
      }),
    );
    return there.size;
  }

  /** Runs a change; where somebody must be told of what it touches, `announce` does that. */
  protected changing<T>(change: (announce: Announce<D> | undefined) => Promise<T>): Promise<T> {
    return change(undefined);
  }

  async refresh(): Promise<void> {
    await this.refreshed();
  }

  protected async refreshed(): Promise<View> {
    // the second time if the index was switched between or during two calls
    const view = await this.#refreshOnce().catch((error) =>
      mayBeGone(error) ? this.#refreshOnce() : Promise.reject(error),
    );
    this.#view = view;
    return view;
  }

  async #refreshOnce(): Promise<View> {
    const { current: index } = await this.#layout();
    if (!index) return EMPTY;
    await translated(() => this.client.indices.refresh({ index: index.name }));
    const counts = once(() => countDocuments(this.client, index.name));
    // the others are searched far less often than they are refreshed
    if (this.#eager) await counts();
    return { index, counts };
  }

  async reindex(): Promise<void> {
    let old: string | undefined;
    await this.patiently(async (progress) => {
      const { current } = await this.#layout();
      if (!current) return;
      old ??= current.name;
      // otherwise somebody else has just done it
      if (current.name === old) await this.rebuilding.complete(current.meta.model, progress);
    });
    await this.refresh();
  }

  retrieve(request: RetrievalRequest): Promise<Retrieval> {
    const from = (view: View) => this.#retrieveFrom(view, request);
    return this.read(from, () => from(EMPTY));
  }

  /**
   * Reads again if the index has been switched since the last refresh, or was while it was read.
   * @param otherwise what there is to read where nothing has been written yet
   */
  protected async read<T>(read: (view: View) => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    const view = this.#view ?? (await this.refreshed());
    try {
      return await read(view);
    } catch (error) {
      if (!mayBeGone(error)) throw error;
      const { current } = await this.#layout();
      if (!current) return otherwise();
      if (current.name === view.index?.name && (error as IdeascopeError).code !== 'index_gone') throw error;
      return read(await this.refreshed());
    }
  }

  async #retrieveFrom({ index, counts }: View, request: RetrievalRequest): Promise<Retrieval> {
    const { catalogue } = this.#kind;
    const { things: works, vectors } = await counts();
    const { semantic } = request;
    const semanticUsed = !!semantic && !!index && sameModel(semantic.model, index.meta.model) && vectors > 0;
    const ask = async (asked: RetrievalRequest) => {
      const parts = planSearches(catalogue, asked, { semanticUsed, vectors: (index ?? this.indices).vectors });
      // an empty answer finds nothing and counts 0
      const answers = index ? await runSearches(this.client, index.name, parts) : parts.map(() => ({}) as never);
      return readAnswers(catalogue, parts, answers, asked);
    };
    const first = await ask(request);
    const evidence =
      index && semanticUsed
        ? planEvidence(catalogue, request, first.semantic, { ...index.vectors, count: vectors })
        : undefined;
    const isAbout = !index || !evidence || holdsAny(await runSearches(this.client, index.name, [evidence]));
    const { facets, ...rest } = isAbout ? first : await ask(withoutMeaning(request));
    const labelled = await this.#labels.label(index?.name, facets);
    return { ...rest, facets: labelled, semanticUsed, coverage: { works, vectors } };
  }

  complete(request: CompletionRequest): Promise<Completion<D>[]> {
    const body = completionBody(this.#kind.catalogue, request);
    const ask = async ({ index }: View) =>
      index && body ? readCompletions<D>(await this.#gathering.search(index.name, body)) : [];
    return this.read(ask, () => []);
  }

  frequencies(words: readonly string[]): Promise<Frequencies> {
    const none = async () => ({ things: 0, frequencies: words.map(() => 0) });
    return this.read(({ index }) => (index ? countWords(this.client, index.name, words) : none()), none);
  }

  async fetch(ids: readonly string[]): Promise<(D | undefined)[]> {
    if (ids.length === 0) return [];
    const shelf = { client: this.client, index: this.indices.alias, kind: this.#kind };
    return this.read(
      () => fetchThings(shelf, ids),
      () => ids.map(() => undefined),
    );
  }

  async *scan(): AsyncGenerator<readonly D[]> {
    const { index } = await this.refreshed();
    if (!index) return;
    const reading = { size: SCAN_PAGE, _source: ['stored'] };
    const query = { bool: { filter: listedIn(this.#kind.catalogue) } };
    for await (const hits of pages<{ stored: string }>(this.client, index.name, query, reading)) {
      yield hits.map(({ _source }) => JSON.parse((_source as { stored: string }).stored) as D);
    }
  }

  async count(): Promise<number> {
    return (await (await this.refreshed()).counts()).things;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
    await this.#leave();
  }

  /** What there is, with a current index if there must be one. */
  async #layout(): Promise<Layout> {
    const layout = await this.indices.layout();
    if (layout.current) return layout;
    if (this.#view?.index) {
      this.#options.logger.error({ index: this.#view.index.name }, 'the index is gone: the next one begins empty');
      this.#view = undefined;
    }
    return this.#eager ? { ...layout, current: await this.indices.createFirst() } : layout;
  }

  /** The same, with nobody in the middle of a switch. @throws IdeascopeError engine_read_only */
  protected async settled(): Promise<Layout> {
    return this.#holds.free(await this.#layout());
  }

  /** The same, to be written to. @throws IdeascopeError index_outdated */
  protected async writable(): Promise<Existing> {
    const { current = await this.indices.createFirst(), others } = await this.settled();
    if (!this.indices.fits(current)) throw outdated(current);
    return { current, others };
  }

  protected async patiently<T>(task: (progress: () => void) => Promise<T>): Promise<T> {
    const running = patiently(task, this.#options.writePatience ?? WRITE_PATIENCE_MS, this.#closing.signal);
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }
}
