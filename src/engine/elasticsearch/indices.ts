// The indices behind the alias: which one is searched, what it holds, and which ones are being built beside it.
import type { Client, estypes } from '@elastic/elasticsearch';
import { type ModelIdentity, sameModel } from '../../domain/model.js';
import { IdeascopeError } from '../../errors.js';
import { type Directory, type Server, WRITE_DEADLINE_MS } from './client.js';
import { translated } from './failures.js';
import { type IndexMapping, type IndexMeta, indexingOf } from './mappings.js';
import type { VectorIndexing } from './request.js';

const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };
/** How long a new index may take to become usable before whoever waits for it is told that it is not. */
const SHARD_PATIENCE = '5s';

/** An index of one kind of things. */
export interface KindIndex {
  /** Its own name, which is never used again. */
  readonly name: string;
  readonly meta: IndexMeta;
  readonly vectors: VectorIndexing;
  /** The alias that it is written through; undefined while it is switched from or to. */
  readonly gate: string | undefined;
  /** Whose turn it is to switch from it or to it: see `Holds`. */
  readonly hold: string | undefined;
}

/** Everything of one kind under a prefix. */
export interface Layout {
  readonly current: KindIndex | undefined;
  /** Indices that are being built, or were left behind half-built. */
  readonly others: readonly KindIndex[];
}

type AliasActions = estypes.IndicesUpdateAliasesAction[];

export class Indices {
  /** What is written to and searched: an alias of exactly one index. */
  readonly alias: string;
  readonly #client: Client;
  readonly #directory: Directory;
  readonly #mapping: IndexMapping;

  /** @param alias the prefix and the name of the kind */
  constructor({ client, directory }: Server, alias: string, mapping: IndexMapping) {
    this.#client = client;
    this.#directory = directory;
    this.#mapping = mapping;
    this.alias = alias;
  }

  /** How vectors are searched in an index that is made now. */
  get vectors(): VectorIndexing {
    return this.#mapping.vectors;
  }

  /**
   * Reads what there is.
   * @throws IdeascopeError index_foreign when something else stands at the place of the index
   */
  async layout(): Promise<Layout> {
    const found = await this.#directory.under(this.alias);
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

  #read(name: string, { aliases = {}, mappings }: estypes.IndicesIndexState): KindIndex {
    const meta = (mappings?._meta as { ideascope?: IndexMeta } | undefined)?.ideascope;
    if (meta?.format !== this.#mapping.format) {
      const made = meta
        ? `was made by another version (format ${meta.format}, this one has ${this.#mapping.format})`
        : 'was not made by Ideascope';
      throw this.#foreign(`the index ${name} ${made}`);
    }
    const vector = mappings?.properties?.['vector'] as estypes.MappingDenseVectorProperty | undefined;
    const gate = [openGate(name), buildGate(name)].find((alias) => aliases[alias]);
    const hold = Object.keys(aliases).find((alias) => alias.startsWith(heldGate(name, '')));
    return { name, meta, vectors: vector ? indexingOf(vector) : this.#mapping.vectors, gate, hold };
  }

  /** Whether documents for this version can be written to the index. */
  fits({ meta }: KindIndex): boolean {
    return meta.basis === this.#mapping.basis;
  }

  /** The first index, with its alias; if another process is faster, its one. */
  async createFirst(): Promise<KindIndex> {
    const { current, others } = await this.layout();
    if (current) return current;
    const name = this.#nameAfter(others);
    await this.#create(name, null, [this.alias, openGate(name)]);
    const created = (await this.layout()).current;
    if (!created) throw new Error(`the index ${this.alias} was made and is not there`);
    return created;
  }

  /** An empty index for a model beside the current one. */
  async createBeside({ current, others }: Layout, model: ModelIdentity | null): Promise<KindIndex> {
    const name = this.#nameAfter([...others, ...(current ? [current] : [])]);
    await this.#create(name, model, [buildGate(name)]);
    const created = (await this.layout()).others.find((one) => one.name === name);
    if (!created) throw new Error(`the index ${name} was made and is not there`);
    return created;
  }

  #nameAfter(existing: readonly KindIndex[]): string {
    const numbers = existing.map(({ name }) => Number(name.slice(-6)));
    return `${this.alias}-${String(Math.max(0, ...numbers) + 1).padStart(6, '0')}`;
  }

  async #create(index: string, model: ModelIdentity | null, names: readonly string[]): Promise<void> {
    const body = this.#mapping.indexBody(model);
    const aliases = Object.fromEntries(names.map((name) => [name, {}]));
    const wait = { wait_for_active_shards: 1, timeout: SHARD_PATIENCE };
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
  begunFor({ others }: Layout, model: ModelIdentity | null): KindIndex | undefined {
    return others.find((one) => one.gate && this.fits(one) && sameModel(one.meta.model, model));
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

  /** In one step: the alias moves to another index, and all but that one are deleted. Fails if it is not held any more. */
  async switchTo({ name, gate }: KindIndex, { current, others }: Layout): Promise<void> {
    const old = [...others, ...(current ? [current] : [])].filter((one) => one.name !== name);
    await this.changeAliases([
      { remove: { index: name, alias: gate as string, must_exist: true } },
      { add: { index: name, alias: openGate(name) } },
      { add: { index: name, alias: this.alias } },
      ...old.map((one) => ({ remove_index: { index: one.name } })),
    ]);
  }

  /** All of these changes or none: one that removes an alias which is not there fails. */
  async changeAliases(actions: AliasActions): Promise<void> {
    await translated(() => this.#client.indices.updateAliases({ actions }, DEADLINE));
  }
}

/**
 * Each index is written through an alias of its own, its gate. A write to the bare name of an index that has just been
 * deleted would bring it back, with a guessed mapping; and a write that was meant for an index as it was before a switch
 * must not arrive after it. So there is another gate while it is built, while it is switched to, and when it is current.
 */
export function openGate(name: string): string {
  return `${name}-write`;
}

export function buildGate(name: string): string {
  return `${name}-build`;
}

export function heldGate(name: string, holder: string): string {
  return `${name}-held-${holder}`;
}

/** The gate of an index. @throws IdeascopeError engine_read_only while there is none */
export function gateOf({ name, gate }: KindIndex): string {
  if (gate === undefined) throw switching(name);
  return gate;
}

export function switching(name: string): IdeascopeError {
  return new IdeascopeError('engine_read_only', `the index ${name} is being switched: writing waits for it`);
}

export function outdated({ name }: KindIndex): IdeascopeError {
  const message = `the index ${name} was built with other mappings and can only be read: run \`ideascope reindex\``;
  return new IdeascopeError('index_outdated', message);
}

/** Whether an error of the client is of this type of Elasticsearch's. */
export function hasType(error: unknown, type: string): boolean {
  const body = (error as { body?: { error?: { type?: string } } } | undefined)?.body;
  return body?.error?.type === type;
}
