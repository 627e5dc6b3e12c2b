// Keeps authors, topics, institutions and sources true to the works: what is marked is derived anew, or everything is.
import { ENTITY_KINDS, type EntityKind } from '../src/domain/catalogue.js';
import type { Library, Mark, MarkKey } from '../src/engine/engine.js';
import { deriveEntities } from './derive-entities.js';
import { guardOf } from './derive-guard.js';
import { deriveNames } from './derive-names.js';
import { deriveFromScratch } from './derive-scratch.js';
import { deriveAllVersions, deriveVersions } from './derive-versions.js';

/** Marks that are worked on together: their works are read once. */
const MARKS_AT_ONCE = 200;
/** Names that are worked on together; common ones have thousands of works. */
const NAMES_AT_ONCE = 50;
/** One transaction of the built-in engine, short enough that searches need not wait. */
const MARKS_PER_CLEAR = 1000;
/** With more marks than this share of the works, reading all works once is cheaper than those of each mark. */
const SCRATCH_SHARE = 1 / 5;
/** Fewer marks are never worth it. */
const SCRATCH_LEAST = 1000;

export interface DeriveOptions {
  /** When aborted, what is under way is finished; the marks of the rest stay. */
  readonly signal?: AbortSignal;
  /** @param derived entities so far, of which some may be the same; @param share of the work that is done, 0 to 1 */
  readonly onProgress?: (derived: number, share: number) => void;
  /** Things that were expensive lately and are left for later. Kept by callers that run again and again. */
  readonly rests?: Rests;
  /** Whether to return once as many marks are worked off as there were: callers who run again look at what came since. */
  readonly once?: boolean;
}

export interface DeriveReport {
  /** Entities derived. */
  readonly derived: number;
  /** Whether `signal` ended it early. */
  readonly stopped: boolean;
}

/** Remembers what took long to derive, so that a topic of 50,000 works is not derived for every work that comes. */
export class Rests {
  readonly #until = new Map<string, number>();

  /** How many marks may be left alone at most. */
  get size(): number {
    return this.#until.size;
  }

  isResting({ kind, id }: Mark): boolean {
    const until = this.#until.get(`${kind} ${id}`);
    if (until === undefined) return false;
    if (performance.now() < until) return true;
    this.#until.delete(`${kind} ${id}`);
    return false;
  }

  /** What took `milliseconds` rests 20 times as long: it takes a twentieth of the time, however often it changes. */
  took({ kind, id }: Mark, milliseconds: number): void {
    if (milliseconds < LEAST_REST_MS) return;
    this.#until.set(`${kind} ${id}`, performance.now() + REST_FACTOR * milliseconds);
  }
}

const REST_FACTOR = 20;
/** What is derived faster does not rest. */
const LEAST_REST_MS = 20;

/**
 * Derives what is marked until no mark is left, or everything if that is cheaper or nothing was ever derived. Marks are
 * cleared as they stood before the works were read: what changes meanwhile is derived again. The refresh of the entities'
 * own indexes is left to the caller.
 */
export async function derive(library: Library, options: DeriveOptions = {}): Promise<DeriveReport> {
  const stopped = stoppedBy(options);
  let looked = 0;
  const onLooked = (records: number) => {
    looked += records;
  };
  await deriveVersions(library, { stopped, onLooked });
  if (stopped()) return { derived: 0, stopped: true };
  if (await isUnderived(library)) await library.works.mark([EVERYTHING]);
  const [first] = await library.works.marked(1);
  const everything = first?.kind === EVERYTHING.kind && first.id === EVERYTHING.id;
  return everything ? deriveAll(library, options) : deriveMarks(library, options, looked);
}

const stoppedBy =
  ({ signal }: DeriveOptions) =>
  () =>
    signal?.aborted === true;

/** Nobody's name, before all others: as long as it is marked, not all was derived that there was when it was marked. */
export const EVERYTHING: MarkKey = { kind: 'names', id: '' };

