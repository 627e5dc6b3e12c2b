// Writing to an index: works, vectors and removals in bulk, each change made only if nobody else was faster.
import type { Client } from '@elastic/elasticsearch';
import type { Work } from '../../domain/work.js';
import type { StoredVector, WriteOutcome } from '../engine.js';
import { WRITE_DEADLINE_MS } from './client.js';
import {
  type DocumentState,
  documentId,
  documentOf,
  stamp,
  stateOf,
  type WorkDocument,
  type WorkState,
} from './documents.js';
import { BLOCKED, type Cause, ofStatus, translated } from './failures.js';
import { getDocuments } from './reading.js';
import { encodeVector, type VectorIndexing } from './request.js';

/** Bytes of one bulk request. */
const FLUSH_BYTES = 4_000_000;
const CONCURRENCY = 2;
/** How often a change is tried that others keep overtaking. */
const ROUNDS = 20;
/** Of an overloaded server, before the caller's patience is asked. */
const RETRIES = 3;
const RETRY_WAIT_MS = 500;
const SHARD_PATIENCE = '10s';

interface Stored extends DocumentState {
  readonly seqNo: number;
  readonly term: number;
}

interface Operation {
  readonly id: string;
  readonly index: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly document?: object;
  readonly seen?: Stored;
}

/** A document as another index holds it. */
export interface CopiedDocument {
  readonly work: Work;
  readonly writtenAt: number;
  readonly vector?: readonly number[];
}

/** A document on its way into an index, with what a change is recognised by. */
interface Incoming extends CopiedDocument {
  readonly state: WorkState;
}

/** The content hash that each id had before a change; undefined: there was no document. */
export type Before = Map<string, string | undefined>;

/** Writes through aliases only: see `openGate`. */
export class Writer {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Stores works; outcomes in their order. Of several with one id the last is stored. Who repeats a call that failed
   * passes the same `before`: what the first try stored is not `unchanged` because of that.
   */
  async put(index: string, works: readonly Work[], before: Before = new Map()): Promise<WriteOutcome[]> {
    const incoming = works.map((work): Incoming => ({ work, writtenAt: stamp(), state: stateOf(work) }));
    await this.#putAll(index, incoming, before);
    const seen = new Map(before);
    return incoming.map(({ work, state: { content_hash } }) => {
      const known = seen.get(work.id);
      seen.set(work.id, content_hash);
      return known === undefined ? 'created' : known === content_hash ? 'unchanged' : 'updated';
    });
  }

  /** Stores documents of another index, where this one's differ. */
  async copy(index: string, documents: readonly CopiedDocument[]): Promise<void> {
    const incoming = documents.map((document): Incoming => ({ ...document, state: stateOf(document.work) }));
    await this.#putAll(index, incoming);
  }

