// Compares the ways in which Elasticsearch can index vectors: time, bytes, recall, and whether totals are exact.
import { basename, resolve } from 'node:path';
import type { Client, estypes } from '@elastic/elasticsearch';
import { importWorks } from '../indexer/pipeline.js';
import type { Work } from '../src/domain/work.js';
import { connect } from '../src/engine/elasticsearch/client.js';
import { hashOf } from '../src/engine/hash.js';
import { quantise } from '../src/engine/quantise.js';
import { embeddingText } from '../src/text/embedding-text.js';
import { startNode } from '../test/support/elasticsearch-node/node.js';
import { titleWords } from './drawing.js';
import type { Figures } from './engine.js';
import { randomNumbers } from './random.js';
import { writeRun } from './runs.js';
import { vectorMaker } from './vectors.js';

const INDEX = 'ideascope-bench-vectors';
const QUESTIONS = 60;
const WARM_UP = 3;
const NEIGHBOURS = 1_000;
const BULK = 500;
const LONG_MS = 1_800_000;

/** How vectors are kept; `copies` indexes each so many times, to see what a larger shard costs. */
interface Type {
  readonly type: string;
  readonly element: 'byte' | 'float';
  readonly candidates: number;
  readonly copies: number;
}

const TYPES: readonly Type[] = [
  { type: 'flat', element: 'byte', candidates: NEIGHBOURS, copies: 1 },
  { type: 'int8_flat', element: 'float', candidates: NEIGHBOURS, copies: 1 },
  { type: 'hnsw', element: 'byte', candidates: 2 * NEIGHBOURS, copies: 1 },
  { type: 'bbq_hnsw', element: 'float', candidates: 2 * NEIGHBOURS, copies: 1 },
  { type: 'flat', element: 'byte', candidates: NEIGHBOURS, copies: 3 },
];

interface Vectors {
  readonly works: readonly Float32Array[];
  readonly questions: readonly Float32Array[];
  readonly floor: number;
}

/** Measures each type on a node of its own kind and writes bench/runs/<day>-vector-types.json. */
export async function benchVectorTypes(corpus: string): Promise<void> {
  const vectors = await load(corpus);
  const node = await startNode({ heapMb: 4096, optimised: true });
  const client = connect({ url: node.url });
  try {
    const types: Record<string, Figures> = {};
    for (const type of TYPES) {
      const name = `${type.element} ${type.type}${type.copies > 1 ? ` × ${type.copies}` : ''}`;
      types[name] = await measure(client, type, vectors);
      process.stdout.write(`${name} ${JSON.stringify(types[name])}\n`);
    }
    const command = `npm run bench -- vector-types ${basename(corpus)}`;
    writeRun('vector-types', { command, vectors: vectors.works.length, floor: vectors.floor, types });
  } finally {
    await client.close();
    await node.dispose();
  }
}

async function load(corpus: string): Promise<Vectors> {
  const works: Work[] = [];
  const write = async (batch: readonly Work[]) => {
    works.push(...batch);
    return batch.map(() => 'created' as const);
  };
  await importWorks({ engine: { write, records: async () => [] }, sources: [resolve(corpus)], format: 'auto' });
  const maker = await vectorMaker('model');
  const texts = works.map((work) => ({
    id: work.id,
    text: embeddingText(work),
    textHash: hashOf(embeddingText(work)),
  }));
  const vectors = await maker.make(texts);
  const random = randomNumbers(1);
  const questions: Float32Array[] = [];
  for (let i = 0; i < QUESTIONS; i++) questions.push(await maker.query(titleWords(random, works, 6)));
  await maker.close();
  return { works: vectors, questions, floor: maker.floors.floor };
}

async function measure(client: Client, type: Type, vectors: Vectors): Promise<Figures> {
  await create(client, type, vectors);
  const started = performance.now();
  await index(client, type, vectors.works);
  const indexed = performance.now();
  await client.indices.forcemerge({ index: INDEX, max_num_segments: 1 }, { requestTimeout: LONG_MS });
  await client.indices.refresh({ index: INDEX });
  const merged = performance.now();
  const stats = await client.indices.stats({ index: INDEX, metric: ['store'] });
  const answers = await ask(client, type, vectors);
  await client.indices.delete({ index: INDEX });
  return {
    indexSeconds: Math.round((indexed - started) / 1000),
    mergeSeconds: Math.round((merged - indexed) / 1000),
    megabytes: Math.round((stats._all.primaries?.store?.size_in_bytes ?? 0) / 1e6),
    ...answers,
  };
}

