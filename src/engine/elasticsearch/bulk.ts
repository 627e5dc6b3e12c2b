// Many changes in few requests, each made only if nobody else was faster.
import type { Client } from '@elastic/elasticsearch';
import { WRITE_DEADLINE_MS } from './client.js';
import { BLOCKED, type Cause, ofStatus, translated } from './failures.js';

/** Bytes of one bulk request. */
const FLUSH_BYTES = 4_000_000;
const CONCURRENCY = 2;
/** Of an overloaded server, before the caller's patience is asked. */
const RETRIES = 3;
const RETRY_WAIT_MS = 500;
const SHARD_PATIENCE = '10s';

/** The state of a document by which it is told whether it has changed since. */
export interface Version {
  readonly seqNo: number;
  readonly term: number;
}

export interface Operation {
  /** The `_id` of the document. */
  readonly documentId: string;
  /** `put` stores whatever there is. */
  readonly action: 'put' | 'create' | 'update' | 'delete';
  readonly document?: object;
  /** The change is made only if the document is still this one. */
  readonly seen?: Version;
}

/**
 * Makes changes in an index, through an alias only: see `openGate`. Returns the `_id`s of those not made, because others
 * were faster.
 */
export async function changeDocuments(
  client: Client,
  alias: string,
  operations: readonly Operation[],
): Promise<Set<string>> {
  const overtaken = new Set<string>();
  if (operations.length === 0) return overtaken;
  let failure: unknown;
  let tooMany = false;
  await translated(() =>
    client.helpers.bulk(
      {
        datasource: [...operations],
        onDocument: (operation) => asAction(alias, operation),
        // an index that is not there must not come into being by a write
        require_alias: true,
        // a shard that cannot be written to is an answer in time
        timeout: SHARD_PATIENCE,
        flushBytes: FLUSH_BYTES,
        concurrency: CONCURRENCY,
        retries: RETRIES,
        wait: RETRY_WAIT_MS,
        onDrop: ({ status, error, operation }) => {
          // what was to be deleted is not there
          if (status === 404 && !error) return;
          const [{ _id: id }] = Object.values(operation) as [{ _id: string }];
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
  if (tooMany) throw await whyTooMany(client, alias);
  return overtaken;
}

/** A disk that is full is reported with the status of a server that has too much to do, and the helper keeps only that. */
async function whyTooMany(client: Client, index: string): Promise<unknown> {
  const found = await translated(() => client.indices.getSettings({ index, name: 'index.blocks.*' }));
  const type = Object.keys(found).length > 0 ? BLOCKED : '';
  return ofStatus(429, { type, reason: '' });
}

function refusal(id: string, status: number, cause: Cause): Error {
  return ofStatus(status, cause) ?? new Error(`Elasticsearch does not take the document ${id}: ${cause.reason}`);
}

/** An operation as the bulk helper takes it. */
function asAction(alias: string, { documentId, action, document = {}, seen }: Operation) {
  const place = { _index: alias, _id: documentId };
  const condition = { if_seq_no: seen?.seqNo, if_primary_term: seen?.term };
  switch (action) {
    case 'put':
      return [{ index: place }, document] as [{ index: typeof place }, object];
    case 'create':
      return [{ create: place }, document] as [{ create: typeof place }, object];
    case 'update':
      return [{ update: { ...place, ...condition } }, { doc: document }] as never;
    case 'delete':
      return { delete: { ...place, ...condition } } as never;
  }
}
