// The indices behind the alias: which one is searched, what it holds, and which ones are being built beside it.
import type { Client, estypes } from '@elastic/elasticsearch';
import { type ModelIdentity, modelKey } from '../../domain/model.js';
import { IdeascopeError } from '../../errors.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { translated } from './failures.js';
import { type IndexMeta, indexingOf, type WorksMapping } from './mappings.js';
import type { VectorIndexing } from './request.js';

const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };

/** An index of works. */
export interface WorksIndex {
  /** Its own name, which is never used again. */
  readonly name: string;
  readonly meta: IndexMeta;
  readonly vectors: VectorIndexing;
}

/** Everything under one prefix. */
export interface Layout {
  readonly current: WorksIndex | undefined;
  /** Indices that are being built, or were left behind half-built. */
  readonly others: readonly WorksIndex[];
}

export class Indices {
  /** What is written to and searched: an alias of exactly one index. */
  readonly alias: string;
  readonly #client: Client;
  readonly #mapping: WorksMapping;

  constructor(client: Client, prefix: string, mapping: WorksMapping) {
    this.#client = client;
    this.#mapping = mapping;
    this.alias = `${prefix}-works`;
  }

  get #pattern(): string {
    return `${this.alias}-*`;
  }

  /**
   * Reads what there is.
   * @throws IdeascopeError index_foreign when something else stands at the place of the index
   */
  async layout(): Promise<Layout> {
    const found = await translated(() =>
      this.#client.indices.get({
        index: [this.alias, this.#pattern],
        ignore_unavailable: true,
        allow_no_indices: true,
        expand_wildcards: ['open'],
        features: ['aliases', 'mappings'],
      }),
    );
    const own = Object.entries(found).filter(([name, { aliases }]) => this.#isOurs(name) || aliases?.[this.alias]);
    if (found[this.alias]) throw this.#foreign(`${this.alias} is an index, where an alias of one is expected`);
    const aliased = own.filter(([, { aliases }]) => aliases?.[this.alias]);
    if (aliased.length > 1)
      throw this.#foreign(`${this.alias} stands for ${aliased.length} indices, where one is expected`);
    const [current] = aliased.map(([name, state]) => this.#read(name, state));
    const others = own
      .filter(([, { aliases }]) => !aliases?.[this.alias])
      .map(([name, state]) => this.#read(name, state))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { current, others };
  }

  #isOurs(name: string): boolean {
    return name.startsWith(`${this.alias}-`) && /^\d{6}$/.test(name.slice(this.alias.length + 1));
  }

  #foreign(what: string): IdeascopeError {
    return new IdeascopeError('index_foreign', `${what}: nothing is written; choose another INDEX_PREFIX`);
  }

  #read(name: string, { mappings }: estypes.IndicesIndexState): WorksIndex {
    const meta = (mappings?._meta as { ideascope?: IndexMeta } | undefined)?.ideascope;
    if (meta?.format !== this.#mapping.format) {
      const made = meta
        ? `was made by another version (format ${meta.format}, this one has ${this.#mapping.format})`
        : 'was not made by Ideascope';
      throw this.#foreign(`the index ${name} ${made}`);
    }
    const vector = mappings?.properties?.['vector'] as estypes.MappingDenseVectorProperty | undefined;
    return { name, meta, vectors: vector ? indexingOf(vector) : this.#mapping.vectors };
  }

  /** Whether documents for this version can be written to the index. */
  fits({ meta }: WorksIndex): boolean {
    return meta.basis === this.#mapping.basis;
  }

  /** The first index, with its alias; if another process is faster, its one. */
  async createFirst(): Promise<WorksIndex> {
    const { current, others } = await this.layout();
    if (current) return current;
    await this.#create(this.#nameAfter(others), null, { [this.alias]: {} });
    const created = (await this.layout()).current;
    if (!created) throw new Error(`the index ${this.alias} was made and is not there`);
    return created;
  }

  /** An empty index for a model beside the current one. */
  async createBeside({ current, others }: Layout, model: ModelIdentity | null): Promise<WorksIndex> {
    const name = this.#nameAfter([...others, ...(current ? [current] : [])]);
    await this.#create(name, model);
    const created = (await this.layout()).others.find((one) => one.name === name);
    if (!created) throw new Error(`the index ${name} was made and is not there`);
    return created;
  }

  #nameAfter(existing: readonly WorksIndex[]): string {
    const numbers = existing.map(({ name }) => Number(name.slice(-6)));
    return `${this.alias}-${String(Math.max(0, ...numbers) + 1).padStart(6, '0')}`;
  }

  async #create(
    index: string,
    model: ModelIdentity | null,
    more: Record<string, estypes.IndicesAlias> = {},
  ): Promise<void> {
    const body = this.#mapping.indexBody(model);
    const aliases = { ...more, [writeAlias(index)]: {} };
    const wait = { wait_for_active_shards: 1, timeout: `${WRITE_DEADLINE_MS}ms` };
    await translated(() => this.#client.indices.create({ index, aliases, ...body, ...wait }, DEADLINE)).catch(
      (error) => {
        if (!hasType(error, 'resource_already_exists_exception')) throw error;
      },
    );
  }

  /** Gives an index without vectors the field for those of a model. */
  async adoptModel(index: string, model: ModelIdentity): Promise<void> {
    await translated(() => this.#client.indices.putMapping({ index, ...this.#mapping.vectorMapping(model) }, DEADLINE));
  }

  /** An index beside the current one that was begun for the same purpose, to be gone on with. */
  begunFor({ others }: Layout, model: ModelIdentity | null): WorksIndex | undefined {
    return others.find((one) => this.fits(one) && sameModel(one.meta.model, model));
  }

  /** Refuses further writes to an index and waits for those under way. */
  async block(index: string): Promise<void> {
    await translated(() => this.#client.indices.addBlock({ index, block: 'write' }, DEADLINE));
  }

  async unblock(index: string): Promise<void> {
    await translated(() =>
      this.#client.indices.putSettings({ index, settings: { 'index.blocks.write': null } as never }, DEADLINE),
    );
  }

  /** Deletes what is or was being built. */
  async dropOthers({ others }: Layout): Promise<void> {
    const index = others.map(({ name }) => name);
    if (index.length > 0)
      await translated(() => this.#client.indices.delete({ index, ignore_unavailable: true }, DEADLINE));
  }

  /** In one step: the alias moves from one index to another, and all but the new one are deleted. */
  async switchTo(next: string, { current, others }: Layout): Promise<void> {
    const old = [...others, ...(current ? [current] : [])].map(({ name }) => name).filter((name) => name !== next);
    await translated(() =>
      this.#client.indices.updateAliases(
        {
          actions: [{ add: { index: next, alias: this.alias } }, ...old.map((index) => ({ remove_index: { index } }))],
        },
        DEADLINE,
      ),
    );
  }
}

/**
 * What an index that is being built is written through. Writes demand an alias: a write to the bare name of an index that
 * has just been deleted would bring it back, with a guessed mapping.
 */
export function writeAlias(name: string): string {
  return `${name}-write`;
}

export function sameModel(a: ModelIdentity | null | undefined, b: ModelIdentity | null | undefined): boolean {
  return a && b ? modelKey(a) === modelKey(b) : (a ?? null) === (b ?? null);
}

/** Whether an error of the client is of this type of Elasticsearch's. */
export function hasType(error: unknown, type: string): boolean {
  const body = (error as { body?: { error?: { type?: string } } } | undefined)?.body;
  return body?.error?.type === type;
}
