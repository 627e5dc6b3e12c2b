// Writing to an index: works, vectors and removals in bulk, each change made only if nobody else was faster.
import type { Client } from '@elastic/elasticsearch';
import type { Work } from '../../domain/work.js';
import type { StoredVector, WriteOutcome } from '../engine.js';
import { quantise } from '../quantise.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { type DocumentState, documentId, documentOf, stamp, stateOf, type WorkDocument } from './documents.js';
import { type Cause, ofStatus, translated } from './failures.js';
import type { VectorIndexing } from './request.js';

/** Bytes of one bulk request. */
const FLUSH_BYTES = 4_000_000;
const CONCURRENCY = 2;
/** How often a change is tried that others keep overtaking. */
const ROUNDS = 20;
/** Of an overloaded server, before the caller's patience is asked. */
const RETRIES = 3;
const RETRY_WAIT_MS = 500;

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

/** Writes through aliases only: see `Indices`. */
export class Writer {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Stores works; outcomes in their order. Of several with one id the last is stored. */
  async put(index: string, works: readonly Work[]): Promise<WriteOutcome[]> {
    const latest = new Map(works.map((work) => [work.id, { work, writtenAt: stamp() }]));
    const before = await this.#putAll(index, latest);
    return works.map((work) => {
      const { content_hash } = stateOf(work);
      const known = before.get(work.id);
      before.set(work.id, content_hash);
      return known === undefined ? 'created' : known === content_hash ? 'unchanged' : 'updated';
    });
  }

  /** Stores documents of another index, where this one's differ. */
  async copy(index: string, documents: readonly CopiedDocument[]): Promise<void> {
    await this.#putAll(index, new Map(documents.map((document) => [document.work.id, document])));
  }

  /** Returns the content hash that each id had before; ids without a document are missing. */
  async #putAll(index: string, works: ReadonlyMap<string, CopiedDocument>): Promise<Map<string, string>> {
    const before = new Map<string, string>();
    let pending = [...works.keys()];
    for (let round = 0; pending.length > 0; round++) {
      if (round === ROUNDS) throw new Error(`others keep changing ${pending[0]}`);
      const stored = await this.states(index, pending);
      if (round === 0) for (const [id, { content_hash }] of stored) before.set(id, content_hash);
      const operations = pending.flatMap(
        (id) => changeOf(index, works.get(id) as CopiedDocument, stored.get(id)) ?? [],
      );
      pending = (await this.#bulk(operations)).overtaken;
    }
    return before;
  }

  /** Stores vectors of works whose text is still the one that was embedded; returns how many. */
  async putVectors(index: string, indexing: VectorIndexing, vectors: readonly StoredVector[]): Promise<number> {
    const byId = new Map(vectors.map((one) => [one.id, one]));
    let accepted = 0;
    let pending = [...byId.keys()];
    for (let round = 0; pending.length > 0; round++) {
      if (round === ROUNDS) throw new Error(`others keep changing ${pending[0]}`);
      const stored = await this.states(index, pending);
      const operations = pending.flatMap((id): Operation[] => {
        const seen = stored.get(id);
        const { vector, textHash } = byId.get(id) as StoredVector;
        if (seen?.text_hash !== textHash) return [];
        const document = { vector: Array.from(encode(vector, indexing)), vector_hash: textHash, changed_at: stamp() };
        return [{ id, index, action: 'update', document, seen }];
      });
      const { overtaken } = await this.#bulk(operations);
      accepted += operations.length - overtaken.length;
      pending = overtaken;
    }
    return accepted;
  }

