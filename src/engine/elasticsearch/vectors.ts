// Vectors of works in an index: storing them, reading them back, and what lacks one.
import type { Client, estypes } from '@elastic/elasticsearch';
import type { Work } from '../../domain/work.js';
import { embeddingText } from '../../text/embedding-text.js';
import type { StoredVector, UnembeddedWork } from '../engine.js';
import { hashOf } from '../hash.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { stamp } from './documents.js';
import { translated } from './failures.js';
import { getDocuments } from './reading.js';
import { encodeVector, type VectorIndexing } from './request.js';
import type { Change, Writer } from './writing.js';

const UNEMBEDDED_PAGE = 1_000;
/** An index that was made before there was a rank can still be read. */
const BY_RANK = {
  embedding_rank: { order: 'desc' as const, missing: '_last' as const, unmapped_type: 'long' as const },
};
/** Vectors that are read at once. */
const SLICE = 1_000;

/** Stores vectors of works whose text is still the one that was embedded; returns how many. */
export async function putVectors(
  writer: Writer<Work>,
  index: string,
  indexing: VectorIndexing,
  vectors: readonly StoredVector[],
): Promise<number> {
  const byId = new Map(vectors.map((one) => [one.id, one]));
  const accepted = new Set<string>();
  await writer.change(index, [...byId.keys()], (seen, pending) =>
    pending.flatMap((id): Change<Work>[] => {
      const version = seen.get(id);
      const { vector, textHash } = byId.get(id) as StoredVector;
      accepted.delete(id);
      if (version?.text_hash !== textHash) return [];
      accepted.add(id);
      const document = { vector: encodeVector(vector, indexing), vector_hash: textHash, changed_at: stamp() };
      return [{ id, action: 'update', document, seen: version }];
    }),
  );
  return accepted.size;
}

/** How many of these vectors are of the text that their work has: those that would be accepted. */
export async function countCurrent(
  writer: Writer<Work>,
  index: string,
  vectors: readonly StoredVector[],
): Promise<number> {
  const states = await writer.states(index, [...new Set(vectors.map((one) => one.id))]);
  return vectors.filter(({ id, textHash }) => states.get(id)?.text_hash === textHash).length;
}

/** The vectors of works by stored id, of unit length as far as rounding allows; undefined where there is none. */
export async function readVectors(
  client: Client,
  index: string,
  ids: readonly string[],
): Promise<(Float32Array | undefined)[]> {
  const vectors: (Float32Array | undefined)[] = [];
  for (let i = 0; i < ids.length; i += SLICE) {
    const slice = ids.slice(i, i + SLICE);
    const found = await getDocuments<{ vector?: readonly number[] | null }>(client, index, slice, ['vector']);
    for (const { _source: source } of found) vectors.push(source?.vector ? asUnit(source.vector) : undefined);
  }
  return vectors;
}

function asUnit(components: readonly number[]): Float32Array {
  const length = Math.hypot(...components);
  return Float32Array.from(components, (value) => (length === 0 ? 0 : value / length));
}

/** Works without a vector (or all of them), by rank and then as they were written, changes of this moment included. */
export async function listUnembedded(
  client: Client,
  index: string,
  limit: number,
  { all }: { readonly all: boolean },
): Promise<UnembeddedWork[]> {
  if (limit > 0) await translated(() => client.indices.refresh({ index }, { requestTimeout: WRITE_DEADLINE_MS }));
  const must_not = ['version_of', ...(all ? [] : ['vector_hash'])].map((field) => ({ exists: { field } }));
  const works: UnembeddedWork[] = [];
  let after: estypes.SortResults | undefined;
  while (works.length < limit) {
    const body = {
      index,
      size: Math.min(limit - works.length, UNEMBEDDED_PAGE),
      query: { bool: { must_not } },
      sort: [BY_RANK, { written_at: 'asc' as const }, { id: 'asc' as const }],
      _source: ['stored'],
      track_total_hits: false,
      ...(after ? { search_after: after } : {}),
    };
    const { hits } = (
      await translated(() => client.search<{ readonly stored: string }>(body, { requestTimeout: WRITE_DEADLINE_MS }))
    ).hits;
    if (hits.length === 0) break;
    after = hits.at(-1)?.sort;
    for (const { _source } of hits) {
      const work = JSON.parse((_source as { stored: string }).stored) as Work;
      const text = embeddingText(work);
      works.push({ id: work.id, textHash: hashOf(text), text });
    }
  }
  return works;
}
