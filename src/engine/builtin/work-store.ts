// The store of works: what every store keeps, and vectors, assigned authors and marks.
import { setImmediate } from 'node:timers/promises';
import type { Database } from 'lmdb';
import { embeddingRank } from '../../domain/embedding-rank.js';
import { WORKS } from '../../domain/fields.js';
import type { ModelIdentity } from '../../domain/model.js';
import { compareText } from '../../domain/order.js';
import { asImported, isListed, sameFindings, type Work, withFindings } from '../../domain/work.js';
import { embeddingText } from '../../text/embedding-text.js';
import { versionKeys } from '../../text/version-keys.js';
import type { Assignment, Mark, MarkKey, StoredVector, UnembeddedWork, VersionGroup } from '../engine.js';
import { hashOf } from '../hash.js';
import { joined } from '../join-records.js';
import { touchedBy, touchedByAssigning, touchedByJoining } from '../touched.js';
import { commit } from './commit.js';
import { EmbeddingQueue, type QueueMark } from './embedding-queue.js';
import { isAskable } from './keys.js';
import { type IdsByKind, idsOf, MarkStore } from './mark-store.js';
import type { Change, Entry } from './records.js';
import { type Beside, changesIn, type Next, type Standing, Store } from './store.js';
import { VectorStore } from './vector-store.js';
import { completeWorks, type WorkStoreParts } from './work-upgrades.js';

const CHANGES_PER_SLICE = 500;
const WORKS_PER_SLICE = 500;
/** An import sets hundreds of thousands of marks: so many are read in about 10 ms, then others get their turn. */
const MARKS_PER_READ = 5_000;

export class WorkStore extends Store<Work> {
  readonly vectors: VectorStore;
  private readonly marks: MarkStore;
  /** Change number → id, for vectors; an id stands only at its latest one. */
  private readonly embeddings: Database<string, number>;
  private readonly queue: EmbeddingQueue;
  /** What the present transaction has touched so far. */
  private readonly touched: IdsByKind = new Map();
  /** Key of records that may be of one work → their ids. */
  private readonly keys: Database<string, string>;
  /** What changes of the present transaction touch. */
  private touches = touchedBy;

  /** Opens or creates the store in a folder. Throws when the folder cannot be used or holds a store of another format. */
  constructor(folder: string) {
    super(folder, WORKS);
    this.embeddings = this.root.openDB({ name: 'embeddings', encoding: 'string', keyEncoding: 'uint32' });
    this.vectors = new VectorStore(this.root, this.meta, folder);
    this.marks = new MarkStore(this.root, this.meta);
    this.keys = this.root.openDB({ name: 'version-keys', encoding: 'ordered-binary', dupSort: true });
    this.queue = new EmbeddingQueue(this.root);
    this.root.transactionSync(() => completeWorks(this.parts()));
  }

  private parts(): WorkStoreParts {
    const { meta, entries, queue, vectors, embeddings, keys } = this;
    const setKeys = (work: Work) => this.setKeys(undefined, work);
    return { meta, entries, queue, vectors, embeddings, keys, setKeys, works: () => this.everything() };
  }

  protected override settled(id: string, before: Entry | undefined, now: Entry): void {
    this.queue.move(id, before, now);
  }

  /** What a record is found by is what its source says, whatever work it belongs to. */
  private setKeys(old: Work | undefined, work: Work | undefined): void {
    const before = old === undefined ? [] : versionKeys(asImported(old));
    const after = work === undefined ? [] : versionKeys(asImported(work));
    for (const key of before) if (old && !after.includes(key)) this.keys.remove(key, old.id);
    for (const key of after) if (work && !before.includes(key)) this.keys.put(key, work.id);
  }

  override isListed(work: Work): boolean {
    return isListed(work);
  }

  /** A record stays with its work until it is found to be of another one. */
  protected override inPlaceOf(before: Work, work: Work): Work {
    return before.version_of === undefined ? work : { ...work, version_of: before.version_of };
  }

  /** A record that a work takes in leads to the work; where that is gone it still stands for itself. */
  override get(id: string): Work | undefined {
    const found = super.get(id);
    if (found?.version_of === undefined) return found;
    const work = this.own(found.version_of);
    return work !== undefined && isListed(work) ? work : asImported(found);
  }

  protected override async change<T>(run: (next: Next) => T): Promise<T> {
    try {
      return await super.change((next) => {
        this.touched.clear();
        const result = run(next);
        this.marks.set(this.touched);
        return result;
      });
    } catch (error) {
      this.marks.forget();
      throw error;
    }
  }

  /** What was found out here is not content. */
  protected override contentOf(work: Work, json: string): string {
    const given = asImported(work);
    return given === work ? json : JSON.stringify(given);
  }

  protected override beside(id: string, { entry, thing: old }: Standing<Work>, work: Work | undefined): Beside {
    for (const one of [old, work]) {
      if (one) this.touch(this.touches(one));
    }
    const assigning = this.touches === touchedByAssigning;
    if (this.touches === touchedBy) this.setKeys(old, work);
    // who its authors are is no part of a work's text, nor are its topics
    const text = assigning ? entry?.text : work && isListed(work) ? hashOf(embeddingText(work)) : undefined;
    const rank = work && text !== undefined ? { rank: embeddingRank(work) } : {};
    if (text !== undefined && entry?.text === text) return { text, embedded: entry.embedded, ...rank };
    if (entry) this.vectors.forget(id);
    if (entry && entry.embedded > 0) this.embeddings.remove(entry.embedded);
    return text === undefined ? { embedded: 0 } : { text, embedded: 0, ...rank };
  }

