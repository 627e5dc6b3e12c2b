// Limits, failures and logs of the API: what is too large for a scenario file, or needs an engine that misbehaves.
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { IdeascopeError } from '../../src/errors.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { makeWork } from '../support/works.js';
import { openOracleWith } from './open-oracle.js';
import { type Answer, API_KEY, type Ask, type OpenLibrary, serve } from './serve.js';

const openOracle: OpenLibrary = async () => ({ library: createOracleLibrary(), close: async () => undefined });
const words = (characters: number) => 'abcd '.repeat(characters / 5);
const manyWorks = (count: number) =>
  Array.from({ length: count }, (_, i) => makeWork({ id: `w${i}`, display_name: 'alike' }));

async function answerOf(asked: Ask, open = openOracle): Promise<Answer> {
  const served = await serve(open);
  try {
    return await served.ask(asked);
  } finally {
    await served.close();
  }
}

const post = (body: unknown): Ask => ({ method: 'POST', path: '/works/search', body });

describe('limits', () => {
  test.each([
    [2000, 200, undefined],
    [2005, 414, 'query_too_long'],
  ])('GET with %d characters: %d', async (characters, status, error) => {
    const answer = await answerOf({ path: `/works?search=${encodeURIComponent(words(characters))}` });
    expect(answer).toMatchObject({ status });
    expect((answer.body as { error?: string }).error).toBe(error);
    if (error) expect(answer.text).toContain('POST /works/search');
  });

  test.each([
    ['/experts', 2000, 200],
    ['/experts', 2005, 414],
    ['/authors', 500, 200],
    ['/authors', 505, 400],
  ])('GET %s with %d characters: %d', async (path, characters, status) => {
    const answer = await answerOf({ path: `${path}?search=${encodeURIComponent(words(characters))}` });
    expect(answer).toMatchObject({ status });
    if (status === 414) expect(answer.text).toContain('POST /experts');
  });

  test.each([
    [2005, 200],
    [20_000, 200],
    [20_005, 400],
  ])('POST with %d characters: %d', async (characters, status) => {
    expect(await answerOf(post({ search: words(characters) }))).toMatchObject({ status });
  });

  test('a body of more than 256 KiB', async () => {
    const answer = await answerOf(post({ search: words(300_000) }));
    expect(answer).toMatchObject({ status: 413, body: { error: 'body_too_large' } });
    expect(answer.text).toContain('256 KiB');
  });
});

describe('the reach of paging', () => {
  test('relevance reaches as far as the window, and says so', async () => {
    const served = await serve(openOracle, 'unembedded', 'off', { works: manyWorks(1100) });
    const last = await served.ask({ path: '/works?search=alike&page=40' });
    expect((last.body as WorksAnswer).meta).toMatchObject({ count: 1100, reachable: 1000 });
    expect((last.body as WorksAnswer).results).toHaveLength(25);
    const beyond = await served.ask({ path: '/works?search=alike&page=41' });
    expect(beyond).toMatchObject({ status: 400, body: { error: 'page_out_of_reach' } });
    expect(beyond.text).toContain('1000');
    await served.close();
  });

  test('the window is the same for every page', async () => {
    const windows: number[] = [];
    const open = openOracleWith((works) => ({
      retrieve: (request) => {
        windows.push(request.window);
        return works.retrieve(request);
      },
    }));
    const served = await serve(open, 'unembedded', 'off', { works: manyWorks(500) });
    for (const page of ['page=1&per_page=5', 'page=2&per_page=200', 'page=100&per_page=5']) {
      await served.ask({ path: `/works?search=alike&${page}` });
    }
    expect(new Set(windows).size).toBe(1);
    await served.close();
  });

  test('a sorted list reaches 10,000 works', async () => {
    const served = await serve(openOracle, 'unembedded', 'off', { works: manyWorks(10_010) });
    const last = await served.ask({ path: '/works?per_page=150&page=67' });
    expect((last.body as WorksAnswer).meta).toMatchObject({ count: 10_010, reachable: 10_000 });
    // ranks 9,901 to 10,000: the page is cut at the reach
    expect((last.body as WorksAnswer).results).toHaveLength(100);
    expect(await served.ask({ path: '/works?per_page=150&page=68' })).toMatchObject({ status: 400 });
    await served.close();
  });
});

describe('failures', () => {
  test('an unexpected error is reported without its details', async () => {
    const broken = openOracleWith(() => ({ retrieve: () => Promise.reject(new TypeError('secret /etc/x')) }));
    const answer = await answerOf({ path: '/works' }, broken);
    expect(answer).toMatchObject({ status: 500, body: { error: 'internal_error' } });
    expect(answer.text).toMatch(/request id [0-9a-f-]{36}/);
    expect(answer.text).not.toMatch(/secret|TypeError|\bat /);
  });

  test('an index still being built is 503, for searches and for health', async () => {
    const notReady = openOracleWith((works) => ({
      status: async () => ({ ...(await works.status()), ready: false, waitingFor: '12 of 40 works are read' }),
      retrieve: () => Promise.reject(new IdeascopeError('index_not_ready', 'the index is being built')),
    }));
    expect(await answerOf({ path: '/works' }, notReady)).toMatchObject({
      status: 503,
      body: { error: 'index_not_ready' },
    });
    expect(await answerOf({ path: '/health/ready' }, notReady)).toMatchObject({
      status: 503,
      body: { error: 'index_not_ready', message: 'not ready: 12 of 40 works are read' },
    });
    expect(await answerOf({ path: '/health/live' }, notReady)).toMatchObject({ status: 200 });
  });

  test('a work removed since the last refresh is left out', async () => {
    const served = await serve(openOracle);
    const first = (await served.ask({ path: '/works' })).body as WorksAnswer;
    await served.library.works.remove([first.results[0]?.id ?? '']);
    const second = (await served.ask({ path: '/works' })).body as WorksAnswer;
    expect(second.results.map(({ id }) => id)).toEqual(first.results.slice(1).map(({ id }) => id));
    await served.close();
  });
});

describe('logs', () => {
  test.each([
    ['info', false],
    ['debug', true],
  ])('at level %s the query text is logged: %s', async (level, logged) => {
    const lines: string[] = [];
    const logger = pino({ level }, { write: (line) => void lines.push(line) });
    const served = await serve(openOracle, 'full', 'ready', { logger });
    await served.ask({ path: '/works?search=private+idea' });
    await served.ask(post({ search: 'private idea' }));
    await served.ask({ path: '/works?filter=private' });
    await served.close();
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ method: 'GET', path: '/works', status: 200, ms: expect.any(Number) });
    expect(lines.join('').includes('private')).toBe(logged);
  });

  test('a key is never logged', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
    const served = await serve(openOracle, 'full', 'ready', { logger });
    const headers = { authorization: `Bearer ${API_KEY}` };
    const changed = await served.ask({ method: 'PATCH', path: '/authors/author:daniel-roth', body: {}, headers });
    const refused = await served.ask({
      method: 'PATCH',
      path: '/authors/author:daniel-roth',
      body: {},
      headers: { authorization: 'Bearer nearly-a-key-of-ours' },
    });
    await served.close();
    expect([changed.status, refused.status]).toEqual([200, 401]);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines.join('')).not.toMatch(/authorization|key-of/i);
  });

  test('no header names the software', async () => {
    expect((await answerOf({ path: '/' })).headers['x-powered-by']).toBeUndefined();
  });
});
