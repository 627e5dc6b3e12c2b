// The bench of both engines: the same works, vectors and questions, asked by turns, and the same questions without our service.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { readConfig } from '../src/config.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { type Connection, connect } from '../src/engine/elasticsearch/client.js';
import { createElasticsearchLibrary } from '../src/engine/elasticsearch/library.js';
import { closeLibrary, type Library } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { startNode } from '../test/support/elasticsearch-node/node.js';
import type { VectorSource } from './engine.js';
import { compareAnswers } from './engines-answers.js';
import { describeIndex, fill } from './engines-fill.js';
import { type Bench, measure } from './engines-measure.js';
import { drawQuestions, embedQuestions, type Questions } from './engines-questions.js';
import { rememberedEmbedder, serve } from './engines-service.js';
import { type Row, summarise, tableOf } from './engines-table.js';
import { plainClient } from './plain-http.js';
import { writeRun } from './runs.js';
import { type VectorMaker, vectorMaker } from './vectors.js';
import { tapWire } from './wiretap.js';

const PER_KIND = 40;
const ROUNDS = 3;
/** After merging all segments into one, which nobody does while works are still being written. */
const ROUNDS_MERGED = 1;
const HEAP_MB = 4096;
const PREFIX = 'ideascope-bench';
const ALIAS = `${PREFIX}-works`;

/** Fills both engines, measures, compares, and writes bench/runs/<day>-engines-<corpus>.json. */
export async function benchEngines(corpora: readonly string[], vectors: Exclude<VectorSource, 'none'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const { elasticsearch } = readConfig();
  const node = elasticsearch ? undefined : await startNode({ heapMb: HEAP_MB, optimised: true });
  const connection: Connection = elasticsearch ?? { url: node?.url ?? '' };
  const client = connect(connection);
  const logger = createLogger('warn');
  const builtin = createBuiltinLibrary({ dataDir: folder, logger });
  const onElasticsearch = createElasticsearchLibrary({ ...connection, prefix: PREFIX, logger });
  try {
    await dropIndices(client);
    const maker = await vectorMaker(vectors);
    const filled = await fillBoth(builtin, onElasticsearch, corpora, maker);
    const results = await run({ builtin, onElasticsearch, connection, client, maker });
    await maker.close();
    const command = `npm run bench -- engines ${corpora.map((c) => basename(c)).join(' ')} --vectors ${vectors}`;
    const name = corpora.length === 1 ? basename(corpora[0] ?? '').replace(/\..*$/, '') : `${corpora.length}-corpora`;
    writeRun(`engines-${name}`, { command, perKind: PER_KIND, rounds: ROUNDS, ...filled, ...results });
  } finally {
    await dropIndices(client);
    await Promise.all([closeLibrary(builtin), closeLibrary(onElasticsearch), client.close()]);
    await node?.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fillBoth(
  { works: builtin }: Library,
  { works: onElasticsearch }: Library,
  corpora: readonly string[],
  maker: VectorMaker,
) {
  const sources = corpora.map((path) => resolve(path));
  await builtin.prepare();
  await onElasticsearch.prepare();
  const filled = {
    builtin: await fill(builtin, sources, maker),
    elasticsearch: await fill(onElasticsearch, sources, maker),
  };
  process.stdout.write(`filled ${JSON.stringify(filled, null, 2)}\n`);
  return { filled };
}

interface Setup {
  readonly builtin: Library;
  readonly onElasticsearch: Library;
  readonly connection: Connection;
  readonly client: Client;
  readonly maker: VectorMaker;
}

/** Everything that is asked of two filled engines. */
export async function run(setup: Setup) {
  const { builtin, onElasticsearch, connection, client, maker } = setup;
  const questions = await drawQuestions(builtin.works, PER_KIND);
  const embedder = rememberedEmbedder(maker, await embedQuestions(questions, maker));
  const wiretap = await tapWire(connection.url);
  const tapped = createElasticsearchLibrary({
    ...connection,
    url: wiretap.url,
    prefix: PREFIX,
    logger: createLogger('warn'),
  });
  const bench: Bench = {
    builtin: await serve(builtin, embedder),
    service: await serve(onElasticsearch, embedder),
    tapped: await serve(tapped, embedder),
    wiretap,
    elasticsearch: plainClient(connection.url, connection.apiKey),
    index: ALIAS,
  };
  try {
    return await compareAndMeasure(bench, questions, client);
  } finally {
    for (const part of [bench.builtin, bench.service, bench.tapped, bench.elasticsearch]) part.close();
    await closeLibrary(tapped);
    wiretap.close();
  }
}

async function compareAndMeasure(bench: Bench, questions: Questions, client: Client) {
  const { agreements, differences } = await compareAnswers(bench.builtin, bench.service, questions);
  process.stdout.write(`answers ${JSON.stringify({ agreements, differences }, null, 2)}\n`);
  const asWritten = await measured(bench, questions, client, { rounds: ROUNDS, warmUp: true });
  await client.indices.forcemerge({ index: ALIAS, max_num_segments: 1 }, { requestTimeout: 600_000 });
  await client.indices.refresh({ index: ALIAS });
  const merged = await measured(bench, questions, client, { rounds: ROUNDS_MERGED, warmUp: false });
  return { agreements, differences: differences.length, asWritten, merged };
}

async function measured(
  bench: Bench,
  questions: Questions,
  client: Client,
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: boolean },
) {
  const index = await describeIndex(client, ALIAS);
  const rows: Row[] = (await measure(bench, questions, rounds, warmUp)).map(summarise);
  const load = loadavg().map((average) => Number(average.toFixed(2)));
  process.stdout.write(`${JSON.stringify({ index, load })}\n${tableOf(rows)}`);
  return { index, load, rows };
}

async function dropIndices(client: Client): Promise<void> {
  const found = await client.indices.get({ index: `${ALIAS}*`, ignore_unavailable: true, allow_no_indices: true });
  const names = Object.keys(found);
  if (names.length > 0) await client.indices.delete({ index: names });
}
