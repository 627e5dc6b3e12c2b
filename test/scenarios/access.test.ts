// Access over HTTP: scopes on every route, reads kept to keys, limits, addresses behind proxies, headers, hostile requests.
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf, type KeyEntry } from '../../src/access/key-entries.js';
import { fixedRing } from '../../src/access/key-ring.js';
import { includes, SCOPES, type Scope } from '../../src/access/scopes.js';
import { MOST_WRONG_KEYS, neededScope } from '../../src/api/access.js';
import { ROUTES } from '../../src/api/contract.js';
import { uncounted } from '../../src/api/metrics.js';
import type { Route } from '../../src/api/route.js';
import { limitConnections, serverOptions } from '../../src/api/server-limits.js';
import { closeLibrary } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { type OpenLibrary, type Served, serve } from './serve.js';

const openOracle: OpenLibrary = async () => {
  const library = createOracleLibrary();
  return { library, close: () => closeLibrary(library) };
};
const keyFor = (scope: string) => `invented-key-of-scope-${scope}`;
const entry = (name: string, scope: Scope, expires?: Date): KeyEntry => {
  return { name, scope, digest: digestOf(keyFor(name)), expires };
};
const KEYS = fixedRing([...SCOPES.map((scope) => entry(scope, scope)), entry('late', 'admin', new Date(2020, 0))]);
const bearer = (name: string) => ({ authorization: `Bearer ${keyFor(name)}` });
const routes = Object.entries(ROUTES) as [string, Route][];

/** Not a valid request of the route, but one that is let through or not before that is seen. */
const tryOut = ({ method, path }: Route, headers = {}) => ({ method, path: path.replace('{id}', 'none'), headers });

describe('reads kept to those with a key', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(openOracle, 'empty', 'off', { access: { keys: KEYS, readAccess: 'key' }, metrics: uncounted });
  });
  afterAll(() => served.close());

  test.each(routes)('%s takes the scope that it says, and each above it', async (_, route) => {
    const takes = neededScope(route, 'key');
    expect(takes === undefined).toBe(route.open === true);
    for (const scope of SCOPES) {
      const { status, body } = await served.ask(tryOut(route, bearer(scope)));
      const refused = takes !== undefined && !includes(scope, takes);
      expect([status === 403, status === 401]).toEqual([refused, false]);
      if (refused)
        expect(body).toMatchObject({ error: 'forbidden', message: expect.stringContaining(`scope ${takes}`) });
    }
    const without = await served.ask(tryOut(route));
    expect(without.status === 401).toBe(takes !== undefined);
    if (takes !== undefined) expect(without.headers['www-authenticate']).toBe('Bearer');
    if (takes !== undefined) expect(Object.keys(without.body as object)).toEqual(['error', 'message']);
  });

  test('HEAD is no way around, nor is a key in another place', async () => {
    const key = keyFor('read');
    const asked = [
      { method: 'HEAD', path: '/works' },
      { path: `/works?api_key=${key}` },
      { path: '/works', headers: { 'x-api-key': key } },
      { path: '/works', headers: { authorization: `Basic ${Buffer.from(`x:${key}`).toString('base64')}` } },
      { path: '//works' },
      { path: '/works/' },
      { path: '/WORKS' },
    ];
    const statuses = await Promise.all(asked.map(async (one) => (await served.ask(one)).status));
    expect(statuses.filter((status) => status < 400)).toEqual([]);
  });

  test('a key that has expired opens nothing, and who has it is told', async () => {
    const answer = await served.ask({ path: '/works', headers: bearer('late') });
    expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining('expired') } });
  });
});

describe('reads open to everybody', () => {
  test('a key that is none does not keep anybody from reading', async () => {
    const served = await serve(openOracle, 'empty', 'off', { access: { keys: KEYS } });
    for (const headers of [bearer('late'), bearer('none'), { authorization: 'Basic abc' }]) {
      expect((await served.ask({ path: '/works', headers })).status).toBe(200);
    }
    await served.close();
  });
});

const LIMITS = { perAddress: 3, perKey: 5, writes: 2 };
const limited = (trustProxy?: number) =>
  serve(openOracle, 'empty', 'off', {
    access: { keys: KEYS, rateLimits: LIMITS },
    ...(trustProxy === undefined ? {} : { trustProxy }),
  });

async function statusesOf(served: Served, count: number, headers = {}, method = 'GET', path = '/works') {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) statuses.push((await served.ask({ method, path, headers })).status);
  return statuses;
}

describe('limits', () => {
  test('of an address, of a key that reads, and of a key that writes are three', async () => {
    const served = await limited();
    const first = await served.ask({ path: '/works' });
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '3',
      'ratelimit-remaining': '2',
      'ratelimit-policy': '3;w=60',
    });
    expect(await statusesOf(served, 3)).toEqual([200, 200, 429]);
    expect(await statusesOf(served, 6, bearer('read'))).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statusesOf(served, 3, bearer('write'), 'DELETE', '/works/none')).toEqual([404, 404, 429]);
    expect(await statusesOf(served, 1, bearer('write'))).toEqual([200]);
    const refused = await served.ask({ path: '/works' });
    expect(refused.body).toMatchObject({
      error: 'rate_limited',
      message: expect.stringMatching(/3 requests.*wait \d+ s/),
    });
    const wait = Number(refused.headers['retry-after']);
    expect(wait > 0 && wait <= 60).toBe(true);
    expect(refused.headers['ratelimit-remaining']).toBe('0');
    // who watches hears of it all the same
    expect(await statusesOf(served, 9, {}, 'GET', '/health/live')).toEqual(Array(9).fill(200));
    await served.close();
  });
});

