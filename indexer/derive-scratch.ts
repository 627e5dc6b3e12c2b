// Derives everything from scratch, by reading all works a few times, whatever the marks and the indexes say.
import { ENTITY_KINDS, type EntityKind } from '../src/domain/catalogue.js';
import type { Work } from '../src/domain/work.js';
import type { Library, Mark } from '../src/engine/engine.js';
import { Curations } from './derive-curation.js';
import { deriveEntities, writeEntities } from './derive-entities.js';
import { type Facts, FactsPool } from './derive-facts.js';
import { createFold, type Derived, forEachNamed } from './derive-folds.js';
import type { Guard } from './derive-guard.js';
import { addToPlan, assignPlan, NameBlock, type Plan } from './derive-names.js';
import { createBreather, inRuns } from './derive-read.js';
import { mentionsOf } from './identity/identify.js';

/** Facts and mentions of so many works are held in memory at once; 95,000 works with all their authors take 600 MB. */
const WORKS_PER_PART = 200_000;
const IDS_PER_CHECK = 200;
/** One transaction, of some 15 ms. */
const ENTITIES_PER_WRITE = 500;

export interface Scratch {
  readonly library: Library;
  readonly guard: Guard;
  readonly stopped: () => boolean;
  /** @param derived entities so far, @param share of the work that is done, 0 to 1 */
  readonly onProgress: (derived: number, share: number) => void;
  /** Works that are held in memory at once. */
  readonly worksPerPart?: number;
}

