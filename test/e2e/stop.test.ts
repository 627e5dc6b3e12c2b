// SIGTERM, whatever the service is at: it says so first, finishes what it can, and has ended within ten seconds.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedRecord, inventedRecords, writeGzip } from './invented-works.js';
import { eventually, Place, type Server } from './processes.js';

const KEY = 'a-key-for-tests-of-stopping';
const SETTINGS = { EMBEDDING_MODEL: 'none', API_KEYS: KEY };
const WORKS = 2500;
/** What whoever sends SIGTERM waits for, commonly, before SIGKILL. */
const STOPPED_MS = 10_000;
const LIMIT_MS = 60_000;

let place: Place;
beforeAll(async () => {
  place = await Place.open();
}, LIMIT_MS);
afterAll(() => place.close());

/** Stops the service as an operator does. Returns the milliseconds that it took. */
async function stopped(server: Server): Promise<number> {
  const began = performance.now();
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
  return performance.now() - began;
}

/** Sends the head of a request and no more than the beginning of its body. */
async function begin({ url }: Server, head: readonly string[], body = ''): Promise<{ socket: Socket; text(): string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('utf8').on('data', (some: string) => {
    text += some;
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`${[...head, `Host: ${hostname}`, `Authorization: Bearer ${KEY}`].join('\r\n')}\r\n\r\n${body}`);
  return { socket, text: () => text };
}

const works = async ({ url }: Server) =>
  ((await (await fetch(`${url}/health/ready`)).json()) as { engine?: { works: number } }).engine?.works ?? 0;

test(
  'a service with DRAIN_WAIT says that it stops before it refuses anybody',
  async () => {
    const server = await place.serve({ ...SETTINGS, DEMO: '1', DRAIN_WAIT: '2' });
    await eventually(
      'the demo',
      () => works(server),
      (count) => count > 50,
    );
    const before = await fetch(`${server.url}/works?search=memory`);
    expect(before.headers.get('connection')).not.toBe('close');
    expect(before.headers.get('x-ideascope-version')).toMatch(/^\d+\.\d+\.\d+$/);
    await before.arrayBuffer();
    const ended = server.stop('SIGTERM');
    const ready = await eventually(
      'readiness to end',
      () => fetch(`${server.url}/health/ready`),
      ({ status }) => status === 503,
    );
    expect(await ready.json()).toMatchObject({ error: 'stopping', message: expect.stringContaining('about to stop') });
    const answer = await fetch(`${server.url}/works?search=memory`);
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect((await ended).code).toBe(0);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
  },
  LIMIT_MS,
);

test(
  'a client that sends nothing more keeps nobody, and an import over HTTP is told how far it came',
  async () => {
    const server = await place.serve(SETTINGS);
    const slow = await begin(server, [
      'POST /works/search HTTP/1.1',
      'Content-Type: application/json',
      'Content-Length: 90',
    ]);
    const lines = inventedRecords(300, 10).map((record) => `${JSON.stringify(record)}\n`);
    const type = 'Content-Type: application/x-ndjson';
    const upload = await begin(server, ['POST /works HTTP/1.1', type, 'Content-Length: 1000000'], lines.join(''));
    await eventually(
      'some works',
      () => works(server),
      (count) => count > 50,
    );
    expect(await stopped(server)).toBeLessThan(STOPPED_MS);
    expect(upload.text()).toMatch(/^HTTP\/1\.1 503 .*the service stops; \d+ works that came before are stored/s);
    for (const { socket } of [slow, upload]) socket.destroy();
  },
  LIMIT_MS,
);

test(
  'while researchers are derived: the next start goes on where it was',
  async () => {
    const file = join(place.folder, 'works.jsonl.gz');
    await writeGzip(file, inventedRecords(WORKS, 20));
    const importing = place.start(['import', file, '--no-embed'], SETTINGS);
    const deriving = async () => /researchers and topics/.test(importing.output().stderr);
    const over = importing.ended.then(() => true);
    await Promise.race([eventually('the derivation', deriving, (now) => now), over]);
    await importing.stop('SIGKILL');
    const server = await place.serve(SETTINGS);
    await eventually(
      'the index',
      () => works(server),
      (count) => count >= WORKS,
    );
    expect(await stopped(server)).toBeLessThan(STOPPED_MS);
    const again = await place.serve(SETTINGS);
    const person = inventedRecord(0, 20).authors[0]?.id;
    const found = async () => (await fetch(`${again.url}/authors/${person}`)).status;
    await eventually('people', found, (status) => status === 200);
    expect(await stopped(again)).toBeLessThan(STOPPED_MS);
  },
  LIMIT_MS,
);

test(
  'while a model is loaded and works are embedded',
  async () => {
    const server = await place.serve({ ...SETTINGS, EMBEDDING_MODEL: '' });
    const embedded = async () => {
      const answer = await fetch(`${server.url}/health/ready`);
      return ((await answer.json()) as { engine?: { embedded: number } }).engine?.embedded ?? 0;
    };
    await eventually('a vector', embedded, (count) => count > 0, LIMIT_MS);
    expect(await stopped(server)).toBeLessThan(STOPPED_MS);
  },
  LIMIT_MS,
);
