// The states of a service as its four mouths tell them: /health/ready, /admin/status, /metrics and `ideascope status` agree.
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { statusCommand } from '../../indexer/commands.js';
import type { AdminAnswer } from '../../src/api/answers/admin.js';
import { unwatched } from '../../src/api/service-watch.js';
import { readConfig } from '../../src/config.js';
import type { Library } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { startService } from '../../src/main.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { requestMetrics } from '../../src/metrics/request-metrics.js';
import { addServiceMetrics } from '../../src/metrics/service-metrics.js';
import { openBuiltinLibrary } from '../support/open-builtin.js';
import { COLLECTION } from './collection.js';
import { API_KEY, type EmbedderKind, embedderOf, openFilled, serveLibrary } from './serve.js';

interface Ready {
  readonly status?: string;
  readonly error?: string;
  readonly message?: string;
  readonly engine?: { readonly works: number; readonly indexed: number; readonly embedded: number };
  readonly entities?: object;
  readonly waiting?: number;
  readonly embedding?: { readonly status: string };
}

const logger = createLogger('silent');
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one();
});

/** A service with metrics, over a library in some state. */
async function watched({ library, close }: Awaited<ReturnType<typeof openBuiltinLibrary>>, kind: EmbedderKind) {
  cleanUp.push(close);
  const embedder = embedderOf(kind);
  const metrics = new Metrics({ version: '0.0.0-test' });
  const reranker = { state: () => ({ status: 'off', message: 'there is none' }) as const };
  addServiceMetrics(metrics, { library, embedder, wanted: embedder, reranker, watch: unwatched() });
  const served = await serveLibrary(library, kind, { embedder, metrics, observers: [requestMetrics(metrics)] });
  cleanUp.push(() => served.close());
  return served;
}

async function hear(url: string) {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const [ready, admin, metrics] = await Promise.all([
    fetch(`${url}/health/ready`),
    fetch(`${url}/admin/status`, { headers }),
    fetch(`${url}/metrics`),
  ]);
  const text = await metrics.text();
  /** undefined: it is not said. */
  const metric = (name: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`ideascope_${name} `));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  return {
    ready: { code: ready.status, body: (await ready.json()) as Ready },
    admin: { code: admin.status, body: (await admin.json()) as AdminAnswer & { error?: string; message?: string } },
    metric,
  };
}

/** What the command prints, by what it calls it. */
async function command(library: Library, url: string, model = 'none'): Promise<Record<string, string>> {
  const { port, hostname: host } = new URL(url);
  const config = readConfig({ EMBEDDING_MODEL: model, PORT: port, HOST: host });
  let printed = '';
  const parts = Object.entries(library).map(([name, part]) => [name, unclosed(part as object)]);
  const kept = Object.fromEntries(parts) as Library;
  const around = {
    config,
    logger,
    stdin: new PassThrough(),
    stderr: new PassThrough(),
    print: (text: string) => {
      printed += text;
    },
    signal: new AbortController().signal,
    openLibrary: async () => kept,
    openEmbedder: () => embedderOf('off'),
  };
  await statusCommand({ options: {}, positionals: [] } as never, around as never);
  return Object.fromEntries(printed.split('\n').map((line) => [line.slice(0, 14).trim(), line.slice(14)]));
}