/** @param looked of how many records it has just been found out which work they are of */
async function deriveMarks(library: Library, options: DeriveOptions, looked = 0): Promise<DeriveReport> {
  const { works } = library;
  const marked = await works.countMarked();
  const count = await works.count();
  if (marked > Math.max(SCRATCH_LEAST, count * SCRATCH_SHARE)) {
    // after the first import all records have been looked at: once more would take as long as storing them
    return looked >= count ? deriveEntitiesAnew(library, options) : deriveAll(library, options);
  }
  let derived = 0;
  let cleared = 0;
  for (;;) {
    if (options.signal?.aborted === true) return { derived, stopped: true };
    if (options.once && cleared >= marked) return { derived, stopped: false };
    const marks = await nextMarks(library, options.rests);
    const kind = marks[0]?.kind;
    if (kind === undefined) return { derived, stopped: false };
    if (kind === 'versions') {
      await deriveVersions(library, { stopped: stoppedBy(options) });
      continue;
    }
    await deriveMarked(library, kind, marks, options.rests);
    if (kind !== 'names') derived += marks.length;
    await works.clear(marks);
    cleared += marks.length;
    options.onProgress?.(derived, Math.min(1, cleared / Math.max(1, marked)));
  }
}

/** A store that was filled before entities were derived has works, and neither marks nor entities. */
async function isUnderived(library: Library): Promise<boolean> {
  if ((await library.works.countMarked()) > 0) return false;
  for (const kind of ENTITY_KINDS) if ((await library[kind].count()) > 0) return false;
  return (await library.works.count()) > 0;
}

/** Marks of one kind, in the order of kinds: who people are comes before what is derived of them. */
async function nextMarks(library: Library, rests: Rests | undefined): Promise<Mark[]> {
  const all = await library.works.marked(MARKS_AT_ONCE + (rests?.size ?? 0));
  const due = rests === undefined ? all : all.filter((mark) => !rests.isResting(mark));
  const kind = due[0]?.kind;
  const most = kind === 'names' ? NAMES_AT_ONCE : MARKS_AT_ONCE;
  return due.filter((mark) => mark.kind === kind).slice(0, most);
}

async function deriveMarked(
  library: Library,
  kind: EntityKind | 'names',
  marks: readonly Mark[],
  rests?: Rests,
): Promise<void> {
  const began = performance.now();
  await library.works.refresh();
  const ids = marks.map(({ id }) => id);
  const guard = guardOf(library);
  const counts =
    kind === 'names' ? await deriveNames(library, ids, guard) : await deriveEntities(library, kind, ids, guard);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const perWork = (performance.now() - began) / Math.max(1, total);
  for (const mark of marks) rests?.took(mark, perWork * (counts.get(mark.id) ?? 0));
}

/**
 * Derives everything from scratch and removes entities that no work names any more. It reads the works as they are
 * stored, and the index of works only if there are entities to remove.
 */
export async function deriveAll(library: Library, options: DeriveOptions = {}): Promise<DeriveReport> {
  const stopped = stoppedBy(options);
  await deriveAllVersions(library, { stopped });
  return stopped() ? { derived: 0, stopped: true } : deriveEntitiesAnew(library, options);
}

async function deriveEntitiesAnew(library: Library, options: DeriveOptions): Promise<DeriveReport> {
  const { onProgress = () => undefined } = options;
  const stopped = stoppedBy(options);
  const { derived, marks } = await deriveFromScratch({ library, guard: guardOf(library), stopped, onProgress });
  if (stopped()) return { derived, stopped: true };
  for (let i = 0; i < marks.length; i += MARKS_PER_CLEAR)
    await library.works.clear(marks.slice(i, i + MARKS_PER_CLEAR));
  onProgress(derived, 1);
  const rest = await deriveMarks(library, { ...options, onProgress: () => onProgress(derived, 1) });
  return { derived: derived + rest.derived, stopped: rest.stopped };
}