  /** Removes works; returns how many there were. */
  async remove(index: string, ids: readonly string[]): Promise<number> {
    const operations = [...new Set(ids)].map((id): Operation => ({ id, index, action: 'delete' }));
    return (await this.#bulk(operations)).deleted;
  }

  /** How many of these works have what `expected` says of their text: those whose vector would be accepted. */
  async countCurrent(index: string, vectors: readonly StoredVector[]): Promise<number> {
    const stored = await this.states(index, [...new Set(vectors.map((one) => one.id))]);
    return vectors.filter(({ id, textHash }) => stored.get(id)?.text_hash === textHash).length;
  }

  /** What an index holds of these works; ids without a document are missing. */
  async states(index: string, ids: readonly string[]): Promise<Map<string, Stored>> {
    if (ids.length === 0) return new Map();
    const { docs } = await translated(() =>
      this.#client.mget<DocumentState>(
        { index, ids: ids.map(documentId), _source_includes: ['content_hash', 'text_hash', 'vector_hash'] },
        { requestTimeout: WRITE_DEADLINE_MS },
      ),
    );
    const states = new Map<string, Stored>();
    docs.forEach((doc, i) => {
      if (!('found' in doc)) throw ofStatus(404, doc.error as Cause) ?? new Error(JSON.stringify(doc.error));
      const { _source: source, _seq_no: seqNo, _primary_term: term } = doc;
      if (source && seqNo !== undefined && term !== undefined) states.set(ids[i] as string, { ...source, seqNo, term });
    });
    return states;
  }

  async #bulk(operations: readonly Operation[]): Promise<{ overtaken: string[]; deleted: number }> {
    const overtaken: string[] = [];
    let deleted = 0;
    const byDocument = new Map(operations.map((one) => [documentId(one.id), one.id]));
    let failure: unknown;
    await translated(() =>
      this.#client.helpers.bulk(
        {
          datasource: [...operations],
          onDocument: asAction,
          // an index that is not there must not come into being by a write
          require_alias: true,
          flushBytes: FLUSH_BYTES,
          concurrency: CONCURRENCY,
          retries: RETRIES,
          wait: RETRY_WAIT_MS,
          onSuccess: ({ result }) => {
            if (result.delete?.result === 'deleted') deleted += 1;
          },
          onDrop: ({ status, error, operation }) => {
            const [{ _id }] = Object.values(operation) as [{ _id: string }];
            const id = byDocument.get(_id) ?? _id;
            const cause = { type: error?.type ?? '', reason: error?.reason ?? `status ${status}` };
            if (status === 409 || cause.type === 'document_missing_exception') overtaken.push(id);
            else if (cause.type !== '' || status !== 404) failure ??= refusal(id, status, cause);
          },
        },
        { requestTimeout: WRITE_DEADLINE_MS },
      ),
    );
    if (failure) throw failure;
    return { overtaken, deleted };
  }
}

function refusal(id: string, status: number, cause: Cause): Error {
  return ofStatus(status, cause) ?? new Error(`Elasticsearch does not take the work ${id}: ${cause.reason}`);
}

/** What has to be done for a work to stand in the index as given; undefined: nothing. */
function changeOf(index: string, { work, writtenAt, vector }: CopiedDocument, seen: Stored | undefined) {
  const { content_hash, text_hash } = stateOf(work);
  const lacksVector = vector !== undefined && seen?.vector_hash !== text_hash;
  if (seen?.content_hash === content_hash && !lacksVector) return undefined;
  const document: WorkDocument = {
    ...documentOf(work, writtenAt),
    ...(vector ? { vector, vector_hash: text_hash } : {}),
  };
  if (!seen) return { id: work.id, index, action: 'create', document } satisfies Operation;
  // a vector belongs to a text
  const outdated = !vector && seen.vector_hash != null && seen.text_hash !== text_hash;
  const dropped = outdated ? { vector: null, vector_hash: null } : {};
  return { id: work.id, index, action: 'update', document: { ...document, ...dropped }, seen } satisfies Operation;
}

function encode(vector: Float32Array, { elementType }: VectorIndexing): Int8Array | Float32Array {
  return elementType === 'byte' ? quantise(vector).values : vector;
}

/** An operation as the bulk helper takes it. */
function asAction({ id, index, action, document = {}, seen }: Operation) {
  const place = { _index: index, _id: documentId(id) };
  switch (action) {
    case 'create':
      return [{ create: place }, document] as [{ create: typeof place }, object];
    case 'update': {
      const condition = { if_seq_no: seen?.seqNo, if_primary_term: seen?.term };
      return [{ update: { ...place, ...condition } }, { doc: document }] as never;
    }
    case 'delete':
      return { delete: place };
  }
}
