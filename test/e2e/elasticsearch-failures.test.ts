// Elasticsearch refuses, hangs, or has lost its index: stable answers in time, and recovery without a restart.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ConfigError, readConfig } from '../../src/config.js';
import { createElasticsearchEngine, type ElasticsearchOptions } from '../../src/engine/elasticsearch/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { type Service, startService } from '../../src/main.js';
import type { Credentials } from '../support/elasticsearch-node/config.js';
import { describeWithOwnNodes } from '../support/elasticsearch-node/describe.js';
import { authorization, type ElasticsearchNode, startNode } from '../support/elasticsearch-node/node.js';
import { embed, index, matchedIds, search, words } from '../support/engine-session.js';
import { degrees, makeModel, titled } from '../support/works.js';
import { get } from './ask-service.js';
import { eventually, type Settings } from './processes.js';

const START_MS = 120_000;
const SLOW_MS = 40_000;
const RECOVERY_MS = 15_000;
/** The deadline of a search, and some patience with a busy machine. */
const DEADLINE_MS = 12_500;

let node: ElasticsearchNode;
let prefixes = 0;
let log: string[];
const logger = () => pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
const cleanUp: (() => Promise<unknown>)[] = [];

/** The node's address with the right credentials. */
function address({ username, password } = node.credentials as Credentials): string {
  return node.url.replace('//', `//${username}:${password}@`);
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${node.url}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: authorization(node.credentials as Credentials) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

const cluster = (name: string, value: string | null) =>
  ask('PUT', '_cluster/settings', { persistent: { [name]: value } });

function settings(own: Settings = {}): Settings {
  return {
    ELASTICSEARCH_URL: address(),
    INDEX_PREFIX: `failing-${++prefixes}`,
    EMBEDDING_MODEL: 'none',
    PORT: '0',
    ...own,
  };
}

async function serve(own: Settings): Promise<Service> {
  const service = await startService(readConfig(own), logger());
  cleanUp.push(() => service.stop());
  return service;
}

async function open(more: Partial<ElasticsearchOptions> = {}) {
  const prefix = `failing-${++prefixes}`;
  const engine = createElasticsearchEngine({ url: address(), prefix, logger: logger(), ...more });
  cleanUp.push(() => engine.close());
  await engine.prepare();
  return { engine, prefix, alias: `${prefix}-works`, first: `${prefix}-works-000001` };
}

const isFound = (service: { readonly url: string }, count: number) =>
  eventually(
    `${count} works`,
    () => get(service, '/works'),
    ({ body }) => body.meta?.count === count,
    RECOVERY_MS,
  );

const failure = (code: string) => expect.objectContaining({ code });

const SECRET = 'c2VjcmV0OnNlY3JldA==';

async function makeKey(prefix: string, privileges: readonly string[]) {
  const role = { cluster: [], indices: [{ names: [`${prefix}-*`], privileges }] };
  const key = { name: prefix, role_descriptors: { ideascope: role } };
  return ask<{ id: string; encoded: string }>('POST', '_security/api_key', key);
}

async function expectUnavailable(engine: Engine): Promise<void> {
  const unavailable = expect.objectContaining({ code: expect.stringMatching(/^engine_(unavailable|timeout)$/) });
  await expect(search(engine, { text: words('graph') })).rejects.toEqual(unavailable);
  await expect(engine.status()).rejects.toEqual(unavailable);
  await expect(engine.fetch(['a'])).rejects.toEqual(unavailable);
  await expect(engine.write(titled({ b: 'graph' }))).rejects.toEqual(unavailable);
}

await describeWithOwnNodes('Elasticsearch fails', () => {
  beforeAll(async () => {
    log = [];
    node = await startNode({ security: true });
  }, START_MS);
  afterEach(async () => {
    for (const end of cleanUp.splice(0).reverse()) await end();
    log = [];
  }, START_MS);
  afterAll(async () => {
    await node?.dispose();
  });

  describe('credentials', credentials);
  describe('an index that is read-only, a node that has too much to do', refusals);
  describe('an index that is not there', missing);
  describe('a node that hangs', hanging);
});

function credentials(): void {
  test.each([
    ['password', () => ({ ELASTICSEARCH_URL: address({ username: 'ideascope', password: SECRET }) })],
    ['key', () => ({ ELASTICSEARCH_URL: node.url, ELASTICSEARCH_API_KEY: SECRET })],
  ])('a wrong %s keeps the service from starting and is not repeated', async (_, wrong) => {
    const error = await serve(settings(wrong())).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(/ELASTICSEARCH_URL.*ELASTICSEARCH_API_KEY/);
    expect(String((error as Error).stack) + log.join()).not.toMatch(/c2VjcmV0|secret/);
  });

  test(
    'a key with the rights that the documentation asks for is enough for everything',
    async () => {
      const { encoded } = await makeKey('own', ['manage', 'read', 'write']);
      const engine = createElasticsearchEngine({ url: node.url, apiKey: encoded, prefix: 'own', logger: logger() });
      cleanUp.push(() => engine.close());
      await engine.prepare();
      await index(engine, titled({ a: 'graph theory', b: 'graph' }));
      await embed(engine, makeModel(2), { a: degrees(0), b: degrees(10) });
      await embed(engine, makeModel(4), { a: new Float32Array([1, 0, 0, 0]) });
      await engine.switchModel(makeModel(4));
      expect(await engine.remove(['b'])).toBe(1);
      await engine.reindex();
      expect(await matchedIds(engine, { text: words('graph') })).toEqual(['a']);
      expect(await engine.fetch(['https://doi.org/10.1/x', 'a'])).toHaveLength(2);
      expect(await engine.status()).toMatchObject({ works: 1, embedded: 1, model: makeModel(4) });
      const other = createElasticsearchEngine({
        url: node.url,
        apiKey: encoded,
        prefix: 'foreign',
        logger: logger(),
      });
      cleanUp.push(() => other.close());
      await expect(other.prepare()).rejects.toEqual(failure('engine_refused'));
    },
    SLOW_MS,
  );

  test('a key that is revoked while the service runs ends the answers, not the service', async () => {
    const own = settings({ ELASTICSEARCH_URL: node.url });
    const { id, encoded } = await makeKey(own.INDEX_PREFIX as string, ['manage', 'read', 'write']);
    const service = await serve({ ...own, ELASTICSEARCH_API_KEY: encoded });
    await isFound(service, 0);
    await ask('DELETE', '_security/api_key', { ids: [id] });
    const refused = { status: 503, retry: null, body: expect.objectContaining({ error: 'engine_refused' }) };
    expect(await get(service, '/works')).toMatchObject(refused);
    expect(await get(service, '/health/ready')).toMatchObject(refused);
    expect(await get(service, '/health/live')).toMatchObject({ status: 200 });
    expect(log.join()).not.toContain(encoded);
  });
}

function refusals(): void {
  test('a read-only index: searches go on, writes wait, and say so when their patience is over', async () => {
    const { engine, alias } = await open({ writePatience: 400 });
    await index(engine, titled({ a: 'graph' }));
    for (const block of ['read_only_allow_delete', 'write', 'read_only']) {
      await ask('PUT', `${alias}/_settings`, { [`index.blocks.${block}`]: true });
      await expect(engine.write(titled({ b: 'graph' }))).rejects.toEqual(failure('engine_read_only'));
      await engine.refresh();
      expect(await matchedIds(engine, { text: words('graph') })).toEqual(['a']);
      await ask('PUT', `${alias}/_settings`, { [`index.blocks.${block}`]: null });
    }
    expect(await engine.write(titled({ b: 'graph' }))).toEqual(['created']);
  });

  test('a block that is lifted in time: the write goes on by itself', async () => {
    const { engine, alias } = await open();
    await engine.write(titled({ a: 'graph' }));
    await ask('PUT', `${alias}/_settings`, { 'index.blocks.write': true });
    const writing = engine.write(titled({ a: 'graph', b: 'tree' }));
    await sleep(300);
    await ask('PUT', `${alias}/_settings`, { 'index.blocks.write': null });
    expect(await writing).toEqual(['unchanged', 'created']);
  });

  test('an overloaded node: the write is repeated until it is taken', async () => {
    const limit = (value: string | null) => cluster('indices.breaker.total.limit', value);
    const { engine } = await open();
    const impatient = await open({ writePatience: 300 });
    await engine.status();
    await limit('1%');
    try {
      const overloaded = failure('engine_overloaded');
      await expect(impatient.engine.write(titled({ a: 'graph' }))).rejects.toEqual(overloaded);
      await expect(search(engine, { text: words('graph') })).rejects.toEqual(overloaded);
      const writing = engine.write(titled({ a: 'graph' }));
      await sleep(300);
      await limit(null);
      expect(await writing).toEqual(['created']);
    } finally {
      await limit(null);
    }
  });
}

function missing(): void {
  test('a closed index: no answer instead of an empty one, and no other index in its place', async () => {
    const { engine, alias, first } = await open({ writePatience: 300 });
    await index(engine, titled({ a: 'graph' }));
    await ask('POST', `${first}/_close`);
    await expectUnavailable(engine);
    await ask('POST', `${first}/_open`);
    expect(await engine.write(titled({ b: 'graph' }))).toEqual(['created']);
    await engine.refresh();
    expect(await matchedIds(engine, { text: words('graph') })).toEqual(['a', 'b']);
    expect(Object.keys(await ask<object>('GET', `${alias}/_alias`))).toEqual([first]);
  });

  test(
    'an index whose shard no node takes: no answer until one does',
    async () => {
      await cluster('cluster.routing.allocation.enable', 'none');
      const { engine, first } = await open({ writePatience: 300, searchDeadline: 1_000 });
      try {
        await expectUnavailable(engine);
      } finally {
        await cluster('cluster.routing.allocation.enable', null);
      }
      await ask('GET', `_cluster/health/${first}?wait_for_status=yellow&timeout=20s`);
      await index(engine, titled({ b: 'graph' }));
      expect(await matchedIds(engine, { text: words('graph') })).toEqual(['b']);
    },
    SLOW_MS,
  );

  test('an index that somebody deletes is made anew with our mapping, and the log says so', async () => {
    const own = settings();
    const service = await serve(own);
    const [first, alias] = [`${own.INDEX_PREFIX}-works-000001`, `${own.INDEX_PREFIX}-works`];
    await service.library.works.write(titled({ a: 'graph', b: 'tree' }));
    await isFound(service, 2);
    const before = await ask<Record<string, object>>('GET', `${first}/_mapping`);
    await ask('DELETE', first);
    const answer = await get(service, '/works');
    expect([200, 503]).toContain(answer.status);
    if (answer.status === 503) expect(answer.body.error).toBe('index_gone');
    await isFound(service, 0);
    expect(log.join()).toContain('the index is gone');
    await ask('DELETE', first);
    expect(await service.library.works.write(titled({ a: 'graph' }))).toEqual(['created']);
    await isFound(service, 1);
    expect(await ask('GET', `${alias}/_mapping`)).toEqual(before);
  });
}

function hanging(): void {
  test(
    'a node that hangs: answers in time, and a write that waits for it',
    async () => {
      const service = await serve(settings());
      await service.library.works.write(titled({ a: 'graph' }));
      await isFound(service, 1);
      const hasty = await open({ searchDeadline: 500, writePatience: 300 });
      await hasty.engine.status();
      await node.pause();
      try {
        const writing = service.library.works.write(titled({ a: 'graph', b: 'tree' }));
        await expect(hasty.engine.status()).rejects.toEqual(failure('engine_timeout'));
        const answers = await Promise.all(
          ['/works?search=graph', '/works/a', '/health/ready'].map((path) => get(service, path)),
        );
        for (const { status, retry, ms, body } of answers) {
          expect([status, body.error, retry]).toEqual([503, 'engine_timeout', '5']);
          expect(ms).toBeLessThan(DEADLINE_MS);
        }
        expect((await get(service, '/health/live')).ms).toBeLessThan(1_000);
        await node.resume();
        expect(await writing).toEqual(['unchanged', 'created']);
      } finally {
        await node.resume();
      }
      await isFound(service, 2);
    },
    SLOW_MS,
  );
}
