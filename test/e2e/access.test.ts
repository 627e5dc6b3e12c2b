// Keys of a running service: made, used, revoked and damaged without a restart, and in no line of its log; and what an engine that answers nonsense lets through.
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, Place, type Server } from './processes.js';

const LIMIT_MS = 60_000;
const GIVEN = 'given-key+of/the=environment';

let place: Place;
beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

const statusOf = async (server: Server, path: string, key: string) =>
  (await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } })).status;

/** Sends a key to every place of a request where somebody might put one. */
async function sendEverywhere({ url }: Server, key: string): Promise<void> {
  const text = encodeURIComponent(key);
  const json = { 'content-type': 'application/json' };
  const asked: [string, RequestInit][] = [
    [`/works?api_key=${text}`, {}],
    [`/works?search=${text}`, { headers: { authorization: `Bearer ${key}`, 'x-request-id': key } }],
    [`/works/${text}`, { headers: { 'x-api-key': key, 'user-agent': key, 'if-none-match': `"${key}"` } }],
    [`/${text}`, { headers: { authorization: key } }],
    ['/works/search', { method: 'POST', headers: json, body: JSON.stringify({ search: key, [key]: key }) }],
    ['/works/search', { method: 'POST', headers: json, body: `{"search": "${key}` }],
    [
      '/works/own:1',
      { method: 'PUT', headers: { ...json, authorization: `Bearer ${key}x` }, body: `{"title":"${key}"}` },
    ],
    [
      '/works/own:1',
      { method: 'PUT', headers: { ...json, authorization: `Bearer ${key}` }, body: `{"title":"${key}"}` },
    ],
  ];
  for (const [path, init] of asked) await (await fetch(url + path, init)).text();
}

describe('keys', () => {
  test(
    'come and go while the service runs, and stand in no line of its log at level trace',
    async () => {
      // a second try begins with none
      const file = join(place.folder, `keys-${randomUUID()}.jsonl`);
      const settings = {
        API_KEY_FILE: file,
        API_KEYS: GIVEN,
        READ_ACCESS: 'key',
        LOG_LEVEL: 'trace',
        EMBEDDING_MODEL: 'none',
      };
      const create = async (name: string, scope: string) => {
        const end = await place.run(['keys', 'create', name, '--scope', scope], settings);
        expect([end.code, end.stdout]).toEqual([0, expect.stringMatching(/^isk_[\w-]{43}\n$/)]);
        expect(end.stderr).not.toContain(end.stdout.trim());
        return end.stdout.trim();
      };
      const reader = await create('reader', 'read');
      const server = await place.serve(settings);
      await eventually(
        'an answer',
        () => statusOf(server, '/works', reader),
        (status) => status === 200,
      );
      const writer = await create('writer', 'write');
      // at once: whoever is given a key uses it
      expect(await statusOf(server, '/works', writer)).toBe(200);
      for (const key of [reader, writer, GIVEN]) await sendEverywhere(server, key);
      expect((await place.run(['keys', 'revoke', 'reader'], settings)).code).toBe(0);
      await eventually(
        'the end of the old key',
        () => statusOf(server, '/works', reader),
        (status) => status === 401,
      );
      await writeFile(file, `${await readFile(file, 'utf8')}{"name":`);
      const trouble = async () => {
        const response = await fetch(`${server.url}/admin/status`, { headers: { authorization: `Bearer ${GIVEN}` } });
        return ((await response.json()) as { access: { key_file_error: string | null } }).access.key_file_error;
      };
      expect(await eventually('the complaint', trouble, (said) => said !== null)).toMatch(/^line 2: .* stay in force$/);
      expect(await statusOf(server, '/works', writer)).toBe(200);
      const { stdout, stderr } = await server.stop('SIGTERM');
      expect(stderr).toContain('request in full');
      expect(stderr.match(/the key file cannot be used/g)).toHaveLength(1);
      for (const key of [reader, writer, GIVEN]) {
        for (const form of [key, encodeURIComponent(key), key.slice(2, -2)])
          expect(stdout + stderr).not.toContain(form);
      }
      expect((await place.run(['keys', 'list'], settings)).code).toBe(1);
    },
    LIMIT_MS,
  );
});

describe('an Elasticsearch that answers nonsense', () => {
  const answers = [
    [200, 'text/html', '<h1>nginx at 10.1.2.3</h1>'],
    [500, 'application/json', '{"error":{"type":"x","reason":"node-7 at 10.1.2.3:9300 /var/lib/es"},"status":500}'],
    [503, 'application/json', '{"error":{"type":"x","reason":"node-7 at 10.1.2.3:9300 /var/lib/es"},"status":503}'],
    [200, 'application/json', '{"error":'],
  ] as const;

  test(
    'lets no address, path or stack through to who asks',
    async () => {
      let turn = 0;
      // what is only away does not keep the service from starting
      let started = false;
      const nonsense = createServer((_request, response) => {
        const [status, type, body] = answers[started ? turn++ % answers.length : 2] ?? answers[0];
        response.writeHead(status, { 'content-type': type, 'x-elastic-product': 'Elasticsearch' }).end(body);
      });
      await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
      const { port } = nonsense.address() as AddressInfo;
      const url = `http://elastic:hidden-word@127.0.0.1:${port}`;
      const server = await place.serve({ ELASTICSEARCH_URL: url, EMBEDDING_MODEL: 'none' });
      started = true;
      const seen: number[] = [];
      const paths = [
        '/works',
        '/works?search=a',
        '/works/W1',
        '/authors',
        '/health/ready',
        '/autocomplete?q=a',
        '/search?search=a',
      ];
      for (const path of [...paths, ...paths, ...paths]) {
        const response = await fetch(server.url + path);
        const text = await response.text();
        seen.push(response.status);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        expect(text).not.toMatch(/10\.1\.2\.3|node-7|\/var|hidden-word|127\.0\.0\.1|\bat .*\.js|nginx|SyntaxError/);
      }
      expect(seen).toContain(500);
      await server.stop('SIGKILL');
      nonsense.closeAllConnections();
      nonsense.close();
    },
    LIMIT_MS,
  );
});