async function create(client: Client, { type, element }: Type, { works }: Vectors): Promise<void> {
  const vector = {
    type: 'dense_vector',
    element_type: element,
    dims: works[0]?.length ?? 0,
    index: true,
    similarity: 'cosine',
    index_options: { type },
  } as estypes.MappingDenseVectorProperty;
  await client.indices.delete({ index: INDEX, ignore_unavailable: true });
  await client.indices.create({
    index: INDEX,
    settings: { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '-1' },
    mappings: { properties: { vector, id: { type: 'keyword' } } },
  });
}

async function index(client: Client, { element, copies }: Type, works: readonly Float32Array[]): Promise<void> {
  const all = Array.from({ length: copies * works.length }, (_, i) => i);
  for (let at = 0; at < all.length; at += BULK) {
    const operations = all.slice(at, at + BULK).flatMap((i) => {
      const vector = stored(works[i % works.length] as Float32Array, element);
      return [{ index: { _index: INDEX } }, { vector, id: String(i) }];
    });
    await client.bulk({ operations }, { requestTimeout: LONG_MS });
  }
  await client.indices.refresh({ index: INDEX }, { requestTimeout: LONG_MS });
}

function stored(vector: Float32Array, element: Type['element']): number[] {
  return Array.from(element === 'byte' ? quantise(vector).values : vector);
}

/** The search by meaning as the engine asks it, the page of hits kept small so that only the comparing is timed. */
async function ask(client: Client, type: Type, { works, questions, floor }: Vectors): Promise<Figures> {
  const times: number[] = [];
  let recall = 0;
  let exactTotals = 0;
  const compared = works.map((vector) => unit(stored(vector, type.element)));
  for (let round = -WARM_UP; round < 2; round++) {
    for (const question of questions) {
      const query_vector = stored(question, type.element);
      const knn = { field: 'vector', query_vector, k: NEIGHBOURS, num_candidates: type.candidates, similarity: floor };
      const asked = { index: INDEX, query: { knn }, size: 10, _source: false, track_total_hits: true };
      const started = performance.now();
      await client.search(asked);
      if (round >= 0) times.push(performance.now() - started);
    }
  }
  for (const question of questions) {
    const query_vector = stored(question, type.element);
    const knn = { field: 'vector', query_vector, k: NEIGHBOURS, num_candidates: type.candidates, similarity: floor };
    const { hits } = await client.search({
      index: INDEX,
      query: { knn },
      size: NEIGHBOURS,
      _source: false,
      docvalue_fields: ['id'],
      track_total_hits: true,
    });
    const near = nearest(compared, unit(query_vector), floor);
    const wanted = new Set(near.slice(0, NEIGHBOURS).map(String));
    const found = hits.hits.filter(({ fields }) => wanted.has(fields?.id?.[0] as string)).length;
    recall += wanted.size === 0 ? 1 : found / wanted.size;
    exactTotals += (hits.total as estypes.SearchTotalHits).value === type.copies * near.length ? 1 : 0;
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toFixed(2));
  const share = (sum: number) => Number((sum / questions.length).toFixed(3));
  // copies share the places of a page, so that recall says nothing of them
  return {
    p50: at(0.5),
    p95: at(0.95),
    ...(type.copies === 1 ? { recall: share(recall) } : {}),
    exactTotals: share(exactTotals),
  };
}

function unit(vector: readonly number[]): Float64Array {
  const length = Math.hypot(...vector);
  return Float64Array.from(vector, (component) => component / length);
}

/** Places of the vectors with at least this cosine, nearest first. */
function nearest(vectors: readonly Float64Array[], to: Float64Array, floor: number): number[] {
  const near: { readonly at: number; readonly cosine: number }[] = [];
  for (const [at, vector] of vectors.entries()) {
    let cosine = 0;
    for (let i = 0; i < to.length; i++) cosine += (to[i] as number) * (vector[i] as number);
    if (cosine >= floor) near.push({ at, cosine });
  }
  return near.sort((a, b) => b.cosine - a.cosine).map(({ at }) => at);
}
