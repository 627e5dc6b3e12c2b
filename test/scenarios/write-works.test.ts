// Writing works over HTTP: what is refused, as a table, and bodies that arrive slowly, in pieces, packed, or not at all.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Engine } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { expectShape } from './run-scenarios.js';
import { API_KEY, type Ask, type Served, serve } from './serve.js';

const KEY = { authorization: `Bearer ${API_KEY}` };
const LINES = { ...KEY, 'content-type': 'application/x-ndjson' };
const MIB = 1024 * 1024;

let served: Served;
let works: Engine;
beforeAll(async () => {
  served = await serve(async () => ({ library: createOracleLibrary(), close: async () => undefined }), 'empty');
  works = served.library.works;
});
afterAll(() => served.close());

async function send(asked: Ask & { readonly method: string }) {
  const answer = await served.ask({ headers: KEY, ...asked });
  expectShape(answer, asked);
  return answer;
}

const titled = (rest: string) => `{"title": "Reeds", ${rest}}`;

/** Body, error, path, a part of the message. */
const REFUSED: readonly (readonly [string, string, string | undefined, string])[] = [
  ['{"titel": "x"}', 'unknown_parameter', 'titel', 'did you mean title?'],
  [titled('"__proto__": {"year": 1}'), 'unknown_parameter', '__proto__', 'this route takes id, title'],
  [titled('"constructor": 1'), 'unknown_parameter', 'constructor', 'this route takes'],
  [titled('"display_name": "x"'), 'unknown_parameter', 'display_name', 'this route takes'],
  [titled('"authors": [{"nmae": "Ada"}]'), 'unknown_parameter', 'authors.0.nmae', 'did you mean name?'],
  [titled('"authors": ["x", {"name": "y", "__proto__": {}}]'), 'unknown_parameter', 'authors.1.__proto__', 'orcid'],
  [titled('"topics": [{"name": "y", "ror": "z"}]'), 'unknown_parameter', 'topics.0.ror', 'id, name and score'],
  ['{}', 'invalid_parameter', 'title', 'neither title nor abstract'],
  ['{"title": ""}', 'invalid_parameter', 'title', 'neither title nor abstract'],
  ['{"title": null, "abstract": " "}', 'invalid_parameter', 'title', 'neither title nor abstract'],
  ['{"title": " ", "abstract": "x"}', 'invalid_parameter', 'title', 'title must have some text'],
  ['{"title": 3}', 'invalid_parameter', 'title', 'title must be a text'],
  ['{"title": ["x"]}', 'invalid_parameter', 'title', 'title must be a text'],
  ['{"title": "x\\u0000y"}', 'invalid_parameter', 'title', 'without NUL'],
  ['{"title": "x\\ud800y"}', 'invalid_parameter', 'title', 'valid Unicode'],
  [titled('"authors": [{"name": "\\udc00"}]'), 'invalid_parameter', 'authors.0.name', 'valid Unicode'],
  [titled('"id": "other"'), 'invalid_parameter', 'id', '"other" in the body and "own:1" in the path'],
  [titled('"id": 7'), 'invalid_parameter', 'id', 'id must be a text'],
  [titled('"year": "2020"'), 'invalid_parameter', 'year', 'whole number from 1000 to 2100'],
  [titled('"year": 3000'), 'invalid_parameter', 'year', 'whole number from 1000 to 2100'],
  [titled('"date": "2021-02-30"'), 'invalid_parameter', 'date', '2020-11-09'],
  [titled('"language": "English language"'), 'invalid_parameter', 'language', 'language tag'],
  [titled('"type": ""'), 'invalid_parameter', 'type', 'some text'],
  [titled('"venue": "…"'), 'invalid_parameter', 'venue', 'letter or digit'],
  [titled('"venueId": "v:1"'), 'invalid_parameter', 'venueId', 'name of the venue'],
  [titled('"authors": "Ada Quill"'), 'invalid_parameter', 'authors', 'list of names or objects'],
  [titled('"authors": [7]'), 'invalid_parameter', 'authors.0', 'a name, or an object with a name'],
  [titled('"authors": [" "]'), 'invalid_parameter', 'authors.0', 'some text'],
  [titled('"authors": [{"id": "a:1"}]'), 'invalid_parameter', 'authors.0.name', 'name must be a text'],
  [titled('"authors": [{"name": "x", "orcid": "0000"}]'), 'invalid_parameter', 'authors.0.orcid', 'ORCID'],
  [
    titled('"authors": [{"name": "x", "affiliations": [{"name": "y", "country_code": "Sweden"}]}]'),
    'invalid_parameter',
    'authors.0.affiliations.0.country_code',
    'two letters',
  ],
  [
    titled('"authors": [{"name": "x", "affiliations": ["y", {"name": "z", "ror": "r"}]}]'),
    'invalid_parameter',
    'authors.0.affiliations.1.ror',
    'ROR id',
  ],
  [titled('"topics": ["—"]'), 'invalid_parameter', 'topics.0', 'letter or digit'],
  [titled('"primaryTopic": {"name": "—"}'), 'invalid_parameter', 'primaryTopic.name', 'letter or digit'],
  [titled('"keywords": [{"name": "x", "score": "much"}]'), 'invalid_parameter', 'keywords.0.score', 'a number'],
  [titled('"citations": -1'), 'invalid_parameter', 'citations', 'whole number from 0'],
  [titled('"doi": "n/a"'), 'invalid_parameter', 'doi', 'must be a DOI'],
  [titled('"arxivId": "none"'), 'invalid_parameter', 'arxivId', '2101.00001'],
  [titled('"url": "javascript:alert(1)"'), 'invalid_parameter', 'url', 'http(s) address'],
  [titled('"references": ["x", ""]'), 'invalid_parameter', 'references.1', 'an id'],
  ['[]', 'invalid_json', undefined, 'a JSON object'],
  ['null', 'invalid_json', undefined, 'a JSON object'],
  ['', 'invalid_json', undefined, 'a JSON object'],
  ['{"title": "x"', 'invalid_json', undefined, 'not valid JSON'],
];

