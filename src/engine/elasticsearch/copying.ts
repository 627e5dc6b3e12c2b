// Brings an index that is being built up to what the current one holds; may be stopped and begun again at any time.
import type { Client, estypes } from '@elastic/elasticsearch';
import { sameModel } from '../../domain/model.js';
import type { Work } from '../../domain/work.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { translated } from './failures.js';
import type { WorksIndex } from './indices.js';
import { countDocuments, getDocuments } from './reading.js';
import type { CopiedDocument, Writer } from './writing.js';

/** Documents read at once: with their vectors about two megabytes. */
const PAGE = 250;
const ID_PAGE = 2_000;
const KEEP_ALIVE = '5m';
const DEADLINE = { requestTimeout: WRITE_DEADLINE_MS };

type Query = estypes.QueryDslQueryContainer;
type Hit = estypes.SearchHit<unknown>;

export interface CopyOptions {
  readonly from: WorksIndex;
  readonly to: WorksIndex;
  /** What `to` is written through: writing ends when it becomes the current index. */
  readonly gate: string;
  /** Only what changed since then (microseconds since 1970); removals are found by counting. */
  readonly since?: number;
  readonly signal: AbortSignal;
  /** Called while the copy gets on. */
  readonly progress: () => void;
}

/** Copies what differs and removes what is gone. Vectors come along if both indices have the same model. */
export async function copyIndex(client: Client, writer: Writer, options: CopyOptions): Promise<void> {
  const { from, to, since } = options;
  await refresh(client, from.name);
  const query: Query = since === undefined ? { match_all: {} } : { range: { changed_at: { gte: since } } };
  for await (const hits of pages(client, from.name, query, PAGE)) {
    goOn(options);
    await copyDifferent(client, writer, options, hits);
  }
  await refresh(client, to.name);
  const [before, after] = await Promise.all([countDocuments(client, from.name), countDocuments(client, to.name)]);
  if (after.works > before.works) await removeGone(client, writer, options);
}

/** Whether a copy, with nobody writing to either index, has all that the original has. */
export async function isWhole(client: Client, from: WorksIndex, to: WorksIndex): Promise<boolean> {
  await refresh(client, from.name);
  await refresh(client, to.name);
  const [original, copy] = [await countDocuments(client, from.name), await countDocuments(client, to.name)];
  return copy.works === original.works && (!shareVectors(from, to) || copy.vectors >= original.vectors);
}

function goOn({ signal, progress }: CopyOptions): void {
  signal.throwIfAborted();
  progress();
}

function shareVectors(from: WorksIndex, to: WorksIndex): boolean {
  return from.meta.model !== null && sameModel(from.meta.model, to.meta.model);
}

async function copyDifferent(client: Client, writer: Writer, { from, to, gate }: CopyOptions, hits: readonly Hit[]) {
  const withVectors = shareVectors(from, to);
  const listed = hits.map(({ fields }) => ({
    id: fields?.['id']?.[0] as string,
    content: fields?.['content_hash']?.[0] as string,
    vector: (fields?.['vector_hash']?.[0] ?? null) as string | null,
  }));
  const there = await writer.states(
    to.name,
    listed.map((one) => one.id),
  );
  const different = listed.filter(({ id, content, vector }) => {
    const state = there.get(id);
    return state?.content_hash !== content || (withVectors && vector !== (state.vector_hash ?? null));
  });
  const documents = await read(
    client,
    from.name,
    different.map((one) => one.id),
    withVectors,
  );
  await writer.copy(gate, documents);
}

interface Source {
  readonly work: string;
  readonly written_at: number;
  readonly vector?: readonly number[] | null;
}

async function read(client: Client, index: string, ids: readonly string[], withVectors: boolean) {
  const fields = ['work', 'written_at', ...(withVectors ? ['vector'] : [])];
  const found = await getDocuments<Source>(client, index, ids, fields, DEADLINE);
  return found.flatMap(({ _source: source }): CopiedDocument[] => {
    if (!source) return [];
    const { work, written_at: writtenAt, vector } = source;
    return [{ work: JSON.parse(work) as Work, writtenAt, ...(vector ? { vector } : {}) }];
  });
}

async function removeGone(client: Client, writer: Writer, options: CopyOptions): Promise<void> {
  const { from, to, gate } = options;
  for await (const hits of pages(client, to.name, { match_all: {} }, ID_PAGE)) {
    goOn(options);
    const ids = hits.map(({ fields }) => fields?.['id']?.[0] as string);
    const there = await writer.states(from.name, ids);
    const gone = ids.filter((id) => !there.has(id));
    await writer.remove(gate, gone);
  }
}

/** All hits of a query as of now, page by page: a point in time with `search_after`. */
async function* pages(client: Client, index: string, query: Query, size: number): AsyncGenerator<readonly Hit[]> {
  const opened = await translated(() => client.openPointInTime({ index, keep_alive: KEEP_ALIVE }, DEADLINE));
  let id = opened.id;
  let after: estypes.SortResults | undefined;
  try {
    for (;;) {
      const body = {
        pit: { id, keep_alive: KEEP_ALIVE },
        query,
        size,
        sort: [{ _shard_doc: 'asc' as const }],
        docvalue_fields: ['id', 'content_hash', 'vector_hash'],
        _source: false,
        track_total_hits: false,
        ...(after ? { search_after: after } : {}),
      };
      const answer = await translated(() => client.search(body as estypes.SearchRequest, DEADLINE));
      id = answer.pit_id ?? id;
      const { hits } = answer.hits;
      if (hits.length === 0) return;
      after = hits.at(-1)?.sort;
      yield hits;
    }
  } finally {
    // it ends by itself too
    await client.closePointInTime({ id }).catch(() => undefined);
  }
}

async function refresh(client: Client, index: string): Promise<void> {
  await translated(() => client.indices.refresh({ index }, DEADLINE));
}