/** The command closes what it has opened; here the service goes on with it. */
function unclosed<P extends object>(part: P): P {
  return new Proxy(part, {
    get(target, name) {
      if (name === 'close') return async () => undefined;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('a service that is ready', () => {
  test.each([
    ['with all vectors', 'full', 'ready', 'complete'],
    ['with half of them', 'half-embedded', 'ready', 'waiting'],
    ['without a model', 'full', 'failed', 'failed'],
    ['while its model is on its way', 'unembedded', 'loading', 'loading'],
    ['that wants none', 'unembedded', 'off', 'off'],
  ] as const)('%s', async (_, filling, kind, state) => {
    const { url, library } = await watched(await openFilled(openBuiltinLibrary, filling), kind);
    const { ready, admin, metric } = await hear(url);
    expect([ready.code, admin.code]).toEqual([200, 200]);
    const { engine, entities, waiting } = ready.body;
    const { name, ready: isReady, waiting_for, ...counts } = admin.body.engine;
    expect([isReady, waiting_for, metric('ready'), metric('engine_up')]).toEqual([true, null, 1, 1]);
    expect(engine).toEqual({ name, ...counts });
    expect({ ...entities, waiting }).toEqual(admin.body.entities);
    expect([metric('works'), metric('works_indexed'), metric('works_embedded')]).toEqual(Object.values(counts));
    expect(metric('derivation_waiting')).toBe(waiting);
    expect(metric('entities{kind="authors"}')).toBe(admin.body.entities.authors);
    expect(metric('embedding_missing')).toBe(admin.body.embedding.missing);
    expect(admin.body.embedding.state).toBe(state);
    expect(metric(`embedding_state{state="${state}"}`)).toBe(1);
    expect(ready.body.embedding?.status).toBe(kind);
    expect(metric(`model_state{state="${kind}"}`)).toBe(1);
    const printed = await command(library, url);
    expect(printed.service).toMatch(
      new RegExp(`^ready, ${counts.indexed} of ${counts.works} works searched by words, ${counts.embedded} by meaning`),
    );
    expect(printed.works).toBe(String(counts.works));
    expect(printed.embedded).toBe(`${counts.works - admin.body.embedding.missing} of ${counts.works}`);
    expect(printed.researchers).toBe(String(admin.body.entities.authors));
    expect(printed['to be derived']).toBe(String(waiting));
  });
});

test('one whose index is being built is not ready, and all say what is awaited', async () => {
  const opened = await openBuiltinLibrary();
  await opened.library.works.write(COLLECTION);
  const { url, library } = await watched(opened, 'ready');
  const { ready, admin, metric } = await hear(url);
  expect([ready.code, ready.body.error]).toEqual([503, 'index_not_ready']);
  expect(admin.body.engine).toMatchObject({ ready: false, works: COLLECTION.length, indexed: 0 });
  expect(ready.body.message).toBe(`not ready: ${admin.body.engine.waiting_for}`);
  expect([metric('ready'), metric('engine_up'), metric('works_indexed')]).toEqual([0, 1, 0]);
  expect((await command(library, url)).service).toBe(`${ready.body.message}, at ${url}`);
});

test('one whose Elasticsearch is away says so, and nothing that it cannot know', async () => {
  const env = { ELASTICSEARCH_URL: 'http://127.0.0.1:9', EMBEDDING_MODEL: 'none', PORT: '0', API_KEYS: API_KEY };
  const service = await startService(readConfig({ ...env, DEMO: '0' }), logger);
  cleanUp.push(() => service.stop());
  const { ready, admin, metric } = await hear(service.url);
  expect([ready.code, ready.body.error]).toEqual([503, 'engine_unavailable']);
  expect([admin.code, admin.body.error, admin.body.message]).toEqual([503, ready.body.error, ready.body.message]);
  expect([metric('ready'), metric('engine_up'), metric('works')]).toEqual([0, 0, undefined]);
  await expect(command(service.library, service.url)).rejects.toMatchObject({ code: 'engine_unavailable' });
});

describe('who may read metrics', () => {
  const asked = async (metricsAccess: 'open' | 'key' | 'off', authorization = '') => {
    const { library, close } = await openBuiltinLibrary();
    cleanUp.push(close);
    const metrics = new Metrics({ version: '0.0.0-test' });
    const served = await serveLibrary(library, 'off', { metrics, metricsAccess });
    cleanUp.push(() => served.close());
    const answer = await fetch(`${served.url}/metrics`, { headers: { authorization } });
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
  };
  test.each([
    ['open', '', 200, 'text/plain'],
    ['key', '', 401, 'application/json'],
    ['key', `Bearer ${API_KEY}`, 200, 'text/plain'],
    ['off', `Bearer ${API_KEY}`, 404, 'application/json'],
  ] as const)('METRICS=%s, with "%s": %i', async (access, authorization, status, type) => {
    expect(await asked(access, authorization)).toEqual([status, type]);
  });
});
