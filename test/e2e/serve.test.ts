// The life of a service: a first start with the demo, works from another process, stops of every kind, a damaged snapshot.
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { eventually, Place, type Server } from './processes.js';

const DEMO = { DEMO: '1' };
const LIMIT_MS = 60_000;
/** The refresh comes every second; the rest is patience with a busy machine. */
const SECONDS = 8000;
const QUESTIONS = [
  'search=training models too large for one GPU&per_page=20&facets=publication_year',
  'search="attention" memory -vision&per_page=20',
  'filter=publication_year:>2020&sort=cited_by_count:desc&per_page=5&facets=type,topics.id',
];

let place: Place;
let server: Server;

beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

async function ask(query: string): Promise<{ status: number; body: WorksAnswer }> {
  const response = await fetch(`${server.url}/works?${encodeURI(query)}`);
  return { status: response.status, body: (await response.json()) as WorksAnswer };
}

/** Waits until an answer is all that it can be: the index is there, the model is ready, every work has its vector. */
async function complete(query = QUESTIONS[0] as string): Promise<WorksAnswer> {
  const full = ({ status, body }: Awaited<ReturnType<typeof ask>>) =>
    status === 200 && body.meta.mode === 'hybrid' && body.meta.degraded.length === 0 && body.meta.count > 0;
  return (await eventually('a complete answer', () => ask(query), full, LIMIT_MS)).body;
}

/** The answers to all questions, without what differs from time to time. */
async function answers() {
  await complete();
  const all = await Promise.all(QUESTIONS.map(ask));
  return all.map(({ status, body }) => {
    const { db_response_time_ms: _, ...meta } = body.meta;
    return { status, ...body, meta };
  });
}

async function importWork(id: string, title: string): Promise<void> {
  const end = await place.run(['import', '-', '--no-embed'], {}, JSON.stringify({ id, title }));
  expect(end.code).toBe(0);
}

const found = (word: string) =>
  eventually(
    `${word} to be found`,
    () => ask(`search=${word}&mode=keyword`),
    ({ status, body }) => status === 200 && body.meta.count === 1,
    SECONDS,
  );

/** Stops the service as an operator does, and starts it again. Gives what the new one wrote to its log by then. */
async function restart(): Promise<string> {
  expect((await server.stop('SIGTERM')).code).toBe(0);
  return startAgain();
}

async function startAgain(): Promise<string> {
  server = await place.serve(DEMO);
  await complete();
  return server.output().stderr;
}

describe('serve', () => {
  test(
    'an empty service loads the demo and answers by words until the model is ready',
    async () => {
      server = await place.serve(DEMO);
      const first = await eventually(
        'the demo',
        () => ask('search=memory'),
        ({ status, body }) => status === 200 && body.meta.count > 0,
      );
      expect(first.body.meta.degraded).not.toEqual([]);
      const { meta, results } = await complete();
      expect(meta).toMatchObject({ mode: 'hybrid', degraded: [] });
      const titles = results.slice(0, 3).map((work) => work.title ?? '');
      expect(titles.filter((title) => /\bZeRO\b/.test(title)).length).toBeGreaterThanOrEqual(2);
    },
    LIMIT_MS,
  );

  test(
    'what another process imports is found within seconds, then by its meaning too',
    async () => {
      await importWork('own:1', 'Zyxomma dragonflies at dusk');
      await found('zyxomma');
      const { results } = await complete('search=insects that fly in the evening');
      expect(results.map(({ id }) => id)).toContain('own:1');
    },
    LIMIT_MS,
  );
});

describe('stopped and started again', () => {
  test(
    'a restart uses the snapshot and answers the same',
    async () => {
      const before = await answers();
      const log = await restart();
      expect(log).not.toMatch(/no usable snapshot|building the index/);
      expect(await answers()).toEqual(before);
    },
    LIMIT_MS,
  );

  test(
    'a killed service has lost nothing',
    async () => {
      await importWork('own:2', 'Quokka populations on islands');
      await found('quokka');
      const before = await answers();
      expect((await server.stop('SIGKILL')).signal).toBe('SIGKILL');
      await startAgain();
      expect(await answers()).toEqual(before);
      await found('quokka');
    },
    LIMIT_MS,
  );

  test.each([
    ['with changed bytes', flipBytes],
    ['cut short', cutShort],
  ])(
    'a snapshot %s is built anew, with the same answers',
    async (_, damage) => {
      const before = await answers();
      expect((await server.stop('SIGTERM')).code).toBe(0);
      await damage(join(place.dataDir, 'index.snapshot'));
      const log = await startAgain();
      expect(log).toContain('no usable snapshot');
      expect(log).toContain('building the index');
      expect(await answers()).toEqual(before);
    },
    LIMIT_MS,
  );

  test('the service ends with exit code 0 and says so', async () => {
    const end = await server.stop('SIGTERM');
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end.stderr).toContain('"msg":"stopped"');
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
  });
});

async function flipBytes(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  for (let at = middle; at < middle + 8; at++) bytes[at] = (bytes[at] as number) ^ 0xff;
  await writeFile(path, bytes);
}

async function cutShort(path: string): Promise<void> {
  const { length } = await readFile(path);
  await truncate(path, Math.floor(length * 0.6));
}
