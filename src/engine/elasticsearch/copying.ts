// Brings an index that is being built up to what the current one holds; may be stopped and begun again at any time.
import type { Client } from '@elastic/elasticsearch';
import type { Stored } from '../../domain/catalogue.js';
import { sameModel } from '../../domain/model.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { translated } from './failures.js';
import type { KindIndex } from './indices.js';
import { type Hit, pages, type Query } from './paging.js';
import { countDocuments, getDocuments } from './reading.js';
import type { CopiedDocument, Writer } from './writing.js';

/** Documents read at once: with their vectors about two megabytes. */
const PAGE = 250;
const ID_PAGE = 2_000;
const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };

/** What tells documents apart. */
const FIELDS = { docvalue_fields: ['id', 'stored_hash', 'vector_hash'], _source: false };

export interface CopyOptions {
  readonly from: KindIndex;
  readonly to: KindIndex;
  /** What `to` is written through: writing ends when it becomes the current index. */
  readonly gate: string;
  /** Only what changed since then (microseconds since 1970); removals are found by counting. */
  readonly since?: number;
  readonly signal: AbortSignal;
  /** Called while the copy gets on. */
  readonly progress: () => void;
}

/** Copies what differs and removes what is gone. Vectors come along if both indices have the same model. */
export async function copyIndex<D extends Stored>(
  client: Client,
  writer: Writer<D>,
  options: CopyOptions,
): Promise<void> {
  const { from, to, since } = options;
  await refresh(client, from.name);
  const query: Query = since === undefined ? { match_all: {} } : { range: { changed_at: { gte: since } } };
  for await (const hits of pages(client, from.name, query, { size: PAGE, ...FIELDS })) {
    goOn(options);
    await copyDifferent(client, writer, options, hits);
  }
  await refresh(client, to.name);
  const [before, after] = await Promise.all([countDocuments(client, from.name), countDocuments(client, to.name)]);
  if (after.documents > before.documents) await removeGone(client, writer, options);
}

/** Whether a copy, with nobody writing to either index, has all that the original has. */
export async function isWhole(client: Client, from: KindIndex, to: KindIndex): Promise<boolean> {
  await refresh(client, from.name);
  await refresh(client, to.name);
  const [original, copy] = [await countDocuments(client, from.name), await countDocuments(client, to.name)];
  return copy.documents === original.documents && (!shareVectors(from, to) || copy.vectors >= original.vectors);
}

function goOn({ signal, progress }: CopyOptions): void {
  signal.throwIfAborted();
  progress();
}

function shareVectors(from: KindIndex, to: KindIndex): boolean {
  return from.meta.model !== null && sameModel(from.meta.model, to.meta.model);
}

async function copyDifferent<D extends Stored>(
  client: Client,
  writer: Writer<D>,
  { from, to, gate }: CopyOptions,
  hits: readonly Hit<unknown>[],
) {
  const withVectors = shareVectors(from, to);
  const listed = hits.map(({ fields }) => ({
    id: fields?.['id']?.[0] as string,
    hash: fields?.['stored_hash']?.[0] as string,
    vector: (fields?.['vector_hash']?.[0] ?? null) as string | null,
  }));
  const there = await writer.states(
    to.name,
    listed.map((one) => one.id),
  );
  const different = listed.filter(({ id, hash, vector }) => {
    const state = there.get(id);
    return state?.stored_hash !== hash || (withVectors && vector !== (state.vector_hash ?? null));
  });
  const documents = await read<D>(
    client,
    from.name,
    different.map((one) => one.id),
    withVectors,
  );
  await writer.copy(gate, documents);
}

interface Source {
  readonly stored: string;
  readonly written_at: number;
  readonly vector?: readonly number[] | null;
}

async function read<D extends Stored>(client: Client, index: string, ids: readonly string[], withVectors: boolean) {
  const fields = ['stored', 'written_at', ...(withVectors ? ['vector'] : [])];
  const found = await getDocuments<Source>(client, index, ids, fields, DEADLINE);
  return found.flatMap(({ _source: source }): CopiedDocument<D>[] => {
    if (!source) return [];
    const { stored, written_at: writtenAt, vector } = source;
    return [{ thing: JSON.parse(stored) as D, writtenAt, ...(vector ? { vector } : {}) }];
  });
}

async function removeGone<D extends Stored>(client: Client, writer: Writer<D>, options: CopyOptions): Promise<void> {
  const { from, to, gate } = options;
  for await (const hits of pages(client, to.name, { match_all: {} }, { size: ID_PAGE, ...FIELDS })) {
    goOn(options);
    const ids = hits.map(({ fields }) => fields?.['id']?.[0] as string);
    const there = await writer.states(from.name, ids);
    const gone = ids.filter((id) => !there.has(id));
    await writer.remove(gate, gone);
  }
}

async function refresh(client: Client, index: string): Promise<void> {
  await translated(() => client.indices.refresh({ index }, DEADLINE));
}