describe('addresses', () => {
  test('an address is what the proxy says where one is trusted, and cannot be made up where none is', async () => {
    const from = (addresses: string) => ({ 'x-forwarded-for': addresses });
    const open = await limited();
    for (let i = 0; i < 3; i++) await open.ask({ path: '/works', headers: from(`192.0.2.${i}`) });
    expect(await statusesOf(open, 1, from('192.0.2.9'))).toEqual([429]);
    await open.close();
    const behind = await limited(1);
    expect(await statusesOf(behind, 4, from('192.0.2.1'))).toEqual([200, 200, 200, 429]);
    // what the client itself has put before is not believed
    expect(await statusesOf(behind, 1, from('192.0.2.7, 192.0.2.1'))).toEqual([429]);
    expect(await statusesOf(behind, 1, from('192.0.2.2'))).toEqual([200]);
    // one network of IPv6 is one address
    expect(await statusesOf(behind, 3, from('2001:db8:0:1::1'))).toEqual([200, 200, 200]);
    expect(await statusesOf(behind, 1, from('2001:db8:0:1:ffff::2'))).toEqual([429]);
    expect(await statusesOf(behind, 1, from('2001:db8:0:2::1'))).toEqual([200]);
    await behind.close();
  });
});

describe('guessing', () => {
  test('ends after a while, on open routes too, and a right key is not looked at then', async () => {
    const served = await limited(1);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    // where reading needs no key, its limits would tell a right one
    await statusesOf(served, MOST_WRONG_KEYS / 2, { ...bearer('guess'), ...from('192.0.2.1') });
    const path = '/admin/status';
    const guesses = await statusesOf(
      served,
      MOST_WRONG_KEYS / 2 + 1,
      { ...bearer('guess'), ...from('192.0.2.1') },
      'GET',
      path,
    );
    expect(guesses).toEqual([...Array(MOST_WRONG_KEYS / 2).fill(401), 429]);
    const right = await served.ask({ path, headers: { ...bearer('admin'), ...from('192.0.2.1') } });
    expect(right).toMatchObject({ status: 429, body: { error: 'rate_limited' } });
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    const read = await served.ask({ path: '/works', headers: { ...bearer('admin'), ...from('192.0.2.1') } });
    expect(read.headers['ratelimit-limit']).toBe('3');
    expect(await statusesOf(served, 1, { ...bearer('admin'), ...from('192.0.2.2') }, 'GET', path)).toEqual([200]);
    await served.close();
  });
});

describe('headers', () => {
  test('of answers, errors and pages keep them from being taken for something else', async () => {
    const served = await serve(openOracle, 'empty', 'off');
    for (const path of [
      '/works',
      '/nowhere',
      '/works?x=1',
      '/docs',
      '/embed.js',
      '/works/a%00b',
      '/assets/..%2f..%2fapp.js',
    ]) {
      const { headers, text } = await served.ask({ path });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(text.length > 300 || !/node_modules|\/(?:work|home|tmp|app)\/|\bat \w+ \(/.test(text)).toBe(true);
      if (!['/embed.js', '/assets'].some((open) => path.startsWith(open))) {
        expect(headers['access-control-allow-origin']).toBeUndefined();
        expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      }
    }
    expect((await served.ask({ path: '/health/live' })).headers['cross-origin-resource-policy']).toBe('cross-origin');
    await served.close();
  });
});

describe('hostile bodies', () => {
  test.each([
    ['a bomb of gzip', gzipSync(Buffer.alloc(20_000_000, ' ')), { 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    [
      'half a gzip',
      gzipSync('{"search": "x"}').subarray(0, 15),
      { 'content-encoding': 'gzip' },
      400,
      'invalid_parameter',
    ],
    ['a deep one', Buffer.from(`{"search":${'['.repeat(100_000)}`), {}, 400, 'invalid_json'],
    ['one of many values', Buffer.from(`{"facets":[${'0,'.repeat(120_000)}0]}`), {}, 400, 'invalid_json'],
    ['a filter without end', Buffer.from(`{"filter":"type:${'a|'.repeat(45_000)}a"}`), {}, 400, 'invalid_filter'],
    ['many facets', Buffer.from(`{"facets":[${'"type",'.repeat(9_999)}"type"]}`), {}, [200, 400], undefined],
  ])('%s', async (_, bytes, more, status, error) => {
    const served = await serve(openOracle, 'empty', 'off');
    const headers = { 'content-type': 'application/json', 'content-length': String(bytes.length), ...more };
    const response = await fetch(`${served.url}/works/search`, {
      method: 'POST',
      headers,
      body: new Uint8Array(bytes),
    });
    const body = (await response.json()) as { error?: string; message?: string };
    expect([status].flat()).toContain(response.status);
    if (error) expect(body.error).toBe(error);
    expect((body.message ?? '').length).toBeLessThan(1000);
    await served.close();
  });
});

describe('slow and many clients', () => {
  const limits = { headersMs: 200, requestMs: 400, lookMs: 50 };

  /** What comes back of what is sent and then left alone, and whether the connection ends. */
  async function dribble(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    return answer;
  }

  test('headers and bodies that do not come are not waited for, and one connection more than may be is closed', async () => {
    const { answerUnreadable } = await import('../../src/api/unreadable.js');
    const server = createServer(serverOptions(limits), (request, response) =>
      request.on('end', () => response.end()).resume(),
    );
    server.on('clientError', answerUnreadable);
    limitConnections(server, 2);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const late = await Promise.all([
      dribble(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      dribble(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'),
    ]);
    for (const answer of late) expect(answer).toMatch(/^HTTP\/1\.1 408 .*"request_timeout"/s);
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const third = await dribble(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n').catch(() => '');
    expect(third).toBe('');
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
