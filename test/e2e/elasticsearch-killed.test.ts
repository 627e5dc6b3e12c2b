// An Elasticsearch node that is killed in the middle of searches and imports, and a service that starts while it is away.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ImportReport, importWorks } from '../../indexer/pipeline.js';
import { readConfig } from '../../src/config.js';
import { ALL } from '../../src/domain/query.js';
import { createElasticsearchEngine } from '../../src/engine/elasticsearch/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { type Service, startService } from '../../src/main.js';
import { describeWithOwnNodes } from '../support/elasticsearch-node/describe.js';
import { type ElasticsearchNode, startNode } from '../support/elasticsearch-node/node.js';
import { titled } from '../support/works.js';
import { type Answer, get } from './ask-service.js';
import { restartsInTurns, restoresSnapshot } from './elasticsearch-kept.js';
import { inventedRecords, writeGzip } from './invented-works.js';
import { eventually, Place, type Server } from './processes.js';

const START_MS = 120_000;
const SLOW_MS = 40_000;
const RECOVERY_MS = 15_000;
/** The deadline of a search, and some patience with a busy machine. */
const DEADLINE_MS = 12_500;
const BEFORE_KILL = 500;

const logger = createLogger('silent');
const records = inventedRecords(6000, 40);
const acknowledged: string[] = [];
let place: Place;
let node: ElasticsearchNode;
let over = false;
let service: Service;
let late: Server;
let imported: Engine;
let noted: Engine;
let importing: Promise<ImportReport>;

const settings = (prefix: string) => ({ ELASTICSEARCH_URL: node.url, INDEX_PREFIX: prefix, EMBEDDING_MODEL: 'none' });

const isFound = (service: { readonly url: string }, wanted: (count: number) => boolean) =>
  eventually(
    'works',
    () => get(service, '/works'),
    ({ body }) => wanted(body.meta?.count ?? 0),
    RECOVERY_MS,
  );

/** Writes batch after batch; what fails is not noted, and not repeated. */
async function noteWrites(engine: Engine): Promise<void> {
  for (let batch = 0; !over; batch++) {
    const ids = Array.from({ length: 50 }, (_, i) => `noted:${batch}-${i}`);
    await engine.write(titled(Object.fromEntries(ids.map((id) => [id, `graph ${id}`])))).then(
      () => acknowledged.push(...ids),
      () => sleep(50),
    );
  }
}

async function searchOn(service: Service, answers: Answer[]): Promise<void> {
  while (!over) answers.push(await get(service, '/works?search=graph'));
}

/** A service whose node is not there says so at once. */
async function checkAway(service: { readonly url: string }): Promise<void> {
  expect((await get(service, '/health/live')).status).toBe(200);
  for (const path of ['/health/ready', '/works?search=memory', '/works/a']) {
    const { status, body, retry, ms } = await get(service, path);
    expect([status, body.error, retry]).toEqual([503, 'engine_unavailable', '5']);
    expect(ms).toBeLessThan(2_000);
  }
}

await describeWithOwnNodes('a node of Elasticsearch that is killed', () => {
  beforeAll(async () => {
    place = await Place.open();
    await writeGzip(join(place.folder, 'works.jsonl.gz'), records);
    node = await startNode();
    service = await startService({ ...readConfig(settings('searched')), port: 0 }, logger);
    imported = createElasticsearchEngine({ url: node.url, prefix: 'imported', logger });
    noted = createElasticsearchEngine({ url: node.url, prefix: 'noted', logger, writePatience: 0 });
  }, START_MS);
  afterAll(async () => {
    over = true;
    await Promise.allSettled([service?.stop(), imported?.close(), noted?.close(), importing]);
    await place?.close();
    await node?.dispose();
  }, START_MS);

  test('every search ends, and all goes on without a restart', livesOn, START_MS);
  test('nothing that was acknowledged is lost', keepsAcknowledged);
  test('an import goes on by itself, loses and repeats nothing, and counts what it did', importsAll, SLOW_MS);
  test('a service that started without it loads the demo, and has logged changes only', wakesUp, SLOW_MS);
  const kept = () => ({ place, node, settings });
  test('two services are restarted in turns, and no request fails', () => restartsInTurns(kept()), START_MS);
  test('a snapshot is restored beside what there is, and says the same', () => restoresSnapshot(kept()), START_MS);
});

async function livesOn(): Promise<void> {
  await service.library.works.write(titled({ a: 'graph' }));
  await isFound(service, (count) => count === 1);
  importing = importWorks({
    engine: imported,
    sources: [join(place.folder, 'works.jsonl.gz')],
    format: 'jsonl',
  });
  importing.catch(() => undefined);
  const answers: Answer[] = [];
  const running = [noteWrites(noted), ...[1, 2, 3].map(() => searchOn(service, answers))];
  await eventually(
    'some batches',
    async () => acknowledged.length,
    (count) => count > BEFORE_KILL,
  );
  await node.kill();
  late = await place.serve({ ...settings('late'), DEMO: '1' });
  await checkAway(late);
  await node.start();
  await isFound(service, (count) => count === 1);
  over = true;
  await Promise.all(running);
  const kinds = new Set(answers.map(({ status, body }) => body.error ?? status));
  // where a request is caught by the end of the node is a matter of chance
  kinds.delete('engine_timeout');
  expect(kinds).toEqual(new Set([200, 'engine_unavailable']));
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(DEADLINE_MS);
}

async function keepsAcknowledged(): Promise<void> {
  const works = await noted.fetch(acknowledged);
  expect(works.map((work) => work?.id)).toEqual(acknowledged);
}

async function importsAll(): Promise<void> {
  const report = await importing;
  expect(report).toMatchObject({ created: records.length, updated: 0, unchanged: 0, rejected: 0 });
  await imported.refresh();
  const order = { by: [], offset: 0, limit: records.length + 1 };
  const all = await imported.retrieve({ filter: ALL, lexical: false, window: 0, order, facets: [] });
  expect(all.sorted).toEqual(records.map(({ id }) => id).sort());
}

async function wakesUp(): Promise<void> {
  await isFound(late, (count) => count > 0);
  const ended = await late.stop('SIGTERM');
  expect(ended.code).toBe(0);
  for (const what of ['refreshing the index', 'importing the demo']) {
    // once for each way to be away: unreachable, starting, slow
    expect(ended.stderr.split(`"${what} failed"`).length - 1).toBeLessThanOrEqual(3);
    expect(ended.stderr.split(`"${what} works again"`).length - 1).toBe(1);
  }
}
