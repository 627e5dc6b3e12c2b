// Fills both engines of the engines bench with the same works and vectors, through the port alone.
import type { Client } from '@elastic/elasticsearch';
import { importWorks } from '../indexer/pipeline.js';
import type { Engine } from '../src/engine/engine.js';
import type { Figures } from './engine.js';
import { type VectorMaker, writeVectors } from './vectors.js';

/** Works and vectors in; rates per second. */
export async function fill(engine: Engine, corpora: readonly string[], maker: VectorMaker): Promise<Figures> {
  const started = performance.now();
  const report = await importWorks({ engine, sources: corpora, format: 'auto' });
  await engine.refresh();
  const imported = performance.now();
  const { vectors } = await writeVectors(engine, maker);
  await engine.refresh();
  const embedded = performance.now();
  const works = report.created + report.updated;
  const rate = (count: number, ms: number) => Math.round(count / (ms / 1000));
  return {
    works,
    worksPerSecond: rate(works, imported - started),
    vectors: vectors as number,
    vectorsPerSecond: rate(vectors as number, embedded - imported),
  };
}

/** What an index has become: its bytes on disk and its segments, the largest first. */
export async function describeIndex(client: Client, alias: string) {
  const [stats] = await client.cat.indices({
    index: alias,
    format: 'json',
    bytes: 'b',
    h: ['store.size', 'docs.deleted'],
  });
  const segments = await client.cat.segments({ index: alias, format: 'json', h: ['docs.count', 'searchable'] });
  const documents = segments
    .filter(({ searchable }) => searchable === 'true')
    .map((segment) => Number(segment['docs.count']))
    .sort((a, b) => b - a);
  return {
    megabytes: Math.round(Number(stats?.['store.size']) / 1e6),
    deleted: Number(stats?.['docs.deleted']),
    segments: documents.length,
    largestSegments: documents.slice(0, 5),
  };
}
