// HTTP as bytes and over every route of the contract: what a client library would hide or repair.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTES } from '../../src/api/contract.js';
import type { Route } from '../../src/api/route.js';
import { closeLibrary } from '../../src/engine/engine.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { type Answer, API_KEY, type Served, serve } from './serve.js';

let served: Served;

beforeAll(async () => {
  const open = async () => {
    const library = createOracleLibrary();
    return { library, close: () => closeLibrary(library) };
  };
  served = await serve(open, 'full', 'ready', { metrics: new Metrics({ version: '0.0.0-test' }) });
});
afterAll(() => served.close());

const IDS: Readonly<Record<string, string>> = {
  works: 'W2000000101',
  authors: 'author:daniel-roth',
  topics: 'topic:genomics',
  institutions: 'institution:kamakura-university',
  sources: 'source:jii',
};
const routes: readonly Route[] = Object.values(ROUTES);

/** A request that this collection answers with 200. */
function pathOf({ path, example }: Route): string {
  const id = IDS[path.split('/')[1] ?? ''];
  return path.includes('{id}') && id ? path.replace('{id}', id) : example;
}

const reads = routes.filter(({ method }) => method === 'GET');

describe('every route that reads', () => {
  test.each(reads.map((route) => [pathOf(route), route] as const))('%s', async (path, route) => {
    for (const accept of ['identity', 'gzip']) {
      const key = route.guarded ? { authorization: `Bearer ${API_KEY}` } : {};
      const headers = { 'accept-encoding': accept, ...key };
      const [got, head] = [await served.ask({ path, headers }), await served.ask({ method: 'HEAD', path, headers })];
      expect([got.status, head.status, head.text]).toEqual([200, 200, '']);
      expect(lasting(head)).toEqual(lasting(got));
      const kept = route.fleeting ? 'no-store' : 'private, no-cache';
      // at the root a page for people lies beside the answer for programs
      const vary = path === '/' ? 'Accept, Accept-Encoding' : 'Accept-Encoding';
      expect(got.headers).toMatchObject({ 'cache-control': kept, vary });
      expect(got.headers.etag === undefined).toBe(route.fleeting === true);
      const again = { path, headers: { ...headers, 'if-none-match': got.headers.etag?.toString() ?? '*' } };
      expect((await served.ask(again)).status).toBe(route.fleeting ? 200 : 304);
    }
  });
});

/** The headers that speak of the answer rather than of its way here. A duration may be a digit longer. */
function lasting({ headers }: Answer): Answer['headers'] {
  const {
    date: _date,
    'x-request-id': _id,
    'transfer-encoding': _framing,
    'content-length': length,
    ...rest
  } = headers;
  return { ...rest, 'content-length': length === undefined ? undefined : 'there' };
}

describe('OPTIONS at every path', () => {
  test.each([...new Set(routes.map(({ path }) => path))])('%s', async (path) => {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
    const at = path.replace('{id}', 'anything');
    const { status, headers, text } = await served.ask({ method: 'OPTIONS', path: at });
    expect([status, text]).toEqual([204, '']);
    const allowed = String(headers.allow).split(', ');
    expect(allowed.sort()).toEqual(['OPTIONS', ...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort());
    const refused = await served.ask({ method: 'PROPFIND', path: at });
    expect([refused.status, refused.headers.allow]).toEqual([405, headers.allow]);
  });
});

/** Sends bytes as they are over one connection, and reads until it ends. */
async function exchange(text: string): Promise<string> {
  const socket = connect(served.port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const piece of socket) answer += String(piece);
  return answer;
}

describe('on the wire', () => {
  test('what has no body leaves the connection in step', async () => {
    const asked = [
      'HEAD /works HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n',
      'HEAD /works HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /works HTTP/1.1\r\nHost: x\r\nIf-None-Match: "a"\r\nIf-None-Match: *\r\n\r\n',
      'GET /works HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n',
      'OPTIONS /works HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ];
    const answers = (await exchange(asked.join(''))).split(/(?=HTTP\/1\.1 )/);
    expect(answers.map((one) => one.slice(9, 12))).toEqual(['200', '200', '200', '304', '204', '200']);
    const bodies = answers.map((one) => one.slice(one.indexOf('\r\n\r\n') + 4));
    // two fields of one name are one list, in which * is no tag
    expect(bodies.map((body) => body === '')).toEqual([true, true, false, true, true, false]);
    expect(bodies.at(-1)).toBe('{"status":"live"}');
  });

  test('an older client gets no chunks', async () => {
    const answer = await exchange('GET /works HTTP/1.0\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toMatch(/transfer-encoding/i);
  });

  test('fetch is told 304, although it asks for no-cache where a program names the tag', async () => {
    const url = `http://127.0.0.1:${served.port}/works?search=reads`;
    const first = await fetch(url);
    await first.text();
    const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});