  private touch(keys: readonly MarkKey[]): void {
    for (const { kind, id } of keys) idsOf(this.touched, kind).add(id);
  }

  /** Sets authors and suggested topics of works in one transaction. Returns how many works changed. */
  async assign(assignments: readonly Assignment[]): Promise<number> {
    return this.touching(touchedByAssigning, (next) => {
      const changed = assignments.filter((one) => this.assignOne(one, next));
      return new Set(changed.map(({ id }) => id)).size;
    });
  }

  private touching<T>(touches: typeof touchedBy, run: (next: Next) => T): Promise<T> {
    return this.change((next) => {
      this.touches = touches;
      try {
        return run(next);
      } finally {
        this.touches = touchedBy;
      }
    });
  }

  /** Makes works of groups of records in one transaction. Returns how many works changed. */
  async join(groups: readonly VersionGroup[]): Promise<number> {
    return this.touching(touchedByJoining, (next) => groups.filter((group) => this.joinOne(group, next)).length);
  }

  private joinOne(group: VersionGroup, next: Next): boolean {
    const changed = joined(this.stored(group).filter((one) => one !== undefined));
    for (const work of changed) {
      const entry = this.entries.get(work.id);
      if (entry?.content === undefined) continue;
      this.put(work, JSON.stringify(work), entry.content, { entry, thing: this.own(work.id) }, next());
    }
    return changed.length > 0;
  }

  /** What stands under these ids themselves. */
  stored(ids: readonly string[]): (Work | undefined)[] {
    return ids.map((id) => (isAskable(id) ? this.own(id) : undefined));
  }

  /** The ids of the records that have each of these keys, by id. */
  sharing(keys: readonly string[]): string[][] {
    return keys.map((key) => (isAskable(key) ? Array.from(this.keys.getValues(key)).sort(compareText) : []));
  }

  private assignOne({ id, ...findings }: Assignment, next: Next): boolean {
    const entry = this.entries.get(id);
    const old = entry?.content === undefined ? undefined : this.own(id);
    if (entry?.content === undefined || !old || !isListed(old)) return false;
    const work = withFindings(old, findings);
    if (sameFindings(old, work)) return false;
    this.put(work, JSON.stringify(work), entry.content, { entry, thing: old }, next());
    return true;
  }

  /** Stores vectors of a model, which becomes the current one if there is none yet. */
  async writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number> {
    await this.vectors.ensure(model);
    return this.change((next) => vectors.filter((vector) => this.writeVector(model, vector, next)).length);
  }

  private writeVector(model: ModelIdentity, { id, textHash, vector }: StoredVector, next: Next): boolean {
    const entry = this.entries.get(id);
    if (entry?.content === undefined || entry.text !== textHash) return false;
    if (!this.vectors.put(model, id, vector)) return false;
    if (entry.embedded > 0) this.embeddings.remove(entry.embedded);
    const seq = next();
    this.embeddings.put(seq, id);
    this.entries.put(id, { ...entry, embedded: seq });
    return true;
  }

  /** Works without a vector of the model, by their rank. Reads in slices: all may have one. */
  async unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]> {
    // a model that was dropped and comes back has another name for its vectors, and starts over
    const name = this.vectors.nameFor(model);
    const mark = await this.queueMark(name);
    const late = this.queue.lateOf(mark, (id) => this.entries.get(id)).flatMap((id) => this.lacking(id, model) ?? []);
    const missing = late.slice(0, limit);
    let { place } = mark;
    while (missing.length < limit) {
      const next = this.queue.from(place, WORKS_PER_SLICE);
      for (const one of next) {
        if (missing.length >= limit) break;
        const work = this.lacking(one.id, model);
        if (work) missing.push(work);
        place = [one.place[0], one.place[1] + 1];
      }
      if (next.length < WORKS_PER_SLICE) break;
      await setImmediate();
    }
    const passed = new Set([...late, ...missing].map(({ id }) => id));
    this.queue.remember(name, { ...mark, place, late: passed });
    return missing;
  }

  private async queueMark(name: string | undefined): Promise<QueueMark> {
    let mark = this.queue.markFor(name, this.lastChange);
    for (;;) {
      const changes = this.writesAfter(mark.seen, CHANGES_PER_SLICE);
      mark = this.queue.caughtUp(mark, changes, (id) => this.entries.get(id));
      if (changes.length < CHANGES_PER_SLICE) return mark;
      await setImmediate();
    }
  }

  private lacking(id: string, model: ModelIdentity): UnembeddedWork | undefined {
    const entry = this.entries.get(id);
    if (entry?.text === undefined || this.vectors.has(model, id)) return undefined;
    const work = this.own(id);
    return work ? { id, textHash: entry.text, text: embeddingText(work) } : undefined;
  }

  /** Up to `limit` vectors after change number `seq`, in order. */
  embeddingsAfter(seq: number, limit: number): Change[] {
    return changesIn(this.embeddings, seq, limit);
  }

  async mark(keys: readonly MarkKey[]): Promise<void> {
    await this.change(() => this.touch(keys));
  }

  async marked(limit: number): Promise<Mark[]> {
    const marks: Mark[] = [];
    while (marks.length < limit && this.marks.count > 0) {
      const most = Math.min(limit - marks.length, MARKS_PER_READ);
      const read = await commit(this.root, this.folder, () => this.marks.read(most, marks.at(-1)));
      for (const mark of read) marks.push(mark);
      if (read.length < most) break;
      await setImmediate();
    }
    return marks;
  }

  get markCount(): number {
    return this.marks.count;
  }

  async clear(marks: readonly Mark[]): Promise<void> {
    await commit(this.root, this.folder, () => this.marks.clear(marks));
  }
}
