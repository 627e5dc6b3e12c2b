// The whole service: it starts, makes writes visible, refuses a busy port, and lets requests finish when it stops.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCurator } from '../../indexer/curate.js';
import { createWorkWriter } from '../../indexer/write-works.js';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { type Config, ConfigError, readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { startService } from '../../src/main.js';
import { COLLECTION } from './collection.js';

const logger = createLogger('silent');
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ideascope-service-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const configOf = (env: Readonly<Record<string, string>>): Config =>
  readConfig({ PORT: '0', DATA_DIR: dataDir, EMBEDDING_MODEL: 'none', DEMO: '0', ...env });

async function eventually<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const value = await read();
    if (wanted(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited too long');
}

/** Sends bytes as they are, and reads until the connection ends. */
async function rawRequest(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

describe('startService', () => {
  test('serves what is written, without being told to refresh', async () => {
    const service = await startService(configOf({}), logger);
    await service.library.works.write(COLLECTION);
    const search = async () => {
      const response = await fetch(`${service.url}/works?search=reads`);
      return { status: response.status, body: (await response.json()) as WorksAnswer };
    };
    const found = await eventually(search, ({ status, body }) => status === 200 && body.meta.count === 4);
    expect(found.body.meta).toMatchObject({ count: 4, mode: 'keyword', degraded: [{ code: 'embedding_off' }] });
    await service.stop();
    await expect(fetch(`${service.url}/`)).rejects.toThrow();
    await service.stop();
  });

  test('a request under way finishes before the service stops', async () => {
    const service = await startService(configOf({}), logger);
    await eventually(
      async () => (await fetch(`${service.url}/health/ready`)).status,
      (status) => status === 200,
    );
    const under = fetch(`${service.url}/works`);
    // the connection must be there before it stops
    await new Promise((resolve) => setTimeout(resolve, 5));
    await service.stop();
    expect((await under).status).toBe(200);
  });

  test('the longest search is taken in any script', async () => {
    const service = await startService(configOf({}), logger);
    const longest = `${service.url}/works?search=${encodeURIComponent('深'.repeat(2000))}`;
    await eventually(
      async () => (await fetch(longest)).status,
      (status) => status === 200,
    );
    const stopping = performance.now();
    await service.stop();
    // connections that clients keep open do not hold it up
    expect(performance.now() - stopping).toBeLessThan(3000);
  });

  test('a port in use and a foreign address are one clear line each', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const busy = startService(configOf({ PORT: String(port) }), logger);
    await expect(busy).rejects.toThrow(ConfigError);
    await expect(busy).rejects.toThrow(`PORT=${port} is in use`);
    other.close();
    const foreign = startService(configOf({ HOST: '192.0.2.1' }), logger);
    await expect(foreign).rejects.toThrow(/HOST=192\.0\.2\.1 is no address of this machine/);
  });
});

describe('the service, written to over HTTP', () => {
  test('finds what is written over HTTP within a second, whoever writes at the same time', async () => {
    const key = 'invented-key-of-this-test';
    const service = await startService(configOf({ API_KEYS: key }), logger, (library) => ({
      curator: createCurator(library),
      workWriter: createWorkWriter(library.works),
    }));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const put = (i: number) => {
      const body = JSON.stringify({ title: `Reeds of bay${i}`, authors: ['Ada Quill'] });
      return fetch(`${service.url}/works/own:${i % 40}?select=id`, { method: 'PUT', headers, body });
    };
    const search = async (word: string) => {
      const response = await fetch(`${service.url}/works?search=${word}&select=id`);
      return ((await response.json()) as WorksAnswer).results?.map(({ id }) => id);
    };
    await eventually(
      async () => (await fetch(`${service.url}/health/ready`)).status,
      (status) => status === 200,
    );
    const answers = await Promise.all(Array.from({ length: 80 }, (_, i) => put(i)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
    const written = performance.now();
    await eventually(
      () => search('reeds'),
      (ids) => ids?.length === 25,
    );
    // half of it is waited for the refresh; the rest is for a machine that others use, too
    expect(performance.now() - written).toBeLessThan(2_000);
    expect((await fetch(`${service.url}/works/own:7`, { method: 'DELETE', headers })).status).toBe(200);
    await eventually(
      () => search('bay47'),
      (ids) => ids?.length === 0,
    );
    await service.stop();
  });
});

describe('what is no HTTP is answered in the same shape', () => {
  test.each([
    ['letters that are not percent-encoded', 'GET /works?search=naïve HTTP/1.1', 400, 'malformed_request', /%C3%A9/],
    ['a blank in the URL', 'GET /works?search=a b HTTP/1.1', 400, 'malformed_request', /percent-encode blanks/],
    ['a URL without end', `GET /works?search=${'a'.repeat(70_000)} HTTP/1.1`, 431, 'headers_too_large', /POST/],
  ])('%s', async (_, line, status, error, message) => {
    const service = await startService(configOf({}), logger);
    const answer = await rawRequest(service.url, `${line}\r\nHost: x\r\n\r\n`);
    await service.stop();
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('\r\nCache-Control: no-store\r\n');
    const body: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(body).toEqual({ error, message: expect.stringMatching(message) });
  });
});
