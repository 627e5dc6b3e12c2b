// The whole service over HTTP: requests of every route, writes with a key, uploads, and bytes that are no HTTP at all.
import { connect } from 'node:net';
import { ROUTES } from '../../../src/api/contract.js';
import type { Route } from '../../../src/api/route.js';
import { STATUS } from '../../../src/errors.js';
import { type Answer, API_KEY, type Ask, type Served, serve } from '../../scenarios/serve.js';
import { openBuiltinLibrary } from '../../support/open-builtin.js';
import { readFixtures } from '../fixtures.js';
import { mutatedBytes, mutatedJson, mutatedText, writtenJson } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, target } from '../target.js';
import { BODIES, mutatedBody, mutatedQuery } from './requests.js';

const ALL: readonly Route[] = Object.values(ROUTES);
const IDS = [
  'W2000000101',
  'author:daniel-roth',
  'topic:genomics',
  'institution:kamakura-university',
  'source:jii',
  'fuzz:1',
];
const SITE = [
  '/assets/..%2findex.html',
  '/assets/../index.html',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/embed.js',
  '/work/x',
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { accept: 'text/html' },
  { 'if-none-match': '"x", W/"y"' },
  { 'accept-encoding': 'gzip' },
  { 'x-request-id': 'a b{"c":1}' },
  { range: 'bytes=0-1' },
  { 'content-encoding': 'gzip' },
  { origin: 'https://evil.example' },
];

let served: Served;
const open = async () => {
  served = await serve(openBuiltinLibrary);
};
const close = () => served.close();

const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** What a program for HTTP sends as it is; all else it would refuse itself. */
const ofAddress = (text: string) => text.replace(/[^!-~]+/g, encoded);

function asked(random: Random): Ask {
  if (random.chance(0.05))
    return { path: `/${mutatedText(random, { seeds: SITE, longest: 300 }).replace(/[^!-~]/g, '')}` };
  const route = random.pick(ALL);
  const id = random.chance(0.8) ? random.pick(IDS) : mutatedText(random, { seeds: IDS, longest: 1_000 });
  const authorization = `Bearer ${API_KEY}`;
  const key = route.writes || route.guarded ? { authorization } : {};
  const { method } = route;
  const path = `${route.path.replace('{id}', () => encoded(id))}?${ofAddress(mutatedQuery(random, route))}`;
  const headers = { ...random.pick(HEADERS), ...key };
  if (route.lines) {
    return {
      method,
      path: `${route.path}?format=jsonl`,
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body: lines(random),
    };
  }
  return route.body ? { method, path, headers, body: mutatedBody(random, route) } : { method, path, headers };
}

/** Few ids, so that the collection stays one of some hundred works. */
function lines(random: Random): string {
  const records = [...readFixtures('jsonl').records, BODIES.at(-1)];
  return Array.from({ length: random.below(4) }, () => {
    const record = { ...(random.pick(records) as object), id: `fuzz:${random.below(50)}` };
    return writtenJson(random, mutatedJson(random, record));
  }).join('\n');
}

/** Says that something here is away for now. */
const MAY_BE_503 = new Set(['index_not_ready', 'semantic_unavailable']);

function ensureAnswer({ status, headers, text, body }: Answer): Outcome {
  const code = (body as { readonly error?: string } | undefined)?.error;
  ensure(
    status < 500 || (status === 503 && MAY_BE_503.has(code ?? '')),
    `the answer is ${status}: ${text.slice(0, 300)}`,
  );
  ensure(headers['set-cookie'] === undefined && headers['x-powered-by'] === undefined, 'no header is put in');
  const type = String(headers['content-type'] ?? '');
  if (status >= 400 && text !== '' && !type.startsWith('text/html')) {
    ensure(code !== undefined && code in STATUS, `an error has a code: ${text.slice(0, 200)}`);
    ensure(!/node_modules|\n\s+at |\/dist\//.test(text), 'no error shows what is inside');
  }
  return status < 400 ? 'taken' : 'refused';
}

/** Sends bytes, and waits for the end of the connection, or for the first answer. */
function sendRaw(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, '127.0.0.1');
    let text = '';
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(300, end);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (text.includes('\r\n\r\n')) end();
    });
    socket.on('end', end);
    // a server may cut a connection that makes no sense
    socket.on('error', (error: NodeJS.ErrnoException) =>
      /ECONNRESET|EPIPE/.test(error.code ?? '') ? end() : reject(error),
    );
    socket.end(bytes);
  });
}

const RAW = [
  'GET /works?search=tides HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'POST /works/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 18\r\nConnection: close\r\n\r\n{"search":"tides"}',
  'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'POST /works/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
].map((text) => Buffer.from(text));

export const HTTP_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'HTTP',
    reads: 'requests of every route through the whole service, writes and uploads among them',
    share: 0.03,
    make: asked,
    run: async (ask) => ensureAnswer(await served.ask(ask)),
    open,
    close,
  }),
  target({
    name: 'raw HTTP',
    reads: 'bytes on a connection',
    share: 0.005,
    make: (random) => mutatedBytes(random, RAW),
    run: async (bytes) => {
      const answer = await sendRaw(bytes);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400);
      ensure(status < 500 || status === 505, `the answer is ${answer.slice(0, 200)}`);
      return status < 400 ? 'taken' : 'refused';
    },
    open,
    close,
  }),
];