describe('a record that is refused names what is wrong, and what would be right', () => {
  test.each(REFUSED)('%s', async (body, error, path, message) => {
    const answer = await send({ method: 'PUT', path: '/works/own:1', body });
    expect(answer).toMatchObject({ status: 400, body: { error } });
    expect((answer.body as { path?: string }).path).toBe(path);
    expect((answer.body as { message: string }).message).toContain(message);
    expect(await works.count()).toBe(0);
  });

  test.each(['https://orcid.org/0000-0002-1825-0097', 'A5023888391', '%00', 'a%0Ab', '%20', 'x'.repeat(513)])(
    'an id that can be no work: %s',
    async (id) => {
      const answer = await send({ method: 'PUT', path: `/works/${id}`, body: { title: 'x' } });
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_parameter', path: 'id' } });
    },
  );

  test('where something else is, nothing is written', async () => {
    for (const path of ['/works/random', '/works/search', '/works/x/related']) {
      expect(await send({ method: 'PUT', path, body: { title: 'x' } })).toMatchObject({ status: 405 });
      expect(await send({ method: 'DELETE', path })).toMatchObject({ status: 405 });
    }
  });

  test('a body that is no JSON, or too long', async () => {
    const headers = { ...KEY, 'content-type': 'text/plain' };
    expect(await send({ method: 'PUT', path: '/works/a', body: '{}', headers })).toMatchObject({ status: 415 });
    const long = { title: 'x', abstract: 'x'.repeat(4 * MIB) };
    expect(await send({ method: 'PUT', path: '/works/a', body: long })).toMatchObject({
      status: 413,
      body: { message: 'the body is larger than 4096 KiB' },
    });
  });
});