/** Which part of several a thing belongs to (FNV-1a over UTF-16 units). */
function partOf(id: string, parts: number): number {
  if (parts === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % parts;
}

export interface ScratchReport {
  /** Entities written. */
  readonly derived: number;
  /** The marks that are done with, as they stood before the works were read. */
  readonly marks: readonly Mark[];
}

/** The part of all the work that is telling people apart, about. */
const IDENTIFYING = 0.3;

/**
 * Who is who is found out once: ids are evidence of nothing, so a second look at the same works would find the same.
 * Ends early, with less than everything done, when stopped.
 */
export async function deriveFromScratch(scratch: Scratch): Promise<ScratchReport> {
  const { library, stopped } = scratch;
  const count = await library.works.count();
  const parts = Math.max(1, Math.ceil(count / (scratch.worksPerPart ?? WORKS_PER_PART)));
  const names = (await allMarks(library)).filter(({ kind }) => kind === 'names');
  const plan: Plan = new Map();
  for (let part = 0; part < parts && !stopped(); part++) {
    const onRead = (read: number) =>
      scratch.onProgress(0, IDENTIFYING * ((part + Math.min(1, read / Math.max(1, count))) / parts));
    await identifyPart(scratch, part, parts, onRead, plan);
  }
  // once for all parts: a work whose authors are in several of them is written once
  await assignPlan(library, plan, stopped);
  // read again, as giving works their authors marks what it touches; but names as they stood before they were looked at
  const entities = stopped()
    ? []
    : (await allMarks(library)).filter(({ kind }) => kind !== 'names' && kind !== 'versions');
  let derived = 0;
  for (let part = 0; part < parts && !stopped(); part++) {
    const before = derived;
    const onProgress = (done: number, share: number) =>
      scratch.onProgress(before + done, IDENTIFYING + (1 - IDENTIFYING) * ((part + share) / parts));
    derived += await derivePart({ ...scratch, onProgress }, part, parts, count);
  }
  return { derived, marks: names.concat(entities) };
}

async function allMarks({ works }: Library): Promise<Mark[]> {
  return works.marked(await works.countMarked());
}

/**
 * Plans which works get the ids of the authors whose names are in this part; with the first part works get those that
 * people corrected. What people correct meanwhile they mark, so nothing waits here.
 */
async function identifyPart(
  { library, stopped }: Scratch,
  part: number,
  parts: number,
  onRead: (works: number) => void,
  plan: Plan,
): Promise<void> {
  let read = 0;
  const breathe = createBreather();
  const blocks = new Map<string, NameBlock>();
  const isHere = (key: string) => partOf(key, parts) === part;
  const curations = await Curations.ofAll(library.curation);
  for await (const works of library.works.scan()) {
    if (stopped()) return;
    if (part === 0) await correctIn(library, works, curations);
    for (const work of works) {
      for (const { key, mention } of mentionsOf(work, isHere)) {
        const block = blocks.get(key) ?? new NameBlock();
        if (block.size === 0) blocks.set(key, block);
        block.add(mention, work);
      }
      await breathe();
    }
    read += works.length;
    onRead(read);
  }
  for (const [key, block] of blocks) {
    addToPlan(plan, await block.changes(key, curations));
    blocks.delete(key);
    await breathe();
  }
}

/** Gives works the authors that people said they have. */
async function correctIn(library: Library, works: readonly Work[], curations: Curations): Promise<void> {
  const corrected = await curations.corrected(works);
  if (corrected.length > 0) await library.works.assign(corrected);
}

/** By entity, the facts of its works. */
type Named = { readonly [K in EntityKind]: Map<string, Facts[]> };

async function derivePart(scratch: Scratch, part: number, parts: number, count: number): Promise<number> {
  const { library, stopped } = scratch;
  const named = await gatherPart(scratch, part, parts, count);
  if (named === undefined) return 0;
  const total = ENTITY_KINDS.reduce((sum, kind) => sum + named[kind].size, 0);
  let derived = 0;
  const onWritten = (written: number) => {
    derived += written;
    scratch.onProgress(derived, 0.5 + derived / Math.max(1, total) / 2);
  };
  for (const kind of ENTITY_KINDS) {
    if (stopped()) break;
    const before = await library[kind].count();
    await writeKind<EntityKind>(scratch, kind, named[kind], onWritten);
    if (before > 0) await removeOthers(scratch, kind, named[kind], (id) => partOf(id, parts) === part);
    named[kind].clear();
  }
  return derived;
}

async function gatherPart(
  { library, stopped, onProgress }: Scratch,
  part: number,
  parts: number,
  count: number,
): Promise<Named | undefined> {
  const breathe = createBreather();
  const pool = new FactsPool();
  const curations = await Curations.ofAll(library.curation);
  const named: Named = { authors: new Map(), topics: new Map(), institutions: new Map(), sources: new Map() };
  let read = 0;
  for await (const works of library.works.scan()) {
    if (stopped()) return undefined;
    // said before the marks of authors were read and after the first look: what is corrected here is marked anew
    if (part === 0) await correctIn(library, works, curations);
    for (const work of works) {
      let facts: Facts | undefined;
      forEachNamed(work, (kind, id) => {
        if (partOf(id, parts) !== part) return;
        facts ??= pool.factsOf(work);
        const known = named[kind].get(id);
        if (known) known.push(facts);
        else named[kind].set(id, [facts]);
      });
      await breathe();
    }
    read += works.length;
    onProgress(0, Math.min(1, read / Math.max(1, count)) / 2);
  }
  return named;
}

async function writeKind<K extends EntityKind>(
  { library, guard, stopped }: Scratch,
  kind: K,
  named: ReadonlyMap<string, readonly Facts[]>,
  onWritten: (count: number) => void,
): Promise<void> {
  const breathe = createBreather();
  let batch: Derived[K][] = [];
  const write = async () => {
    if (batch.length > 0) await writeEntities(library, kind, batch, guard);
    onWritten(batch.length);
    batch = [];
  };
  for (const id of await inRuns(named.keys())) {
    if (stopped()) return;
    const fold = createFold(kind, id);
    for (const work of named.get(id) ?? []) {
      fold.add(work);
      await breathe();
    }
    batch.push(fold.result());
    if (batch.length >= ENTITIES_PER_WRITE) await write();
  }
  await write();
}

/** Entities that no work named: derived once more, as works may have come meanwhile, which removes those without. */
async function removeOthers(
  { library, guard }: Scratch,
  kind: EntityKind,
  named: ReadonlyMap<string, unknown>,
  isHere: (id: string) => boolean,
): Promise<void> {
  const others: string[] = [];
  for await (const things of library[kind].scan()) {
    for (const { id } of things) if (isHere(id) && !named.has(id)) others.push(id);
  }
  if (others.length > 0) await library.works.refresh();
  for (let i = 0; i < others.length; i += IDS_PER_CHECK) {
    await deriveEntities(library, kind, others.slice(i, i + IDS_PER_CHECK), guard);
  }
}
