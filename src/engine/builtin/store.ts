// The durable truth of one kind: the things, their other ids and the order of changes, in LMDB. Several processes may
// have it open.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { compareText } from '../../domain/order.js';
import type { WriteOutcome } from '../engine.js';
import { hashOf } from '../hash.js';
import { commit } from './commit.js';
import { isAskable } from './keys.js';
import type { Change, Entry } from './records.js';
import { requireStoreFile } from './store-file.js';

/** Room in the address space, not on the disk; LMDB files are sparse. */
const MAP_SIZE = { works: 2 ** 37, others: 2 ** 35 };
const MAX_DATABASES = 64;
/** Bumped when records change their shape; a store of another format is refused with a message instead of misread. */
export const FORMAT = 3;
/** Format 2 had no marks, and is otherwise the same: nothing is marked, because there nothing was derived yet. */
const UPGRADED = 2;

/**
 * Counts how often things of a kind have got further external ids. A store that was written before keeps its format, and
 * the ids that its things lack are added when it is opened; only kinds of which there are few at most are named here.
 */
const ALIASES: Readonly<Record<string, number>> = { sources: 1 };

/** What stands under an id before a change. */
export interface Standing<D> {
  readonly entry: Entry | undefined;
  /** Absent: never written, or removed. */
  readonly thing: D | undefined;
}

/** What a kind of things keeps in an entry besides. */
export type Beside = Pick<Entry, 'text' | 'embedded' | 'rank'>;

/** The next change number, given out within a transaction. */
export type Next = () => number;

export class Store<D extends Stored> {
  protected readonly root: RootDatabase;
  protected readonly entries: Database<Entry, string>;
  protected readonly meta: Database<unknown, string>;
  protected readonly catalogue: Catalogue<D>;
  protected readonly folder: string;
  /**
   * Things as JSON: the text whose hash tells what changed is the text that is stored. Compression (LZ4) would save a
   * third of the disk and cost a fifth of the import rate.
   */
  private readonly things: Database<string, string>;
  /** Change number → id, for writes and removals; an id stands only at its latest one. */
  private readonly writes: Database<string, number>;
  /** External id → ids, several if several things claim it. */
  private readonly aliases: Database<string, string>;
  /** By how much the present transaction has changed the number of things. */
  private grown = 0;

  /** Opens or creates the store in a folder. Throws when the folder cannot be used or holds a store of another format. */
  constructor(folder: string, catalogue: Catalogue<D>) {
    mkdirSync(folder, { recursive: true });
    this.catalogue = catalogue;
    this.folder = folder;
    const { kind } = catalogue;
    requireStoreFile(folder, kind);
    const mapSize = kind === 'works' ? MAP_SIZE.works : MAP_SIZE.others;
    this.root = open({ path: `${folder}/${kind}.lmdb`, mapSize, maxDbs: MAX_DATABASES, noSubdir: true });
    this.things = this.root.openDB({ name: kind, encoding: 'string' });
    this.entries = this.root.openDB({ name: 'entries', sharedStructuresKey: Symbol.for('structures') });
    this.writes = this.root.openDB({ name: 'writes', encoding: 'string', keyEncoding: 'uint32' });
    this.aliases = this.root.openDB({ name: 'aliases', encoding: 'ordered-binary', dupSort: true });
    this.meta = this.root.openDB({ name: 'meta' });
    this.root.transactionSync(() => {
      this.requireFormat(folder);
      this.completeAliases();
    });
  }

  private requireFormat(folder: string): void {
    const format = this.meta.get('format');
    if (format === undefined) this.meta.put('store', randomUUID());
    if (format === undefined || format === UPGRADED) this.meta.put('format', FORMAT);
    else if (format !== FORMAT) {
      const newer = typeof format === 'number' && format > FORMAT;
      const mend = newer
        ? 'run the version that wrote it, or a later one'
        : 'import its works again into an empty folder';
      throw new Error(
        `${folder} holds a store of format ${format}, this version reads ${UPGRADED} and ${FORMAT}: ${mend}`,
      );
    }
  }

  private completeAliases(): void {
    const wanted = ALIASES[this.catalogue.kind];
    if (wanted === undefined || this.meta.get('aliases') === wanted) return;
    for (const thing of this.everything()) {
      for (const alias of this.catalogue.externalIds(thing)) this.aliases.put(alias, thing.id);
    }
    this.meta.put('aliases', wanted);
  }

  protected *everything(): Generator<D> {
    for (const { value } of this.things.getRange()) yield JSON.parse(value) as D;
  }

  /** Names this store; a snapshot of another one is of no use. */
  get id(): string {
    return this.meta.get('store') as string;
  }

  /** Sees what other processes have committed. */
  catchUp(): void {
    // the reading of a process that was killed would hold on to pages: the file would grow with every write
    this.root.readerCheck();
    this.root.resetReadTxn();
  }

  get lastChange(): number {
    return (this.meta.get('seq') as number | undefined) ?? 0;
  }

  /** How many things there are. */
  get size(): number {
    return (this.meta.get(this.catalogue.kind) as number | undefined) ?? 0;
  }

  private set size(size: number) {
    this.meta.put(this.catalogue.kind, size);
  }

  /** Writes things in one transaction. */
  async write(things: readonly D[]): Promise<WriteOutcome[]> {
    return this.change((next) => {
      return things.map((thing) => this.writeOne(thing, next));
    });
  }