const line = (id: string, title = 'Reeds') => `${JSON.stringify({ id, title })}\n`;
const post = (body: string) => send({ method: 'POST', path: '/works', headers: LINES, body });

/** A request whose body is sent piece by piece. */
function begun(headers: Readonly<Record<string, string>> = {}): { request: ClientRequest; status: Promise<string> } {
  const options = { host: '127.0.0.1', port: served.port, method: 'POST', path: '/works' };
  const request = httpRequest({ ...options, headers: { ...LINES, ...headers } });
  const status = new Promise<string>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response: IncomingMessage) => {
      let text = '';
      response.on('data', (piece) => {
        text += String(piece);
      });
      response.on('end', () => resolve(`${response.statusCode} ${text}`));
    });
  });
  return { request, status };
}

async function stored(id: string): Promise<boolean> {
  return (await works.fetch([id]))[0] !== undefined;
}

describe('lines', () => {
  test('the first hundred that are rejected are named', async () => {
    const { body } = await post(`${'nonsense\n'.repeat(150)}${line('after')}`);
    expect(body).toMatchObject({ created: 1, rejected: 150 });
    const { rejections } = body as { rejections: { line: number }[] };
    expect(rejections.map((one) => one.line)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  test('one that is too long spoils no other', async () => {
    const { body } = await post(`${line('before')}${line('long', 'x'.repeat(4 * MIB))}${line('behind')}`);
    expect(body).toMatchObject({ created: 2, rejections: [{ line: 2, reason: 'longer than 4 MiB' }] });
  });

  test('are cut anywhere on their way', async () => {
    const { request, status } = begun();
    const bytes = Buffer.from(line('ä-1', 'Größe') + line('ä-2'));
    for (const byte of bytes) {
      request.write(Buffer.of(byte));
      await sleep(1);
    }
    request.end();
    expect(await status).toMatch(/^200 \{"created":2,/);
    expect((await works.fetch(['ä-1']))[0]?.display_name).toBe('Größe');
  });

  test('packed with gzip, and damaged on their way', async () => {
    const packed = gzipSync(Array.from({ length: 4000 }, (_, i) => line(`z-${i}`, `Reeds ${Math.sin(i)}`)).join(''));
    const whole = begun({ 'content-encoding': 'gzip' });
    whole.request.end(packed);
    expect(await whole.status).toMatch(/^200 \{"created":4000,/);
    const cut = begun();
    cut.request.end(packed.subarray(0, packed.length / 2));
    expect(await cut.status).toMatch(
      /^400 \{"error":"malformed_request","message":"the body: broken gzip .* are stored"/,
    );
  });
});

describe('lines that are not read to their end', () => {
  test('more than may be sent at once are refused before they are read', async () => {
    const { request, status } = begun({ 'content-length': String(256 * MIB + 1) });
    request.write(line('much'));
    expect(await status).toMatch(/^413 .*256 MiB/);
    request.destroy();
    expect(await stored('much')).toBe(false);
  });

  test('of a client that goes away are stored as far as they came', async () => {
    const { request, status } = begun();
    const gone = status.catch(() => 'gone');
    request.write(Array.from({ length: 120 }, (_, i) => line(`gone-${i}`)).join(''));
    for (let tries = 0; tries < 100 && !(await stored('gone-49')); tries++) await sleep(20);
    request.destroy();
    expect(await gone).toBe('gone');
    for (let tries = 0; tries < 100 && !(await stored('gone-119')); tries++) await sleep(20);
    expect(await stored('gone-119')).toBe(true);
    expect((await served.ask({ path: '/health/live' })).status).toBe(200);
  });

  test('a refusal is heard by who is still sending', async () => {
    const { request, status } = begun();
    request.write(gzipSync(line('x')).subarray(0, 12));
    request.write(Buffer.alloc(64, 1));
    for (let i = 0; i < 64; i++) request.write(Buffer.alloc(64 * 1024, 1));
    request.end();
    expect(await status).toMatch(/^400 \{"error":"malformed_request"/);
  });
});
