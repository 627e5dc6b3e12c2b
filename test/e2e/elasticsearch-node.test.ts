// The Elasticsearch node that other tests rely on: it starts, analyses, keeps its data, asks for credentials, goes away.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeOnElasticsearch, describeWithOwnNodes } from '../support/elasticsearch-node/describe.js';
import { authorization, type ElasticsearchNode, startNode } from '../support/elasticsearch-node/node.js';
import { sharedNode } from '../support/elasticsearch-node/shared.js';
import { eventually } from './processes.js';

const START_MS = 120_000;
const HANG_MS = 500;

async function send(url: string, method: string, body?: unknown, headers: Record<string, string> = {}) {
  const options = { method, headers: { 'content-type': 'application/json', ...headers } };
  return fetch(url, body === undefined ? options : { ...options, body: JSON.stringify(body) });
}

async function tokens(url: string, request: object): Promise<string[]> {
  const response = await send(`${url}/_analyze`, 'POST', request);
  const { tokens } = (await response.json()) as { tokens?: { token: string }[] };
  return (tokens ?? []).map(({ token }) => token);
}

await describeOnElasticsearch('the shared node', (url) => {
  test('is the same for everyone who asks at the same time', async () => {
    expect(await Promise.all([sharedNode(), sharedNode()])).toEqual([{ url }, { url }]);
  });

  test('keeps from the stemmer what a pattern or a list marks', async () => {
    const text = 'Studies of GANs and covid19 vaccines';
    const analyse = (marker: object) =>
      tokens(url, { tokenizer: 'whitespace', filter: [{ type: 'keyword_marker', ...marker }, 'porter_stem'], text });
    const stemmed = ['Studi', 'of', 'GAN', 'and', 'covid19', 'vaccin'];
    expect(await analyse({ keywords_pattern: '.*[0-9].*|[A-Z]+s' })).toEqual(stemmed.with(2, 'GANs'));
    expect(await analyse({ keywords: ['VACCINES'], ignore_case: true })).toEqual(stemmed.with(5, 'vaccines'));
    expect(await analyse({ keywords: ['VACCINES'] })).toEqual(stemmed);
  });

  test('has the other components of the plugin', async () => {
    const prefixes = { type: 'edge_ngram', min_gram: 2, max_gram: 4, preserve_original: true };
    expect(await tokens(url, { tokenizer: 'keyword', filter: ['lowercase', prefixes], text: 'Gödel' })).toEqual([
      'gö',
      'göd',
      'göde',
      'gödel',
    ]);
    const parts = { type: 'pattern_capture', preserve_original: false, patterns: ['([^@]+)@'] };
    const request = { tokenizer: 'uax_url_email', filter: [parts, 'unique'], text: 'kurt: ask kurt@example.org' };
    expect(await tokens(url, request)).toEqual(['kurt', 'ask']);
  });
});

await describeWithOwnNodes('a node of one’s own', () => {
  // stands for the process that starts a node, so that a test can end it
  const owner = spawn('sleep', ['600']);
  let node: ElasticsearchNode;
  let headers: Record<string, string>;
  beforeAll(async () => {
    node = await startNode({ security: true, owner: owner.pid as number });
    headers = node.credentials ? { authorization: authorization(node.credentials) } : {};
  }, START_MS);
  afterAll(async () => {
    owner.kill();
    await node?.dispose();
  });

  const count = async () => (await (await send(`${node.url}/kept/_count`, 'GET', undefined, headers)).json()) as object;

  test('asks for credentials where security is on', async () => {
    expect((await send(`${node.url}/_cluster/health`, 'GET')).status).toBe(401);
    expect((await send(`${node.url}/_cluster/health`, 'GET', undefined, headers)).status).toBe(200);
    const key = await send(`${node.url}/_security/api_key`, 'POST', { name: 'key' }, headers);
    const { encoded } = (await key.json()) as { encoded: string };
    const byKey = await send(`${node.url}/_cluster/health`, 'GET', undefined, { authorization: `ApiKey ${encoded}` });
    expect(byKey.status).toBe(200);
  });

  test('hangs while it is paused', async () => {
    await node.pause();
    await expect(fetch(node.url, { signal: AbortSignal.timeout(HANG_MS) })).rejects.toThrow('timeout');
    await node.resume();
    expect((await send(node.url, 'GET')).status).toBe(401);
  });

  test.each(['stop', 'kill'] as const)(
    'keeps its data and its address over a %s and a start',
    async (how) => {
      await send(`${node.url}/kept/_doc/1?refresh=true`, 'PUT', { title: 'kept' }, headers);
      await node[how]();
      expect(await node.pid()).toBeUndefined();
      await expect(send(node.url, 'GET')).rejects.toThrow('fetch failed');
      await node.start();
      expect(await count()).toMatchObject({ count: 1 });
    },
    START_MS,
  );

  test('ends when its owner dies, however that happens, and leaves nothing', async () => {
    owner.kill('SIGKILL');
    await eventually(
      'the end',
      async () => ({ pid: await node.pid(), folder: existsSync(node.folder) }),
      ({ pid, folder }) => pid === undefined && !folder,
    );
  });
});
