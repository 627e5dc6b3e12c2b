// The log of a service: one line a request, all lines of a request by its id, nothing that anybody has typed.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ofRequest } from '../../src/logger.js';
import { openBuiltinLibrary } from '../support/open-builtin.js';
import { type Served, serve } from './serve.js';

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly [name: string]: unknown;
}

let lines: Line[] = [];
let served: Served;
const logger = pino(
  { level: 'info', base: null, mixin: ofRequest },
  { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
);

beforeAll(async () => {
  served = await serve(openBuiltinLibrary, 'full', 'broken', { logger, slowMs: 1 });
});
afterAll(() => served.close());
beforeEach(() => {
  lines = [];
});

const ofRequests = () => lines.filter(({ msg }) => msg === 'request');

async function logged(count: number): Promise<readonly Line[]> {
  for (let tries = 0; ofRequests().length < count && tries < 100; tries++) await sleep(20);
  return ofRequests();
}

test('a search has one line, with its route, steps, mode and what its answer lacks', async () => {
  const answer = await served.ask({ path: '/works?search=secret+idea', headers: { 'x-request-id': 'mine-1' } });
  const [line, ...others] = await logged(1);
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    requestId: 'mine-1',
    method: 'GET',
    path: '/works',
    route: '/works',
    status: 200,
    mode: 'keyword',
    degraded: ['embedding_error'],
  });
  expect(Object.keys(line?.steps as object)).toEqual(['understand', 'retrieve', 'fuse', 'hydrate', 'present']);
  expect(line?.bytes).toBeGreaterThan(answer.text.length);
});

test.each([
  ['GET', '/experts?search=secret+idea', '/experts', undefined],
  ['GET', '/authors?search=secret', '/authors', undefined],
  ['GET', '/autocomplete?q=secr', '/autocomplete', undefined],
  ['GET', '/search?search=secret+idea', '/search', undefined],
  ['POST', '/topics/suggest', '/topics/suggest', { title: 'secret idea' }],
  ['POST', '/search/batch', '/search/batch', { queries: [{ search: 'secret idea' }] }],
])('%s %s is timed by its steps, too', async (method, path, route, body) => {
  const { status } = await served.ask({ method, path, body });
  expect(status).toBe(200);
  const [line] = await logged(1);
  expect(line).toMatchObject({ route, status: 200 });
  expect(Object.keys(line?.steps as object)).toEqual(expect.arrayContaining(['understand', 'retrieve', 'present']));
});

test('what is written while a request is answered carries its id, in requests with a body as well', async () => {
  const [first, second] = ['a-1', 'a-2'];
  await Promise.all([
    served.ask({ path: '/works?search=first+idea', headers: { 'x-request-id': first } }),
    served.ask({
      method: 'POST',
      path: '/works/search',
      headers: { 'x-request-id': second },
      body: { search: 'other' },
    }),
  ]);
  await logged(2);
  const failures = lines.filter(({ msg }) => msg === 'embedding a query failed').map(({ requestId }) => requestId);
  expect([...new Set(failures)].sort()).toEqual([first, second]);
});

test('texts are nowhere, also of slow requests, refused ones and odd parameters', async () => {
  const secret = 'zyxw';
  const asked = [
    { path: `/works?search=${secret}+${secret}&filter=publication_year:2020,${secret}:1,title.search:${secret}` },
    { path: `/works?${secret}=1&search=${secret}` },
    { path: `/works?search=${secret}&mode=${secret}` },
    { method: 'POST', path: '/works/search', body: { search: `${secret} two`, filter: `type:${secret}`, [secret]: 1 } },
    { method: 'POST', path: '/topics/suggest', body: { title: secret, abstract: secret } },
    { path: `/autocomplete?q=${secret}` },
  ];
  for (const one of asked) await served.ask(one);
  await logged(asked.length);
  expect(lines.length).toBeGreaterThanOrEqual(asked.length);
  expect(lines.filter((line) => JSON.stringify(line).includes(secret))).toEqual([]);
});

test('a slow request has a line of its own, with what may be said of its search', async () => {
  await served.ask({ path: '/works?search=one+two+three&filter=publication_year:2020|2021,type:!article&per_page=7' });
  await logged(1);
  const [slow] = lines.filter(({ msg }) => msg === 'slow request');
  expect(slow).toMatchObject({
    level: 40,
    route: '/works',
    asked: { search: { characters: 13, words: 3 }, filter: ['publication_year', 'type'], per_page: '7' },
  });
});

test('a client that goes away is 499, and an error has its code', async () => {
  await served.ask({ path: '/works?filter=nothing:1' });
  await served.ask({ path: '/nowhere' });
  const socket = connect(served.port, '127.0.0.1');
  socket.write(
    'POST /works/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  );
  await sleep(100);
  socket.destroy();
  await once(socket, 'close');
  expect((await logged(3)).map(({ route, status, error }) => [route, status, error])).toEqual([
    ['/works', 400, 'unknown_field'],
    [null, 404, 'not_found'],
    ['/works/search', 499, 'client_gone'],
  ]);
});
