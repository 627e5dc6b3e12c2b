// Records of one work in an index: joining them, and finding those that may be of one.
import type { Client } from '@elastic/elasticsearch';
import { compareText } from '../../domain/order.js';
import type { Work } from '../../domain/work.js';
import type { VersionGroup } from '../engine.js';
import { joined } from '../join-records.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { documentOf } from './documents.js';
import { translated } from './failures.js';
import { WORK_KIND } from './kinds.js';
import { pages } from './paging.js';
import type { Announce, Change, Seen, Writer } from './writing.js';

/** How often a group is tried that others keep changing. */
const ROUNDS = 20;
/** Far below the number of terms that a query takes. */
const KEYS_PER_SEARCH = 5_000;
const PAGE = 1_000;
/** Groups whose records are read and written at once. */
const SLICE = 200;

export interface Joining {
  /** Ids of works that changed. Who repeats a call that failed passes the same set. */
  readonly changed: Set<string>;
  readonly announce: Announce<Work> | undefined;
}

/**
 * Makes one work of the records of each group. The work is written first, then what it takes in: who dies in between
 * leaves records that stand for themselves and marks, never a record that leads nowhere.
 */
export async function joinRecords(
  writer: Writer<Work>,
  index: string,
  groups: readonly VersionGroup[],
  joining: Joining,
): Promise<void> {
  for (let i = 0; i < groups.length; i += SLICE) await joinSlice(writer, index, groups.slice(i, i + SLICE), joining);
}

async function joinSlice(
  writer: Writer<Work>,
  index: string,
  groups: readonly VersionGroup[],
  { changed, announce }: Joining,
): Promise<void> {
  let pending = groups;
  for (let round = 0; pending.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`others keep changing the versions of ${pending[0]?.[0]}`);
    const seen = await writer.states(index, pending.flat(), true);
    const planned = pending.map((group) => changesOf(group, seen));
    for (const [first] of planned) if (first) changed.add(first.id);
    const works = planned.flatMap((changes) => changes.slice(0, 1));
    const overtaken = new Set(await writer.attempt(index, works, announce));
    const others = planned.flatMap(([work, ...rest]) => (work && overtaken.has(work.id) ? [] : rest));
    for (const id of await writer.attempt(index, others, announce)) overtaken.add(id);
    pending = pending.filter((group) => group.some((id) => overtaken.has(id)));
  }
}

function changesOf(group: VersionGroup, seen: ReadonlyMap<string, Seen>): Change<Work>[] {
  const stored = group.flatMap((id) => {
    const text = seen.get(id)?.stored;
    return text === undefined ? [] : [JSON.parse(text) as Work];
  });
  return joined(stored).map((work) => {
    const version = seen.get(work.id) as Seen;
    // when it was written decides which spelling of a name is shown, and this is no writing
    const { written_at: _, ...document } = documentOf(WORK_KIND, work, 0);
    // a vector belongs to a text, and what is taken in needs none
    const outdated = version.vector_hash != null && (version.text_hash !== document.text_hash || work.version_of);
    const dropped = outdated ? { vector: null, vector_hash: null } : {};
    return { id: work.id, thing: work, action: 'update', document: { ...document, ...dropped }, seen: version };
  });
}

/** The ids of the records that have each of these keys, by id, changes of this moment included. */
export async function findSharing(client: Client, index: string, keys: readonly string[]): Promise<string[][]> {
  const sharing = new Map(keys.map((key) => [key, [] as string[]]));
  if (keys.length > 0) await translated(() => client.indices.refresh({ index }, { requestTimeout: WRITE_DEADLINE_MS }));
  for (let i = 0; i < keys.length; i += KEYS_PER_SEARCH) {
    const query = { terms: { version_keys: keys.slice(i, i + KEYS_PER_SEARCH) } };
    const reading = { size: PAGE, _source: false, docvalue_fields: ['id', 'version_keys'] };
    for await (const hits of pages(client, index, query, reading)) {
      for (const { fields } of hits) {
        const id = fields?.['id']?.[0] as string;
        for (const key of (fields?.['version_keys'] ?? []) as string[]) sharing.get(key)?.push(id);
      }
    }
  }
  return keys.map((key) => (sharing.get(key) as string[]).sort(compareText));
}