  private writeOne(thing: D, next: Next): WriteOutcome {
    const json = JSON.stringify(thing);
    const content = hashOf(this.contentOf(thing, json));
    const entry = this.entries.get(thing.id);
    if (entry?.content === content) return 'unchanged';
    const standing = { entry, thing: entry?.content === undefined ? undefined : this.own(thing.id) };
    const kept = standing.thing === undefined ? thing : this.inPlaceOf(standing.thing, thing);
    this.put(kept, kept === thing ? json : JSON.stringify(kept), content, standing, next());
    return standing.thing === undefined ? 'created' : 'updated';
  }

  async remove(ids: readonly string[]): Promise<number> {
    return this.change((next) => {
      const { length } = ids.filter((id) => this.removeOne(id, next));
      return length;
    });
  }

  private removeOne(id: string, next: Next): boolean {
    const entry = this.entries.get(id);
    if (entry?.content === undefined) return false;
    const standing = { entry, thing: this.own(id) };
    this.forgetAliases(standing);
    this.things.remove(id);
    this.countIn(standing.thing, undefined);
    this.settle(id, standing, this.beside(id, standing, undefined), next());
    return true;
  }

  /** Runs changes in one transaction. */
  protected change<T>(run: (next: Next) => T): Promise<T> {
    return commit(this.root, this.folder, () => {
      const before = this.lastChange;
      let seq = before;
      this.grown = 0;
      const result = run(() => ++seq);
      if (seq !== before) this.meta.put('seq', seq);
      if (this.grown !== 0) this.size += this.grown;
      return result;
    });
  }

  /** Puts a thing in the place of what stands under its id. Within a transaction. */
  protected put(thing: D, json: string, content: string, standing: Standing<D>, seq: number): void {
    const { id } = thing;
    this.forgetAliases(standing);
    this.things.put(id, json);
    this.countIn(standing.thing, thing);
    for (const alias of this.catalogue.externalIds(thing)) this.aliases.put(alias, id);
    this.settle(id, standing, { content, ...this.beside(id, standing, thing) }, seq);
  }

  private countIn(before: D | undefined, after: D | undefined): void {
    const change =
      Number(after !== undefined && this.isListed(after)) - Number(before !== undefined && this.isListed(before));
    if (change !== 0) this.grown += change;
  }

  private settle(id: string, { entry }: Standing<D>, now: Omit<Entry, 'written'>, seq: number): void {
    if (entry) this.writes.remove(entry.written);
    this.writes.put(seq, id);
    const settled = { ...now, written: seq };
    this.entries.put(id, settled);
    this.settled(id, entry, settled);
  }

  /** Does what hangs on the entry. Within a transaction. */
  protected settled(_id: string, _before: Entry | undefined, _now: Entry): void {}

  private forgetAliases({ thing }: Standing<D>): void {
    if (thing) for (const alias of this.catalogue.externalIds(thing)) this.aliases.remove(alias, thing.id);
  }

  /** The text that decides whether content is new; `json` is the thing as it would be stored. */
  protected contentOf(_thing: D, json: string): string {
    return json;
  }

  /** Whether a thing is one of its kind, and no part of another one. */
  isListed(_thing: D): boolean {
    return true;
  }

  /** A thing as it is stored in the place of another one. */
  protected inPlaceOf(_before: D, thing: D): D {
    return thing;
  }

  /** Does what else a change does, and says what the entry holds of it. Within a transaction; no thing: it is removed. */
  protected beside(_id: string, _standing: Standing<D>, _thing: D | undefined): Beside {
    return { embedded: 0 };
  }

  get(id: string): D | undefined {
    if (!isAskable(id)) return undefined;
    const own = this.own(id);
    if (own) return own;
    const [claimed] = Array.from(this.aliases.getValues(id)).sort(compareText);
    return claimed === undefined ? undefined : this.own(claimed);
  }

  /** What stands under the id itself. */
  own(id: string): D | undefined {
    const json = this.things.get(id);
    return json === undefined ? undefined : (JSON.parse(json) as D);
  }

  /** Up to `limit` things whose ids come after `id` in the order of the store, or the first ones, unlisted ones too. */
  thingsAfter(id: string | undefined, limit: number): D[] {
    const range = this.things.getRange(id === undefined ? { limit } : { start: id, exclusiveStart: true, limit });
    return Array.from(range, ({ value }) => JSON.parse(value) as D);
  }

  /** The change that wrote the thing; undefined for an unknown or removed id. */
  version(id: string): number | undefined {
    const entry = this.entries.get(id);
    return entry?.content === undefined ? undefined : entry.written;
  }

  /** Up to `limit` writes and removals after change number `seq`, in order. */
  writesAfter(seq: number, limit: number): Change[] {
    return changesIn(this.writes, seq, limit);
  }

  /** Reads everything, and says what is not as it was written. Throws where it cannot be read. */
  *damages(): Generator<string> {
    let listed = 0;
    for (const { key: id, value: json } of this.things.getRange()) {
      const thing = JSON.parse(json) as D;
      if (this.isListed(thing)) listed++;
      const content = this.entries.get(id)?.content;
      if (thing.id !== id) yield `another record stands in the place of ${id}`;
      else if (content !== hashOf(this.contentOf(thing, json))) yield `${id} is not what was written`;
    }
    if (listed !== this.size) yield `there are ${listed} ${this.catalogue.kind}, and ${this.size} are counted`;
  }

  /** Resolves when all commits so far would survive the loss of power too. */
  async flushed(): Promise<void> {
    await this.root.flushed;
  }

  async close(): Promise<void> {
    await this.root.close();
  }
}

/** Up to `limit` changes after change number `seq`, in order, of a database of changes. */
export function changesIn(database: Database<string, number>, seq: number, limit: number): Change[] {
  return Array.from(database.getRange({ start: seq + 1, limit }), ({ key, value }) => ({ seq: key, id: value }));
}
