// Makes one work of the records of one paper: looks at what is marked, finds what it could belong with, and joins.
import { asImported, isListed, type Work } from '../src/domain/work.js';
import type { Engine, Library, Mark } from '../src/engine/engine.js';
import { versionKeys } from '../src/text/version-keys.js';
import { type Evidence, evidenceOf } from './versions/evidence.js';
import { groupRecords, MOST_SHARING } from './versions/group-records.js';

/** Records that are looked at together. */
const RECORDS_AT_ONCE = 500;
/** Groups that are joined in one call: one transaction of the built-in engine, short enough for searches to wait. */
const GROUPS_PER_JOIN = 100;

export interface VersionsOptions {
  readonly stopped: () => boolean;
  /** @param share of the marks that are done, 0 to 1 */
  readonly onProgress?: (share: number) => void;
  /** Called with how many marked records were looked at. */
  readonly onLooked?: (records: number) => void;
}

/**
 * Works on the marks of versions until none is left, and clears them; returns how many works changed. A mark is cleared
 * after what it asks for is stored: who dies in between leaves it.
 */
export async function deriveVersions({ works }: Library, options: VersionsOptions): Promise<number> {
  let changed = 0;
  let done = 0;
  let total: number | undefined;
  while (!options.stopped()) {
    const marks = (await works.marked(RECORDS_AT_ONCE)).filter(isOfVersions);
    if (marks.length === 0) break;
    total ??= await works.countMarked();
    changed += await joinAround(
      works,
      marks.map(({ id }) => id),
    );
    await works.clear(marks);
    done += marks.length;
    options.onLooked?.(marks.length);
    options.onProgress?.(Math.min(1, done / Math.max(1, total)));
  }
  return changed;
}

const isOfVersions = ({ kind }: Mark) => kind === 'versions';

/** Looks at all works anew, whatever is marked: for stores that were filled before works had versions. */
export async function deriveAllVersions(library: Library, options: VersionsOptions): Promise<number> {
  const { works } = library;
  let changed = await deriveVersions(library, options);
  for await (const batch of works.scan()) {
    if (options.stopped()) break;
    changed += await joinAround(
      works,
      batch.map(({ id }) => id),
    );
  }
  return changed;
}

type Works = Pick<Engine, 'records' | 'sharing' | 'join'>;

/** Joins, or parts, the records with these ids and all that they have to do with. */
export async function joinAround(works: Works, ids: readonly string[]): Promise<number> {
  const stored = await gather(works, ids);
  const due = groupsOf(stored).filter((group) => !stands(group, stored));
  let changed = 0;
  for (let i = 0; i < due.length; i += GROUPS_PER_JOIN) changed += await works.join(due.slice(i, i + GROUPS_PER_JOIN));
  return changed;
}

interface Found {
  readonly work: Work;
  readonly keys: readonly string[];
}

type Stored = ReadonlyMap<string, Found>;

/** Most records share nothing with any other: reading their evidence would be most of the work. */
function groupsOf(stored: Stored): (readonly string[])[] {
  const sharers = new Map<string, number>();
  for (const { keys } of stored.values()) for (const key of keys) sharers.set(key, (sharers.get(key) ?? 0) + 1);
  const alone: string[][] = [];
  const meeting: Evidence[] = [];
  for (const [id, { work, keys }] of stored) {
    if (keys.some((key) => (sharers.get(key) ?? 0) > 1)) meeting.push(evidenceOf(asImported(work)));
    else alone.push([id]);
  }
  return [...alone, ...groupRecords(meeting).groups];
}

/** The records with these ids, what shares a key with them or was with them, and so on. */
async function gather(works: Works, ids: readonly string[]): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const asked = new Set<string>(ids);
  const askedKeys = new Set<string>();
  let wanted = [...asked];
  while (wanted.length > 0) {
    const read = (await works.records(wanted)).filter((one) => one !== undefined);
    for (const work of read) found.set(work.id, { work, keys: versionKeys(asImported(work)) });
    const keys = distinct(
      read.flatMap(({ id }) => found.get(id)?.keys ?? []),
      askedKeys,
    );
    const sharing = (await works.sharing(keys)).filter((sharers) => sharers.length <= MOST_SHARING);
    const others = read.flatMap(({ version_of, versions = [] }) => [version_of, ...versions.map(({ id }) => id)]);
    wanted = distinct([...sharing.flat(), ...others.filter((id) => id !== undefined)], asked);
  }
  return found;
}

/** Those that are not in `known` yet, which they are added to. */
function distinct(all: readonly string[], known: Set<string>): string[] {
  const fresh = [...new Set(all)].filter((one) => !known.has(one));
  for (const one of fresh) known.add(one);
  return fresh;
}

/** Whether a record alone is stored as one: most are, and need no joining. */
function stands([id = '', ...others]: readonly string[], stored: Stored): boolean {
  const work = stored.get(id)?.work;
  return others.length === 0 && work !== undefined && isListed(work) && work.versions === undefined;
}
