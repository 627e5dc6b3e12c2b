// Marks: what must be derived anew, as tiny documents of an index of their own.
import { randomUUID } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import type { Work } from '../../domain/work.js';
import type { Mark, MarkKey } from '../engine.js';
import { MARK_ORDER } from '../touched.js';
import type { Operation, Version } from './bulk.js';
import { type Server, WRITE_DEADLINE_MS } from './client.js';
import { documentId, stamp } from './documents.js';
import { ifThere, translated } from './failures.js';
import { Indices } from './indices.js';
import { LazyIndex } from './lazy-index.js';
import { type MappingFile, mappingFrom, readMapping } from './mappings.js';
import { RESULT_WINDOW } from './request.js';
import type { Announce } from './writing.js';

/** An announced change of which nothing has been heard for so long is taken to have been made. */
const LEASE_MS = 120_000;
const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };
const IS_MARK = { exists: { field: 'rank' } };

interface MarkDocument {
  /** The key as JSON, in which any text is a valid one. */
  readonly mark: string;
  readonly rank: number;
  /** Orders marks of one kind. */
  readonly key: string;
}

interface Announcement {
  /** Microseconds since 1970. */
  readonly announced_at: number;
  /** The keys as JSON. */
  readonly keys: string;
}

const keyOf = ({ kind, id }: MarkKey) => `${kind} ${id}`;

/**
 * A mark that is set before a change could be read, acted on and cleared before the change is made; one that is set
 * afterwards is lost with the process that dies in between. So a change is announced first, in one document with all its
 * keys, then made, then marked, and the announcement removed; what stays announced for too long becomes marks.
 */
export class Marks {
  readonly #client: Client;
  readonly #indices: Indices;
  readonly #leaseMs: number;
  readonly #changes: LazyIndex;
  #recoveredAt = Number.NEGATIVE_INFINITY;

  constructor(server: Server, prefix: string, leaseMs = LEASE_MS) {
    this.#client = server.client;
    this.#indices = new Indices(server, `${prefix}-marks`, mappingFrom(readMapping<MappingFile>('marks')));
    this.#changes = new LazyIndex(this.#client, this.#indices);
    this.#leaseMs = leaseMs;
  }

  async set(keys: readonly MarkKey[]): Promise<void> {
    const distinct = new Map(keys.map((key) => [keyOf(key), key]));
    await this.#changes.change(
      [...distinct].map(([name, { kind, id }]) => {
        const place = documentId(name);
        const document: MarkDocument = {
          mark: JSON.stringify({ kind, id }),
          rank: MARK_ORDER.indexOf(kind),
          key: place,
        };
        return { documentId: place, action: 'put', document };
      }),
    );
  }

  /** Announces what changes of works touch, and marks it once they are made. */
  journal(touches: (work: Work) => MarkKey[]): Journal {
    return new Journal(this, touches);
  }

  /** @returns what to withdraw */
  async announce(keys: readonly MarkKey[]): Promise<string> {
    const id = `announced ${randomUUID()}`;
    const document: Announcement = { announced_at: stamp(), keys: JSON.stringify(keys) };
    await this.#changes.change([{ documentId: id, action: 'put', document }]);
    return id;
  }

  async withdraw(announcements: readonly string[]): Promise<void> {
    await this.#changes.change(announcements.map((id) => ({ documentId: id, action: 'delete' })));
  }

  async list(limit: number): Promise<Mark[]> {
    return ifThere(async () => {
      await this.#refresh();
      const marks: Mark[] = [];
      let after: estypes.SortResults | undefined;
      while (marks.length < limit) {
        const size = Math.min(limit - marks.length, RESULT_WINDOW);
        const { hits } = (await this.#page(size, after)).hits;
        for (const { _source, _seq_no, _primary_term } of hits) {
          const key = JSON.parse((_source as MarkDocument).mark) as MarkKey;
          marks.push({ ...key, stamp: `${_seq_no} ${_primary_term}` });
        }
        if (hits.length < size) break;
        after = hits.at(-1)?.sort;
      }
      return marks;
    }, []);
  }

  #page(size: number, after: estypes.SortResults | undefined) {
    const body = {
      index: this.#indices.alias,
      size,
      query: IS_MARK,
      sort: [{ rank: 'asc' as const }, { key: 'asc' as const }],
      _source: ['mark'],
      seq_no_primary_term: true,
      track_total_hits: false,
      ...(after ? { search_after: after } : {}),
    };
    return translated(() => this.#client.search<MarkDocument>(body, DEADLINE));
  }

  async count(): Promise<number> {
    return ifThere(async () => {
      await this.#refresh();
      const { count } = await translated(() => this.#client.count({ index: this.#indices.alias, query: IS_MARK }));
      return count;
    }, 0);
  }

  /** Removes marks that nobody has set again. */
  async clear(marks: readonly Mark[]): Promise<void> {
    const cleared = ({ stamp: read, ...key }: Mark): Operation => {
      const [seqNo = 0, term = 0] = String(read).split(' ').map(Number);
      return { documentId: documentId(keyOf(key)), action: 'delete', seen: { seqNo, term } satisfies Version };
    };
    await this.#changes.change(marks.map(cleared));
  }

  /** Makes marks visible, those of changes that somebody announced and did not live to mark included. */
  async #refresh(): Promise<void> {
    const index = this.#indices.alias;
    await translated(() => this.#client.indices.refresh({ index }, DEADLINE));
    const now = performance.now();
    if (now - this.#recoveredAt < this.#leaseMs / 2) return;
    const query = { range: { announced_at: { lt: stamp() - this.#leaseMs * 1000 } } };
    const body = { index, size: 100, query, track_total_hits: false };
    const { hits } = (await translated(() => this.#client.search<Announcement>(body, DEADLINE))).hits;
    for (const { _id, _source } of hits) {
      await this.set(JSON.parse((_source as Announcement).keys) as MarkKey[]);
      await this.withdraw([_id as string]);
    }
    if (hits.length > 0) return this.#refresh();
    this.#recoveredAt = now;
  }
}

/** What one change touches, over all its tries. */
export class Journal {
  readonly #marks: Marks;
  readonly #touched = new Map<string, MarkKey>();
  readonly #announced: string[] = [];
  readonly #touches: (work: Work) => MarkKey[];

  constructor(marks: Marks, touches: (work: Work) => MarkKey[]) {
    this.#marks = marks;
    this.#touches = touches;
  }

  /** Told of works before they change, as they were and as they will be. */
  readonly announce: Announce<Work> = async (works) => {
    const keys = new Map(works.flatMap(this.#touches).map((key) => [keyOf(key), key]));
    for (const key of this.#touched.keys()) keys.delete(key);
    if (keys.size === 0) return;
    this.#announced.push(await this.#marks.announce([...keys.values()]));
    for (const [name, key] of keys) this.#touched.set(name, key);
  };

  /** Marks what was announced, once the change is made; may be repeated. */
  async settle(): Promise<void> {
    if (this.#touched.size === 0) return;
    await this.#marks.set([...this.#touched.values()]);
    await this.#marks.withdraw(this.#announced);
  }
}