  async #putAll(index: string, incoming: readonly Incoming[], before: Before = new Map()): Promise<void> {
    const latest = new Map(incoming.map((one) => [one.work.id, one]));
    await this.#untilDone(index, [...latest.keys()], (stored, pending) => {
      for (const id of pending) if (!before.has(id)) before.set(id, stored.get(id)?.content_hash);
      return pending.flatMap((id) => changeOf(index, latest.get(id) as Incoming, stored.get(id)) ?? []);
    });
  }

  /** Makes the changes that `plan` finds necessary; for those that others were faster with, it is asked again. */
  async #untilDone(
    index: string,
    ids: readonly string[],
    plan: (stored: ReadonlyMap<string, Stored>, pending: readonly string[]) => Operation[],
  ): Promise<void> {
    let pending: readonly string[] = ids;
    for (let round = 0; pending.length > 0; round++) {
      if (round === ROUNDS) throw new Error(`others keep changing ${pending[0]}`);
      pending = await this.#bulk(plan(await this.states(index, pending), pending));
    }
  }

  /** Stores vectors of works whose text is still the one that was embedded; returns how many. */
  async putVectors(index: string, indexing: VectorIndexing, vectors: readonly StoredVector[]): Promise<number> {
    const byId = new Map(vectors.map((one) => [one.id, one]));
    const accepted = new Set<string>();
    await this.#untilDone(index, [...byId.keys()], (stored, pending) =>
      pending.flatMap((id): Operation[] => {
        const seen = stored.get(id);
        const { vector, textHash } = byId.get(id) as StoredVector;
        accepted.delete(id);
        if (seen?.text_hash !== textHash) return [];
        accepted.add(id);
        const document = { vector: encodeVector(vector, indexing), vector_hash: textHash, changed_at: stamp() };
        return [{ id, index, action: 'update', document, seen }];
      }),
    );
    return accepted.size;
  }

  /** Removes works, and adds to `there` those that there were. */
  async remove(index: string, ids: readonly string[], there = new Set<string>()): Promise<void> {
    await this.#untilDone(index, [...new Set(ids)], (stored) =>
      [...stored].map(([id, seen]) => {
        there.add(id);
        // without a condition, a removal that arrives late would take what has been written since
        return { id, index, action: 'delete', seen };
      }),
    );
  }

  /** How many of these works have what `expected` says of their text: those whose vector would be accepted. */
  async countCurrent(index: string, vectors: readonly StoredVector[]): Promise<number> {
    const stored = await this.states(index, [...new Set(vectors.map((one) => one.id))]);
    return vectors.filter(({ id, textHash }) => stored.get(id)?.text_hash === textHash).length;
  }

  /** What an index holds of these works; ids without a document are missing. */
  async states(index: string, ids: readonly string[]): Promise<Map<string, Stored>> {
    const fields = ['content_hash', 'text_hash', 'vector_hash'];
    const deadline = { requestTimeout: WRITE_DEADLINE_MS };
    const states = new Map<string, Stored>();
    for (const [i, doc] of (await getDocuments<DocumentState>(this.#client, index, ids, fields, deadline)).entries()) {
      const { _source: source, _seq_no: seqNo, _primary_term: term } = doc;
      if (source && seqNo !== undefined && term !== undefined) states.set(ids[i] as string, { ...source, seqNo, term });
    }
    return states;
  }

  /** Returns the works that others were faster with. */
  async #bulk(operations: readonly Operation[]): Promise<string[]> {
    const overtaken = new Set<string>();
    const byDocument = new Map(operations.map((one) => [documentId(one.id), one.id]));
    let failure: unknown;
    let tooMany = false;
    await translated(() =>
      this.#client.helpers.bulk(
        {
          datasource: [...operations],
          onDocument: asAction,
          // an index that is not there must not come into being by a write
          require_alias: true,
          // a shard that cannot be written to is an answer in time
          timeout: SHARD_PATIENCE,
          flushBytes: FLUSH_BYTES,
          concurrency: CONCURRENCY,
          retries: RETRIES,
          wait: RETRY_WAIT_MS,
          onDrop: ({ status, error, operation }) => {
            const [{ _id }] = Object.values(operation) as [{ _id: string }];
            const id = byDocument.get(_id) ?? _id;
            const cause = { type: error?.type ?? '', reason: error?.reason ?? `status ${status}` };
            if (status === 409 || cause.type === 'document_missing_exception') overtaken.add(id);
            else if (status === 429) tooMany = true;
            else failure ??= refusal(id, status, cause);
          },
        },
        { requestTimeout: WRITE_DEADLINE_MS },
      ),
    );
    if (failure) throw failure;
    if (tooMany) throw await this.#whyTooMany(operations[0]?.index as string);
    return [...overtaken];
  }

  /** A disk that is full is reported with the status of a server that has too much to do, and the helper keeps only that. */
  async #whyTooMany(index: string): Promise<unknown> {
    const found = await translated(() => this.#client.indices.getSettings({ index, name: 'index.blocks.*' }));
    const type = Object.keys(found).length > 0 ? BLOCKED : '';
    return ofStatus(429, { type, reason: '' });
  }
}

function refusal(id: string, status: number, cause: Cause): Error {
  return ofStatus(status, cause) ?? new Error(`Elasticsearch does not take the work ${id}: ${cause.reason}`);
}

/** What has to be done for a work to stand in the index as given; undefined: nothing. */
function changeOf(index: string, { work, writtenAt, vector, state }: Incoming, seen: Stored | undefined) {
  const { content_hash, text_hash } = state;
  const lacksVector = vector !== undefined && seen?.vector_hash !== text_hash;
  if (seen?.content_hash === content_hash && !lacksVector) return undefined;
  const document: WorkDocument = {
    ...documentOf(work, writtenAt, state),
    ...(vector ? { vector, vector_hash: text_hash } : {}),
  };
  if (!seen) return { id: work.id, index, action: 'create', document } satisfies Operation;
  // a vector belongs to a text
  const outdated = !vector && seen.vector_hash != null && seen.text_hash !== text_hash;
  const dropped = outdated ? { vector: null, vector_hash: null } : {};
  return { id: work.id, index, action: 'update', document: { ...document, ...dropped }, seen } satisfies Operation;
}

/** An operation as the bulk helper takes it. */
function asAction({ id, index, action, document = {}, seen }: Operation) {
  const place = { _index: index, _id: documentId(id) };
  const condition = { if_seq_no: seen?.seqNo, if_primary_term: seen?.term };
  switch (action) {
    case 'create':
      return [{ create: place }, document] as [{ create: typeof place }, object];
    case 'update':
      return [{ update: { ...place, ...condition } }, { doc: document }] as never;
    case 'delete':
      return { delete: { ...place, ...condition } } as never;
  }
}
